package planner

import (
	"errors"
	"fmt"
	"sort"
)

// Evaluate scores any list of stops, also one made by hand, and explains it. The
// stops may be in any order; their Shift and Reasons are not read. A stop that
// is exactly like a fixed one keeps it; for another one Fixed may tell which
// fixed stop it moves, of the same place or occasion. A fixed stop that no stop
// keeps or moves is dropped.
//
// Stops that break hard rules are scored like others, and the rules that they
// break are listed in Plan.Violations. An error is returned only for a problem
// that Validate refuses, or stops that make no sense: an index that points at
// nothing, a day outside the horizon, no duration, two stops for one fixed one.
func Evaluate(problem *Problem, stops []Stop) (*Plan, error) {
	m, err := compile(problem)
	if err != nil {
		return nil, fmt.Errorf("evaluate: %w", err)
	}
	checked, err := m.check(stops)
	if err != nil {
		return nil, fmt.Errorf("evaluate: %w", err)
	}
	return m.assess(checked, nil), nil
}

// check copies stops, sorted, with their shifts and fixed stops set right.
func (m *model) check(stops []Stop) ([]Stop, error) {
	v := &validator{list: "stops"}
	for i := range stops {
		v.at = i
		m.checkStop(v, &stops[i])
	}
	if len(v.errors) > 0 {
		return nil, errors.Join(v.errors...)
	}
	taken := make([]bool, len(m.Fixed))
	for i := range stops {
		if f := stops[i].Fixed; f != nil {
			if taken[*f] {
				v.at = i
				v.report(".fixed", "another stop already stands for fixed[%d]", *f)
			}
			taken[*f] = true
		}
	}
	checked := append([]Stop(nil), stops...)
	for i := range checked {
		s := &checked[i]
		s.Reasons, s.Shift = nil, m.shiftAround(s.Office, s.Day, s.From, s.To)
		if s.Place != nil && len(m.Places[*s.Place].Sites) > 0 {
			s.Site = new(m.standOf(*s.Place, s.Site, s.Day, s.From, s.To))
		}
		if s.Fixed != nil {
			s.Fixed = new(*s.Fixed)
			continue
		}
		fixed, _ := m.fixedOf(s)
		for _, f := range fixed {
			if s.Fixed = new(f); !taken[f] && m.keeps(s) {
				taken[f] = true
				break
			}
			s.Fixed = nil
		}
	}
	sortStops(checked)
	return checked, errors.Join(v.errors...)
}

func (m *model) checkStop(v *validator, s *Stop) {
	if (s.Place == nil) == (s.Occasion == nil) {
		v.report("", "exactly one of place and occasion is to be set")
	}
	if s.Place != nil {
		if v.index(".place", *s.Place, len(m.Places)) && s.Site != nil {
			v.index(".site", *s.Site, len(m.Places[*s.Place].Sites))
		}
	} else if s.Site != nil {
		v.report(".site", "an occasion has none")
	}
	if s.Occasion != nil {
		v.index(".occasion", *s.Occasion, len(m.Occasions))
	}
	v.index(".office", s.Office, len(m.Offices))
	v.between(".day", s.Day, 0, m.Days-1)
	if v.between(".from", s.From, 0, 2*dayLength) {
		v.between(".to", s.To, s.From+1, 3*dayLength)
	}
	if s.Fixed != nil && v.index(".fixed", *s.Fixed, len(m.Fixed)) {
		f := &m.Fixed[*s.Fixed]
		if !same(s.Place, f.Place) || !same(s.Occasion, f.Occasion) {
			v.report(".fixed", "fixed[%d] is another place or occasion", *s.Fixed)
		}
	}
}

func same(a, b *int) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// assess makes the plan of checked stops: prices, reasons, what is broken and
// what people feel of it. The draft that they are the stops of need not be given, but
// spares making one.
func (m *model) assess(stops []Stop, d *draft) *Plan {
	t := m.tallyOf(stops)
	plan := &Plan{Stops: stops, Dropped: []int{}}
	if plan.Stops == nil {
		plan.Stops = []Stop{}
	}
	for f := range m.Fixed {
		if !t.kept[f] && !t.moved[f] {
			plan.Dropped = append(plan.Dropped, f)
		}
	}
	plan.Charges = m.charges(stops, t)
	for i := range plan.Charges {
		if c := &plan.Charges[i]; c.Level == LevelPromise {
			plan.Score.Promise += c.Cost
		} else {
			plan.Score.Soft += c.Cost
		}
	}
	plan.Violations = m.violations(stops, t)
	m.giveReasons(stops, t)
	plan.Breaches = m.breaches(stops, t, d)
	plan.Measures = m.measure(stops, t)
	return plan
}

// tallyOf counts checked stops.
func (m *model) tallyOf(stops []Stop) *tally {
	t := &tally{
		days:     make([][]int, len(m.Places)),
		attended: make([]bool, len(m.Occasions)),
		kept:     make([]bool, len(m.Fixed)),
		moved:    make([]bool, len(m.Fixed)),
	}
	for i := range stops {
		s := &stops[i]
		if s.Place != nil {
			t.days[*s.Place] = append(t.days[*s.Place], s.Day)
		} else {
			t.attended[*s.Occasion] = true
			if m.Calendar[s.Day].Summer {
				t.summer += s.To - s.From
			}
		}
		if s.Fixed != nil {
			t.kept[*s.Fixed] = m.keeps(s)
			t.moved[*s.Fixed] = !m.keeps(s)
		}
	}
	return t
}

// charges itemises the price of checked stops, in the order of the registry.
func (m *model) charges(stops []Stop, t *tally) []Charge {
	charges := []Charge{}
	for i := range rules.visits {
		for p, days := range t.days {
			for _, day := range days {
				c := Charge{Place: new(p), From: day, To: day}
				charges = m.appendCharge(charges, c, rules.visits[i].name, rules.visits[i].price(m, p, day),
					func() map[string]int { return rules.visits[i].values(m, p, day) })
			}
		}
	}
	for i := range rules.gaps {
		for p, days := range t.days {
			for _, g := range m.gaps(p, days) {
				c := Charge{Place: new(p), From: g.from, To: g.to}
				charges = m.appendCharge(charges, c, rules.gaps[i].name, rules.gaps[i].price(m, g),
					func() map[string]int { return rules.gaps[i].values(m, g) })
			}
		}
	}
	for i := range rules.places {
		for p, days := range t.days {
			charges = append(charges, rules.places[i].explain(m, p, days)...)
		}
	}
	tolls := m.tolls(stops)
	for i := range rules.shifts {
		for s := range tolls {
			c := Charge{Shift: new(s), From: m.Shifts[s].Day, To: m.Shifts[s].Day}
			charges = m.appendCharge(charges, c, rules.shifts[i].name, rules.shifts[i].price(m, tolls[s]),
				func() map[string]int { return rules.shifts[i].values(m, tolls[s]) })
		}
	}
	for i := range rules.plans {
		charges = append(charges, rules.plans[i].explain(m, t)...)
	}
	return charges
}

// appendCharge adds a charge unless it is for nothing.
func (m *model) appendCharge(charges []Charge, c Charge, rule Rule, price Score, values func() map[string]int) []Charge {
	if price == (Score{}) {
		return charges
	}
	c.Reason = Reason{rule, price.Promise + price.Soft, values()}
	c.Level = m.levelOf(price.Promise != 0)
	return append(charges, c)
}

// tolls are the tolls of checked stops by shift.
func (m *model) tolls(stops []Stop) []toll {
	tolls := make([]toll, len(m.Shifts))
	for s, legs := range m.toursOf(stops) {
		tolls[s] = m.tollAsIs(&m.shifts[s], legs)
	}
	return tolls
}

// toursOf are the legs of checked stops by shift, in the order of time.
func (m *model) toursOf(stops []Stop) [][]leg {
	tours := make([][]leg, len(m.Shifts))
	for i := range stops {
		s := &stops[i]
		if s.Shift < 0 {
			continue
		}
		at, _ := m.siteOf(s)
		tours[s.Shift] = append(tours[s.Shift], m.exactLeg(at, s.From, s.To))
	}
	for _, legs := range tours {
		sort.SliceStable(legs, func(a, b int) bool { return legs[a].window.from < legs[b].window.from })
	}
	return tours
}
