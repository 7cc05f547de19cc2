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
