package planner

// overtimeRule charges minutes until the office is back at base after the
// shift's end.
var overtimeRule = shiftRule{
	name:   RuleOvertime,
	price:  func(m *model, t toll) Score { return Score{Soft: m.Weights.Overtime * t.overtime} },
	values: func(_ *model, t toll) map[string]int { return map[string]int{"minutes": t.overtime} },
}
