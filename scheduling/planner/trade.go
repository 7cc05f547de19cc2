package planner

import (
	"math"
	"slices"
)

// trade is a small move: a visit goes to another shift, which may be full when a visit
// there comes in return. Two full shifts can so exchange visits, which no path of one
// place can do.
type trade struct {
	place, at int // the visit that goes
	to        int // its new shift
	guest     int // the place that comes in return, or -1
}

const (
	// A move is about few places, and leaves the more visits as they are the more there
	// are: for each placesEach beyond the first fewPlaces one trade follows it.
	fewPlaces, placesEach = 12, 5
	// reach is how many days a visit goes at most.
	reach = 2
	// hopeless is by how many times the heat a trade is dearer than the best one so far
	// that need not be drawn for.
	hopeless = 12
)

// tradesEach is how many trades follow a move when there are so many places.
func tradesEach(places int) int { return max(0, places-fewPlaces) / placesEach }

// trade draws a visit and one of its trades, or none: the less a trade costs, the
// likelier it is, by the heat.
func (s *search) trade() {
	p := s.random.IntN(len(s.m.places))
	if len(s.visits[p]) == 0 {
		return
	}
	i := s.random.IntN(len(s.visits[p]))
	if !s.tradeable(&s.visits[p][i]) {
		return
	}
	chosen, best := trade{to: -1}, s.heat*s.gumbel()
	s.eachTrade(p, i, func(t trade, cost int) {
		if least := float64(cost); least < best+hopeless*s.heat {
			if drawn := least + s.heat*s.gumbel(); drawn < best {
				chosen, best = t, drawn
			}
		}
	})
	if chosen.to >= 0 {
		s.make(chosen)
		s.commit()
		s.keepBest()
	}
}

// gumbel is a random number. Of several costs, each with such a number in units of the
// heat added to it, the least one is each of them as often as annealing wants it.
func (s *search) gumbel() float64 { return math.Log(s.random.ExpFloat64()) }

// tradeable tells whether a visit may go elsewhere. One that keeps a fixed stop is
// moved by paths alone.
func (d *draft) tradeable(v *visit) bool {
	return !v.standing && v.fixed < 0 && d.tours[v.shift].ok
}

// eachTrade tells by how much each trade of a visit raises the energy. The order of
// the place's visits stays.
func (d *draft) eachTrade(p, i int, yield func(t trade, cost int)) {
	visits, fits, book := d.visits[p], d.fitsOf(p), d.kernel.bookOf(d.m, p)
	v := visits[i]
	from := swap{shift: v.shift, before: d.tours[v.shift]}
	left := d.atlas.part(from.before, v.leg)
	first, last := v.day-reach, v.day+reach
	if i > 0 {
		first = max(first, visits[i-1].day+1)
	}
	if i < len(visits)-1 {
		last = min(last, visits[i+1].day-1)
	}
	at, _ := slices.BinarySearchFunc(fits, int32(first), func(f fit, day int32) int { return int(f.day - day) })
	day, chain, allowed := -1, 0, false
	for ; at < len(fits) && int(fits[at].day) <= last; at++ {
		f := &fits[at]
		to := swap{shift: int(f.shift), before: d.tours[f.shift]}
		if to.shift == v.shift || f.fixed >= 0 || !to.before.ok || f.rivalled && !d.rested(to.shift) {
			continue
		}
		if int(f.day) != day {
			day = int(f.day)
			chain, allowed = book.moved(visits, i, day)
		}
		if !allowed {
			continue
		}
		if !d.atlas.full(to.before, int(f.slots)) {
			from.after, to.after = left, d.atlas.join(to.before, int(f.leg))
			if to.after.ok {
				yield(trade{p, i, to.shift, -1}, chain+d.swapped(&from, &to))
			}
		}
		for k := range to.before.legs {
			q := to.before.legs[k].place
			if q < 0 || q == p {
				continue
			}
			if back, ok := d.inReturn(q, v.day, left, int(f.leg), &from, &to); ok {
				yield(trade{p, i, to.shift, q}, chain+back+d.swapped(&from, &to))
			}
		}
	}
}

// swap is a shift whose tour changes.
type swap struct {
	shift         int
	before, after *tour
}

// swapped is by how much two changed tours raise the energy.
func (d *draft) swapped(a, b *swap) int {
	cost, more := Score{}, 0
	for _, s := range [...]*swap{a, b} {
		cost = cost.Plus(s.after.price).Minus(s.before.price)
		if d.m.Calendar[d.m.shifts[s.shift].Day].Summer {
			more += s.after.toll.attended - s.before.toll.attended
		}
	}
	if more != 0 {
		cost = cost.Plus(d.m.summerPrice(d.summer + more)).Minus(d.m.summerPrice(d.summer))
	}
	return cost.weigh(d.kernel.factor)
}

// inReturn finds what becomes of both tours when a guest of the other shift comes in
// return for a leg, and by how much its own chain raises the energy; not ok where that
// does not fit.
func (d *draft) inReturn(q, day int, left *tour, leg int, from, to *swap) (chain int, ok bool) {
	here, j := d.anewIn(q, from.shift), d.visitIn(q, to.shift)
	if here < 0 || j < 0 || !d.tradeable(&d.visits[q][j]) {
		return 0, false
	}
	chain, ok = d.kernel.bookOf(d.m, q).moved(d.visits[q], j, day)
	if !ok {
		return 0, false
	}
	if from.after = d.atlas.join(left, here); !from.after.ok {
		return 0, false
	}
	to.after = d.atlas.join(d.atlas.part(to.before, d.visits[q][j].leg), leg)
	return chain, to.after.ok
}

// anewIn is the leg of a new visit of a place in a shift, or -1 where it cannot be.
func (d *draft) anewIn(p, s int) int {
	if d.anew[p] == nil {
		d.anew[p] = slices.Repeat([]int32{-1}, len(d.m.shifts))
		for _, f := range d.fitsOf(p) {
			if f.fixed < 0 {
				d.anew[p][f.shift] = f.leg
			}
		}
	}
	return int(d.anew[p][s])
}

// make makes a trade.
func (d *draft) make(t trade) {
	v := d.visits[t.place][t.at]
	d.setTour(v.shift, d.atlas.part(d.tours[v.shift], v.leg))
	if t.guest >= 0 {
		j := d.visitIn(t.guest, t.to)
		d.setTour(t.to, d.atlas.part(d.tours[t.to], d.visits[t.guest][j].leg))
		d.takeTo(t.guest, j, v.shift)
	}
	d.takeTo(t.place, t.at, t.to)
}

// takeTo puts a visit that was taken out of its shift into another one.
func (d *draft) takeTo(p, i, s int) {
	leg := d.anewIn(p, s)
	d.setTour(s, d.atlas.join(d.tours[s], leg))
	visits := slices.Clone(d.visits[p])
	visits[i] = visit{day: d.m.shifts[s].Day, shift: s, leg: leg, fixed: -1}
	d.setVisits(p, visits)
}
