package planner

import "testing"

func TestUsualOfficeRule(t *testing.T) {
	m := compiled(t, func(p *Problem) {
		p.Weights.Office = 25
		p.Offices = append(p.Offices, Office{Base: 0})
		p.Places[0].Office = new(1)
	})
	legs := []leg{{place: 0, occasion: -1}, {place: 1, occasion: -1}, {place: -1, occasion: 0}}
	if got := m.unusual(&m.shifts[0], legs); got != 1 {
		t.Errorf("%d unusual visits", got)
	}
	if got := usualOfficeRule.price(m, toll{unusual: 2}); got != (Score{Soft: 50}) {
		t.Errorf("price %v", got)
	}
	if cost, values := m.unusualVisit(&Stop{Place: new(0), Office: 0}); cost != 25 || values["usual"] != 1 {
		t.Errorf("cost %d, %v", cost, values)
	}
	if cost, _ := m.unusualVisit(&Stop{Place: new(0), Office: 1}); cost != 0 {
		t.Errorf("its own office costs %d", cost)
	}
}

// With two offices alike, each place gets the one that usually comes.
func TestUsualOfficeComes(t *testing.T) {
	p := tiny()
	p.Weights.Office = 25
	p.Offices = append(p.Offices, Office{Base: 0})
	for _, s := range p.Shifts[:len(p.Shifts):len(p.Shifts)] {
		s.Office = 1
		p.Shifts = append(p.Shifts, s)
	}
	p.Places[0].Office, p.Places[1].Office = new(1), new(0)
	plan, err := Solve(t.Context(), p, Options{Iterations: 300})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range plan.Stops {
		if s.Office != *p.Places[*s.Place].Office {
			t.Errorf("place %d sees office %d", *s.Place, s.Office)
		}
	}
}
