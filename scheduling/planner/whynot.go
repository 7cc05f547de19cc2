package planner

import (
	"fmt"
	"slices"
)

// DayVerdict says for one day why a place is not visited on it.
type DayVerdict struct {
	Day     int     `json:"day"`
	Verdict Verdict `json:"verdict"`
	Rule    Rule    `json:"rule,omitempty"` // which rule, where Verdict is Blocked
	Shift   int     `json:"shift"`          // the shift that comes nearest; -1 for none
	// Change is what the plan's score would change by if the place were visited
	// on the day and it, and whoever is displaced, were planned anew around that.
	Change Score `json:"change"`
	// Reasons list what the rules would change by, in the registry's order.
	Reasons   []Reason `json:"reasons"`
	Displaced []int    `json:"displaced"` // places
	// Clock is what the place's clock has run since the visit before, in thousandths.
	Clock int `json:"clock"`
}

// WhyNot says for each day of [from, to) why the plan does not visit a place. The
// plan's stops are read as by Evaluate, and those that break no rule count as
// movable in time, as they are for Solve.
func WhyNot(problem *Problem, plan *Plan, place, from, to int) ([]DayVerdict, error) {
	m, err := compile(problem)
	if err != nil {
		return nil, fmt.Errorf("why not: %w", err)
	}
	if place < 0 || place >= len(m.Places) {
		return nil, fmt.Errorf("why not: place %d of %d", place, len(m.Places))
	}
	if from < 0 || to > m.Days || from > to {
		return nil, fmt.Errorf("why not: days %d to %d of a horizon of %d", from, to, m.Days)
	}
	stops, err := m.check(plan.Stops)
	if err != nil {
		return nil, fmt.Errorf("why not: %w", err)
	}
	q := m.load(stops).inquire(place, true)
	defer q.close()
	verdicts := make([]DayVerdict, 0, to-from)
	for day := from; day < to; day++ {
		verdicts = append(verdicts, q.verdict(day))
	}
	return verdicts, nil
}

// inquiry asks a draft about one place, whose movable visits it takes away until
// it is closed.
type inquiry struct {
	*draft
	place    int
	days     []int // of its visits
	before   Score
	start    mark
	thorough bool          // with reasons, and displacements priced
	prices   map[int]Score // by spot: of the best schedule through it
}

func (d *draft) inquire(p int, thorough bool) *inquiry {
	q := &inquiry{draft: d, place: p, days: daysOf(d.visits[p]), before: d.score(), thorough: thorough}
	q.start = d.mark()
	d.clear(p)
	if !thorough {
		q.foresee()
	}
	return q
}

// close puts the visits back.
func (q *inquiry) close() { q.undo(q.start) }

// foresee prices all spots at once, nearly: as the better of the best schedule
// through a spot, with floors met as they were, and the visits as they are with
// one more.
func (q *inquiry) foresee() {
	m, p := q.m, q.place
	nodes, spots := q.nodesOf(p)
	chain := m.chainPrice(p, q.days)
	rest := q.score().Minus(q.chains[p]).Plus(floorRule.price(m, p, q.days)).Minus(q.before)
	q.prices = map[int]Score{}
	for i, price := range q.kernel.through(m, p, nodes) {
		if spots[i].spot < 0 || !price.reachable() {
			continue
		}
		change := rest.Plus(price)
		if more, ok := q.withDay(nodes[i].day); ok {
			if added := m.chainPrice(p, more).Minus(chain).Plus(nodes[i].price); added.Less(change) {
				change = added
			}
		}
		q.prices[spots[i].spot] = change
	}
}

// withDay adds a day to the visits, unless it is too close to one of them.
func (q *inquiry) withDay(day int) ([]int, bool) {
	i, found := slices.BinarySearch(q.days, day)
	more := slices.Insert(slices.Clone(q.days), i, day)
	if found || tooClose(q.m, q.m.gapBetween(q.place, more, i)) || tooClose(q.m, q.m.gapBetween(q.place, more, i+1)) {
		return nil, false
	}
	return more, true
}

// verdict answers for one day.
func (q *inquiry) verdict(day int) DayVerdict {
	v := DayVerdict{Day: day, Shift: -1, Reasons: []Reason{}, Displaced: []int{}}
	at := len(q.days)
	for i, visited := range q.days {
		if visited == day {
			v.Verdict = Planned
			return v
		}
		if visited > day {
			at = min(at, i)
		}
	}
	since := q.m.gapBetween(q.place, q.days, at)
	since.to = day
	v.Clock = q.m.length(since)
	spots := q.spotsOn(day)
	switch {
	case len(spots) == 0:
		v.Verdict, v.Rule = Hindered, q.m.hindrance(site{place: q.place, occasion: -1, day: day})
	case q.besideStanding(q.place, day):
		v.Verdict, v.Rule = Hindered, RuleMinGap
	case !q.possible(&v, spots):
		q.crowded(&v, spots)
	}
	return v
}

// spotsOn lists the place's spots on a day.
func (q *inquiry) spotsOn(day int) []int {
	fits, on := q.fitsOf(q.place), []int(nil)
	at, _ := slices.BinarySearchFunc(fits, int32(day), func(f fit, day int32) int { return int(f.day - day) })
	for ; at < len(fits) && int(fits[at].day) == day; at++ {
		on = append(on, at)
	}
	return on
}

// hindrance is the rule that leaves no spot on a day: of the shifts, the one that
// comes furthest through the bounds.
func (m *model) hindrance(at site) Rule {
	furthest := -1
	for _, s := range m.shiftsOn[at.day] {
		at.shift = s
		for at.stand = range m.choicesAt(at) {
			_, rule := m.window(at)
			for i := range rules.bounds {
				if rules.bounds[i].name == rule {
					furthest = max(furthest, i)
				}
			}
		}
	}
	if furthest < 0 {
		return RuleShift
	}
	return rules.bounds[furthest].name
}

// possible answers for a day that has room.
func (q *inquiry) possible(v *DayVerdict, spots []int) bool {
	found := -1
	for _, at := range spots {
		if !q.fitsAt(q.place, at) {
			continue
		}
		if q.change(v, at, found < 0) {
			found = at
		}
	}
	if found < 0 {
		return false
	}
	v.Shift = q.m.places[q.place].spots()[found].shift
	switch {
	case !(Score{}).Less(v.Change):
		v.Verdict = Free
	case v.Clock < fullRate:
		v.Verdict = NotDue
	default:
		v.Verdict = Worse
	}
	return true
}

// change takes a visit at a spot into a verdict if it is possible, and the first one
// or better than what the verdict has.
func (q *inquiry) change(v *DayVerdict, at int, first bool) (taken bool) {
	if q.prices != nil {
		change, ok := q.prices[at]
		if taken = ok && (first || change.Less(v.Change)); taken {
			v.Change = change
		}
		return taken
	}
	q.try(func() { taken = q.replanThrough(q.place, at) && q.take(v, first) })
	return taken
}

// take takes what a change costs, and why, into a verdict if it is the first one or
// better than what the verdict has.
func (q *inquiry) take(v *DayVerdict, first bool) bool {
	change := q.score().Minus(q.before)
	if !first && !change.Less(v.Change) {
		return false
	}
	v.Change, v.Reasons = change, q.reasonsSince(q.start)
	return true
}

// try does something and undoes it.
func (q *inquiry) try(something func()) {
	start := q.mark()
	something()
	q.undo(start)
}

// crowded answers for a day whose shifts have no room.
func (q *inquiry) crowded(v *DayVerdict, spots []int) {
	v.Verdict, v.Rule = Hindered, RuleTour
	var evicted []int
	for _, at := range spots {
		sp := &q.m.places[q.place].spots()[at]
		if !q.atlas.join(q.atlas.emptyTour(sp.shift), int(q.fitsOf(q.place)[at].leg)).ok {
			continue
		}
		if !q.rested(sp.shift) {
			if v.Verdict == Hindered {
				v.Rule, v.Shift = RuleRest, sp.shift
			}
			continue
		}
		if v.Verdict == Hindered {
			v.Verdict, v.Rule, v.Shift = Full, "", sp.shift
		}
		for _, room := range q.makeRoom(sp.shift, *sp.leg) {
			if q.displace(v, at, room, evicted == nil) {
				evicted, v.Shift = room, sp.shift
			}
		}
	}
	switch {
	case v.Verdict == Hindered:
	case v.Clock < q.m.Places[q.place].MinGap:
		v.Verdict, v.Rule, v.Reasons = NotDue, "", []Reason{}
	case evicted != nil:
		v.Verdict, v.Displaced = Displaces, evicted
	}
}

// makeRoom lists the smallest sets of movable places in a shift without which a
// leg fits into it; nil when none will do.
func (d *draft) makeRoom(s int, l leg) [][]int {
	guests := d.guests(s)
	if len(guests) > exactLegs {
		guests = guests[:exactLegs]
	}
	var rooms [][]int
	for size := 1; size <= len(guests) && rooms == nil; size++ {
		for set := range 1 << len(guests) {
			var out []int
			for i, p := range guests {
				if set&(1<<i) != 0 {
					out = append(out, p)
				}
			}
			if len(out) == size && d.fitsWithout(s, l, out) {
				rooms = append(rooms, out)
			}
		}
	}
	return rooms
}

// fitsWithout tells whether a leg fits into a shift without some places.
func (d *draft) fitsWithout(s int, l leg, out []int) bool {
	left := d.tours[s]
	for _, number := range left.numbers {
		if other := &d.atlas.legs[number]; !other.standing && other.place >= 0 && slices.Contains(out, other.place) {
			left = d.atlas.part(left, number)
		}
	}
	return d.atlas.join(left, d.atlas.number(l)).ok
}

// displace takes a visit at a spot that drives places out into a verdict, if it breaks
// no tour, and is the first one or better than what the verdict has. It is priced only
// by a thorough inquiry.
func (q *inquiry) displace(v *DayVerdict, at int, out []int, first bool) (taken bool) {
	if !q.thorough {
		return first
	}
	was := q.broken
	q.try(func() {
		q.evict(at, out)
		taken = q.broken <= was && q.take(v, first)
	})
	return taken
}

// evict visits the place at a spot and replans those that make room.
func (q *inquiry) evict(at int, out []int) {
	for _, p := range out {
		q.clear(p)
	}
	q.replanThrough(q.place, at)
	for _, p := range out {
		q.replanOnce(p)
	}
}
