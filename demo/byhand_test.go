package demo

import (
	"fmt"
	"testing"
	"time"

	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/scheduling/planner"
	"poliskontor/storage/storagetest"
)

// TestEngineBeatsAPlanByHand scores the demonstration's year as a careful person
// would plan it with a list: to every event there is a shift for, and otherwise to
// all places in turn, two or three a shift. The engine is better, or as good, in every
// measure.
func TestEngineBeatsAPlanByHand(t *testing.T) {
	t.Parallel()
	today := scheduling.NewDay(2026, time.November, 21)
	store := storagetest.Open(t, storagetest.SQLite(t), time.Now)
	l := newLoader(store.FollowUp(), calendar.NewHolidays(), today.At(9*60))
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
	for _, m := range feltMeasures(&problem, engine, hand) {
		t.Logf("%s: the engine %d, by hand %d", m.name, m.engine, m.hand) // as docs/planning.md has them
		if m.engine < m.hand {
			t.Errorf("%s: the engine %d, by hand %d", m.name, m.engine, m.hand)
		}
	}
	if engine.Score.Promise > hand.Score.Promise || engine.Score.Soft >= hand.Score.Soft {
		t.Errorf("the engine's score is %+v, by hand %+v", engine.Score, hand.Score)
	}
}

// felt is one measure of two plans, turned so that more is better.
type felt struct {
	name         string
	engine, hand int
}

// feltMeasures are all that people feel, with one reservation: of hours at events
// those count that are promised, the summer share and the events that must be attended.
// Beyond them events compete with villages by what they weigh, and both plans give
// them a quarter more than the promise.
func feltMeasures(p *planner.Problem, engine, hand *planner.Plan) []felt {
	e, h := &engine.Measures, &hand.Measures
	list := []felt{
		{"visits", e.Visits, h.Visits},
		{"promised visits", e.Delivered, h.Delivered},
		{"broken promises", -len(engine.Breaches), -len(hand.Breaches)},
		{"mean gap in tenths of days", -int(e.GapMeanDays * 10), -int(h.GapMeanDays * 10)},
		{"gap that 95 of 100 keep", -e.Gap95Days, -h.Gap95Days},
		{"greatest gap", -e.GapMaxDays, -h.GapMaxDays},
		{"greatest promised gap", -worstPromised(p, *e), -worstPromised(p, *h)},
		{"usual weekday", e.UsualWeekday, h.UsualWeekday},
		{"minutes driven for a visit", -e.DrivingPerVisit, -h.DrivingPerVisit},
		{"minutes unused", -e.UnusedMinutes, -h.UnusedMinutes},
		{"overtime", -e.OvertimeMinutes, -h.OvertimeMinutes},
		{"summer share", min(e.SummerShare, p.SummerShare), min(h.SummerShare, p.SummerShare)},
		{"changes of what is announced", -e.ChangedSinceNotice, -h.ChangedSinceNotice},
		{"hours of events that must be", e.OccasionHours[1], h.OccasionHours[1]},
	}
	for priority := 1; priority <= 3; priority++ {
		list = append(list, felt{fmt.Sprint("events of priority ", priority), e.OccasionsAttended[priority], h.OccasionsAttended[priority]})
	}
	return list
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

// roundTime is the five minutes before a time: nobody announces 12.37.
func roundTime(minute int) int { return minute / 5 * 5 }

// attend goes to the first event of the shift's day that it leaves two hours for.
func attend(p *planner.Problem, i int, shift planner.Shift) (planner.Stop, bool) {
	for o, occasion := range p.Occasions {
		way := p.Travel[p.Offices[shift.Office].Base][occasion.Node] + p.Buffer
		from, to := max(occasion.Opens, roundTime(shift.From+way+4)), min(occasion.Closes, roundTime(shift.To-way))
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
	from := max(l.Opens, roundTime(at+p.Travel[node][l.Node]+p.Buffer+4))
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
