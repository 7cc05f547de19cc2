package planner

import "testing"

func TestWeeksRule(t *testing.T) {
	for _, c := range []struct {
		weeks Weeks
		start string
		day   int
		want  bool
	}{
		{EveryWeek, "2026-12-28", 0, true},
		{OddWeeks, "2026-12-28", 0, true},   // week 53
		{OddWeeks, "2026-12-28", 6, true},   // its Sunday, in the next year
		{OddWeeks, "2026-12-28", 7, true},   // week 1: two odd weeks in a row
		{OddWeeks, "2026-12-28", 14, false}, // week 2
		{EvenWeeks, "2026-12-28", 7, false},
		{EvenWeeks, "2026-12-28", 14, true},
	} {
		m := compiled(t, func(p *Problem) { p.Start, p.Places[0].Weeks = c.start, c.weeks })
		if got := weeksBound.window(m, site{place: 0, occasion: -1, day: c.day}) == always; got != c.want {
			t.Errorf("%q on day %d from %s: %v", c.weeks, c.day, c.start, got)
		}
	}
}
