package planner

import "testing"

func TestShiftBound(t *testing.T) {
	testBound(t, shiftBound, []boundCase{
		{"in a shift", nil, visiting(1, 0), window{480, 960}},
		{"no shift", nil, visiting(2, -1), never},
		{"overtime", func(p *Problem) { p.Shifts[0].MaxOvertime = 30 }, visiting(1, 0), window{480, 990}},
		{"overtime ends where the next shift begins", func(p *Problem) {
			p.Shifts[0].MaxOvertime = 60
			p.Shifts = append(p.Shifts, Shift{Day: 1, From: 970, To: 1200})
		}, visiting(1, 0), window{480, 970}},
		{"a pinned stop in the evening is reached in time", func(p *Problem) {
			p.Shifts[0].MaxOvertime = 60
			p.Fixed = []Fixed{{Place: new(1), Day: 1, From: 1030, To: 1100, Pinned: true}}
		}, visiting(1, 0), window{480, 1004}},
	})
}
