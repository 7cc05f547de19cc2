package planner

import "testing"

func TestSpacingRule(t *testing.T) {
	testGap(t, spacingRule, []gapCase{
		{"even", nil, gap{from: 1, to: 8}, Score{}},
		{"late: 1286", nil, gap{from: 1, to: 10}, Score{Soft: 4 * (286 * 286 / 10000)}},
		{"early: 714", nil, gap{from: 1, to: 6}, Score{Soft: 4 * (286 * 286 / 10000)}},
		{"late is dearer", func(p *Problem) { p.Weights.Late = 3 }, gap{from: 1, to: 10}, Score{Soft: 7 * (286 * 286 / 10000)}},
		{"early is not", func(p *Problem) { p.Weights.Late = 3 }, gap{from: 1, to: 6}, Score{Soft: 4 * (286 * 286 / 10000)}},
		{"early to the end", nil, gap{from: 25, to: 28, last: true}, Score{}},
		{"early from no visit", nil, gap{from: 0, to: 3, open: true}, Score{}},
		{"late to the end: 1286", nil, gap{from: 19, to: 28, last: true}, Score{Soft: 4 * (286 * 286 / 10000)}},
		{"twice the need", func(p *Problem) { p.Places[0].Need = 2000 }, gap{from: 1, to: 10}, Score{Soft: 8 * (286 * 286 / 10000)}},
		{"in a pause the clock stands", func(p *Problem) { p.Places[0].Pauses = []Span{{2, 9}} }, gap{from: 1, to: 15}, Score{}},
	})
}
