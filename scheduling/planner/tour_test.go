package planner

import (
	"slices"
	"testing"
)

// toured are the times of a tour through the first shift of the tiny problem:
// 8:00 to 16:00, places at nodes 1 and 2 that are 13 and 16 minutes from the
// base and 13 from each other, with 10 minutes' buffer.
func toured(t *testing.T, m *model, usual []int, legs ...leg) ([]leg, []window) {
	t.Helper()
	ordered, _, ok := m.route(0, legs, nil)
	if !ok {
		t.Fatalf("no order fits %+v", legs)
	}
	return ordered, m.timetable(&m.shifts[0], ordered, usual)
}

func TestTimetable(t *testing.T) {
	m := compiled(t, func(p *Problem) {
		fair(p)
		p.Occasions[0].Opens, p.Occasions[0].Closes = 570, 900
	})
	spotOf := func(p int) leg { return *m.places[p].spots()[0].leg }
	pinned := m.exactLeg(site{place: 1, occasion: -1}, 602, 701)
	for _, c := range []struct {
		name  string
		legs  []leg
		usual []int
		want  []window
	}{
		{"opening hours, on the coarse grid", []leg{spotOf(0)}, nil, []window{{540, 660}}},
		{"usual time", []leg{spotOf(0)}, []int{630, -1}, []window{{630, 750}}},
		{"a usual time that is too late", []leg{spotOf(0)}, []int{900, -1}, []window{{810, 930}}},
		{"two places", []leg{spotOf(0), spotOf(1)}, nil, []window{{540, 660}, {690, 810}}},
		{"after a stop that stands", []leg{spotOf(0), pinned}, nil, []window{{602, 701}, {735, 855}}},
		{"an occasion alone takes all it can", []leg{*m.occasions[0].spots[0].leg}, nil, []window{{570, 900}}},
		{"an occasion and a place, in the order with most minutes at the occasion", []leg{spotOf(0), *m.occasions[0].spots[0].leg}, nil, []window{{570, 785}, {815, 935}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, got := toured(t, m, c.usual, c.legs...); !slices.Equal(got, c.want) {
				t.Errorf("times %v, want %v", got, c.want)
			}
		})
	}
}

func TestRouteRefuses(t *testing.T) {
	m := compiled(t, nil)
	visit := *m.places[0].spots()[0].leg
	for _, c := range []struct {
		name string
		legs []leg
	}{
		{"more stops than slots", []leg{visit, visit, visit}},
		{"two at once", []leg{m.exactLeg(site{place: 0, occasion: -1}, 600, 700), m.exactLeg(site{place: 1, occasion: -1}, 700, 800)}},
		{"before the office can be there", []leg{m.exactLeg(site{place: 0, occasion: -1}, 480, 600)}},
		{"back too late", []leg{m.exactLeg(site{place: 0, occasion: -1}, 800, 950)}},
	} {
		if _, _, ok := m.route(0, c.legs, nil); ok {
			t.Errorf("%s fits", c.name)
		}
	}
}

func TestLongTourKeepsItsOrder(t *testing.T) {
	m := compiled(t, func(p *Problem) {
		p.Shifts[0].Slots = 0
		p.Places[0].Service = 20
	})
	visit := *m.places[0].spots()[0].leg
	var legs []leg
	for range exactLegs + 2 {
		ordered, _, ok := m.route(0, append(legs, visit), nil)
		if !ok {
			t.Fatalf("%d stops do not fit", len(legs)+1)
		}
		legs = slices.Clone(ordered)
	}
	for i, at := range m.timetable(&m.shifts[0], legs, nil) {
		if at.length() != 20 || i > 0 && at.from < 540 {
			t.Errorf("stop %d at %v", i, at)
		}
	}
}
