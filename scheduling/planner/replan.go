package planner

import "slices"

// fit is one of a place's spots, as short as can be, and what became of its shift's
// tour with the place in it: remembered as long as the tour is the same.
type fit struct {
	day, shift int32
	leg        int32 // its number in the atlas
	slots      int32
	fixed      int32 // the fixed stop that is kept, or -1
	summer     bool  // the day is a summer day
	rivalled   bool  // other shifts leave the crew no rest for this one
	ok         bool
	from, to   *tour
}

// option is what a node of the kernel stands for.
type option struct {
	spot int // which of the draft's found; -1 for a visit that stays where it is
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
	d.keepCheapest(p)
	d.settle(p, d.kernel.shortestBeside(d.m, p, d.nodes, outside), e)
}

// replanThrough is replan with a visit at one spot; false when it does not fit.
func (d *draft) replanThrough(p, spot int) bool {
	d.clear(p)
	if d.besideStanding(p, d.m.shifts[d.m.places[p].spots()[spot].shift].Day) {
		return false
	}
	d.findNodes(p, Span{0, d.m.Days}, nil)
	for i := range d.options {
		if d.options[i].spot == spot {
			d.nodes[i].must = true
			d.passRivals(p, spot)
			d.keepCheapest(p)
			d.settle(p, d.kernel.shortest(d.m, p, d.nodes), nil)
			return true
		}
	}
	return false
}

// passRivals takes out the nodes in shifts that leave the crew of a spot no rest, so
// that the path does not use them first.
func (d *draft) passRivals(p, spot int) {
	spots := d.m.places[p].spots()
	rivals, left := d.m.rivals[spots[spot].shift], 0
	if len(rivals) == 0 {
		return
	}
	for i, o := range d.options {
		if o.spot < 0 || !slices.Contains(rivals, spots[o.spot].shift) {
			d.nodes[left], d.options[left] = d.nodes[i], o
			left++
		}
	}
	d.nodes, d.options = d.nodes[:left], d.options[:left]
}

// keepCheapest leaves of the nodes of each day the cheapest, of equal ones the last: no
// other can be on the path that the kernel picks, but where it looks for one that meets
// floors. Nodes that every path goes through stay.
func (d *draft) keepCheapest(p int) {
	if len(d.m.Places[p].Floors) > 0 {
		return
	}
	left, factor := 0, d.kernel.bookOf(d.m, p).factor
	for i := range d.nodes {
		n := &d.nodes[i]
		if left > 0 {
			if before := &d.nodes[left-1]; before.day == n.day && !before.must && !n.must {
				if n.cost(factor) <= before.cost(factor) {
					*before, d.options[left-1] = *n, d.options[i]
				}
				continue
			}
		}
		d.nodes[left], d.options[left] = *n, d.options[i]
		left++
	}
	d.nodes, d.options = d.nodes[:left], d.options[:left]
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

// fitsOf lists a place's spots.
func (d *draft) fitsOf(p int) []fit {
	if d.fits[p] != nil {
		return d.fits[p]
	}
	spots, last, number := d.m.places[p].spots(), (*leg)(nil), 0
	d.fits[p] = make([]fit, len(spots))
	for at := range spots {
		sp := &spots[at]
		if sp.leg != last {
			last, number = sp.leg, d.atlas.number(*sp.leg)
		}
		d.fits[p][at] = d.fitOf(sp, number)
	}
	return d.fits[p]
}

func (d *draft) fitOf(sp *spot, number int) fit {
	day := d.m.shifts[sp.shift].Day
	return fit{
		day: int32(day), shift: int32(sp.shift), leg: int32(number), slots: int32(sp.leg.slots),
		fixed: int32(sp.leg.fixed), summer: d.m.Calendar[day].Summer, rivalled: len(d.m.rivals[sp.shift]) > 0,
	}
}

// look finds the tour with a spot in it; not ok where that does not fit. The place
// is not in the shift.
func (d *draft) look(f *fit) {
	t := d.tours[f.shift]
	switch {
	case f.rivalled && !d.rested(int(f.shift)):
		f.from, f.ok = tired, false
	case f.from == t:
	default:
		f.from, f.ok = t, t.ok && !d.atlas.full(t, int(f.slots))
		if f.ok {
			f.to = d.atlas.join(t, int(f.leg))
			f.ok = f.to.ok
		}
	}
}

// fitsAt tells whether a place fits at one of its spots beside all others. It is not
// in the shift.
func (d *draft) fitsAt(p, at int) bool {
	f := &d.fitsOf(p)[at]
	d.look(f)
	return f.ok
}

// replanOnce is replan for a place that hardly is planned again before the draft is
// given up: nothing is remembered of it, nor asked about shifts that are full.
func (d *draft) replanOnce(p int) {
	if d.clear(p); len(d.visits[p]) > 0 || d.fits[p] != nil {
		d.replan(p)
		return
	}
	d.nodes, d.options, d.passing = d.nodes[:0], d.options[:0], d.passing[:0]
	finder, spots, last, number := d.m.spotFinder(p), []spot(nil), (*leg)(nil), 0
	for _, shifts := range d.m.shiftsOn {
		for _, s := range shifts {
			if d.atlas.full(d.tours[s], 1) {
				continue
			}
			spots = finder.in(s, spots[:0])
			for i := range spots {
				if spots[i].leg != last {
					last, number = spots[i].leg, d.atlas.number(*spots[i].leg)
				}
				f := d.fitOf(&spots[i], number)
				if n, _, ok := d.nodeAt(&f, nil); ok {
					d.nodes, d.options = append(d.nodes, n), append(d.options, option{len(d.passing), -1})
					d.passing = append(d.passing, f)
				}
			}
		}
	}
	d.found = d.passing
	d.keepCheapest(p)
	d.settle(p, d.kernel.shortest(d.m, p, d.nodes), nil)
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
	fits := d.fitsOf(p)
	d.found = fits
	at, _ := slices.BinarySearchFunc(fits, int32(in.From), func(f fit, day int32) int { return int(f.day - day) })
	for ; at < len(fits) && int(fits[at].day) < in.To; at++ {
		if n, out, ok := d.nodeAt(&fits[at], e); ok {
			stay(n.day)
			d.nodes, d.options = append(d.nodes, n), append(d.options, option{at, out})
		}
	}
	stay(d.m.Days)
	return outside
}

// nodeAt is the node of a spot, if the place fits there or may drive another out.
func (d *draft) nodeAt(f *fit, e *ejection) (n node, out int, ok bool) {
	d.look(f)
	with, out := f.to, -1
	if !f.ok {
		if e == nil || !f.from.ok {
			return n, out, false
		}
		if with, n.extra, out = d.swap(f, e); out < 0 {
			return n, out, false
		}
	}
	n.day = int(f.day)
	if d.lure != nil {
		n.extra += d.lure[n.day]
	}
	n.price = with.price.Minus(f.from.price)
	if f.summer && f.from.toll.attended > with.toll.attended {
		lost, spare := f.from.toll.attended-with.toll.attended, max(0, d.summer-d.m.summerDue)
		n.price = n.price.Plus(d.m.level(true, d.m.Weights.Summer*max(0, lost-spare)))
	}
	if f.fixed >= 0 {
		n.price = n.price.Minus(d.m.disruptionPrice(int(f.fixed)))
	}
	return n, out, true
}

// swap finds the place that loses least by making room for a spot in a full shift,
// and what is charged for that; the place is -1 where none will do.
func (d *draft) swap(f *fit, e *ejection) (with *tour, extra, out int) {
	out, best := -1, faraway
	for i := range f.from.legs {
		l := &f.from.legs[i]
		if l.place < 0 || l.standing || l.place == d.atlas.legs[f.leg].place {
			continue
		}
		at := d.visitIn(l.place, int(f.shift))
		swapped := d.atlas.join(d.atlas.part(f.from, d.visits[l.place][at].leg), int(f.leg))
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
		f := &d.found[o.spot]
		s, day, fixed := int(f.shift), int(f.day), int(f.fixed)
		if f.rivalled && !d.rested(s) {
			continue // the path leads through two shifts of one crew, and uses the first
		}
		if o.out >= 0 {
			d.drop(o.out, s)
			e.out = append(e.out, o.out)
		}
		d.setTour(s, d.atlas.join(d.tours[s], int(f.leg)))
		if fixed >= 0 {
			d.priced = d.priced.Minus(d.m.disruptionPrice(fixed))
		}
		for len(staying) > 0 && staying[0].day < day {
			visits, staying = append(visits, staying[0]), staying[1:]
		}
		visits = append(visits, visit{day: day, shift: s, leg: int(f.leg), fixed: fixed})
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
