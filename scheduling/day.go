package scheduling

import (
	"fmt"
	"time"
)

// Day (dag) is a date in Sweden, counted in days from 1970-01-01, so that days
// subtract and compare as numbers. The zero Day is 1970-01-01 and stands for "no
// day" wherever a day may be left out.
type Day int

// NewDay returns the day of a date; a day beyond its month runs on, as in [time.Date].
func NewDay(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// DayOf returns the date in Sweden at an instant.
func DayOf(t time.Time) Day {
	year, month, day := t.In(Stockholm).Date()
	return NewDay(year, month, day)
}

// ParseDay reads a date written as 2026-11-24 (ISO 8601).
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date written as 2026-11-24", text)
	}
	return Day(t.Unix() / 86400), nil
}

func (d Day) date() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// IsZero tells whether no day is given.
func (d Day) IsZero() bool { return d == 0 }

// Date returns year, month and day of the month.
func (d Day) Date() (int, time.Month, int) { return d.date().Date() }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.date().Weekday() }

// Week returns the ISO 8601 year and week ("vecka 42"). Around New Year the year
// differs from the date's own: 2027-01-01 lies in week 53 of 2026.
func (d Day) Week() (year, week int) { return d.date().ISOWeek() }

// Monday returns the first day of the day's ISO week.
func (d Day) Monday() Day { return d - Day(int(d.Weekday()+6)%7) }

// String returns the date as 2026-11-24 (ISO 8601).
func (d Day) String() string { return d.date().Format(time.DateOnly) }

// At returns the instant of a wall-clock time on that day, in minutes after
// midnight. 1440 and above run into the next day. A minute that the clock skips
// in spring counts on from the hour before; one that comes twice in autumn is
// the first of the two.
func (d Day) At(minute int) time.Time {
	year, month, day := d.Date()
	return time.Date(year, month, day, minute/60, minute%60, 0, 0, Stockholm).UTC()
}

// Starts returns the instant at which the day begins.
func (d Day) Starts() time.Time { return d.At(0) }

// MinuteOf returns the wall-clock time of an instant in Sweden, in minutes after
// midnight.
func MinuteOf(t time.Time) int {
	local := t.In(Stockholm)
	return local.Hour()*60 + local.Minute()
}

// MonthDay is a date without a year, such as 1 June.
type MonthDay struct {
	Month time.Month
	Day   int
}

// In returns the date in a year.
func (m MonthDay) In(year int) Day { return NewDay(year, m.Month, m.Day) }

// valid tells whether the date comes every year, so 29 February does not count.
func (m MonthDay) valid() bool {
	_, month, day := m.In(2026).Date()
	return month == m.Month && day == m.Day
}
