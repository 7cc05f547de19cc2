package planner

import "sort"

// defaultGrid is the minutes that starts are rounded up to where the problem does
// not say, and coarseGrid where there is room.
const (
	defaultGrid = 5
	coarseGrid  = 15
)

// exactLegs is up to how many stops all orders of a tour are tried. With more,
// the last stop is tried at each position of the order that the others have.
const exactLegs = 6

// tour is the stops of one shift in the order of driving. It never changes: with
// a stop more or less it is another tour of the atlas.
type tour struct {
	shift   int // one of its class
	class   int
	legs    []leg
	numbers []int // of the legs in the atlas; with many legs in the same order
	ok      bool  // it can be driven
	slots   int
	toll    toll
	price   Score
	with    []*tour // by the number of a leg more: what the atlas knows of
	without []*tour // by the position in numbers of a leg less
}

// slots is how many slots the legs take.
func slots(legs []leg) int {
	sum := 0
	for i := range legs {
		sum += legs[i].slots
	}
	return sum
}

// route finds the best order for a shift's legs: the one with most minutes at
// occasions, then with the lowest price. Not ok means that no order fits. The memory of
// room is written over.
func (m *model) route(s int, legs, room []leg) (ordered []leg, t toll, ok bool) {
	if len(legs) == 0 {
		return nil, toll{}, true
	}
	if limit := m.Shifts[s].Slots; limit > 0 && slots(legs) > limit {
		return legs, toll{}, false
	}
	r := router{m: m, shift: &m.shifts[s], legs: legs, order: room[:0]}
	if len(legs) <= exactLegs {
		r.extend(0)
	} else {
		r.insertLast()
	}
	return r.best, r.toll, r.found
}

// router tries orders of legs.
type router struct {
	m     *model
	shift *shift
	legs  []leg
	order []leg
	best  []leg
	toll  toll
	price Score
	found bool
}

// extend tries every leg not in used as the next one.
func (r *router) extend(used uint) {
	if len(r.order) == len(r.legs) {
		r.consider()
		return
	}
	for i := range r.legs {
		if used&(1<<i) != 0 {
			continue
		}
		r.order = append(r.order, r.legs[i])
		if _, ok := r.m.earliestEnd(r.shift, r.order); ok {
			r.extend(used | 1<<i)
		}
		r.order = r.order[:len(r.order)-1]
	}
}

// insertLast tries the last leg at each position among the others.
func (r *router) insertLast() {
	last := len(r.legs) - 1
	for i := range r.legs {
		r.order = append(append(append(r.order[:0], r.legs[:i]...), r.legs[last]), r.legs[i:last]...)
		r.consider()
	}
}

func (r *router) consider() {
	t, ok := r.m.tollOf(r.shift, r.order)
	if !ok {
		return
	}
	price := r.m.tollPrice(t)
	if !r.found || t.attended > r.toll.attended || t.attended == r.toll.attended && price.Less(r.price) {
		r.best = append(r.best[:0], r.order...)
		r.toll, r.price, r.found = t, price, true
	}
}

// earliest is when a leg begins at the earliest for an office that is ready at
// its node at the given minute, on a grid; not ok when it then does not fit.
func (l *leg) earliest(ready, grid int) (from int, ok bool) {
	if l.exact {
		return l.window.from, ready <= l.window.from
	}
	from = roundUp(max(ready, l.window.from), grid)
	return from, from+l.minutes <= l.window.to
}

// earliestEnd is when the legs can be done in this order, and whether all fit.
func (m *model) earliestEnd(s *shift, legs []leg) (int, bool) {
	now, node := s.begin, s.base
	for i := range legs {
		from, ok := legs[i].earliest(now+m.drive(node, legs[i].node), m.grid)
		if !ok {
			return 0, false
		}
		now, node = from+legs[i].minutes, legs[i].node
	}
	return now, true
}

// earliestReturn is when the office can be back at base after the legs, and
// whether every leg and the return fit.
func (m *model) earliestReturn(s *shift, legs []leg) (int, bool) {
	end, ok := m.earliestEnd(s, legs)
	back := end + m.drive(legs[len(legs)-1].node, s.base)
	return back, ok && back <= s.limit
}

// tollOf is what a tour in this order costs in minutes.
func (m *model) tollOf(s *shift, legs []leg) (toll, bool) {
	back, ok := m.earliestReturn(s, legs)
	if !ok {
		return toll{}, false
	}
	t := toll{travel: m.travelOf(s, legs), overtime: max(0, back-s.To), unusual: m.unusual(s, legs), daytime: m.daytime(s, legs)}
	if lastOccasion(legs) >= 0 {
		for i, at := range m.timetable(s, legs, nil) {
			if legs[i].occasion >= 0 {
				t.attend(m, legs[i].occasion, at.length())
			}
		}
	}
	return t, true
}

// travelOf is the minutes of driving of a tour in this order.
func (m *model) travelOf(s *shift, legs []leg) int {
	sum, node := 0, s.base
	for i := range legs {
		sum += m.travel(node, legs[i].node)
		node = legs[i].node
	}
	return sum + m.travel(node, s.base)
}

// lastOccasion is the position of the last occasion, or -1.
func lastOccasion(legs []leg) int {
	last := -1
	for i := range legs {
		if legs[i].occasion >= 0 {
			last = i
		}
	}
	return last
}

// newTour orders the legs of a shift of a class. When they cannot be driven, they
// are left in the order of their windows.
func (m *model) newTour(s, class int, legs, room []leg, numbers []int) *tour {
	ordered, t, ok := m.route(s, legs, room)
	if !ok {
		ordered = append([]leg(nil), legs...)
		sort.SliceStable(ordered, func(a, b int) bool { return ordered[a].window.from < ordered[b].window.from })
		t = m.tollAsIs(&m.shifts[s], ordered)
	}
	return &tour{shift: s, class: class, legs: ordered, numbers: numbers, ok: ok, slots: slots(ordered), toll: t, price: m.tollPrice(t)}
}

// tollAsIs is what a tour with exact legs costs, whether it can be driven or not.
func (m *model) tollAsIs(s *shift, legs []leg) toll {
	if len(legs) == 0 {
		return toll{}
	}
	last := &legs[len(legs)-1]
	t := toll{travel: m.travelOf(s, legs), unusual: m.unusual(s, legs), daytime: m.daytime(s, legs)}
	t.overtime = max(0, last.window.from+last.minutes+m.drive(last.node, s.base)-s.To)
	for i := range legs {
		if legs[i].occasion >= 0 {
			t.attend(m, legs[i].occasion, legs[i].minutes)
		}
	}
	return t
}

// roundUp and roundDown move a minute to a multiple of step.
func roundUp(minute, step int) int   { return -floorDivide(-minute, step) * step }
func roundDown(minute, step int) int { return floorDivide(minute, step) * step }
