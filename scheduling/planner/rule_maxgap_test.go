package planner

import "testing"

func TestMaxGapRule(t *testing.T) {
	testGap(t, maxGapRule, []gapCase{
		{"within", nil, gap{from: 0, to: 10}, Score{}},
		{"beyond: 1571 of 1500", nil, gap{from: 0, to: 11}, Score{Promise: 71 * 20}},
		{"to the end: 1572, readings are rounded", nil, gap{from: 17, to: 28, last: true}, Score{Promise: 72 * 20}},
		{"not promised", func(p *Problem) { p.Places[0].Promised = false }, gap{from: 0, to: 11}, Score{Soft: 71 * 20}},
		{"half the need", func(p *Problem) { p.Places[0].Need = 500 }, gap{from: 0, to: 11}, Score{Promise: 71 * 10}},
		{"summer at half rate", func(p *Problem) {
			for day := range 14 {
				p.Calendar[day].Summer = true
			}
		}, gap{from: 0, to: 14}, Score{}},
	})
}
