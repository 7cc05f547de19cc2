package planner

import "testing"

func TestWeekdayBound(t *testing.T) {
	onlyTuesday := func(p *Problem) {
		fair(p)
		p.Places[0].Weekdays = Weekdays{1: true}
	}
	testBound(t, weekdayBound, []boundCase{
		{"allowed", onlyTuesday, visiting(8, 2), always},
		{"not allowed", onlyTuesday, visiting(3, 1), never},
		{"occasions are on any", func(p *Problem) { onlyTuesday(p); p.Occasions[0].Day = 3 }, site{place: -1, day: 3, shift: 1}, always},
	})
}
