package planner

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

// generated is a small problem with a bit of everything.
func generated(seed uint64) *Problem {
	r := rand.New(rand.NewPCG(seed, 5))
	p := &Problem{
		Start: "2027-05-03", Days: 56, Calendar: make([]Day, 56), FrozenDays: r.IntN(10),
		Offices: []Office{{Base: 0}, {Base: 1}}[:1+r.IntN(2)],
		Travel:  line(9), Buffer: r.IntN(20), SummerShare: r.IntN(500), Weights: ordinaryWeights,
	}
	for day := range p.Days {
		p.Calendar[day].Summer = day >= 29
		p.Calendar[day].Class = []DayClass{Ordinary, Blocked, Warn, Shortened, Bridge}[max(0, r.IntN(40)-35)]
		for office := range p.Offices {
			if r.IntN(5) < 3 {
				from := 420 + r.IntN(120)
				p.Shifts = append(p.Shifts, Shift{Office: office, Day: day, From: from, To: from + 240 + r.IntN(300), Slots: r.IntN(4), MaxOvertime: r.IntN(45)})
			}
		}
	}
	for i := range 3 + r.IntN(4) {
		place := Place{
			Node: 2 + i, Weekdays: allWeekdays, Opens: 480 + r.IntN(120), Closes: 840 + r.IntN(240), Service: 45 + r.IntN(90),
			Period: 5 + r.IntN(20), MinGap: r.IntN(600), MaxGap: 1200 + r.IntN(600), Promised: r.IntN(3) > 0,
			SummerRate: r.IntN(1001), Need: 500 + r.IntN(1000),
		}
		if r.IntN(4) > 0 {
			place.LastVisit = new(-1 - r.IntN(30))
		}
		place.Weekdays[r.IntN(7)] = false
		if r.IntN(3) == 0 {
			place.Pauses = []Span{{20, 20 + r.IntN(10) + 1}}
			place.Floors = []Floor{{Span{0, 28}, r.IntN(4)}, {Span{28, 56}, r.IntN(4)}}
		}
		p.Places = append(p.Places, place)
	}
	for range r.IntN(8) {
		opens := 540 + r.IntN(200)
		p.Occasions = append(p.Occasions, Occasion{
			Node: r.IntN(9), Day: r.IntN(56), Opens: opens, Closes: opens + 180 + r.IntN(300), Minutes: 60 + r.IntN(100),
			Slots: r.IntN(3), Priority: 1 + r.IntN(3),
		})
	}
	for range r.IntN(8) {
		p.Fixed = append(p.Fixed, generatedFixed(r, p))
	}
	furnish(rand.New(rand.NewPCG(seed, 6)), p)
	return p
}

// furnish adds crews that want rest, sites, usual offices and events in turns.
func furnish(r *rand.Rand, p *Problem) {
	p.Rest, p.Ahead = 60*r.IntN(18), r.IntN(20)
	p.Weights.Office, p.Weights.Nearing = 25, r.IntN(20)
	p.Weights.Waiting, p.Weights.Cover = r.IntN(30), r.IntN(1001)
	for i := range p.Shifts {
		p.Shifts[i].Crew = []string{"", "", "A", "B"}[r.IntN(4)]
	}
	for i := range p.Places {
		place := &p.Places[i]
		if r.IntN(2) == 0 {
			place.Office = new(r.IntN(len(p.Offices)))
		}
		for range r.IntN(3) {
			s := Site{Node: r.IntN(9), Weekdays: allWeekdays, Opens: 420 + r.IntN(200), Closes: 780 + r.IntN(300)}
			s.Weekdays[r.IntN(7)] = false
			if r.IntN(2) == 0 {
				s.Open = []Span{{0, 10 + r.IntN(20)}, {30 + r.IntN(10), 56}}
			}
			place.Sites = append(place.Sites, s)
		}
	}
	for i := range p.Fixed {
		if f := &p.Fixed[i]; f.Place != nil && r.IntN(2) == 0 && len(p.Places[*f.Place].Sites) > 0 {
			f.Site = new(r.IntN(len(p.Places[*f.Place].Sites)))
		}
	}
	for i := range p.Occasions {
		if r.IntN(3) == 0 {
			p.Occasions[i].Event, p.Occasions[i].Share = "festival", 1+r.IntN(1000)
		}
	}
}

// generatedFixed is a fixed stop, often one that fits and sometimes one that
// breaks every rule there is.
func generatedFixed(r *rand.Rand, p *Problem) Fixed {
	from := 600 + r.IntN(120)
	f := Fixed{Day: r.IntN(56), From: from, To: from + 60, Pinned: r.IntN(4) == 0, Announced: r.IntN(2) == 0}
	if len(p.Shifts) > 0 && r.IntN(5) > 0 {
		s := p.Shifts[r.IntN(len(p.Shifts))]
		f.Day, f.Office = s.Day, s.Office
	}
	if len(p.Occasions) > 0 && r.IntN(4) == 0 {
		o := r.IntN(len(p.Occasions))
		f.Occasion, f.Day = new(o), p.Occasions[o].Day
		return f
	}
	f.Place = new(r.IntN(len(p.Places)))
	return f
}

// solved solves within a small budget, unless the options name one.
func solved(t *testing.T, p *Problem, o Options) *Plan {
	t.Helper()
	o.Iterations = cmp.Or(o.Iterations, 2000)
	plan, err := Solve(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func encoded(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestInvariants(t *testing.T) {
	for seed := range uint64(16) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			p := generated(seed)
			before := encoded(t, p)
			plan := solved(t, p, Options{Seed: seed, Iterations: 60})
			if !bytes.Equal(before, encoded(t, p)) {
				t.Error("the problem was changed")
			}
			if !bytes.Equal(encoded(t, plan), encoded(t, solved(t, p, Options{Seed: seed, Iterations: 60}))) {
				t.Error("the same seed gives other bytes")
			}
			again, err := Evaluate(p, plan.Stops)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(encoded(t, plan), encoded(t, again)) {
				t.Errorf("evaluated otherwise: %v against %v", again.Score, plan.Score)
			}
			checkCharges(t, plan)
			checkHard(t, p, plan)
			checkFixed(t, p, plan)
		})
	}
}

// checkCharges adds up what is explained.
func checkCharges(t *testing.T, plan *Plan) {
	t.Helper()
	var sum Score
	for _, c := range plan.Charges {
		sum = sum.Plus(level(c.Level == LevelPromise, c.Cost))
	}
	if sum != plan.Score {
		t.Errorf("charges %v, score %v", sum, plan.Score)
	}
}

// checkHard wants violations only where a stop stands.
func checkHard(t *testing.T, p *Problem, plan *Plan) {
	t.Helper()
	stands := func(s Stop) bool {
		return s.Fixed != nil && (p.Fixed[*s.Fixed].Pinned || s.Day < p.FrozenDays)
	}
	for _, v := range plan.Violations {
		if v.Stop == nil {
			t.Errorf("violation %+v", v)
			continue
		}
		// Two stops are in conflict: it is enough that one of them stands.
		ok, s := false, plan.Stops[*v.Stop]
		for _, o := range plan.Stops {
			near := o.Office == s.Office && o.Day == s.Day || same(o.Place, s.Place) && o.Place != nil && v.Rule == RuleMinGap
			ok = ok || near && stands(o)
		}
		if v.Rule != RuleSlots && v.Rule != RuleTour && v.Rule != RuleMinGap && v.Rule != RuleOffice {
			ok = stands(s)
		}
		if !ok {
			t.Errorf("violation %+v by %+v", v, s)
		}
	}
}

// checkFixed wants what stands to be as it was, and nothing new in the notice.
func checkFixed(t *testing.T, p *Problem, plan *Plan) {
	t.Helper()
	kept := make([]bool, len(p.Fixed))
	for _, s := range plan.Stops {
		if s.Fixed != nil {
			f := p.Fixed[*s.Fixed]
			kept[*s.Fixed] = s.Day == f.Day && s.From == f.From && s.To == f.To && s.Office == f.Office
		}
		if s.Day < p.FrozenDays && (s.Fixed == nil || !kept[*s.Fixed]) {
			t.Errorf("%+v is within the notice", s)
		}
	}
	for i, f := range p.Fixed {
		if (f.Pinned || f.Day < p.FrozenDays) && !kept[i] {
			t.Errorf("fixed %+v was moved", f)
		}
	}
}

// TestIncrementalScore holds the draft's running score against one from scratch
// after every kind of change, kept or undone.
func TestIncrementalScore(t *testing.T) {
	for seed := range uint64(8) {
		m, err := compile(generated(seed))
		if err != nil {
			t.Fatal(err)
		}
		d := newDraft(m)
		construct(context.Background(), d)
		s := newSearch(d, Options{Seed: seed}, promiseFactor)
		s.heat = 100
		for step := range 50 {
			s.attempt(s.move())
			if scratch := scoreOf(m, d.stops()); scratch != d.score() {
				t.Fatalf("seed %d, step %d: running %v, from scratch %v", seed, step, d.score(), scratch)
			}
		}
	}
}

// scoreOf adds up the charges of stops.
func scoreOf(m *model, stops []Stop) Score {
	var sum Score
	for _, c := range m.charges(stops, m.tallyOf(stops)) {
		sum = sum.Plus(level(c.Level == LevelPromise, c.Cost))
	}
	return sum
}

func TestMoreIterationsAreNoWorse(t *testing.T) {
	for seed := range uint64(6) {
		few := solved(t, generated(seed), Options{Iterations: -1})
		many := solved(t, generated(seed), Options{Iterations: 300})
		if few.Score.Less(many.Score) {
			t.Errorf("seed %d: %v without search, %v with", seed, few.Score, many.Score)
		}
	}
}

func TestCancelledBeforeItBegins(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := season()
	plan, err := Solve(ctx, p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Stops) != 0 || len(plan.Breaches) == 0 {
		t.Errorf("%d stops, %d breaches", len(plan.Stops), len(plan.Breaches))
	}
}

func TestCancelledOnTheWay(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last Progress
	plan, err := Solve(ctx, generated(4), Options{Progress: func(p Progress) {
		if last = p; p.Iteration >= 10 {
			cancel()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if last.Iteration >= DefaultIterations || plan.Score != last.Score {
		t.Errorf("stopped at %+v with %v", last, plan.Score)
	}
}

func TestFixedStopsStayWhereNothingIsGained(t *testing.T) {
	p := tiny()
	plan := solved(t, p, Options{})
	for i, s := range plan.Stops {
		p.Fixed = append(p.Fixed, Fixed{Place: s.Place, Office: s.Office, Day: s.Day, From: s.From, To: s.To, Announced: i%2 == 0})
	}
	again := solved(t, p, Options{Seed: 9})
	if again.Score != plan.Score || len(again.Dropped) > 0 || again.Measures.ChangedSinceNotice > 0 {
		t.Errorf("score %v, was %v; dropped %v", again.Score, plan.Score, again.Dropped)
	}
}

func TestFixedStopIsMovedWhenItsShiftIsGone(t *testing.T) {
	p := tiny()
	p.Places = p.Places[:1]
	p.Fixed = []Fixed{{Place: new(0), Day: 2, From: 600, To: 720, Announced: true}}
	plan := solved(t, p, Options{})
	moved := 0
	for _, s := range plan.Stops {
		if s.Fixed != nil {
			moved++
		}
	}
	if moved != 1 || len(plan.Dropped) != 0 || plan.Measures.ChangedSinceNotice != 1 {
		t.Errorf("%d moved, dropped %v, %d changed", moved, plan.Dropped, plan.Measures.ChangedSinceNotice)
	}
}

func TestRoundTrip(t *testing.T) {
	p := generated(2)
	read, err := ReadProblem(bytes.NewReader(encoded(t, p)))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(encoded(t, p), encoded(t, read)) {
		t.Error("the problem is not what it was")
	}
	plan := solved(t, p, Options{Iterations: 50})
	var decoded Plan
	if err := json.Unmarshal(encoded(t, plan), &decoded); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(encoded(t, plan), encoded(t, decoded)) || !reflect.DeepEqual(plan.Measures, decoded.Measures) {
		t.Error("the plan is not what it was")
	}
}

func TestDisruptionHoldsAFixedStop(t *testing.T) {
	for price, kept := range map[int]bool{0: false, 200: true} {
		p := tiny()
		p.Places, p.Weights.Disruption = p.Places[:1], price
		p.Places[0].LastVisit = new(-6)
		p.Fixed = []Fixed{{Place: new(0), Day: 10, From: 600, To: 720, Announced: true}}
		plan := solved(t, p, Options{})
		if got := plan.Measures.ChangedSinceNotice == 0; got != kept {
			t.Errorf("disruption at %d: kept is %v", price, got)
		}
	}
}

func TestWorkers(t *testing.T) {
	for seed := range uint64(4) {
		p := generated(seed)
		alone := solved(t, p, Options{Seed: seed, Iterations: 80})
		several := solved(t, p, Options{Seed: seed, Iterations: 80, Workers: 3})
		if alone.Score.Less(several.Score) {
			t.Errorf("seed %d: %v by one worker, %v by three", seed, alone.Score, several.Score)
		}
		if !bytes.Equal(encoded(t, several), encoded(t, solved(t, p, Options{Seed: seed, Iterations: 80, Workers: 3}))) {
			t.Errorf("seed %d: the same seed and workers give other bytes", seed)
		}
	}
}

// impatient is a context that is cancelled after it was asked so many times.
type impatient struct {
	context.Context
	patience int
}

func (c *impatient) Err() error {
	if c.patience--; c.patience < 0 {
		return context.Canceled
	}
	return nil
}

// TestCancellingIsHeardAtOnce cancels at every early moment: between two questions
// for it there is no more than one place, one occasion or one move.
func TestCancellingIsHeardAtOnce(t *testing.T) {
	for seed := range uint64(4) {
		m, err := compile(generated(seed))
		if err != nil {
			t.Fatal(err)
		}
		all := len(m.places) + 2*len(m.occasions)
		for patience := range all {
			d := newDraft(m)
			begun := encoded(t, d.stops())
			ctx := &impatient{context.Background(), patience}
			if construct(ctx, d); ctx.patience < -1 {
				t.Fatalf("seed %d: asked %d times more after it was cancelled", seed, -1-ctx.patience)
			}
			if patience == 0 && !bytes.Equal(begun, encoded(t, d.stops())) {
				t.Fatalf("seed %d: something was planned after it was cancelled", seed)
			}
		}
		for patience := range 20 {
			s := newSearch(newDraft(m), Options{Seed: seed, Iterations: Unlimited}, promiseFactor)
			if s.anneal(&impatient{context.Background(), patience}); s.done > patience {
				t.Fatalf("seed %d: %d moves, cancelled after %d questions", seed, s.done, patience)
			}
		}
	}
}
