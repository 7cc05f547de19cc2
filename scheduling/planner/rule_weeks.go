package planner

// weeksBound wants visits in weeks that the place allows.
var weeksBound = boundRule{RuleWeeks, func(m *model, at site) window {
	if at.place < 0 || m.Places[at.place].Weeks == EveryWeek || m.Places[at.place].Weeks.allow(m.isoWeek(at.day)) {
		return always
	}
	return never
}}

// allow tells whether a week of that number is allowed.
func (w Weeks) allow(number int) bool {
	return w == EveryWeek || (w == OddWeeks) == (number%2 == 1)
}
