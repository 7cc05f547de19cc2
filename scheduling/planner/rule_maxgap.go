package planner

// maxGapRule charges what the clock runs beyond MaxGap: a promise where the
// place is promised visits, otherwise a wish.
var maxGapRule = gapRule{
	name:  RuleMaxGap,
	grows: true,
	price: func(m *model, g gap) Score {
		p := &m.Places[g.place]
		excess := m.length(g) - p.MaxGap
		if excess <= 0 {
			return Score{}
		}
		return m.level(p.Promised, m.Weights.Promise*excess*p.Need/1000)
	},
	values: func(m *model, g gap) map[string]int {
		values := gapValues(m, g)
		values["limit"] = m.Places[g.place].MaxGap
		return values
	},
}

// gapValues are what every rule on gaps tells.
func gapValues(m *model, g gap) map[string]int {
	return map[string]int{"clock": m.length(g), "days": g.to - g.from, "since": g.from}
}
