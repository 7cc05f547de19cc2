package planner

import (
	"slices"
	"testing"
)

// TestBestForIsWhatEvaluateSays forces each candidate's visit and scores the plan
// from its stops.
func TestBestForIsWhatEvaluateSays(t *testing.T) {
	found := 0
	for seed := range uint64(3) {
		p := generated(seed)
		plan := solved(t, p, Options{Seed: seed, Iterations: -1})
		for shift := range p.Shifts {
			list, err := BestFor(p, plan, shift)
			if err != nil {
				t.Fatal(err)
			}
			for i, c := range list {
				found++
				after, err := Evaluate(p, c.Stops)
				if err != nil {
					t.Fatal(err)
				}
				if got := after.Score.Minus(plan.Score); got != c.Change {
					t.Errorf("seed %d, shift %d, place %d: change %v, want %v", seed, shift, c.Place, c.Change, got)
				}
				if len(after.Violations) > len(plan.Violations) {
					t.Errorf("seed %d, shift %d, place %d breaks %v", seed, shift, c.Place, after.Violations)
				}
				sum := 0
				for _, r := range c.Reasons {
					sum += r.Cost
				}
				if sum != c.Change.Promise+c.Change.Soft {
					t.Errorf("reasons %v, change %v", c.Reasons, c.Change)
				}
				if !slices.ContainsFunc(after.Stops, func(s Stop) bool {
					return same(s.Place, &c.Place) && s.Shift == shift && s.From == c.From && s.To == c.To
				}) {
					t.Errorf("seed %d: no visit to place %d in shift %d", seed, c.Place, shift)
				}
				if i > 0 && c.Change.Less(list[i-1].Change) {
					t.Error("not the best first")
				}
			}
		}
	}
	if found == 0 {
		t.Error("no candidates at all")
	}
}

func TestBestForRanksTheOneThatIsDue(t *testing.T) {
	p := tiny()
	// Place 1 has waited for 33 days when shift 8 comes, place 0 for a week.
	plan, err := Evaluate(p, visitsTo(0, 1, 8, 15))
	if err != nil {
		t.Fatal(err)
	}
	p.Shifts[6].Slots = 1
	for _, shift := range []int{4, 5, 6} {
		list, err := BestFor(p, plan, shift)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 || list[0].Place != 1 {
			t.Errorf("shift %d: %+v, want place 1 first", shift, list)
		}
	}
	if list, err := BestFor(p, plan, 0); err != nil || len(list) != 0 {
		t.Errorf("too early for place 1, and place 0 is there: %+v, %v", list, err)
	}
	full := append(visitsTo(0, 1, 8, 15, 22), visitsTo(1, 22)...)
	full[3].From, full[3].To = 540, 660
	full[4].From, full[4].To = 700, 820
	list, err := BestFor(p, &Plan{Stops: full}, 6)
	if err != nil || len(list) != 0 {
		t.Errorf("a full shift has candidates %v, %v", list, err)
	}
}

func TestBestForRefusesWhatIsNotThere(t *testing.T) {
	for _, shift := range []int{-1, 8} {
		if _, err := BestFor(tiny(), &Plan{}, shift); err == nil {
			t.Errorf("shift %d was answered", shift)
		}
	}
	if _, err := BestFor(tiny(), &Plan{Stops: []Stop{{}}}, 0); err == nil {
		t.Error("stops without a place were taken")
	}
}
