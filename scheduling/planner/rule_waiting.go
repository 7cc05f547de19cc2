package planner

// waitingRule charges how long people wait, by the square: halving one long gap then
// saves more than halving two short ones, and a visit that no promise needs goes where
// the wait is longest, weighed by need. One period costs Waiting for each of its days,
// so that a place that aims at six weeks gains more by another visit than one that
// aims at two.
var waitingRule = gapRule{
	name:  RuleWaiting,
	grows: true,
	price: func(m *model, g gap) Score {
		p, length := &m.Places[g.place], m.length(g)
		return Score{Soft: m.Weights.Waiting * p.Period * (length * length / 10_000) / 100 * p.Need / 1000}
	},
	values: gapValues,
}
