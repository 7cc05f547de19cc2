package planner

import "testing"

func TestSummerRule(t *testing.T) {
	m := compiled(t, func(p *Problem) {
		fair(p)
		p.SummerShare = 200
		p.Calendar[1].Summer = true
		p.Occasions[0].Closes = 800
	})
	// One summer shift of 480 minutes: 96 are due.
	for minutes, want := range map[int]int{0: 480, 60: 180, 96: 0, 200: 0} {
		sum := 0
		for _, c := range summerRule.explain(m, &tally{summer: minutes}) {
			sum += c.Cost
		}
		if sum != want || m.summerPrice(minutes).Promise != want {
			t.Errorf("%d minutes cost %d, want %d", minutes, sum, want)
		}
	}
	m = compiled(t, func(p *Problem) { p.SummerShare = 500; p.Calendar[1].Summer = true })
	if m.summerDue != 0 {
		t.Errorf("%d minutes are due without an occasion", m.summerDue)
	}
}
