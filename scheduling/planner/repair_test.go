package planner

import (
	"bytes"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func repaired(t *testing.T, p *Problem, base *Plan, lost ...int) *Repaired {
	t.Helper()
	return repairedWithin(t, 0, p, base, lost...)
}

func repairedWithin(t *testing.T, iterations int, p *Problem, base *Plan, lost ...int) *Repaired {
	t.Helper()
	r, err := Repair(context.Background(), p, base, Change{Lost: lost}, Options{Seed: 1, Iterations: iterations})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRepairWithoutAChangeChangesNothing(t *testing.T) {
	for seed := range uint64(6) {
		p := generated(seed)
		base := solved(t, p, Options{Seed: seed, Iterations: 60})
		r := repaired(t, p, base)
		if len(r.Moved)+len(r.Dropped)+len(r.Added) > 0 || len(r.Plan.Stops) != len(base.Stops) {
			t.Errorf("seed %d: moved %v, dropped %v, added %v", seed, r.Moved, r.Dropped, r.Added)
		}
	}
}

func TestRepairKeepsWhatItCan(t *testing.T) {
	for seed := range uint64(12) {
		p := generated(seed)
		base := solved(t, p, Options{Seed: seed, Iterations: 60})
		if len(p.Shifts) == 0 {
			continue
		}
		lost := int(seed*7) % len(p.Shifts)
		before := encoded(t, p)
		r := repairedWithin(t, 200, p, base, lost)
		if !bytes.Equal(before, encoded(t, p)) {
			t.Fatalf("seed %d: the problem was changed", seed)
		}
		checkCharges(t, r.Plan)
		for i, f := range r.Problem.Fixed {
			if gone := slices.Contains(r.Dropped, i) || slices.Contains(r.Moved, i); gone && f.Pinned {
				t.Errorf("seed %d: pinned %+v is gone", seed, f)
			}
		}
		if !bytes.Equal(encoded(t, r), encoded(t, repairedWithin(t, 200, p, base, lost))) {
			t.Errorf("seed %d: the same seed gives other bytes", seed)
		}
	}
}

// TestRepairChangesFewest holds repair against every set of days that the places of
// small problems can have after the loss of a shift: of the tiny one, and of scarce ones
// where paths of one place after the other do not find it.
func TestRepairChangesFewest(t *testing.T) {
	for _, c := range []struct {
		seed uint64
		lost []int
	}{
		{0, []int{0, 1, 2, 3, 4, 5, 6, 7}},
		{1, []int{1}}, {5, []int{3, 4, 5}}, {6, []int{1, 3}}, {9, []int{3}}, {18, []int{5}},
		{20, []int{1, 3, 5}}, {22, []int{2, 5}}, {25, []int{2, 4}}, {28, []int{6}},
	} {
		p := scarce(c.seed)
		base := solved(t, p, Options{Seed: 1})
		for _, lost := range c.lost {
			r := repaired(t, p, base, lost)
			promise, changes := fewestChanges(r.Problem)
			if got := r.Changes(); r.Plan.Score.Promise != promise || got != changes {
				t.Errorf("problem %d without shift %d: promises broken at %d with %d changes, at best %d with %d",
					c.seed, lost, r.Plan.Score.Promise, got, promise, changes)
			}
		}
	}
}

// scarce is the tiny problem with room for one place in each shift, and but for seed 0
// with pledges that are hard to keep so.
func scarce(seed uint64) *Problem {
	p, r := tiny(), rand.New(rand.NewPCG(seed, 8))
	for i := range p.Shifts {
		p.Shifts[i].Slots = 1
	}
	for i := range p.Places {
		if place := &p.Places[i]; seed > 0 {
			place.Period, place.MinGap, place.MaxGap = 6+r.IntN(9), r.IntN(600), 1100+r.IntN(600)
			place.LastVisit = new(-1 - r.IntN(8))
		}
	}
	return p
}

// TestAddedStopsAreCounted holds what a mended draft charges for stops that replace none
// against those that are reported.
func TestAddedStopsAreCounted(t *testing.T) {
	counted := 0
	for seed := range uint64(12) {
		p := scarce(seed)
		r := repairedWithin(t, 60, p, solved(t, p, Options{Seed: 1, Iterations: 60}), 0, 3)
		m, err := compile(r.Problem)
		if err != nil {
			t.Fatal(err)
		}
		d := m.load(r.Plan.Stops)
		before := d.score()
		d.chargeAdded(changePrice)
		counted += len(r.Added)
		if charged := d.score().Minus(before); charged != (Score{Soft: changePrice * len(r.Added)}) {
			t.Errorf("seed %d: charged %v for %d", seed, charged, len(r.Added))
		}
		if d.chargeAdded(0); d.score() != before {
			t.Errorf("seed %d: %v is left", seed, d.score().Minus(before))
		}
	}
	if counted == 0 {
		t.Error("nothing was added")
	}
}

// TestRepairBreaksNoPromiseThatCanBeKept loses an office for weeks after which all can
// be kept, as is known from plans that change freely.
func TestRepairBreaksNoPromiseThatCanBeKept(t *testing.T) {
	for seed := range uint64(2) {
		p := Generate(GenerateOptions{Offices: 2, Places: 16, Weeks: 16, Load: 850, Seed: seed})
		base := solved(t, p, Options{Seed: 1, Iterations: 3000})
		for _, week := range []int{2, 8} {
			var lost []int
			for i := range p.Shifts {
				if s := &p.Shifts[i]; s.Office == 0 && s.Day/7 == week {
					lost = append(lost, i)
				}
			}
			if r := repaired(t, p, base, lost...); len(lost) == 0 || r.Plan.Score.Promise > base.Score.Promise {
				t.Errorf("seed %d without week %d: promises broken at %d", seed, week, r.Plan.Score.Promise)
			}
		}
	}
}

// fewestChanges tries for each shift of one slot: nobody, or one of two places. It
// is the lowest price of broken promises, and the fewest changes at that price.
func fewestChanges(p *Problem) (promise, changes int) {
	promise = math.MaxInt
	who := make([]int, len(p.Shifts))
	m, err := compile(p)
	if err != nil {
		panic(err)
	}
	var try func(s int)
	try = func(s int) {
		if s < len(who) {
			for who[s] = range 3 {
				try(s + 1)
			}
			return
		}
		days, stops := make([][]int, len(p.Places)), []Stop{}
		for i, w := range who {
			if w > 0 {
				days[w-1] = append(days[w-1], p.Shifts[i].Day)
				stops = append(stops, m.stopOn(w-1, p.Shifts[i].Day))
			}
		}
		price := 0
		for place := range days {
			for _, g := range m.gaps(place, days[place]) {
				if tooClose(m, g) {
					return
				}
			}
			price += m.chainPrice(place, days[place]).Promise
		}
		if n := m.changesIn(stops); price < promise || price == promise && n < changes {
			promise, changes = price, n
		}
	}
	try(0)
	return promise, changes
}

// stopOn is the fixed stop of a place on a day, or a new one.
func (m *model) stopOn(place, day int) Stop {
	for f := range m.Fixed {
		if fixed := &m.Fixed[f]; *fixed.Place == place && fixed.Day == day {
			return Stop{Place: new(place), Office: fixed.Office, Day: day, From: fixed.From, To: fixed.To, Fixed: new(f)}
		}
	}
	return Stop{Place: new(place), Day: day}
}

// changesIn counts fixed stops that are moved or dropped, and stops that replace none.
func (m *model) changesIn(stops []Stop) int {
	m.matchMoved(stops)
	changes := len(m.Fixed)
	for i := range stops {
		switch s := &stops[i]; {
		case s.Fixed == nil:
			changes++
		case m.keeps(s):
			changes--
		}
	}
	return changes
}

func TestRepairRefusesWhatIsNotThere(t *testing.T) {
	for _, lost := range []int{-1, 8} {
		if _, err := Repair(context.Background(), tiny(), &Plan{}, Change{Lost: []int{lost}}, Options{}); err == nil {
			t.Errorf("shift %d was lost", lost)
		}
	}
}
