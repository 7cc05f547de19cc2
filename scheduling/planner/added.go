package planner

import (
	"math"
	"slices"
)

// chargeAdded sets what a stop costs that replaces no fixed one, also for those that are
// there. The journal does not know of it.
func (d *draft) chargeAdded(price int) {
	charge := func(times int) {
		for p := range d.visits {
			more := times * d.forAdded(p, d.visits[p])
			d.chains[p].Soft += more
			d.priced.Soft += more
		}
		for o := range d.attends {
			if d.attends[o] != absent {
				d.priced.Soft += times * d.forAttending(o)
			}
		}
	}
	charge(-1)
	d.addition = price
	charge(1)
}

// forAdded is what some visits of a place cost for being added.
func (d *draft) forAdded(p int, visits []visit) int {
	if d.addition == 0 {
		return 0
	}
	return d.addition * d.m.added(p, visits)
}

// forAttending is what it costs to attend an occasion that nobody was to attend.
func (d *draft) forAttending(o int) int {
	if len(d.m.occasions[o].fixed) > 0 {
		return 0
	}
	return d.addition
}

// added is how many of some visits of a place replace no fixed stop: none that is not
// kept is within half a period, as for matchMoved. The fixed stops that Repair makes are
// in the order of days, as the visits are.
func (m *model) added(p int, visits []visit) int {
	added, reach, fixed := 0, m.Places[p].Period/2, m.places[p].fixed
	gone := func() int { // the day of the next fixed stop that is not kept
		for len(fixed) > 0 {
			f := fixed[0]
			if !slices.ContainsFunc(visits, func(v visit) bool { return v.fixed == f }) {
				return m.Fixed[f].Day
			}
			fixed = fixed[1:]
		}
		return math.MaxInt - reach
	}
	for i := range visits {
		v := &visits[i]
		if v.fixed >= 0 {
			continue
		}
		for gone() < v.day-reach {
			fixed = fixed[1:]
		}
		if gone() > v.day+reach {
			added++
		} else {
			fixed = fixed[1:]
		}
	}
	return added
}
