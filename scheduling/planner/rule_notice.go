package planner

// noticeBound lets nothing but fixed stops be within the notice.
var noticeBound = boundRule{RuleNotice, func(m *model, at site) window {
	if at.day < m.FrozenDays && !at.fixed {
		return never
	}
	return always
}}
