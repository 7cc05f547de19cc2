package planner

import "testing"

func TestEveningRule(t *testing.T) {
	m := compiled(t, func(p *Problem) {
		p.Weights.Evening = 40
		p.Shifts[0].To = eveningBegins - 1
		p.Shifts[1].To = eveningBegins
	})
	legs := []leg{{place: 0, occasion: -1}, {place: -1, occasion: 0}}
	if got := m.daytime(&m.shifts[0], legs); got != 1 {
		t.Errorf("%d visits by day", got)
	}
	if got := m.daytime(&m.shifts[1], legs); got != 0 {
		t.Errorf("%d visits in the evening count as by day", got)
	}
	if got := eveningRule.price(m, toll{daytime: 2}); got != (Score{Soft: 80}) {
		t.Errorf("price %v", got)
	}
}

// With a day shift and an evening shift to choose between, visits go to the evening.
func TestVisitsGoToTheEvening(t *testing.T) {
	p := tiny()
	p.Weights.Evening = 40
	p.Offices = append(p.Offices, Office{Base: 0})
	for _, s := range p.Shifts[:len(p.Shifts):len(p.Shifts)] {
		s.Office, s.From, s.To = 1, 12*60, 20*60
		p.Shifts = append(p.Shifts, s)
	}
	for i := range p.Places {
		p.Places[i].Closes = 20 * 60
	}
	plan, err := Solve(t.Context(), p, Options{Iterations: 300})
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Stops) == 0 {
		t.Fatal("no visit at all")
	}
	for _, s := range plan.Stops {
		if s.Office != 1 {
			t.Errorf("place %d is visited by day", *s.Place)
		}
	}
}

func TestProgressMeasuresTheBestPlan(t *testing.T) {
	var last Measures
	var score Score
	plan, err := Solve(t.Context(), generated(4), Options{Iterations: 300, Progress: func(p Progress) {
		last, score = p.Measures(), p.Score
	}})
	if err != nil {
		t.Fatal(err)
	}
	if score != plan.Score || last.Visits != plan.Measures.Visits || last.GapMaxDays != plan.Measures.GapMaxDays ||
		last.DrivingPerVisit != plan.Measures.DrivingPerVisit {
		t.Errorf("last measured %+v at %v, the plan is %+v at %v", last, score, plan.Measures, plan.Score)
	}
}
