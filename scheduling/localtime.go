package scheduling

import (
	"errors"
	"time"
	_ "time/tzdata" // the server must know Swedish time on a machine without a zone database
)

// Stockholm is the zone that all wall-clock times are in.
var Stockholm = mustLoad("Europe/Stockholm")

func mustLoad(name string) *time.Location {
	location, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return location
}

// Local returns an instant as Swedish wall-clock time.
func Local(t time.Time) time.Time { return t.In(Stockholm) }

const localLayout = "2006-01-02T15:04"

// Errors of [ParseLocal].
var (
	ErrTimeFormat  = errors.New("not a time written as 2026-11-24T15:00")
	ErrTimeMissing = errors.New("the clock skips this time when summer time begins")
	ErrTimeTwice   = errors.New("this time comes twice when summer time ends")
)

// ParseLocal reads a point in time, either as wall-clock time in Sweden
// (2026-11-24T15:00, seconds allowed) or with an offset (RFC 3339). It returns
// [ErrTimeMissing] for a wall-clock time that does not exist and [ErrTimeTwice]
// for one that exists twice; an offset says which of the two is meant. The result
// is UTC and whole minutes, since nobody plans by the second.
func ParseLocal(text string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UTC().Truncate(time.Minute), nil
	}
	wall, err := time.Parse(localLayout, text)
	if err != nil {
		if wall, err = time.Parse(localLayout+":05", text); err != nil {
			return time.Time{}, ErrTimeFormat
		}
	}
	found := instantsOf(wall)
	switch len(found) {
	case 0:
		return time.Time{}, ErrTimeMissing
	case 1:
		return found[0].Truncate(time.Minute), nil
	default:
		return time.Time{}, ErrTimeTwice
	}
}

// instantsOf returns the instants at which Swedish clocks show a wall-clock time.
// The offset changes at most once within a day of it, so the offsets a day before
// and a day after are the only candidates.
func instantsOf(wall time.Time) []time.Time {
	var found []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(near).In(Stockholm).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second)
		shown := t.In(Stockholm)
		same := shown.Format(localLayout) == wall.Format(localLayout)
		if same && (len(found) == 0 || !found[0].Equal(t)) {
			found = append(found, t)
		}
	}
	return found
}
