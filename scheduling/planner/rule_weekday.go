package planner

// weekdayBound wants visits on weekdays that the place allows.
var weekdayBound = boundRule{RuleWeekday, func(m *model, at site) window {
	if at.place >= 0 && !m.Places[at.place].Weekdays[m.weekday(at.day)] {
		return never
	}
	return always
}}
