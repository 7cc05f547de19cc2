package planner

import (
	"cmp"
	"fmt"
	"slices"
)

// Opening is a visit to a place that fits beside what stands.
type Opening struct {
	Shift int
	Site  int // which of the place's sites; 0 where it has but one
	Day   int
	From  int // minutes of the day
	To    int
}

// Soonest lists the visits to a place that fit into the shifts of the days [from, to)
// beside a plan's stops, by day: one for each shift in which there is room and no hard
// rule keeps it out. The plan's stops are read as by WhyNot. Days on which the place is
// visited are passed over.
func Soonest(problem *Problem, plan *Plan, place, from, to int) ([]Opening, error) {
	m, err := compile(problem)
	if err != nil {
		return nil, fmt.Errorf("soonest: %w", err)
	}
	if place < 0 || place >= len(m.Places) {
		return nil, fmt.Errorf("soonest: place %d of %d", place, len(m.Places))
	}
	stops, err := m.check(plan.Stops)
	if err != nil {
		return nil, fmt.Errorf("soonest: %w", err)
	}
	q := m.load(stops).inquire(place, true)
	defer q.close()
	openings := []Opening{}
	for shift := range m.shifts {
		day := m.shifts[shift].Day
		if day < from || day >= to {
			continue
		}
		for _, s := range q.through(shift) {
			if same(s.Place, &place) && s.Day == day {
				found := Opening{Shift: shift, Day: day, From: s.From, To: s.To}
				if s.Site != nil {
					found.Site = *s.Site
				}
				openings = append(openings, found)
			}
		}
	}
	slices.SortStableFunc(openings, func(a, b Opening) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.From, b.From))
	})
	return openings, nil
}
