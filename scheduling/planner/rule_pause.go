package planner

// pauseBound keeps visits out of the place's pauses.
var pauseBound = boundRule{RulePause, func(m *model, at site) window {
	if at.place >= 0 && m.Places[at.place].paused(at.day) {
		return never
	}
	return always
}}
