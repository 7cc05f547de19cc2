package planner

import (
	"cmp"
	"fmt"
	"slices"
)

// Candidate is a place that could be visited in a shift beside what is there.
type Candidate struct {
	Place int `json:"place"`
	From  int `json:"from"` // minutes of the day; the visit's times in the shift
	To    int `json:"to"`
	// Change is what the plan's score changes by when the place is visited in the
	// shift and its other visits are planned anew around that. Negative is better.
	Change Score `json:"change"`
	// Reasons list what each rule changes by, in the registry's order; their costs
	// add up to Change over both levels.
	Reasons []Reason `json:"reasons"`
	// Clock is what the place's clock will have run since its visit before, in
	// thousandths: 1000 is one interval.
	Clock int `json:"clock"`
	// Stops are those of the plan with this visit. Evaluate scores them by Change
	// more than the plan that was asked about.
	Stops []Stop `json:"-"`
}

// BestFor ranks the places that could be visited in a shift, best first: for each
// one a visit is forced, and the plan scored anew from its stops. Places that do
// not fit beside what is in the shift, that a hard rule keeps out, or that are
// visited on the day already, are left out; WhyNot says why. The plan's stops are
// read as by WhyNot.
func BestFor(problem *Problem, plan *Plan, shift int) ([]Candidate, error) {
	m, err := compile(problem)
	if err != nil {
		return nil, fmt.Errorf("best for shift: %w", err)
	}
	if shift < 0 || shift >= len(m.shifts) {
		return nil, fmt.Errorf("best for shift: shift %d of %d", shift, len(m.shifts))
	}
	stops, err := m.check(plan.Stops)
	if err != nil {
		return nil, fmt.Errorf("best for shift: %w", err)
	}
	before, draft, list := m.charges(stops, m.tallyOf(stops)), m.load(stops), []Candidate{}
	for p := range m.places {
		if forced := draft.forced(p, shift); forced != nil {
			c, err := m.candidate(p, shift, before, forced)
			if err != nil {
				return nil, fmt.Errorf("best for shift: %w", err)
			}
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(a.Change.Promise, b.Change.Promise), cmp.Compare(a.Change.Soft, b.Change.Soft))
	})
	return list, nil
}

// forced is the stops with a visit to a place in a shift, its others planned anew
// around it; nil where that cannot be. The draft is left as it was.
func (d *draft) forced(p, shift int) []Stop {
	q := d.inquire(p, true)
	defer q.close()
	return q.through(shift)
}

// through is the stops with a visit to the place in a shift; nil where that cannot be,
// or where the place is visited on the day already.
func (q *inquiry) through(shift int) []Stop {
	day := q.m.shifts[shift].Day
	if slices.Contains(q.days, day) {
		return nil
	}
	var stops []Stop
	for _, at := range q.spotsOn(day) {
		if stops == nil && q.m.places[q.place].spots()[at].shift == shift && q.fitsAt(q.place, at) {
			q.try(func() {
				if q.replanThrough(q.place, at) {
					stops = q.stops()
				}
			})
		}
	}
	return stops
}

// candidate prices stops with a forced visit against the charges before.
func (m *model) candidate(p, shift int, before []Charge, forced []Stop) (Candidate, error) {
	stops, err := m.check(forced)
	if err != nil {
		return Candidate{}, err
	}
	c := Candidate{Place: p, Reasons: []Reason{}, Stops: stops}
	costs := map[Rule]int{}
	for _, charge := range m.charges(stops, m.tallyOf(stops)) {
		costs[charge.Rule] += charge.Cost
		c.Change = c.Change.Plus(level(charge.Level == LevelPromise, charge.Cost))
	}
	for _, charge := range before {
		costs[charge.Rule] -= charge.Cost
		c.Change = c.Change.Minus(level(charge.Level == LevelPromise, charge.Cost))
	}
	for _, rule := range Rules() {
		if costs[rule] != 0 {
			c.Reasons = append(c.Reasons, Reason{Rule: rule, Cost: costs[rule]})
		}
	}
	since := gap{place: p, from: m.places[p].start, to: m.shifts[shift].Day}
	for i := range stops {
		s := &stops[i]
		switch {
		case !same(s.Place, &p):
		case s.Day < since.to:
			since.from = s.Day
		case s.Day == since.to:
			c.From, c.To = s.From, s.To
		}
	}
	c.Clock = m.length(since)
	return c, nil
}
