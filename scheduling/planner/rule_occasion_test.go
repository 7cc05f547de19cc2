package planner

import "testing"

func TestOccasionRule(t *testing.T) {
	m := compiled(t, func(p *Problem) {
		fair(p)
		p.Occasions = append(p.Occasions, p.Occasions[0], p.Occasions[0])
		p.Occasions[1].Priority = 2
	})
	charges := occasionRule.explain(m, &tally{attended: []bool{false, false, true}})
	if len(charges) != 2 || charges[0].Level != LevelPromise || charges[0].Cost != 5000 || charges[1].Level != LevelSoft || charges[1].Cost != 1500 {
		t.Errorf("charges %+v", charges)
	}
}
