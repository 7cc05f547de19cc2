package planner

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxProblemBytes is the longest problem that ReadProblem accepts.
const maxProblemBytes = 64 << 20

// ReadProblem reads a problem in its JSON form and validates it. Fields that it
// does not know are refused, so that a misspelt one cannot pass for an absent
// one. A mistake in the JSON is reported with line and column, a mistake in the
// problem as by Validate.
func ReadProblem(r io.Reader) (*Problem, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxProblemBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read problem: %w", err)
	}
	if len(text) > maxProblemBytes {
		return nil, fmt.Errorf("read problem: longer than %d bytes", maxProblemBytes)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, errors.New("read problem: there is nothing in it")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	problem := new(Problem)
	if err := decoder.Decode(problem); err != nil {
		return nil, fmt.Errorf("read problem: %s: %w", position(text, errorOffset(err, decoder)), err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read problem: %s: something follows the problem", position(text, decoder.InputOffset()))
	}
	if err := problem.Validate(); err != nil {
		return nil, fmt.Errorf("read problem: %w", err)
	}
	return problem, nil
}

// errorOffset is where in the text a decoding error occurred, as near as the
// decoder tells.
func errorOffset(err error, decoder *json.Decoder) int64 {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return syntax.Offset - 1 // Offset counts the byte at fault
	}
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) {
		return mismatch.Offset
	}
	return decoder.InputOffset()
}

// position words an offset as line and column, both from 1.
func position(text []byte, offset int64) string {
	before := text[:min(max(offset, 0), int64(len(text)))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return fmt.Sprintf("line %d, column %d", line, column)
}

// UnmarshalJSON reads exactly seven values; encoding/json alone would let a
// longer or shorter list pass.
func (w *Weekdays) UnmarshalJSON(text []byte) error {
	var days []bool
	if err := json.Unmarshal(text, &days); err != nil {
		return err
	}
	if len(days) != len(w) {
		return fmt.Errorf("weekdays: %d values where 7 are needed, Monday first", len(days))
	}
	copy(w[:], days)
	return nil
}

// UnmarshalJSON reads exactly four values.
func (b *ByPriority) UnmarshalJSON(text []byte) error {
	var values []int
	if err := json.Unmarshal(text, &values); err != nil {
		return err
	}
	if len(values) != len(b) {
		return fmt.Errorf("occasion: %d values where 4 are needed, the first unused", len(values))
	}
	copy(b[:], values)
	return nil
}
