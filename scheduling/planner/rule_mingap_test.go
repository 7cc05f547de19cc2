package planner

import "testing"

func TestMinGap(t *testing.T) {
	for _, c := range []struct {
		name string
		gap  gap
		want bool
	}{
		{"286 of 400", gap{from: 1, to: 3}, true},
		{"429", gap{from: 0, to: 3}, false},
		{"to the end", gap{from: 27, to: 28, last: true}, false},
		{"from no visit", gap{from: 0, to: 1, open: true}, false},
	} {
		if got := tooClose(compiled(t, nil), c.gap); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
