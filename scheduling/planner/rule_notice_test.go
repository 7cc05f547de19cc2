package planner

import "testing"

func TestNoticeBound(t *testing.T) {
	frozen := func(p *Problem) { fair(p); p.FrozenDays = 2 }
	kept := visiting(1, 0)
	kept.fixed = true
	testBound(t, noticeBound, []boundCase{
		{"within", frozen, visiting(1, 0), never},
		{"occasion within", frozen, attending, never},
		{"fixed within", frozen, kept, always},
		{"the first day after", func(p *Problem) { p.FrozenDays = 1 }, visiting(1, 0), always},
	})
}
