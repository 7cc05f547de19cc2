package planner

// holidayBound keeps visits off blocked days and short on shortened ones.
// Occasions are exempt.
var holidayBound = boundRule{RuleHoliday, func(m *model, at site) window {
	if at.place < 0 {
		return always
	}
	switch m.Calendar[at.day].Class {
	case Blocked:
		return never
	case Shortened:
		return window{0, ShortenedEnd}
	default:
		return always
	}
}}
