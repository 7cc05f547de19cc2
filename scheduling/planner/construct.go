package planner

import (
	"context"
	"sort"
)

// construct makes the first plan: occasions by priority until the summer share is
// reached, then the places, promised and frequent ones first, then the occasions
// that still fit.
func construct(ctx context.Context, d *draft) {
	m := d.m
	occasions := indexes(len(m.Occasions), func(a, b int) bool { return m.Occasions[a].Priority < m.Occasions[b].Priority })
	for _, o := range occasions {
		if ctx.Err() != nil {
			return
		}
		if m.Occasions[o].Priority == 1 || m.Calendar[m.Occasions[o].Day].Summer && d.summer < m.summerDue {
			d.attend(o)
		}
	}
	places := indexes(len(m.Places), func(a, b int) bool {
		x, y := &m.Places[a], &m.Places[b]
		if x.Promised != y.Promised {
			return x.Promised
		}
		return x.Period < y.Period
	})
	for _, p := range places {
		if ctx.Err() != nil {
			return
		}
		d.replan(p)
	}
	for _, o := range occasions {
		if ctx.Err() != nil {
			return
		}
		before, start := d.score(), d.mark()
		if d.attend(o); !d.score().Less(before) {
			d.undo(start)
		}
	}
}

// indexes lists 0 to n-1 in an order; equal ones stay in theirs.
func indexes(n int, less func(a, b int) bool) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	sort.SliceStable(list, func(a, b int) bool { return less(list[a], list[b]) })
	return list
}

// attend goes to an occasion that is not attended, in the shift where that is
// best, if it fits into one beside what is there.
func (d *draft) attend(o int) bool {
	if d.attends[o] != absent {
		return false
	}
	best, found := Score{}, -1
	for at := range d.m.occasions[o].spots {
		sp := &d.m.occasions[o].spots[at]
		with, was := d.with(sp.shift, *sp.leg), d.tours[sp.shift]
		if !with.ok {
			continue
		}
		price := with.price.Minus(was.price)
		if d.m.Calendar[d.m.shifts[sp.shift].Day].Summer {
			price = price.Plus(d.m.summerPrice(d.summer + with.toll.attended - was.toll.attended))
		}
		if sp.leg.fixed >= 0 {
			price = price.Minus(d.m.disruptionPrice(sp.leg.fixed))
		}
		if found < 0 || price.Less(best) {
			best, found = price, at
		}
	}
	if found < 0 {
		return false
	}
	d.attendAt(o, found)
	return true
}

// attendAt goes to an occasion at one of its spots.
func (d *draft) attendAt(o, at int) {
	sp := &d.m.occasions[o].spots[at]
	s := &d.m.shifts[sp.shift]
	d.place(*sp.leg, sp.shift, s.Office, s.Day)
}
