package planner

import "testing"

func TestPauseBound(t *testing.T) {
	paused := func(p *Problem) { p.Places[0].Pauses = []Span{{1, 3}} }
	testBound(t, pauseBound, []boundCase{
		{"first day", paused, visiting(1, 0), never},
		{"day after", paused, visiting(3, 1), always},
		{"other place", paused, site{place: 1, occasion: -1, day: 1}, always},
	})
}
