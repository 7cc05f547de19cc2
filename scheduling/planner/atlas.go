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
	joined  map[step]*tour
	parted  map[step]*tour
	tours   int
}

// tourKey is the class of a tour and the numbers of its legs, ascending.
type tourKey struct {
	class, count int
	legs         [exactLegs]int
}

// step leads from a tour to the one with a leg more, or less: both numbers in one.
type step uint64

func stepOf(t *tour, leg int) step { return step(t.id)<<32 | step(leg) }

// newAtlas sorts shifts into classes that allow the same tours.
func newAtlas(m *model) *atlas {
	a := &atlas{
		m: m, class: make([]int, len(m.shifts)), numbers: map[leg]int{},
		byLegs: map[tourKey]*tour{}, joined: map[step]*tour{}, parted: map[step]*tour{},
	}
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
			a.empty = append(a.empty, a.add(&tour{shift: s, class: c, ok: true}))
		}
		a.class[s] = c
	}
	return a
}

// add numbers a new tour.
func (a *atlas) add(t *tour) *tour {
	t.id = a.tours
	a.tours++
	return t
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

// join is a tour with one leg more.
func (a *atlas) join(t *tour, number int) *tour {
	if with := a.joined[stepOf(t, number)]; with != nil {
		return with
	}
	with := a.tourOf(t, append(slices.Clone(t.numbers), number))
	a.joined[stepOf(t, number)] = with
	return with
}

// part is a tour with one leg less.
func (a *atlas) part(t *tour, number int) *tour {
	if without := a.parted[stepOf(t, number)]; without != nil {
		return without
	}
	at := slices.Index(t.numbers, number)
	without := a.tourOf(t, slices.Delete(slices.Clone(t.numbers), at, at+1))
	a.parted[stepOf(t, number)] = without
	return without
}

// tourOf is a tour of given legs in a shift of the same class as another tour's.
func (a *atlas) tourOf(t *tour, numbers []int) *tour {
	if len(numbers) == 0 {
		return a.empty[t.class]
	}
	if len(numbers) > exactLegs {
		long := a.add(a.m.newTour(t.shift, t.class, a.legsOf(numbers), numbers))
		for i := range long.legs {
			long.numbers[i] = a.number(long.legs[i])
		}
		return long
	}
	key := tourKey{class: t.class, count: len(numbers)}
	slices.Sort(numbers)
	copy(key.legs[:], numbers)
	known := a.byLegs[key]
	if known == nil {
		known = a.add(a.m.newTour(t.shift, t.class, a.legsOf(numbers), numbers))
		a.byLegs[key] = known
	}
	return known
}

func (a *atlas) legsOf(numbers []int) []leg {
	legs := make([]leg, len(numbers))
	for i, n := range numbers {
		legs[i] = a.legs[n]
	}
	return legs
}
