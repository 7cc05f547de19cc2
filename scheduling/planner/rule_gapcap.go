package planner

// gapCapStep and gapCapSlope are what a gap beyond the place's GapCap costs, and
// each thousandth beyond: more than anything else can be worth.
const (
	gapCapStep  = 10_000_000
	gapCapSlope = 1_000
)

// gapCapRule charges a gap that is out of the question. What it charges does not
// depend on the weights, and is a promise for every place.
var gapCapRule = gapRule{
	name:  RuleGapCap,
	grows: true,
	price: func(m *model, g gap) Score {
		limit := m.Places[g.place].GapCap
		excess := m.length(g) - limit
		if limit == 0 || excess <= 0 {
			return Score{}
		}
		return m.level(true, gapCapStep+gapCapSlope*excess)
	},
	values: func(m *model, g gap) map[string]int {
		values := gapValues(m, g)
		values["limit"] = m.Places[g.place].GapCap
		return values
	},
}
