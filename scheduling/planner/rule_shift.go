package planner

// shiftBound wants a stop inside a crewed shift, with room to drive from the
// base and back.
var shiftBound = boundRule{RuleShift, func(m *model, at site) window {
	if at.shift < 0 {
		return never
	}
	return window{m.shifts[at.shift].begin, m.shifts[at.shift].limit}
}}
