package planner

import "testing"

func TestWarnRule(t *testing.T) {
	for class, want := range map[DayClass]int{Ordinary: 0, Warn: 40, Bridge: 40, Shortened: 0} {
		m := compiled(t, func(p *Problem) { p.Calendar[1].Class = class })
		if got := warnRule.price(m, 0, 1); got != (Score{Soft: want}) {
			t.Errorf("%q: %v", class, got)
		}
	}
}
