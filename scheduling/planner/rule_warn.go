package planner

// warnRule charges a visit on a warned or bridge day.
var warnRule = visitRule{
	name: RuleWarn,
	price: func(m *model, _, day int) Score {
		if c := m.Calendar[day].Class; c == Warn || c == Bridge {
			return Score{Soft: m.Weights.Warn}
		}
		return Score{}
	},
	values: func(_ *model, _, day int) map[string]int { return map[string]int{"day": day} },
}
