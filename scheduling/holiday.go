package scheduling

// HolidayClass says what a day in the Swedish calendar does to planning.
type HolidayClass string

// The classes of days.
const (
	NoHoliday        HolidayClass = ""
	HolidayBlocked   HolidayClass = "blocked"   // no visit to a locality
	HolidayWarn      HolidayClass = "warn"      // possible, but few are at home
	HolidayShortened HolidayClass = "shortened" // the day before a holiday: visits end early
	HolidayBridge    HolidayClass = "bridge"    // klämdag: a single working day between free ones
)

// Holiday is a day's class with its Swedish name.
type Holiday struct {
	Class HolidayClass
	Name  string
}

// Holidays is the calendar of public holidays (lag 1989:253) and the days around them.
type Holidays interface {
	// On returns what the day is; the zero Holiday for an ordinary one. Sundays as
	// such are ordinary: shifts and the localities' weekdays say whether they are used.
	On(Day) Holiday
}
