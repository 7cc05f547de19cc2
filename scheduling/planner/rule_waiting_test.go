package planner

import "testing"

func TestWaitingRule(t *testing.T) {
	waiting := func(p *Problem) { p.Weights.Waiting = 24 }
	testGap(t, waitingRule, []gapCase{
		{"no weight", nil, gap{from: 1, to: 8}, Score{}},
		{"one period of a week", waiting, gap{from: 1, to: 8}, Score{Soft: 24 * 7}},
		{"one of two weeks", waiting, gap{place: 1, from: 1, to: 15}, Score{Soft: 24 * 14}},
		{"two periods: four times", waiting, gap{from: 1, to: 15}, Score{Soft: 4 * 24 * 7}},
		{"to the end", waiting, gap{from: 14, to: 28, last: true}, Score{Soft: 4 * 24 * 7}},
		{"twice the need", func(p *Problem) { waiting(p); p.Places[0].Need = 2000 }, gap{from: 1, to: 8}, Score{Soft: 2 * 24 * 7}},
		{"promised or not", func(p *Problem) { waiting(p); p.Places[0].Promised = false }, gap{from: 1, to: 8}, Score{Soft: 24 * 7}},
		{"a pause is no wait", func(p *Problem) { waiting(p); p.Places[0].Pauses = []Span{{2, 9}} }, gap{from: 1, to: 15}, Score{Soft: 24 * 7}},
	})
}

// Where there is room, places get more visits than one in a period, promised or not,
// and between two that wait alike more the one that needs it more.
func TestRoomGoesToWhoWaits(t *testing.T) {
	plan := func(weight int, change func(*Place)) []PlaceTally {
		p := tiny()
		p.Shifts = p.Shifts[:0]
		for day := 1; day < 28; day += 3 {
			p.Shifts = append(p.Shifts, Shift{Day: day, From: 480, To: 960, Slots: 1})
		}
		for i := range p.Places {
			p.Places[i].Weekdays, p.Places[i].Promised, p.Places[i].Period, p.Places[i].LastVisit = allWeekdays, i == 0, 14, new(-13)
		}
		p.Weights.Waiting = weight
		change(&p.Places[1])
		return solved(t, p, Options{Iterations: 300}).Measures.PerPlace
	}
	seldom := func(p *Place) { p.Period = 28 }
	if none, got := plan(0, seldom), plan(100, seldom); got[0].Visits <= none[0].Visits || got[1].Visits <= none[1].Visits {
		t.Errorf("room is left: %+v, and without waiting %+v", got, none)
	}
	if got := plan(100, func(p *Place) { p.Need = 3000 }); got[1].Visits <= got[0].Visits {
		t.Errorf("who needs it more is not visited more: %+v", got)
	}
}
