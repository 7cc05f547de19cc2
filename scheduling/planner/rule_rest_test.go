package planner

import (
	"slices"
	"testing"
)

// lateAndEarly is a late shift on day 1 and an early one on day 2 with 9.5 hours in
// between, and one on day 3.
func lateAndEarly(p *Problem) {
	p.Rest = 11 * 60
	p.Offices = append(p.Offices, Office{Base: 0})
	p.Shifts = []Shift{
		{Day: 1, From: 840, To: 1350}, {Day: 2, From: 480, To: 960}, {Day: 3, From: 480, To: 960},
	}
}

func TestRestRule(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Problem)
		rivals []int // of the first shift
		limit  int   // of its tour
	}{
		{"too little", nil, []int{1}, 1350},
		{"no rest is asked for", func(p *Problem) { p.Rest = 0 }, nil, 1350},
		{"enough", func(p *Problem) { p.Shifts[1].From = 570 }, nil, 1350},
		{"a minute short", func(p *Problem) { p.Shifts[1].From = 569 }, []int{1}, 1350},
		{"overtime ends in time", func(p *Problem) { p.Shifts[1].From, p.Shifts[0].MaxOvertime = 580, 30 }, nil, 1360},
		{"another office has a crew of its own", func(p *Problem) { p.Shifts[1].Office = 1 }, nil, 1350},
		{"a crew changes offices", func(p *Problem) { p.Shifts[1].Office, p.Shifts[0].Crew, p.Shifts[1].Crew = 1, "A", "A" }, []int{1}, 1350},
		{"crews take turns in an office", func(p *Problem) { p.Shifts[0].Crew = "A" }, nil, 1350},
		{"a divided day", func(p *Problem) { p.Shifts[1] = Shift{Day: 1, From: 480, To: 720} }, nil, 1350},
		{"a crew in two offices at once", func(p *Problem) {
			p.Rest = 0
			p.Shifts[0].Crew, p.Shifts[1] = "A", Shift{Office: 1, Day: 1, From: 900, To: 1100, Crew: "A"}
		}, []int{1}, 1350},
		{"past midnight, and the day after that", func(p *Problem) {
			p.Shifts[0].To, p.Shifts[2].Day = 1560, 2
			p.Shifts[1].To = 500
			p.Shifts[2].From = 600
		}, []int{1, 2}, 1560},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := compiled(t, func(p *Problem) {
				lateAndEarly(p)
				if c.change != nil {
					c.change(p)
				}
			})
			if !slices.Equal(m.rivals[0], c.rivals) || m.shifts[0].limit != c.limit {
				t.Errorf("rivals %v, limit %d", m.rivals[0], m.shifts[0].limit)
			}
		})
	}
}

// Two events ask for the same crew late and early: the dearer one is attended, the
// other one is missed, and the plan says why.
func TestRestIsKept(t *testing.T) {
	p := tiny()
	lateAndEarly(p)
	p.Places = p.Places[:1]
	for day, opens := range map[int]int{1: 1080, 2: 540} {
		p.Occasions = append(p.Occasions, Occasion{Node: 3, Day: day, Opens: opens, Closes: opens + 240, Minutes: 120, Slots: 1, Priority: 1 + day%2})
	}
	plan, err := Solve(t.Context(), p, Options{Iterations: 200})
	if err != nil {
		t.Fatal(err)
	}
	used := map[int]bool{}
	for _, s := range plan.Stops {
		used[s.Shift] = true
	}
	if used[0] || !used[1] || len(plan.Violations) != 0 {
		t.Errorf("shifts used %v, violations %v", used, plan.Violations)
	}
	verdicts, err := WhyNot(p, plan, 0, 1, 2)
	if err != nil || verdicts[0].Verdict != Hindered || verdicts[0].Rule != RuleRest {
		t.Errorf("why not late: %+v, %v", verdicts, err)
	}
	missed := slices.IndexFunc(p.Occasions, func(o Occasion) bool { return o.Day == 1 })
	m, err := compile(p)
	if err != nil {
		t.Fatal(err)
	}
	if verdict, rule := m.load(plan.Stops).occasionVerdict(missed); verdict != Hindered || rule != RuleRest {
		t.Errorf("the event is missed for %s %s", verdict, rule)
	}
	byHand, err := Evaluate(p, append(slices.Clone(plan.Stops), Stop{Occasion: &missed, Day: 1, From: 1080, To: 1300}))
	if err != nil || len(byHand.Violations) != 1 || byHand.Violations[0].Rule != RuleRest || byHand.Violations[0].Value["minutes"] != 570 {
		t.Errorf("by hand: %+v, %v", byHand.Violations, err)
	}
}

// A place that could be visited every day is not put into both of two such shifts.
func TestRestWithinOnePath(t *testing.T) {
	p := tiny()
	lateAndEarly(p)
	p.Places = p.Places[:1]
	p.Places[0].Period, p.Places[0].MinGap, p.Places[0].Closes, p.Places[0].MaxGap = 1, 0, 1440, 1000
	plan, err := Solve(t.Context(), p, Options{Iterations: 200})
	if err != nil || len(plan.Violations) != 0 || len(plan.Stops) != 2 {
		t.Errorf("%d stops, %+v, %v", len(plan.Stops), plan.Violations, err)
	}
}

// A visit that is forced into one of the two is there, and not in the other one.
func TestForcedVisitRests(t *testing.T) {
	p := tiny()
	lateAndEarly(p)
	p.Places = p.Places[:1]
	p.Places[0].Period, p.Places[0].MinGap, p.Places[0].Closes, p.Places[0].MaxGap = 1, 0, 1440, 1000
	for shift := range 2 {
		candidates, err := BestFor(p, &Plan{}, shift)
		if err != nil || len(candidates) != 1 || candidates[0].To == 0 {
			t.Fatalf("%+v, %v", candidates, err)
		}
		used := map[int]bool{}
		for _, s := range candidates[0].Stops {
			used[s.Shift] = true
		}
		if !used[shift] || used[1-shift] {
			t.Errorf("forced into shift %d, it uses %v", shift, used)
		}
	}
}
