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

// TestReasonsAreWhatHappens forces each visit that is possible, as WhyNot says that it
// would be, and has it evaluated: the cost that is named, rule by rule, is the one that
// is charged. Whoever is displaced is the one that makes room, and where the verdict is
// Blocked or Full the visit breaks a hard rule or does not fit. Every verdict occurs.
func TestReasonsAreWhatHappens(t *testing.T) {
	seen := map[Verdict]int{}
	for seed := range uint64(3) {
		p := generated(seed)
		for i := range p.Shifts {
			p.Shifts[i].Slots = 1 + i%2
		}
		plan := solved(t, p, Options{Seed: seed, Iterations: 30})
		thin := *plan
		thin.Stops = nil
		for i := range plan.Stops { // with gaps in it there is something to gain
			if i%5 != 0 || plan.Stops[i].Fixed != nil {
				thin.Stops = append(thin.Stops, plan.Stops[i])
			}
		}
		for place := range p.Places {
			for _, base := range []*Plan{plan, &thin} {
				verdicts, err := WhyNot(p, base, place, 0, p.Days)
				if err != nil {
					t.Fatal(err)
				}
				for _, v := range verdicts {
					seen[v.Verdict]++
					checkForced(t, p, base, place, v)
				}
			}
		}
	}
	for _, verdict := range []Verdict{Planned, NotDue, Hindered, Full, Displaces, Worse, Free} {
		if seen[verdict] == 0 {
			t.Errorf("no day is %s", verdict)
		}
	}
}

// checkForced forces a visit on the day of a verdict.
func checkForced(t *testing.T, p *Problem, plan *Plan, place int, v DayVerdict) {
	t.Helper()
	m, err := compile(p)
	if err != nil {
		t.Fatal(err)
	}
	checked, err := m.check(plan.Stops)
	if err != nil {
		t.Fatal(err)
	}
	before, d := costsOf(m, checked), m.load(checked)
	forced := d.forcedOn(place, v)
	switch v.Verdict {
	case Planned:
		return
	case Hindered, Full:
		if forced {
			t.Errorf("place %d on day %d is %s %s, and fits", place, v.Day, v.Verdict, v.Rule)
		}
		return
	case NotDue:
		if !forced { // too close to the visit before, and nobody would make room for that
			return
		}
	default:
		if !forced {
			t.Fatalf("place %d on day %d is %s, and does not fit", place, v.Day, v.Verdict)
		}
	}
	after := costsOf(m, d.stops())
	for _, r := range v.Reasons {
		if got := after.byRule[r.Rule] - before.byRule[r.Rule]; got != r.Cost {
			t.Errorf("place %d on day %d is %s: %s costs %d, and %d in fact", place, v.Day, v.Verdict, r.Rule, r.Cost, got)
		}
		after.byRule[r.Rule] = before.byRule[r.Rule]
	}
	for rule, cost := range after.byRule {
		if cost != before.byRule[rule] {
			t.Errorf("place %d on day %d is %s: nothing is said of %s at %d", place, v.Day, v.Verdict, rule, cost-before.byRule[rule])
		}
	}
	if sum := after.score.Minus(before.score); sum != v.Change {
		t.Errorf("place %d on day %d is %s at %v, and %v in fact", place, v.Day, v.Verdict, v.Change, sum)
	}
	for _, other := range v.Displaced {
		if visited(m.load(checked).visits[other], v.Day) && visited(d.visits[other], v.Day) && sameShift(d, other, v) {
			t.Errorf("place %d on day %d displaces %d, which stays", place, v.Day, other)
		}
	}
}

// sameShift tells whether a place is still in the shift of a verdict.
func sameShift(d *draft, place int, v DayVerdict) bool {
	return slices.ContainsFunc(d.visits[place], func(x visit) bool { return x.shift == v.Shift })
}

// forcedOn puts a visit where a verdict says that it could be, by the cheapest spot of
// the shift, and is false where it cannot be. All else that it has to know of the
// verdict is who is displaced.
func (d *draft) forcedOn(place int, v DayVerdict) bool {
	best, found, start := Score{}, -1, d.mark()
	for at := range d.m.places[place].spots() {
		if d.forcedAt(place, at, v) && (found < 0 || d.score().Less(best)) {
			best, found = d.score(), at
		}
		d.undo(start)
	}
	return found >= 0 && d.forcedAt(place, found, v)
}

func (d *draft) forcedAt(place, at int, v DayVerdict) bool {
	s := d.m.places[place].spots()[at].shift
	if d.m.shifts[s].Day != v.Day || v.Shift >= 0 && s != v.Shift {
		return false
	}
	d.clear(place)
	for _, other := range v.Displaced {
		d.clear(other)
	}
	if !d.replanThrough(place, at) || !visited(d.visits[place], v.Day) {
		return false
	}
	for _, other := range v.Displaced {
		d.replan(other)
	}
	return true
}

// ruled is a score with its costs by rule.
type ruled struct {
	score  Score
	byRule map[Rule]int
}

func costsOf(m *model, stops []Stop) ruled {
	r := ruled{byRule: map[Rule]int{}}
	for _, c := range m.charges(stops, m.tallyOf(stops)) {
		r.byRule[c.Rule] += c.Cost
		r.score = r.score.Plus(level(c.Level == LevelPromise, c.Cost))
	}
	return r
}

// TestRoomIsWhatTheRouteSays holds what the atlas knows of a shift without some of its
// places against the route of the legs that are left.
func TestRoomIsWhatTheRouteSays(t *testing.T) {
	answers := map[bool]int{}
	for seed := range uint64(12) {
		p := generated(seed)
		plan := solved(t, p, Options{Seed: seed, Iterations: 30})
		m, err := compile(p)
		if err != nil {
			t.Fatal(err)
		}
		d := m.load(plan.Stops)
		for place := range p.Places {
			for _, sp := range m.places[place].spots() {
				guests := d.guests(sp.shift)
				for gone := range len(guests) + 1 {
					left := []leg{}
					for _, l := range d.tours[sp.shift].legs {
						if l.standing || !slices.Contains(guests[:gone], l.place) {
							left = append(left, l)
						}
					}
					_, _, want := m.route(sp.shift, append(left, *sp.leg), nil)
					if got := d.fitsWithout(sp.shift, *sp.leg, guests[:gone]); got != want {
						t.Errorf("seed %d: place %d in shift %d without %v: %v, and %v by its route", seed, place, sp.shift, guests[:gone], got, want)
					}
					answers[want]++
				}
			}
		}
	}
	if answers[true] == 0 || answers[false] == 0 {
		t.Errorf("answers %v", answers)
	}
}
