package planner

// spacingRule charges the squared deviation from one period, and more for a gap that
// is too long than for one that is too short: else a plan saves visits by being a
// little late everywhere. A gap that runs to
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
		weight := m.Weights.Spacing
		if deviation > 0 {
			weight += m.Weights.Late
		}
		return Score{Soft: weight * (deviation * deviation / 10_000) * m.Places[g.place].Need / 1000}
	},
	values: gapValues,
}
