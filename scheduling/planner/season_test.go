package planner

import (
	"context"
	"testing"
)

func TestSeason(t *testing.T) {
	p := season()
	plan, err := Solve(context.Background(), p, Options{Seed: 1, Iterations: 8000})
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range plan.Breaches {
		if b.Rule != RuleMaxGap || !p.Calendar[b.From].Summer && !p.Calendar[b.To-1].Summer {
			t.Errorf("breach %+v", b)
		}
	}
	if len(plan.Violations) > 0 {
		t.Errorf("violations %+v", plan.Violations)
	}
	if plan.Measures.SummerShare < p.SummerShare {
		t.Errorf("summer share %d, want %d", plan.Measures.SummerShare, p.SummerShare)
	}
	if got := plan.Measures.OccasionsAttended[1]; got != 5 {
		t.Errorf("%d of 5 occasions of priority 1 attended", got)
	}
	t.Logf("score %+v measures %+v", plan.Score, plan.Measures)
}
