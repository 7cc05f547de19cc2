package checkers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"
)

// Event is what a program understands of one VEVENT.
type Event struct {
	UID, Summary, Location, Status string
	Sequence                       int
	Start, End                     time.Time
}

// readers are the parsers that tell what they read.
var readers = map[string]func(ctx context.Context, file string) ([]Event, error){
	"libical": func(ctx context.Context, file string) ([]Event, error) {
		output, err := libical(ctx, file)
		if err != nil {
			return nil, err
		}
		return tabbedEvents(output)
	},
	"vobject": func(ctx context.Context, file string) ([]Event, error) {
		output, err := vobject(ctx, file)
		if err != nil {
			return nil, err
		}
		return eventLines(output)
	},
	"ical.js": icalJS,
	"go-ical": goICalEvents,
}

// Read returns what each program understands of a feed, by the program's name and the
// event's UID. It fails t with the words of one that refuses the feed, and skips it like
// [Run].
func Read(t testing.TB, ics []byte) map[string]map[string]Event {
	t.Helper()
	file := write(t, ics)
	read := map[string]map[string]Event{}
	for name, reader := range readers {
		events, err := reader(t.Context(), file)
		if errors.Is(err, errMissing) {
			skip(t, err)
		}
		if err != nil {
			t.Fatalf("%s refuses the feed: %v", name, err)
		}
		read[name] = byUID(t, events)
	}
	return read
}

func byUID(t testing.TB, events []Event) map[string]Event {
	t.Helper()
	found := map[string]Event{}
	for _, e := range events {
		if _, known := found[e.UID]; known {
			t.Fatalf("the UID %s comes twice", e.UID)
		}
		found[e.UID] = e
	}
	return found
}

// tabbedEvents reads what restriction.c prints.
func tabbedEvents(output []byte) ([]Event, error) {
	var events []Event
	for line := range strings.Lines(string(output)) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(parts) != 7 {
			return nil, fmt.Errorf("restriction.c prints %q", line)
		}
		var numbers [3]int64
		for i := range numbers {
			n, err := strconv.ParseInt(parts[i+1], 10, 64)
			if err != nil {
				return nil, fmt.Errorf("restriction.c prints %q: %w", line, err)
			}
			numbers[i] = n
		}
		events = append(events, Event{UID: parts[0], Sequence: int(numbers[0]), Start: time.Unix(numbers[1], 0),
			End: time.Unix(numbers[2], 0), Status: parts[4], Location: parts[5], Summary: parts[6]})
	}
	return events, nil
}

func goICalEvents(_ context.Context, file string) ([]Event, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	calendar, err := ical.NewDecoder(bytes.NewReader(content)).Decode()
	if err != nil {
		return nil, err
	}
	var events []Event
	for _, e := range calendar.Events() {
		var read Event
		var faults []error
		for name, into := range map[string]*string{ical.PropUID: &read.UID, ical.PropSummary: &read.Summary,
			ical.PropLocation: &read.Location, ical.PropStatus: &read.Status} {
			*into, err = e.Props.Text(name)
			faults = append(faults, err)
		}
		read.Sequence, err = e.Props.Get(ical.PropSequence).Int()
		faults = append(faults, err)
		read.Start, err = e.DateTimeStart(time.UTC)
		faults = append(faults, err)
		read.End, err = e.DateTimeEnd(time.UTC)
		if err := errors.Join(append(faults, err)...); err != nil {
			return nil, err
		}
		events = append(events, read)
	}
	return events, nil
}
