package planner

import "testing"

func TestUsualWeekdayRule(t *testing.T) {
	testPlace(t, usualWeekdayRule, []placeCase{
		{"none", nil, nil, Score{}, 0},
		{"all alike", nil, []int{1, 8, 15}, Score{}, 0},
		{"one off", nil, []int{1, 10, 15}, Score{Soft: 30}, 1},
	})
}
