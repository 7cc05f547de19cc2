package planner

import (
	"fmt"
	"sort"
)

// item is a place or occasion that a shift can visit, and what it is paid.
type item struct {
	leg     leg
	payment int
}

// offer is a shift that earns by its visits: the tour that it offers is the one
// that earns most beyond its price.
type offer struct {
	items   []item
	columns []column
	base    int  // the price without any item
	summer  bool // minutes at occasions are paid
	// loose tells that there are too many tours to list. The shift then offers the
	// items that pay most, as many as it has room for, and drives for nothing.
	loose    bool
	room     int
	attended []int // by item: the most minutes, for loose offers
	sums     []int // by depth, for reckonTour
}

// column is one set of items that fits into a shift. Columns are listed as a tree
// is walked: its items are this one and those of the last columns of each lesser
// depth.
type column struct {
	depth    int
	item     int
	price    int // at least what the tour costs; barred when only larger sets fit
	attended int // the most minutes at occasions
}

// maxColumns is how many tours a shift may have before they are no longer listed,
// and maxStops how many stops one of them.
const (
	maxColumns = 60_000
	maxStops   = 6
)

// newOffer lists the tours of a shift. Shifts that differ in nothing but their day
// share them.
func (r *relaxation) newOffer(s int, items []item, known map[string][]column) offer {
	m, sh := r.m, &r.m.shifts[s]
	o := offer{items: items, summer: m.Calendar[sh.Day].Summer && r.share >= 0, sums: make([]int, maxStops+2)}
	t := tourLister{relaxation: r, shift: sh}
	for f := range m.Fixed {
		if m.standing[f] && m.home[f] == s {
			t.legs = append(t.legs, m.fixedLeg(f))
		}
	}
	t.standing = len(t.legs)
	if t.standing > maxStops {
		o.items = nil // which other stops would fit is not asked for
		return o
	}
	base, ok := t.tour(t.legs)
	if !ok {
		o.items = nil // nothing is put beside stops that cannot be driven
		return o
	}
	o.base = base.price
	for _, it := range items {
		t.legs = append(t.legs, it.leg)
	}
	key := fmt.Sprint(sh.Office, sh.base, sh.begin, sh.limit, sh.To, sh.Slots, t.standing, o.summer, t.legs)
	if _, ok := known[key]; !ok {
		known[key] = t.list()
	}
	if o.columns = known[key]; o.columns == nil {
		r.loosen(&o, s, t.legs)
	}
	return o
}

// loosen prepares an offer without a list of tours.
func (r *relaxation) loosen(o *offer, s int, legs []leg) {
	sh := &r.m.shifts[s]
	o.loose, o.room = true, r.m.room(s, legs)
	for _, it := range o.items {
		o.attended = append(o.attended, r.mostMinutes(sh, &it.leg))
	}
}

// reckonTour is the price of the tour that a shift offers, less what it earns.
func (r *relaxation) reckonTour(o *offer) int {
	if o.loose {
		return r.reckonLoose(o)
	}
	fine := 0
	if o.summer {
		fine = r.payments[r.share].amount
	}
	best, chosen := o.base, -1
	for i := range o.columns {
		c := &o.columns[i]
		earned := o.sums[c.depth-1] + r.payments[o.items[c.item].payment].amount
		o.sums[c.depth] = earned
		if price := c.price - earned - fine*c.attended; price < best {
			best, chosen = price, i
		}
	}
	if chosen >= 0 && o.summer {
		r.payments[r.share].wanted -= o.columns[chosen].attended
	}
	for depth := maxStops + 1; chosen >= 0; chosen-- {
		if c := &o.columns[chosen]; c.depth < depth {
			r.payments[o.items[c.item].payment].wanted--
			if depth = c.depth; depth == 1 {
				break
			}
		}
	}
	return best
}

func (r *relaxation) reckonLoose(o *offer) int {
	fine := 0
	if o.summer {
		fine = r.payments[r.share].amount
	}
	order := make([]int, len(o.items))
	earned := make([]int, len(o.items))
	for i := range order {
		order[i] = i
		earned[i] = r.payments[o.items[i].payment].amount
		if o.items[i].leg.occasion >= 0 {
			earned[i] += fine * o.attended[i]
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return earned[order[a]] > earned[order[b]] })
	sum := o.base
	for _, i := range order[:min(o.room, len(order))] {
		if earned[i] <= 0 {
			break
		}
		sum -= earned[i]
		r.payments[o.items[i].payment].wanted--
		if o.summer && o.items[i].leg.occasion >= 0 {
			r.payments[r.share].wanted -= o.attended[i]
		}
	}
	return sum
}

// mostMinutes is how long an occasion can be attended in a shift; 0 for a place.
func (r *relaxation) mostMinutes(s *shift, l *leg) int {
	if l.occasion < 0 {
		return 0
	}
	w := l.window.and(window{s.begin + r.m.drive(s.base, l.node), s.limit - r.m.drive(l.node, s.base)})
	return max(0, min(w.length(), r.m.Occasions[l.occasion].most()))
}

// tourLister lists the sets of items that fit into a shift beside the stops that
// stand, which come first in legs.
type tourLister struct {
	*relaxation
	shift    *shift
	legs     []leg
	standing int
	columns  []column
}

// list is nil when there are too many.
func (t *tourLister) list() []column {
	t.columns = []column{}
	if !t.extend(append([]leg(nil), t.legs[:t.standing]...), t.standing, 1) {
		return nil
	}
	return t.columns
}

// extend adds every item from the given one on to a set that fits.
func (t *tourLister) extend(set []leg, from, depth int) bool {
	for i := from; i < len(t.legs); i++ {
		larger := append(set, t.legs[i])
		if limit := t.shift.Slots; limit > 0 && slots(larger) > limit {
			continue
		}
		best, ok := t.tour(larger)
		if !ok && !t.fitsSooner(larger) {
			continue
		}
		if len(t.columns) == maxColumns || len(larger) > maxStops {
			return false
		}
		c := column{depth: depth, item: i - t.standing, price: barred}
		if ok {
			c.price, c.attended = best.price, best.attended
		}
		t.columns = append(t.columns, c)
		if !t.extend(larger, i+1, depth+1) {
			return false
		}
	}
	return true
}

// bestTour is what some stops cost a shift at least, and the minutes that they
// leave for occasions at most.
type bestTour struct{ price, attended int }

// tour prices the best order of some stops; not ok when none fits. Starts need
// not be on the grid.
func (t *tourLister) tour(set []leg) (bestTour, bool) {
	w := t.walk(set, t.m.drive)
	if !w.found {
		return bestTour{}, false
	}
	most, left := 0, t.shift.limit-t.shift.begin-w.driving
	for i := range set {
		if set[i].occasion >= 0 && !set[i].standing {
			most += t.mostMinutes(t.shift, &set[i])
		} else {
			left -= set[i].minutes
		}
	}
	return bestTour{w.price, min(most, left)}, true
}

// fitsSooner tells whether a set could fit if every drive led by the shortest
// detour. Where it could not, no larger set fits either.
func (t *tourLister) fitsSooner(set []leg) bool { return t.walk(set, t.shortest).found }

func (t *tourLister) walk(set []leg, drive func(a, b int) int) walker {
	w := walker{m: t.m, shift: t.shift, legs: set, drive: drive, currency: t.parted}
	w.from(t.shift.begin, t.shift.base, 0, 0, 0)
	return w
}

// walker tries all orders of a set.
type walker struct {
	m        *model
	shift    *shift
	legs     []leg
	drive    func(a, b int) int
	currency func(Score) int
	found    bool
	price    int // the least of any order
	driving  int // the least minutes of any order
}

func (w *walker) from(now, node, used, travel, driving int) {
	if used == 1<<len(w.legs)-1 {
		home := w.drive(node, w.shift.base)
		if now+home > w.shift.limit {
			return
		}
		t := toll{travel: travel + w.m.travel(node, w.shift.base), overtime: max(0, now+home-w.shift.To), unusual: w.m.unusual(w.shift, w.legs), daytime: w.m.daytime(w.shift, w.legs)}
		price := w.currency(w.m.tollPrice(t))
		if !w.found || price < w.price {
			w.price = price
		}
		if !w.found || driving+home < w.driving {
			w.driving = driving + home
		}
		w.found = true
		return
	}
	for i := range w.legs {
		if l := &w.legs[i]; used&(1<<i) == 0 {
			there := w.drive(node, l.node)
			start := max(now+there, l.window.from)
			if start+l.minutes <= l.window.to {
				w.from(start+l.minutes, l.node, used|1<<i, travel+w.m.travel(node, l.node), driving+there)
			}
		}
	}
}
