package planner

// hoursBound wants stops within the opening hours of the place, or of the
// occasion on its day.
var hoursBound = boundRule{RuleHours, func(m *model, at site) window {
	if at.place >= 0 {
		return window{m.Places[at.place].Opens, m.Places[at.place].Closes}
	}
	o := &m.Occasions[at.occasion]
	if at.day != o.Day {
		return never
	}
	return window{o.Opens, o.Closes}
}}
