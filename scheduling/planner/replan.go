package planner

import "slices"

// fit is what became of a shift's tour with a place in it, remembered as long as
// the tour is the same.
type fit struct {
	leg      int // number of the spot's leg, and one more; 0 while it is unknown
	from, to *tour
	ok       bool
}

// option is what a node of the kernel stands for.
type option struct {
	spot int // -1 for a visit that stays where it is
	out  int // the place that is driven out of the shift for it, or -1
}

// ejection lets a place be planned into shifts that are full: another place is
// then driven out, and has to be planned anew.
type ejection struct {
	// optimism is the thousandths of what the other place loses that are charged;
	// it may well find another day.
	optimism int
	out      []int // who was driven out
}

// clear takes away all visits of a place but those that stand.
func (d *draft) clear(p int) { d.clearIn(p, Span{0, d.m.Days}) }

// clearIn takes away the visits of a place in a span of days but those that stand.
func (d *draft) clearIn(p int, in Span) {
	left, gone := make([]visit, 0, len(d.visits[p])), 0
	for _, v := range d.visits[p] {
		if v.standing || !in.holds(v.day) {
			left = append(left, v)
			continue
		}
		d.release(v)
		gone++
	}
	if gone > 0 {
		d.setVisits(p, left)
	}
}

// replan gives a place its best schedule beside all others as they are.
func (d *draft) replan(p int) { d.replanIn(p, Span{0, d.m.Days}, nil) }

// replanIn gives a place its best schedule in a span of days: its visits on other
// days stay where they are. With an ejection it may drive others out.
func (d *draft) replanIn(p int, in Span, e *ejection) {
	if len(d.m.Places[p].Floors) > 0 {
		in = Span{0, d.m.Days}
	}
	d.clearIn(p, in)
	outside := d.findNodes(p, in, e)
	d.settle(p, d.kernel.shortestBeside(d.m, p, d.nodes, outside), e)
}

// replanThrough is replan with a visit at one spot; false when it does not fit.
func (d *draft) replanThrough(p, spot int) bool {
	d.clear(p)
	if d.besideStanding(p, d.m.shifts[d.m.places[p].spots[spot].shift].Day) {
		return false
	}
	d.findNodes(p, Span{0, d.m.Days}, nil)
	for i := range d.options {
		if d.options[i].spot == spot {
			d.nodes[i].must = true
			d.settle(p, d.kernel.shortest(d.m, p, d.nodes), nil)
			return true
		}
	}
	return false
}

// besideStanding tells whether a day is too close to a visit that stands. The
// place has no other ones.
func (d *draft) besideStanding(p, day int) bool {
	for _, v := range d.visits[p] {
		if v.day == day || tooClose(d.m, gap{place: p, from: min(day, v.day), to: max(day, v.day)}) {
			return true
		}
	}
	return tooClose(d.m, d.m.gapBetween(p, []int{day}, 0))
}

// fit looks up the tour with a place's spot in it; not ok where that does not fit. The
// place is not in the shift.
func (d *draft) fit(p, at int) *fit {
	f, sp := &d.fits[p][at], &d.m.places[p].spots[at]
	if !d.rested(sp.shift) {
		f.from, f.ok = tired, false
		return f
	}
	if f.from == d.tours[sp.shift] {
		return f
	}
	if f.leg == 0 {
		f.leg = d.atlas.number(sp.leg) + 1
	}
	f.from = d.tours[sp.shift]
	if f.ok = f.from.ok; f.ok {
		f.to = d.atlas.join(f.from, f.leg-1)
		f.ok = f.to.ok
	}
	return f
}

// nodesOf lists the ways to visit a place beside all others as they are, for the
// kernel, and what each stands for. The place has only its standing visits.
func (d *draft) nodesOf(p int) ([]node, []option) {
	d.findNodes(p, Span{0, d.m.Days}, nil)
	return d.nodes, d.options
}

// findNodes fills nodes and options for a span of days. The place's visits nearest
// to the span are nodes too, so that the path joins on to them; those further
// away are counted by weekday.
func (d *draft) findNodes(p int, in Span, e *ejection) (outside [7]int) {
	d.nodes, d.options = d.nodes[:0], d.options[:0]
	staying := d.visits[p]
	first, _ := slices.BinarySearchFunc(staying, in.From, func(v visit, day int) int { return v.day - day })
	last, _ := slices.BinarySearchFunc(staying, in.To, func(v visit, day int) int { return v.day - day })
	first, last = max(first-1, 0), min(last+1, len(staying))
	for _, v := range staying[:first] {
		outside[d.m.weekday(v.day)]++
	}
	for _, v := range staying[last:] {
		outside[d.m.weekday(v.day)]++
	}
	staying = staying[first:last]
	stay := func(before int) {
		for len(staying) > 0 && staying[0].day < before {
			d.nodes = append(d.nodes, node{day: staying[0].day, must: true})
			d.options = append(d.options, option{-1, -1})
			staying = staying[1:]
		}
	}
	place := &d.m.places[p]
	for at := place.firstSpot(d.m, in.From); at < len(place.spots); at++ {
		day := d.m.shifts[place.spots[at].shift].Day
		if day >= in.To {
			break
		}
		n, o, ok := d.nodeAt(p, at, day, e)
		if ok {
			stay(day)
			d.nodes, d.options = append(d.nodes, n), append(d.options, o)
		}
	}
	stay(d.m.Days)
	return outside
}

// nodeAt is the node of a spot, if the place fits there or may drive another out.
func (d *draft) nodeAt(p, at, day int, e *ejection) (n node, o option, ok bool) {
	sp, f := &d.m.places[p].spots[at], d.fit(p, at)
	n, o = node{day: day}, option{at, -1}
	with := f.to
	switch {
	case f.ok:
	case e == nil || !f.from.ok:
		return n, o, false
	default:
		if with, n.extra, o.out = d.swap(sp.shift, f.leg-1, e); o.out < 0 {
			return n, o, false
		}
	}
	if d.lure != nil {
		n.extra += d.lure[day]
	}
	n.price = with.price.Minus(f.from.price)
	if lost := f.from.toll.attended - with.toll.attended; lost > 0 && d.m.Calendar[day].Summer {
		spare := max(0, d.summer-d.m.summerDue)
		n.price = n.price.Plus(d.m.level(true, d.m.Weights.Summer*max(0, lost-spare)))
	}
	if sp.leg.fixed >= 0 {
		n.price = n.price.Minus(d.m.disruptionPrice(sp.leg.fixed))
	}
	return n, o, true
}

// swap finds the place that loses least by making room for a leg in a full shift,
// and what is charged for that; the place is -1 where none will do.
func (d *draft) swap(s, number int, e *ejection) (with *tour, extra, out int) {
	t, out, best := d.tours[s], -1, faraway
	for i := range t.legs {
		l := &t.legs[i]
		if l.place < 0 || l.standing || l.place == d.atlas.legs[number].place {
			continue
		}
		at := d.visitIn(l.place, s)
		swapped := d.atlas.join(d.atlas.part(t, d.visits[l.place][at].leg), number)
		if !swapped.ok {
			continue
		}
		book := d.kernel.bookOf(d.m, l.place)
		loss := book.without(d.visits[l.place], at) * e.optimism / 1000
		if l.fixed >= 0 {
			loss += d.m.disruptionPrice(l.fixed).weigh(book.factor)
		}
		if cost := loss + swapped.price.weigh(book.factor); cost < best {
			best, with, extra, out = cost, swapped, loss, l.place
		}
	}
	return with, extra, out
}

// visitIn is which of a place's visits is the movable one in a shift.
func (d *draft) visitIn(p, s int) int {
	return slices.IndexFunc(d.visits[p], func(v visit) bool { return v.shift == s && !v.standing })
}

// settle puts a place where the kernel wants it.
func (d *draft) settle(p int, picked []int, e *ejection) {
	visits, staying := make([]visit, 0, len(picked)+len(d.visits[p])), d.visits[p]
	added := 0
	for _, i := range picked {
		o := d.options[i]
		if o.spot < 0 {
			continue
		}
		sp := &d.m.places[p].spots[o.spot]
		if !d.rested(sp.shift) {
			continue // the path leads through two shifts of one crew, and uses the first
		}
		if o.out >= 0 {
			d.drop(o.out, sp.shift)
			e.out = append(e.out, o.out)
		}
		number := d.fits[p][o.spot].leg - 1
		d.setTour(sp.shift, d.atlas.join(d.tours[sp.shift], number))
		if sp.leg.fixed >= 0 {
			d.priced = d.priced.Minus(d.m.disruptionPrice(sp.leg.fixed))
		}
		day := d.m.shifts[sp.shift].Day
		for len(staying) > 0 && staying[0].day < day {
			visits, staying = append(visits, staying[0]), staying[1:]
		}
		visits = append(visits, visit{day: day, shift: sp.shift, leg: number, fixed: sp.leg.fixed})
		added++
	}
	if added > 0 {
		d.setVisits(p, append(visits, staying...))
	}
}

// drop takes away the movable visit of a place in a shift.
func (d *draft) drop(p, s int) {
	at := d.visitIn(p, s)
	d.release(d.visits[p][at])
	d.setVisits(p, slices.Delete(slices.Clone(d.visits[p]), at, at+1))
}

// firstSpot is the first of a place's spots on a day or later.
func (p *place) firstSpot(m *model, day int) int {
	at, _ := slices.BinarySearchFunc(p.spots, day, func(s spot, day int) int { return m.shifts[s.shift].Day - day })
	return at
}
