package planner

import "slices"

// atlas remembers every tour that was ever looked at. A tour depends on nothing
// but its legs and on the class of its shift, so that the same places in another
// shift of the class are the same tour, and a tour is reckoned only once.
type atlas struct {
	m       *model
	class   []int // by shift
	empty   []*tour
	legs    []leg
	numbers map[leg]int
	byLegs  map[tourKey]*tour
	rare    map[rareStep]*tour
	scratch [exactLegs]int // the numbers that tourOf is asked for
	drawn   []leg          // scratch of legsOf
	room    []leg          // scratch of route
}

// tourKey is the class of a tour and the numbers of its legs, ascending.
type tourKey struct {
	class, count int32
	legs         [exactLegs]int32
}

// newAtlas sorts shifts into classes that allow the same tours.
func newAtlas(m *model) *atlas {
	a := &atlas{m: m, class: make([]int, len(m.shifts)), numbers: make(map[leg]int, 4*len(m.places)), byLegs: make(map[tourKey]*tour, len(m.shifts)), rare: map[rareStep]*tour{}, room: make([]leg, exactLegs)}
	type kind struct{ base, begin, limit, to, slots, office int }
	classes := map[kind]int{}
	for s := range m.shifts {
		sh := &m.shifts[s]
		k := kind{sh.base, sh.begin, sh.limit, sh.To, sh.Slots, -1}
		if m.Weights.Office > 0 {
			k.office = sh.Office // some places may want one of their own
		}
		c, ok := classes[k]
		if !ok {
			c = len(classes)
			classes[k] = c
			a.empty = append(a.empty, &tour{shift: s, class: c, ok: true})
		}
		a.class[s] = c
	}
	return a
}

// emptyTour is the tour of a shift without stops.
func (a *atlas) emptyTour(s int) *tour { return a.empty[a.class[s]] }

// number is the number of a leg; equal legs have the same.
func (a *atlas) number(l leg) int {
	n, ok := a.numbers[l]
	if !ok {
		n = len(a.legs)
		a.legs = append(a.legs, l)
		a.numbers[l] = n
	}
	return n
}

// tourWith is the tour of a shift with some legs and no others.
func (a *atlas) tourWith(s int, numbers []int) *tour {
	return a.tourOf(a.emptyTour(s), append(a.scratch[:0], numbers...))
}

// join is a tour with one leg more.
func (a *atlas) join(t *tour, number int) *tour {
	if number < len(t.with) && t.with[number] != nil {
		return t.with[number]
	}
	if number >= denseLegs {
		return a.joinRare(t, number)
	}
	with := a.tourOf(t, append(append(a.scratch[:0], t.numbers...), number))
	if number >= len(t.with) {
		t.with = append(t.with, make([]*tour, min(len(a.legs), denseLegs)-len(t.with))...)
	}
	t.with[number] = with
	return with
}

// denseLegs is up to which number a tour knows what it becomes with a leg more. There
// are more than that only where many stops are kept at times of their own.
const denseLegs = 512

// rareStep leads from a tour to the one with a leg more.
type rareStep struct {
	from   *tour
	number int
}

func (a *atlas) joinRare(t *tour, number int) *tour {
	with := a.rare[rareStep{t, number}]
	if with == nil {
		with = a.tourOf(t, append(append(a.scratch[:0], t.numbers...), number))
		a.rare[rareStep{t, number}] = with
	}
	return with
}

// part is a tour with one leg less.
func (a *atlas) part(t *tour, number int) *tour {
	at := slices.Index(t.numbers, number)
	if t.without == nil {
		t.without = make([]*tour, len(t.numbers))
	}
	if t.without[at] == nil {
		t.without[at] = a.tourOf(t, append(append(a.scratch[:0], t.numbers[:at]...), t.numbers[at+1:]...))
	}
	return t.without[at]
}

// full tells whether a leg of so many slots is too much for a tour's shift. It is
// asked far more often than tours are joined.
func (a *atlas) full(t *tour, more int) bool {
	limit := a.m.Shifts[t.shift].Slots
	return limit > 0 && t.slots+more > limit
}

// tourOf is a tour of given legs in a shift of the same class as another tour's. The
// list of numbers is not kept.
func (a *atlas) tourOf(t *tour, numbers []int) *tour {
	if len(numbers) == 0 {
		return a.empty[t.class]
	}
	if len(numbers) > exactLegs {
		long := a.m.newTour(t.shift, t.class, a.legsOf(numbers), a.room, slices.Clone(numbers))
		for i := range long.legs {
			long.numbers[i] = a.number(long.legs[i])
		}
		return long
	}
	key := tourKey{class: int32(t.class), count: int32(len(numbers))}
	slices.Sort(numbers)
	for i, n := range numbers {
		key.legs[i] = int32(n)
	}
	known := a.byLegs[key]
	if known == nil {
		known = a.m.newTour(t.shift, t.class, a.legsOf(numbers), a.room, slices.Clone(numbers))
		a.byLegs[key] = known
	}
	return known
}

// legsOf lists legs for a tour, which takes a copy.
func (a *atlas) legsOf(numbers []int) []leg {
	a.drawn = a.drawn[:0]
	for _, n := range numbers {
		a.drawn = append(a.drawn, a.legs[n])
	}
	return a.drawn
}
