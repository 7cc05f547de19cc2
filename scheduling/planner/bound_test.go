package planner

import (
	"context"
	"fmt"
	"os"
	"testing"
)

// optima are the proven ones of the yardstick's instances.
var optima = map[string]int{"t8-s1": 1901, "t8-s2": 1799, "t8-s3": 1541, "a13-s1": 4289, "a13-s2": 3796}

func TestBoundIsBelowProvenOptima(t *testing.T) {
	for name, optimum := range optima {
		t.Run(name, func(t *testing.T) {
			file, err := os.Open("testdata/yardstick/" + name + ".json")
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			y, err := ReadYardstick(file)
			if err != nil {
				t.Fatal(err)
			}
			m, err := compile(y.Problem)
			if err != nil {
				t.Fatal(err)
			}
			b := m.bound(context.Background(), 500)
			t.Logf("bound %+v, optimum %d, %.1f %%", b, optimum, 100*float64(optimum-b.Total)/float64(optimum))
			if b.Total > optimum || b.Total*100 < optimum*90 {
				t.Errorf("bound %+v, optimum %d", b, optimum)
			}
		})
	}
}

func TestBoundWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := generated(2)
	b, err := Bound(ctx, p)
	if err != nil || b.Done {
		t.Errorf("%+v, %v", b, err)
	}
	full, err := Bound(context.Background(), p)
	if err != nil || !full.Done || full.Total <= b.Total {
		t.Errorf("%+v after %+v, %v", full, b, err)
	}
	if _, err := Bound(ctx, &Problem{}); err == nil {
		t.Error("a problem without days was bounded")
	}
}

func TestBoundIsBelowPlans(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			p := generated(seed)
			m, err := compile(p)
			if err != nil {
				t.Fatal(err)
			}
			b := m.bound(context.Background(), 150)
			plan := solved(t, p, Options{Seed: seed, Iterations: 200})
			t.Logf("bound %+v, plan %+v", b, plan.Score)
			if b.Promise > plan.Score.Promise || b.Total > plan.Score.Promise+plan.Score.Soft {
				t.Errorf("bound %+v, plan %+v", b, plan.Score)
			}
		})
	}
}

// TestBoundIsBelowOptimum tries every way to fill the shifts of tiny problems: no bound
// is above the best of them, and no plan below.
func TestBoundIsBelowOptimum(t *testing.T) {
	tight := 0
	for seed := range uint64(40) {
		p := smallest(seed)
		p.Shifts = p.Shifts[:min(len(p.Shifts), 4)]
		m, err := compile(p)
		if err != nil {
			t.Fatal(err)
		}
		b, promise, total := m.bound(context.Background(), 300), unreachable.Promise, unreachable.Promise
		m.enumerate(func(days [][]int, tours Score) {
			for place := range days {
				tours = tours.Plus(m.chainPrice(place, days[place]))
			}
			promise, total = min(promise, tours.Promise), min(total, tours.Promise+tours.Soft)
		})
		if b.Promise > promise || b.Total > total {
			t.Errorf("seed %d: bound %+v, optimum %d and %d", seed, b, promise, total)
		}
		if plan := solved(t, p, Options{Iterations: 50}).Score; plan.Promise < promise || plan.Promise+plan.Soft < total {
			t.Errorf("seed %d: plan %+v, optimum %d and %d", seed, plan, promise, total)
		}
		if b.Total*100 >= total*95 {
			tight++
		}
	}
	if tight < 35 {
		t.Errorf("the bound is within 5 %% of the optimum in %d of 40 only", tight)
	}
}
