package planner

import (
	"slices"
	"testing"
)

// visitsTo plans stops by hand: 120 minutes from 10:00 on the given days.
func visitsTo(place int, days ...int) []Stop {
	var stops []Stop
	for _, day := range days {
		stops = append(stops, Stop{Place: new(place), Day: day, From: 600, To: 720})
	}
	return stops
}

func TestWhyNot(t *testing.T) {
	full := Fixed{Place: new(1), Day: 15, From: 540, To: 900, Pinned: true}
	for _, c := range []struct {
		name   string
		change func(*Problem)
		stops  []Stop
		day    int
		want   Verdict
		rule   Rule
	}{
		{"visited", nil, visitsTo(0, 1, 8), 8, Planned, ""},
		{"no shift", nil, visitsTo(0, 1), 2, Hindered, RuleShift},
		{"weekday", func(p *Problem) { p.Places[0].Weekdays = Weekdays{1: true} }, visitsTo(0, 1), 3, Hindered, RuleWeekday},
		{"an odd week where even ones are wanted", func(p *Problem) { p.Places[0].Weeks = EvenWeeks }, nil, 3, Hindered, RuleWeeks},
		{"hours", func(p *Problem) { p.Places[0].Opens = 15 * 60 }, nil, 3, Hindered, RuleHours},
		{"holiday", func(p *Problem) { p.Calendar[3].Class = Blocked }, nil, 3, Hindered, RuleHoliday},
		{"notice", func(p *Problem) { p.FrozenDays = 5 }, nil, 3, Hindered, RuleNotice},
		{"pause", func(p *Problem) { p.Places[0].Pauses = []Span{{3, 4}} }, nil, 3, Hindered, RulePause},
		{"minimum gap to a pinned visit", func(p *Problem) {
			p.Fixed = []Fixed{{Place: new(0), Day: 1, From: 600, To: 720, Pinned: true}}
		}, visitsTo(0, 1), 3, Hindered, RuleMinGap},
		{"minimum gap to the last visit", func(p *Problem) { p.Places[0].LastVisit = new(-1) }, nil, 1, Hindered, RuleMinGap},
		{"travel does not fit", func(p *Problem) { p.Shifts[1].To, p.Places[0].Opens = p.Shifts[1].From+150, 0 }, nil, 3, Hindered, RuleTour},
		{"just visited", func(p *Problem) { p.Places[0].LastVisit = new(-6) }, visitsTo(0, 1, 8, 15, 22), 10, NotDue, ""},
		{"full", func(p *Problem) { p.Fixed = []Fixed{full} }, append(visitsTo(0, 1, 8), Stop{Place: new(1), Day: 15, From: 540, To: 900}), 15, Full, ""},
		{"displaces", func(p *Problem) { p.Shifts[4].Slots = 1 }, append(visitsTo(0, 1, 8), visitsTo(1, 1, 15)...), 15, Displaces, ""},
		{"due and free", nil, visitsTo(0, 1, 8, 22), 15, Free, ""},
		{"worse", func(p *Problem) {
			p.Places[0].LastVisit, p.Calendar[8].Class, p.Weights.Warn = new(-6), Warn, 4000
		}, visitsTo(0, 1, 10, 17, 24), 8, Worse, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := tiny()
			if c.change != nil {
				c.change(p)
			}
			verdicts, err := WhyNot(p, &Plan{Stops: c.stops}, 0, c.day, c.day+1)
			if err != nil {
				t.Fatal(err)
			}
			if v := verdicts[0]; v.Verdict != c.want || v.Rule != c.rule {
				t.Errorf("%+v, want %s %s", v, c.want, c.rule)
			}
		})
	}
}

func TestWhyNotNamesWhoIsDisplaced(t *testing.T) {
	p := tiny()
	p.Shifts[4].Slots = 1
	stops := append(visitsTo(0, 1, 8), visitsTo(1, 1, 15)...)
	verdicts, err := WhyNot(p, &Plan{Stops: stops}, 0, 15, 16)
	if err != nil {
		t.Fatal(err)
	}
	v, sum := verdicts[0], 0
	for _, r := range v.Reasons {
		sum += r.Cost
	}
	if !slices.Equal(v.Displaced, []int{1}) || v.Shift != 4 || sum != v.Change.Promise+v.Change.Soft {
		t.Errorf("%+v", v)
	}
}

func TestWhyNotRefusesWhatIsNotThere(t *testing.T) {
	for _, c := range [][3]int{{-1, 0, 1}, {2, 0, 1}, {0, -1, 1}, {0, 0, 29}, {0, 5, 4}} {
		if _, err := WhyNot(tiny(), &Plan{}, c[0], c[1], c[2]); err == nil {
			t.Errorf("%v was answered", c)
		}
	}
}

// TestSolvedPlansLeaveNothingFree asks a solved plan about every day: a place's
// own schedule cannot be bettered.
func TestSolvedPlansLeaveNothingFree(t *testing.T) {
	p := tiny()
	plan := solved(t, p, Options{})
	for place := range p.Places {
		verdicts, err := WhyNot(p, plan, place, 0, p.Days)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range verdicts {
			if v.Change.Less(Score{}) {
				t.Errorf("place %d would gain by %+v", place, v)
			}
		}
	}
}

func TestBreachesHaveCauses(t *testing.T) {
	p := tiny()
	p.Occasions = []Occasion{{Node: 3, Day: 2, Opens: 600, Closes: 900, Minutes: 60, Slots: 1, Priority: 1}}
	for day := 8; day < 22; day++ {
		p.Calendar[day].Class = Blocked
	}
	plan := solved(t, p, Options{})
	found := map[Rule]bool{}
	for _, b := range plan.Breaches {
		found[b.Rule] = true
		switch {
		case b.Rule == RuleOccasion && !slices.Contains(b.Causes, Cause{Hindered, RuleShift, 1}):
			t.Errorf("occasion: %+v", b)
		case b.Rule == RuleMaxGap && !slices.Contains(b.Causes, Cause{Hindered, RuleHoliday, 4}):
			t.Errorf("gap: %+v", b)
		}
	}
	if !found[RuleOccasion] || !found[RuleMaxGap] {
		t.Errorf("breaches %+v", plan.Breaches)
	}
}
