package planner

import "testing"

func TestOvertimeRule(t *testing.T) {
	if got := overtimeRule.price(compiled(t, nil), toll{travel: 50, overtime: 6}); got != (Score{Soft: 30}) {
		t.Errorf("overtime %v", got)
	}
}
