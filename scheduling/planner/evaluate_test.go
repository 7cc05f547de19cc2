package planner

import (
	"strings"
	"testing"
)

func TestEvaluateListsWhatIsBroken(t *testing.T) {
	base := func(change func(*Problem)) *Problem {
		p := tiny()
		fair(p)
		if change != nil {
			change(p)
		}
		return p
	}
	visit := func(day, from, to int) Stop { return Stop{Place: new(0), Day: day, From: from, To: to} }
	attend := Stop{Occasion: new(0), Day: 1, From: 600, To: 700}
	for _, c := range []struct {
		name   string
		change func(*Problem)
		stops  []Stop
		want   Rule
	}{
		{"nothing", nil, []Stop{visit(1, 600, 720), visit(8, 600, 720)}, ""},
		{"no shift", nil, []Stop{visit(2, 600, 720)}, RuleShift},
		{"weekday", func(p *Problem) { p.Places[0].Weekdays = Weekdays{1: true} }, []Stop{visit(3, 600, 720)}, RuleWeekday},
		{"hours", nil, []Stop{visit(1, 510, 630)}, RuleHours},
		{"holiday", func(p *Problem) { p.Calendar[1].Class = Shortened }, []Stop{visit(1, 720, 840)}, RuleHoliday},
		{"pause", func(p *Problem) { p.Places[0].Pauses = []Span{{0, 5}} }, []Stop{visit(1, 600, 720)}, RulePause},
		{"notice", func(p *Problem) { p.FrozenDays = 2 }, []Stop{visit(1, 600, 720)}, RuleNotice},
		{"minimum gap", nil, []Stop{visit(1, 600, 720), visit(3, 600, 720)}, RuleMinGap},
		{"minutes", nil, []Stop{visit(1, 600, 660)}, RuleMinutes},
		{"slots", func(p *Problem) { p.Shifts[0].Slots = 1 }, []Stop{visit(1, 750, 870), attend}, RuleSlots},
		{"travel", nil, []Stop{visit(1, 710, 830), attend}, RuleTour},
		{"two places", nil, []Stop{visit(1, 650, 770), attend}, RuleOffice},
		{"twice", nil, []Stop{attend, {Occasion: new(0), Day: 1, From: 700, To: 760}}, RuleHours},
		{"a pinned stop is missing", func(p *Problem) {
			p.Fixed = []Fixed{{Place: new(0), Day: 1, From: 600, To: 720, Pinned: true}}
		}, nil, RulePinned},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, err := Evaluate(base(c.change), c.stops)
			if err != nil {
				t.Fatal(err)
			}
			found := c.want == "" && len(plan.Violations) == 0
			for _, v := range plan.Violations {
				found = found || v.Rule == c.want
			}
			if !found {
				t.Errorf("violations %+v, want %q", plan.Violations, c.want)
			}
			checkCharges(t, plan)
		})
	}
}

func TestEvaluateRefusesNonsense(t *testing.T) {
	fixed := tiny()
	fixed.Fixed = []Fixed{{Place: new(0), Day: 1, From: 600, To: 720}}
	for _, c := range []struct {
		stop Stop
		want string
	}{
		{Stop{Day: 1, From: 1, To: 2}, "stops[0]: exactly one"},
		{Stop{Place: new(2), From: 1, To: 2}, "stops[0].place:"},
		{Stop{Occasion: new(0), From: 1, To: 2}, "stops[0].occasion:"},
		{Stop{Place: new(0), Day: 28, From: 1, To: 2}, "stops[0].day:"},
		{Stop{Place: new(0), From: 5, To: 5}, "stops[0].to:"},
		{Stop{Place: new(0), From: 1, To: 2, Office: 1}, "stops[0].office:"},
		{Stop{Place: new(0), From: 1, To: 2, Fixed: new(1)}, "stops[0].fixed:"},
		{Stop{Place: new(1), From: 1, To: 2, Fixed: new(0)}, "stops[0].fixed:"},
	} {
		if _, err := Evaluate(fixed, []Stop{c.stop}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}

func TestStopsCarryReasons(t *testing.T) {
	p := tiny()
	p.Places[0].LastVisit = new(-6)
	stops := append(visitsTo(0, 1, 8), Stop{Place: new(1), Day: 8, From: 780, To: 900})
	plan, err := Evaluate(p, stops)
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[Rule]map[string]int{}
	for _, r := range plan.Stops[1].Reasons {
		reasons[r.Rule] = r.Value
	}
	for rule, want := range map[Rule][2]any{
		RuleSpacing: {"clock", 1000}, RuleUsualWeekday: {"usual", 1}, RuleRhythm: {"weeks", 1}, RuleTravel: {"mates", 1},
	} {
		if got, ok := reasons[rule][want[0].(string)]; !ok || got != want[1].(int) {
			t.Errorf("%s: %v, want %v", rule, reasons[rule], want)
		}
	}
}

func TestMeasures(t *testing.T) {
	p := tiny()
	fair(p)
	p.Places[0].LastVisit = new(-6)
	plan, err := Evaluate(p, append(visitsTo(0, 8, 15, 24), Stop{Occasion: new(0), Day: 1, From: 600, To: 700}))
	if err != nil {
		t.Fatal(err)
	}
	m := plan.Measures
	if m.Visits != 3 || m.Delivered != 3 || m.Pledged != 4+2 || m.GapMaxDays != 32 || m.GapMaxPlace != 1 || m.UsualWeekday != 666 {
		t.Errorf("%+v", m)
	}
	if m.GapMeanDays != 10 || m.Gap95Days != 14 || m.Occasions[1] != 1 || m.OccasionsAttended[1] != 1 || m.DrivingPerVisit != (3*26+2*19)/4 {
		t.Errorf("%+v", m)
	}
}
