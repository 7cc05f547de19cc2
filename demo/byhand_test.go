package demo

import (
	"testing"
	"time"

	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/scheduling/planner"
	"poliskontor/storage/storagetest"
)

// TestEngineBeatsAPlanByHand scores the demonstration's year as a careful person
// would plan it with a list: to every event there is a shift for, and otherwise to
// all places in turn, two or three a shift. The engine is better, or as good, in what
// was promised and in how it feels.
func TestEngineBeatsAPlanByHand(t *testing.T) {
	today := scheduling.NewDay(2026, time.November, 21)
	store := storagetest.Open(t, storagetest.SQLite(t), time.Now)
	l := newLoader(store, calendar.NewHolidays(), today.At(9*60))
	ctx := scheduling.WithActor(t.Context(), scheduling.Actor{Name: "test"})
	for _, load := range []func() error{
		func() error { return l.loadKristianstad(ctx) },
		func() error { return l.loadShifts(ctx) },
		func() error { return l.loadOccasions(ctx) },
		func() error { return l.loadKristianstadPledges(ctx) },
	} {
		if err := load(); err != nil {
			t.Fatal(err)
		}
	}
	l.clock = (today - 12).At(9 * 60) // as early as the demonstration plans it
	problem, err := l.planning.Problem(ctx, l.next.ID)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := planner.Solve(ctx, &problem, planner.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	hand, err := planner.Evaluate(&problem, byHand(&problem))
	if err != nil {
		t.Fatal(err)
	}
	if len(hand.Violations) > 0 {
		t.Fatalf("the plan by hand breaks hard rules: %+v", hand.Violations[0])
	}
	e, h := engine.Measures, hand.Measures
	for name, atLeast := range map[string][2]int{
		"promised visits":            {e.Delivered, h.Delivered},
		"usual weekday":              {e.UsualWeekday, h.UsualWeekday},
		"events that must be":        {e.OccasionsAttended[1], h.OccasionsAttended[1]},
		"broken promises":            {-len(engine.Breaches), -len(hand.Breaches)},
		"greatest promised gap":      {-worstPromised(&problem, e), -worstPromised(&problem, h)},
		"minutes driven for a visit": {-e.DrivingPerVisit, -h.DrivingPerVisit},
	} {
		if atLeast[0] < atLeast[1] {
			t.Errorf("%s: the engine %d, by hand %d", name, atLeast[0], atLeast[1])
		}
	}
	if engine.Score.Promise > hand.Score.Promise || engine.Score.Soft >= hand.Score.Soft {
		t.Errorf("the engine's score is %+v, by hand %+v", engine.Score, hand.Score)
	}
}

// byHand goes through the shifts in order and through the places in turn.
func byHand(p *planner.Problem) []planner.Stop {
	var stops []planner.Stop
	next, last := 0, map[int]int{}
	for i, shift := range p.Shifts {
		if stop, attended := attend(p, i, shift); attended {
			stops = append(stops, stop)
			continue
		}
		if p.Calendar[shift.Day].Class == planner.Blocked {
			continue
		}
		at, node := shift.From, p.Offices[shift.Office].Base
		for passed := 0; passed < len(p.Places) && at < shift.To; passed++ {
			place := next % len(p.Places)
			if before, visited := last[place]; visited && shift.Day-before < leastWait(p, place, before, shift.Day) {
				next++ // it had its turn not long ago
				continue
			}
			stop, fits := visit(p, i, place, at, node)
			if !fits {
				break
			}
			stops = append(stops, stop)
			at, node, last[place] = stop.To, p.Places[place].Node, shift.Day
			next++
		}
	}
	return stops
}

// attend goes to the first event of the shift's day that it leaves two hours for.
func attend(p *planner.Problem, i int, shift planner.Shift) (planner.Stop, bool) {
	for o, occasion := range p.Occasions {
		way := p.Travel[p.Offices[shift.Office].Base][occasion.Node] + p.Buffer
		from, to := max(occasion.Opens, shift.From+way), min(occasion.Closes, shift.To-way)
		if occasion.Day == shift.Day && to-from >= occasion.Minutes {
			return planner.Stop{Occasion: &o, Shift: i, Office: shift.Office, Day: shift.Day, From: from, To: to}, true
		}
	}
	return planner.Stop{}, false
}

// visit goes to a place from where the office stands, if it is back at base in time
// and the place has it that day.
func visit(p *planner.Problem, i, place, at, node int) (planner.Stop, bool) {
	shift, l := p.Shifts[i], p.Places[place]
	from := max(l.Opens, at+p.Travel[node][l.Node]+p.Buffer)
	to := from + l.Service
	closes := l.Closes
	if p.Calendar[shift.Day].Class == planner.Shortened {
		closes = min(closes, planner.ShortenedEnd)
	}
	home := to + p.Travel[l.Node][p.Offices[shift.Office].Base] + p.Buffer
	if to > closes || home > shift.To || !l.Weekdays[shift.Day%7] {
		return planner.Stop{}, false
	}
	return planner.Stop{Place: &place, Shift: i, Office: shift.Office, Day: shift.Day, From: from, To: to}, true
}

// leastWait is how many days a careful person lets pass between two visits to a
// place: half its interval, and all of it in summer, when it is half as often due.
func leastWait(p *planner.Problem, place, before, day int) int {
	if p.Calendar[before].Summer || p.Calendar[day].Summer {
		return p.Places[place].Period
	}
	return p.Places[place].Period/2 + 1
}

// worstPromised is the longest that any promised place waits, in days.
func worstPromised(p *planner.Problem, m planner.Measures) int {
	worst := 0
	for i, tally := range m.PerPlace {
		if p.Places[i].Promised {
			worst = max(worst, tally.GapMaxDays)
		}
	}
	return worst
}
