package scheduling

import (
	"errors"
	"testing"
	"time"
)

func TestDay(t *testing.T) {
	tests := []struct {
		text    string
		weekday time.Weekday
		year    int
		week    int
		monday  string
	}{
		{"2026-11-24", time.Tuesday, 2026, 48, "2026-11-23"},
		{"2026-12-31", time.Thursday, 2026, 53, "2026-12-28"},
		{"2027-01-01", time.Friday, 2026, 53, "2026-12-28"},
		{"2027-01-04", time.Monday, 2027, 1, "2027-01-04"},
		{"2024-02-29", time.Thursday, 2024, 9, "2024-02-26"},
		{"1970-01-01", time.Thursday, 1970, 1, "1969-12-29"},
		{"1969-12-28", time.Sunday, 1969, 52, "1969-12-22"},
	}
	for _, test := range tests {
		day, err := ParseDay(test.text)
		if err != nil {
			t.Fatal(err)
		}
		year, week := day.Week()
		if day.String() != test.text || day.Weekday() != test.weekday || year != test.year || week != test.week ||
			day.Monday().String() != test.monday {
			t.Errorf("%s: %v week %d of %d, monday %s", day, day.Weekday(), week, year, day.Monday())
		}
	}
	for _, text := range []string{"", "2026-02-29", "2026-11-24T10:00", "24/11 2026"} {
		if _, err := ParseDay(text); err == nil {
			t.Errorf("%q is taken for a day", text)
		}
	}
}

func TestDayOfKeepsToSwedishMidnight(t *testing.T) {
	tests := map[string]string{
		"2026-07-01T21:59:00Z": "2026-07-01",
		"2026-07-01T22:00:00Z": "2026-07-02",
		"2026-12-01T22:59:00Z": "2026-12-01",
		"2026-12-01T23:00:00Z": "2026-12-02",
	}
	for text, want := range tests {
		at, _ := time.Parse(time.RFC3339, text)
		if got := DayOf(at).String(); got != want {
			t.Errorf("%s is %s, not %s", text, got, want)
		}
	}
}

func TestAtFollowsTheClock(t *testing.T) {
	tests := []struct {
		day    string
		minute int
		want   string
	}{
		{"2026-10-25", 9 * 60, "2026-10-25T08:00:00Z"}, // summer time has just ended
		{"2026-10-24", 9 * 60, "2026-10-24T07:00:00Z"},
		{"2027-03-28", 9 * 60, "2027-03-28T07:00:00Z"}, // summer time has just begun
		{"2027-03-27", 25 * 60, "2027-03-28T00:00:00Z"},
	}
	for _, test := range tests {
		day, _ := ParseDay(test.day)
		at := day.At(test.minute)
		if got := at.Format(time.RFC3339); got != test.want {
			t.Errorf("%s at minute %d is %s, not %s", day, test.minute, got, test.want)
		}
		if got := minuteOn(day, at); got != test.minute {
			t.Errorf("%s is minute %d of %s, not %d", test.want, got, day, test.minute)
		}
	}
}

func TestParseLocal(t *testing.T) {
	tests := []struct {
		text string
		want string
		err  error
	}{
		{"2026-11-24T15:00", "2026-11-24T14:00:00Z", nil},
		{"2026-07-24T15:00", "2026-07-24T13:00:00Z", nil},
		{"2026-11-24T15:00:30", "2026-11-24T14:00:00Z", nil},
		{"2026-11-24T15:00:00+01:00", "2026-11-24T14:00:00Z", nil},
		{"2026-11-24T15:00:00Z", "2026-11-24T15:00:00Z", nil},
		{"2027-03-28T01:59", "2027-03-28T00:59:00Z", nil},
		{"2027-03-28T02:00", "", ErrTimeMissing},
		{"2027-03-28T02:59", "", ErrTimeMissing},
		{"2027-03-28T03:00", "2027-03-28T01:00:00Z", nil},
		{"2026-10-25T01:59", "2026-10-24T23:59:00Z", nil},
		{"2026-10-25T02:00", "", ErrTimeTwice},
		{"2026-10-25T02:30", "", ErrTimeTwice},
		{"2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z", nil},
		{"2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z", nil},
		{"2026-10-25T03:00", "2026-10-25T02:00:00Z", nil},
		{"2026-11-24", "", ErrTimeFormat},
		{"2026-02-30T10:00", "", ErrTimeFormat},
		{"i morgon", "", ErrTimeFormat},
		{"", "", ErrTimeFormat},
	}
	for _, test := range tests {
		got, err := ParseLocal(test.text)
		if !errors.Is(err, test.err) || err == nil && got.Format(time.RFC3339) != test.want {
			t.Errorf("ParseLocal(%q) = %s, %v; want %s, %v", test.text, got.Format(time.RFC3339), err, test.want, test.err)
		}
	}
}
