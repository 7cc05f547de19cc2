package planner

// spacingRule charges the squared deviation from one period. A gap that runs to
// the horizon's end, or from a clock that no visit has started, is charged only
// when it is late.
var spacingRule = gapRule{
	name:  RuleSpacing,
	grows: true,
	price: func(m *model, g gap) Score {
		deviation := m.length(g) - fullRate
		if deviation < 0 && (g.last || g.open) {
			return Score{}
		}
		return Score{Soft: m.Weights.Spacing * (deviation * deviation / 10_000) * m.Places[g.place].Need / 1000}
	},
	values: gapValues,
}
