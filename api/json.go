package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// format reads and writes JSON.
var format = huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: readJSON}

// deepest is how many lists and objects may stand in each other; what the API reads
// needs six.
const deepest = 32

// readJSON decodes a body. Its errors are coded messages, since Huma passes on only
// the text of an error.
func readJSON(data []byte, into any) error {
	if !utf8.Valid(data) {
		return errors.New(coded(codeNotUTF8))
	}
	if tooDeep(data) {
		return errors.New(coded(codeJSONDepth, "most", strconv.Itoa(deepest)))
	}
	err := json.Unmarshal(data, into)
	var syntax *json.SyntaxError
	var mismatch *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		line, column := lineOf(data, syntax.Offset)
		return errors.New(coded(codeJSONSyntax, "line", strconv.Itoa(line), "column", strconv.Itoa(column)))
	case errors.As(err, &mismatch):
		// The schema has seen the rest; what is left are numbers out of range.
		return errors.New(coded(codeTypeNumber, at, mismatch.Field))
	}
	return errors.New(coded(codeBadRequest))
}

// tooDeep tells whether lists and objects stand in each other beyond reason. It
// counts brackets outside texts, so that it needs no stack.
func tooDeep(data []byte) bool {
	depth, inText, escaped := 0, false, false
	for _, c := range data {
		switch {
		case escaped:
			escaped = false
		case inText:
			escaped, inText = c == '\\', c != '"'
		case c == '"':
			inText = true
		case c == '{' || c == '[':
			if depth++; depth > deepest {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// lineOf returns where an offset is, both counted from 1 and columns in characters.
// The offset is the number of bytes read before the error was seen.
func lineOf(data []byte, offset int64) (line, column int) {
	before := data[:max(0, min(int(offset), len(data)))]
	line = 1 + bytes.Count(before, []byte("\n"))
	column = utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return line, max(1, column)
}
