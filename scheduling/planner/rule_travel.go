package planner

// travelRule charges minutes of driving, from the base and back.
var travelRule = shiftRule{
	name:   RuleTravel,
	price:  func(m *model, t toll) Score { return Score{Soft: m.Weights.Travel * t.travel} },
	values: func(_ *model, t toll) map[string]int { return map[string]int{"minutes": t.travel} },
}
