// Package checkers lets parsers that share no code with this project, nor with
// each other, judge an iCalendar file (RFC 5545): libical's table of restrictions
// in C, vobject and icalendar in Python, ical.js (Thunderbird's parser) in
// JavaScript, and emersion/go-ical. Other forms are read by rdflib (Turtle and JSON-LD)
// and feedparser (Atom). It is for tests only. The programs in this folder also run
// alone; each says how in its first lines.
//
// None of them sees line endings, overlong lines or unescaped commas; a test of a
// feed's bytes has to.
package checkers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"
)

// errMissing says that this machine lacks what a checker needs.
var errMissing = errors.New("not on this machine")

// checker is one independent parser. It returns nil for a file that it accepts,
// its own words for one that it refuses, and errMissing where it cannot run.
type checker struct {
	name  string
	check func(ctx context.Context, file string) error
}

var all = []checker{
	{"libical", silent(libical)},
	{"vobject and icalendar", silent(vobject)},
	{"ical.js", func(ctx context.Context, file string) error {
		_, err := icalJS(ctx, file)
		return err
	}},
	{"go-ical", goICal},
}

// silent is a program whose words count only where it refuses the file.
func silent(program func(ctx context.Context, file string) ([]byte, error)) func(context.Context, string) error {
	return func(ctx context.Context, file string) error {
		_, err := program(ctx, file)
		return err
	}
}

// Run fails t with the words of every checker that refuses the feed. Call it as
// the last thing in a test: where a checker cannot run on this machine, the others
// still judge, and then t is skipped, unless the environment sets
// POLISKONTOR_TEST_ALL, which makes that a failure.
func Run(t testing.TB, ics []byte) {
	t.Helper()
	file := write(t, ics)
	var missing []error
	for _, c := range all {
		err := c.check(t.Context(), file)
		switch {
		case errors.Is(err, errMissing):
			missing = append(missing, err)
		case err != nil:
			t.Errorf("%s refuses the feed: %v", c.name, err)
		}
	}
	if err := errors.Join(missing...); err != nil {
		skip(t, err)
	}
}

// Times returns when each event of the feed starts and ends, in UTC and by UID, as
// ical.js understands it with no other time zones than the feed's own. It fails t
// when a time cannot be understood or a UID comes twice, and skips t like [Run].
func Times(t testing.TB, ics []byte) map[string][2]time.Time {
	t.Helper()
	events, err := icalJS(t.Context(), write(t, ics))
	if errors.Is(err, errMissing) {
		skip(t, err)
	}
	if err != nil {
		t.Fatalf("ical.js refuses the feed: %v", err)
	}
	times := make(map[string][2]time.Time, len(events))
	for _, event := range events {
		if _, known := times[event.UID]; known {
			t.Fatalf("the UID %s comes twice in the feed", event.UID)
		}
		times[event.UID] = [2]time.Time{event.Start, event.End}
	}
	return times
}

func write(t testing.TB, ics []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "feed.ics")
	if err := os.WriteFile(file, ics, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func skip(t testing.TB, missing error) {
	t.Helper()
	if os.Getenv("POLISKONTOR_TEST_ALL") != "" {
		t.Fatal(missing)
	}
	t.Skip(missing)
}

func icalJS(ctx context.Context, file string) ([]Event, error) {
	output, err := runNode(ctx, file)
	if err != nil {
		return nil, err
	}
	return eventLines(output)
}

// eventLines reads events from lines of JSON.
func eventLines(output []byte) ([]Event, error) {
	var events []Event
	for lines := json.NewDecoder(bytes.NewReader(output)); ; {
		var e Event
		err := lines.Decode(&e)
		if errors.Is(err, io.EOF) {
			return events, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read what a program prints: %w", err)
		}
		events = append(events, e)
	}
}

// goICal decodes the file and encodes it again, for the encoder is the strict half.
func goICal(_ context.Context, file string) (err error) {
	defer func() {
		if fault := recover(); fault != nil { // the decoder panics on some bad parameters
			err = fmt.Errorf("panic: %v", fault)
		}
	}()
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	decoder := ical.NewDecoder(bytes.NewReader(content))
	calendar, err := decoder.Decode()
	if err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	if _, err := decoder.Decode(); !errors.Is(err, io.EOF) {
		return errors.New("decode: more follows after the calendar")
	}
	if err := ical.NewEncoder(io.Discard).Encode(calendar); err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	return nil
}
