package planner

import "testing"

func TestHoursBound(t *testing.T) {
	testBound(t, hoursBound, []boundCase{
		{"place", nil, visiting(1, 0), window{540, 1080}},
		{"occasion", fair, attending, window{600, 720}},
		{"occasion on another day", fair, site{place: -1, day: 3, shift: 1}, never},
	})
}
