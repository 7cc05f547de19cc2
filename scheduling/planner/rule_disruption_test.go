package planner

import "testing"

func TestDisruptionRule(t *testing.T) {
	m := compiled(t, func(p *Problem) {
		f := Fixed{Place: new(0), Day: 8, From: 600, To: 720}
		p.Fixed = []Fixed{f, f, f}
		p.Fixed[1].Announced, p.Fixed[1].Day, p.Fixed[2].Day = true, 15, 22
	})
	charges := disruptionRule.explain(m, &tally{kept: []bool{false, false, true}, moved: []bool{true, false, false}})
	if len(charges) != 2 || charges[0].Cost != 200 || charges[1].Cost != 400 || charges[0].Value["moved"] != 1 || charges[1].Value["moved"] != 0 {
		t.Errorf("charges %+v", charges)
	}
}

func TestDisruptionRisesAsTheDayNears(t *testing.T) {
	for _, c := range []struct {
		name       string
		day, ahead int
		draft      bool
		nearing    int
		want       int
	}{
		{"four weeks ahead", 27, 1, false, 14, 400 + 200},
		{"two weeks: twice as much", 14, 0, false, 14, 400 + 400},
		{"a week", 7, 0, false, 14, 400 + 800},
		{"tomorrow", 1, 0, false, 14, 400 + 5600},
		{"today costs what tomorrow does", 0, 0, false, 14, 400 + 5600},
		{"day 0 is far off", 0, 140, false, 14, 400 + 40},
		{"nobody knows of it yet", 1, 0, true, 14, 200},
		{"the same on every day", 1, 0, false, 0, 400},
	} {
		m := compiled(t, func(p *Problem) {
			p.Weights.Nearing, p.Ahead = c.nearing, c.ahead
			p.Fixed = []Fixed{{Place: new(0), Day: c.day, From: 600, To: 720, Announced: !c.draft}}
		})
		if got := m.disruptionPrice(0); got != (Score{Soft: c.want}) {
			t.Errorf("%s: %v, want %d", c.name, got, c.want)
		}
	}
}
