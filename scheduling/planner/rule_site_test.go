package planner

import "testing"

// market and shop are the sites of place 0: the market is free on Tuesdays in the
// morning from day 7 on, the shop at any time.
func market(p *Problem) {
	p.Places[0].Sites = []Site{
		{ID: "market", Node: 3, Weekdays: Weekdays{1: true}, Opens: 540, Closes: 780, Open: []Span{{7, 28}}},
		{ID: "shop", Node: 1, Weekdays: allWeekdays, Opens: 0, Closes: 1440},
	}
}

func TestSiteBound(t *testing.T) {
	at := func(day, shift, stand int) site {
		return site{place: 0, occasion: -1, day: day, shift: shift, stand: stand}
	}
	testBound(t, siteBound, []boundCase{
		{"no sites", nil, visiting(1, 0), always},
		{"its hours", market, at(8, 2, 0), window{540, 780}},
		{"not yet", market, at(1, 0, 0), never},
		{"another weekday", market, at(10, 3, 0), never},
		{"the other site", market, at(10, 3, 1), window{0, 1440}},
		{"other place", market, site{place: 1, occasion: -1, day: 1}, always},
		{"occasions stand where they are", func(p *Problem) { market(p); fair(p) }, attending, always},
	})
}

// Every visit is at the first site that is open for it, and begins and ends while it is.
func TestFirstOpenSite(t *testing.T) {
	p := tiny()
	market(p)
	p.Places = p.Places[:1]
	p.Places[0].Weekdays = Weekdays{1: true}
	plan, err := Solve(t.Context(), p, Options{Iterations: 100})
	if err != nil || len(plan.Violations) != 0 || len(plan.Stops) != 4 {
		t.Fatalf("%+v, %v", plan, err)
	}
	for _, s := range plan.Stops {
		if want := 0; s.Day == 1 {
			want = 1
			if *s.Site != want {
				t.Errorf("day 1 at site %d", *s.Site)
			}
		} else if *s.Site != want || s.To > 780 {
			t.Errorf("day %d at site %d until %d", s.Day, *s.Site, s.To)
		}
	}
	late := Stop{Place: new(0), Day: 15, From: 700, To: 820}
	if byHand, err := Evaluate(p, []Stop{late}); err != nil || *byHand.Stops[0].Site != 1 || len(byHand.Violations) != 0 {
		t.Errorf("after the market has closed: %+v, %v", byHand, err)
	}
	late.Site = new(0)
	if byHand, err := Evaluate(p, []Stop{late}); err != nil || len(byHand.Violations) != 1 || byHand.Violations[0].Rule != RuleSite {
		t.Errorf("at the market after it has closed: %+v, %v", byHand, err)
	}
	p.Places[0].Sites = p.Places[0].Sites[:1]
	verdicts, err := WhyNot(p, &Plan{}, 0, 1, 2)
	if err != nil || verdicts[0].Verdict != Hindered || verdicts[0].Rule != RuleSite {
		t.Errorf("why not before it opens: %+v, %v", verdicts, err)
	}
}

// An announced visit stays at the site that it names.
func TestFixedKeepsItsSite(t *testing.T) {
	p := tiny()
	market(p)
	p.Places = p.Places[:1]
	p.Fixed = []Fixed{{Place: new(0), Site: new(1), Day: 8, From: 600, To: 720, Announced: true}}
	plan, err := Solve(t.Context(), p, Options{Iterations: 100})
	if err != nil || len(plan.Dropped) != 0 {
		t.Fatalf("%+v, %v", plan, err)
	}
	for _, s := range plan.Stops {
		if s.Fixed != nil && (*s.Site != 1 || s.Day != 8) {
			t.Errorf("the announced visit became %+v", s)
		}
	}
	moved := Stop{Place: new(0), Site: new(0), Day: 8, From: 600, To: 720, Fixed: new(0)}
	if byHand, err := Evaluate(p, []Stop{moved}); err != nil || byHand.Measures.ChangedSinceNotice != 1 {
		t.Errorf("across the street counts as no change: %v, %v", byHand, err)
	}
}
