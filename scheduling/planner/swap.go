package planner

import "slices"

// swap sends one visit of a place to another shift, and a guest of that shift in return
// to the one that it left; all others stay. Where what stands is mended, so few changes
// are often enough, and paths of whole places would make more. Either place may then be
// planned anew beside that.
func (s *search) swap(p int) func() {
	return func() {
		from, spots := s.movable(p), s.m.places[p].spots()
		if from < 0 || len(spots) == 0 {
			return
		}
		to := spots[s.random.IntN(len(spots))].shift
		if to == from {
			return
		}
		s.drop(p, from)
		guests := s.guests(to)
		if i := slices.Index(guests, p); i >= 0 {
			guests = slices.Delete(guests, i, i+1)
		}
		if len(guests) == 0 {
			s.put(p, to)
			return
		}
		q := guests[s.random.IntN(len(guests))]
		s.drop(q, to)
		s.put(p, to)
		s.put(q, from)
		if again := []int{-1, p, q}[s.random.IntN(3)]; again >= 0 {
			s.replan(again)
		}
	}
}

// movable draws the shift of a visit of a place that may be moved, or -1.
func (s *search) movable(p int) int {
	if len(s.visits[p]) == 0 {
		return -1
	}
	v := &s.visits[p][s.random.IntN(len(s.visits[p]))]
	if v.standing {
		return -1
	}
	return v.shift
}

// put visits a place in a shift beside its other visits, as a fixed stop that is kept
// where there is one. It does nothing where that cannot be.
func (d *draft) put(p, s int) {
	fits, visits := d.fitsOf(p), d.visits[p]
	day := d.m.shifts[s].Day
	i, found := slices.BinarySearchFunc(visits, day, func(v visit, day int) int { return v.day - day })
	if days := slices.Insert(daysOf(visits), i, day); found || tooClose(d.m, d.m.gapBetween(p, days, i)) ||
		i+1 < len(days) && tooClose(d.m, d.m.gapBetween(p, days, i+1)) {
		return
	}
	at, _ := slices.BinarySearchFunc(fits, int32(day), func(f fit, day int32) int { return int(f.day - day) })
	for ; at < len(fits) && int(fits[at].day) == day; at++ {
		f := &fits[at]
		if int(f.shift) != s || !d.fitsAt(p, at) {
			continue
		}
		d.setTour(s, f.to)
		if f.fixed >= 0 {
			d.priced = d.priced.Minus(d.m.disruptionPrice(int(f.fixed)))
		}
		d.setVisits(p, slices.Insert(slices.Clone(visits), i, visit{day: day, shift: s, leg: int(f.leg), fixed: int(f.fixed)}))
		return
	}
}
