package scheduling

import (
	"slices"
	"strings"
	"testing"
)

// calendarOf is a calendar with the days that a test names.
type calendarOf map[string]HolidayClass

func (c calendarOf) On(d Day) Holiday {
	return Holiday{Class: c[d.String()], Name: string(c[d.String()])}
}

func day(t *testing.T, text string) Day {
	t.Helper()
	d, err := ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDaysOfASeries(t *testing.T) {
	holidays := calendarOf{"2027-01-06": HolidayBlocked, "2027-01-05": HolidayShortened}
	for _, test := range []struct {
		name     string
		weekdays string // Monday first, x for yes
		weeks    Weeks
		interval int
		from, to string
		except   []string
		off      []HolidayClass
		want     string
	}{
		{"every week", "x......", EveryWeek, 1, "2027-01-04", "2027-01-25", nil, nil, "01-04 01-11 01-18 01-25"},
		{"from and to lie within weeks", "x...x..", EveryWeek, 1, "2027-01-05", "2027-01-17", nil, nil, "01-08 01-11 01-15"},
		{"odd weeks over week 53", "x......", OddWeeks, 1, "2026-12-14", "2027-01-25", nil, nil, "12-14 12-28 01-04! 01-18"},
		{"even weeks over week 53", "x......", EvenWeeks, 1, "2026-12-14", "2027-01-25", nil, nil, "12-21 01-11 01-25"},
		{"every second week keeps its pace", "x......", EveryWeek, 2, "2026-12-14", "2027-01-25", nil, nil, "12-14 12-28 01-11 01-25"},
		{"every third week", "..x....", EveryWeek, 3, "2027-01-07", "2027-02-24", nil, nil, "01-27 02-17"},
		{"the year's own week 1", "....x..", OddWeeks, 1, "2026-12-28", "2027-01-10", nil, nil, "01-01 01-08!"},
		{"holidays off", ".xx....", EveryWeek, 1, "2027-01-04", "2027-01-08", nil, []HolidayClass{HolidayBlocked}, "01-05 (01-06 blocked)"},
		{"both classes off", ".xx....", EveryWeek, 1, "2027-01-04", "2027-01-08", nil, []HolidayClass{HolidayBlocked, HolidayShortened}, "(01-05 shortened) (01-06 blocked)"},
		{"excepted", "x......", EveryWeek, 1, "2027-01-04", "2027-01-18", []string{"2027-01-11"}, nil, "01-04 (01-11) 01-18"},
		{"no day at all", "......x", EveryWeek, 1, "2027-01-04", "2027-01-09", nil, nil, ""},
	} {
		s := ShiftSeries{Weeks: test.weeks, Interval: test.interval, From: day(t, test.from), To: day(t, test.to), HolidaysOff: test.off}
		for i, c := range test.weekdays {
			s.Weekdays[i] = c == 'x'
		}
		for _, text := range test.except {
			s.Except = append(s.Except, day(t, text))
		}
		var got []string
		for _, d := range s.Days(holidays) {
			text := d.Day.String()[5:]
			if d.Repeats {
				text += "!"
			}
			if d.Off() {
				text = "(" + strings.TrimSpace(text+" "+d.Holiday.Name) + ")"
			}
			got = append(got, text)
		}
		if told := strings.Join(got, " "); told != test.want {
			t.Errorf("%s: %s, want %s", test.name, told, test.want)
		}
	}
}

func TestWeek53IsWarnedOf(t *testing.T) {
	for _, test := range []struct {
		weeks    Weeks
		from, to string
		want     []Break
	}{
		{OddWeeks, "2026-11-30", "2027-06-18", []Break{{2026, NewDay(2027, 1, 4)}}},
		{EvenWeeks, "2026-11-30", "2027-06-18", []Break{{2026, NewDay(2027, 1, 4)}}},
		{EveryWeek, "2026-11-30", "2027-06-18", nil},
		{OddWeeks, "2027-01-04", "2027-12-31", nil},
		{OddWeeks, "2026-11-30", "2027-01-03", nil},
	} {
		s := ShiftSeries{Weeks: test.weeks, From: day(t, test.from), To: day(t, test.to)}
		if got := s.Breaks(); !slices.Equal(got, test.want) {
			t.Errorf("%s weeks from %s to %s: %v, want %v", test.weeks, test.from, test.to, got, test.want)
		}
	}
}

func TestAChangedSeriesKeepsItsPace(t *testing.T) {
	before := ShiftSeries{Interval: 3, From: NewDay(2027, 1, 6)}
	for from, want := range map[string]string{"2027-01-27": "2027-01-27", "2027-01-20": "2027-01-25", "2027-02-03": "2027-02-15"} {
		if got := inStep(before, ShiftSeries{Interval: 3}, day(t, from)); got.String() != want {
			t.Errorf("from %s: %s, want %s", from, got, want)
		}
		if got := inStep(before, ShiftSeries{Interval: 2}, day(t, from)); got.String() != from {
			t.Errorf("another pace from %s: %s", from, got)
		}
	}
}
