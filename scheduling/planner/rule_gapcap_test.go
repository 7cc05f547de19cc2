package planner

import "testing"

func TestGapCapRule(t *testing.T) {
	capped := func(p *Problem) { p.Places[0].GapCap = 2000 }
	testGap(t, gapCapRule, []gapCase{
		{"none", nil, gap{from: 0, to: 28}, Score{}},
		{"within: 2000", capped, gap{from: 0, to: 14}, Score{}},
		{"beyond: 2142, readings are rounded", capped, gap{from: 0, to: 15}, Score{Promise: 10_000_000 + 142_000}},
		{"a promise even where none is made", func(p *Problem) { capped(p); p.Places[0].Promised = false },
			gap{from: 0, to: 15}, Score{Promise: 10_000_000 + 142_000}},
		{"on one level", func(p *Problem) { capped(p); p.Weights.OneLevel = true }, gap{from: 0, to: 15}, Score{Soft: 10_000_000 + 142_000}},
	})
}
