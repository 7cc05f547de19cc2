package planner

import "testing"

func TestTravelRule(t *testing.T) {
	if got := travelRule.price(compiled(t, nil), toll{travel: 50, overtime: 6}); got != (Score{Soft: 50}) {
		t.Errorf("travel %v", got)
	}
}
