package planner

import "testing"

func TestRhythmRule(t *testing.T) {
	testGap(t, rhythmRule, []gapCase{
		{"every week", nil, gap{place: 0, from: 1, to: 8}, Score{}},
		{"two weeks of two", nil, gap{place: 1, from: 1, to: 15}, Score{}},
		{"another weekday is in rhythm", nil, gap{place: 1, from: 3, to: 15}, Score{}},
		{"three weeks of two", nil, gap{place: 1, from: 1, to: 22}, Score{Soft: 10}},
		{"a visit left out", nil, gap{place: 1, from: -13, to: 15}, Score{}},
		{"to the end", nil, gap{place: 1, from: 1, to: 28, last: true}, Score{}},
	})
}
