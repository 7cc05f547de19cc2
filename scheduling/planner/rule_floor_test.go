package planner

import "testing"

func TestFloorRule(t *testing.T) {
	floor := func(promised bool) func(*Problem) {
		return func(p *Problem) {
			p.Places[0].Promised = promised
			p.Places[0].Floors = []Floor{{Span{0, 14}, 2}, {Span{14, 28}, 1}}
		}
	}
	testPlace(t, floorRule, []placeCase{
		{"met", floor(true), []int{1, 8, 15}, Score{}, 0},
		{"one missing", floor(true), []int{1, 14}, Score{Promise: 20_000}, 1},
		{"all missing", floor(true), nil, Score{Promise: 60_000}, 2},
		{"only wished", floor(false), []int{1, 15}, Score{Soft: 20_000}, 1},
	})
}
