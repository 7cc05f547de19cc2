package scheduling

import (
	"fmt"
	"slices"
	"time"
)

// ShiftSeries (passerie) is the pattern that shifts are made from. The shifts are rows of
// their own, and may be changed one by one; the series remembers how they came about, so
// that the rest of them can be changed together.
type ShiftSeries struct {
	ID         ShiftSeriesID
	DistrictID DistrictID
	OfficeID   OfficeID
	Weekdays   [7]bool // Monday first
	Opens      int     // minutes after midnight
	Closes     int     // minutes after midnight; beyond 1440 on the day after
	// Weeks are odd, even or all by their ISO number. Interval is how many weeks it is
	// from one to the next, counted from the week of From: 1 for all that Weeks allows.
	Weeks    Weeks
	Interval int
	From, To Day // both included
	// Except are days on which there is none.
	Except []Day
	// HolidaysOff are the classes of days that are left out.
	HolidaysOff []HolidayClass
	Slots       int // as in [Shift], as are Crew and Note
	Crew        string
	Note        string
	Meta
}

// The most that a series holds.
const (
	mostSeriesDays = 3 * 366
	mostExcepted   = 200
	mostInterval   = 12
)

// Checked returns the series with its texts tidied, or an [Invalid] error.
func (s ShiftSeries) Checked() (ShiftSeries, error) {
	var v violations
	v.check(s.DistrictID != "", "districtId", CodeRequired)
	v.check(s.OfficeID != "", "officeId", CodeRequired)
	v.check(s.Weekdays != [7]bool{}, "weekdays", CodeRequired)
	v.between("starts", s.Opens, 0, 24*60-1)
	v.check(s.Opens < s.Closes, "ends", CodeEndBeforeStart)
	v.check(s.Closes-s.Opens <= 16*60, "ends", CodeTooLongTime, "limit", (16 * time.Hour).String())
	choice(&v, "weeks", s.Weeks, EveryWeek, OddWeeks, EvenWeeks)
	v.between("interval", s.Interval, 1, mostInterval)
	v.check(s.Interval == 1 || s.Weeks == EveryWeek, "interval", CodeOutOfRange, "least", "1", "most", "1")
	v.days("from", s.From, "to", s.To)
	v.check(s.To-s.From < mostSeriesDays, "to", CodeTooLongTime, "limit", "3 years")
	v.check(len(s.Except) <= mostExcepted, "except", CodeOutOfRange, "least", "0", "most", fmt.Sprint(mostExcepted))
	for i, class := range s.HolidaysOff {
		choice(&v, fmt.Sprintf("holidaysOff[%d]", i), class, HolidayBlocked, HolidayWarn, HolidayShortened, HolidayBridge)
	}
	v.between("slots", s.Slots, 0, 20)
	s.Crew = v.line("crew", s.Crew, MaxName)
	s.Note = v.line("note", s.Note, MaxTitle)
	return s, v.err()
}

// SeriesDay is a day that a series falls on.
type SeriesDay struct {
	Day Day
	// Off says why there is no shift all the same: its holiday, or an exception. Both
	// are empty where there is one.
	Holiday  Holiday
	Excepted bool
	// Repeats tells that it lies in an odd week right after another: week 1 after week 53.
	Repeats bool
}

// Off tells whether the day is left out.
func (d SeriesDay) Off() bool { return d.Excepted || d.Holiday.Class != NoHoliday }

// Days returns the days that the series falls on, in order, those left out included.
func (s ShiftSeries) Days(holidays Holidays) []SeriesDay {
	var found []SeriesDay
	first := s.From.Monday()
	for day := s.From; day <= s.To; day++ {
		weeks := int(day.Monday()-first) / 7
		_, week := day.Week()
		odd := week%2 == 1
		switch {
		case !s.Weekdays[int(day.Weekday()+6)%7],
			s.Interval > 1 && weeks%s.Interval != 0,
			s.Weeks == OddWeeks && !odd, s.Weeks == EvenWeeks && odd:
			continue
		}
		one := SeriesDay{Day: day, Excepted: slices.Contains(s.Except, day)}
		if holiday := holidays.On(day); slices.Contains(s.HolidaysOff, holiday.Class) {
			one.Holiday = holiday
		}
		_, before := (day - 7).Week()
		one.Repeats = s.Weeks == OddWeeks && before == 53
		found = append(found, one)
	}
	return found
}

// Break is a place in the calendar where odd and even weeks are not every second week.
type Break struct {
	Year int
	// Monday is that of the week 1 which follows on week 53.
	Monday Day
}

// Breaks returns the turns of the year at which a series of odd or even weeks meets a week
// 53: two odd weeks follow on each other then, and two even ones are three weeks apart.
func (s ShiftSeries) Breaks() []Break {
	var found []Break
	if s.Weeks == EveryWeek {
		return nil
	}
	for monday := s.From.Monday() + 7; monday <= s.To; monday += 7 {
		if year, week := (monday - 7).Week(); week == 53 {
			found = append(found, Break{Year: year, Monday: monday})
		}
	}
	return found
}
