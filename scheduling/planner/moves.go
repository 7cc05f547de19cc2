package planner

import (
	"slices"
	"sort"
)

// move draws the next change.
func (s *search) move() func() {
	if len(s.m.places) == 0 {
		return s.toggle(s.wanting())
	}
	if s.addition > 0 && s.random.IntN(swapShare) == 0 {
		return s.swap(s.costly())
	}
	occasions, all := len(s.m.occasions), len(s.m.occasions)+len(s.m.places)
	toggles := (toggleShare*occasions + all - 1) / all
	switch kind := s.random.IntN(28 + toggles); {
	case kind < 2:
		return s.demand(s.costly())
	case kind < 5:
		return s.push(s.costly())
	case kind < 19:
		return s.neighbourhood(s.costly())
	case kind < 25:
		return s.mates(s.costly())
	case kind < 26:
		return s.habit(s.costly())
	case kind < 28:
		return s.exchange(s.costly())
	default:
		return s.toggle(s.wanting())
	}
}

// swapShare is of how many moves one is a swap where what stands is mended.
const swapShare = 8

// toggleShare is how many of some thirty moves would be about occasions if there
// were nothing else.
const toggleShare = 7

// wanting draws an occasion, rather one that is not attended and costs much.
func (s *search) wanting() int {
	best := s.random.IntN(len(s.m.occasions))
	for range 3 {
		o := s.random.IntN(len(s.m.occasions))
		if s.attends[o] == absent && (s.attends[best] != absent || s.m.occasionPrice(best).Less(s.m.occasionPrice(o))) {
			best = o
		}
	}
	return best
}

// costly draws a place, rather one whose chain costs much.
func (s *search) costly() int {
	if len(s.touched) > 0 && s.random.IntN(4) > 0 {
		return s.touched[s.random.IntN(len(s.touched))]
	}
	p, q := s.random.IntN(len(s.m.places)), s.random.IntN(len(s.m.places))
	if s.chains[p].Less(s.chains[q]) {
		return q
	}
	return p
}

// A short horizon is always planned as a whole; of a longer one a move is usually
// about some weeks.
const (
	wholeUpTo = 16 * 7
	wholeEach = 5 // one move in so many is about the whole of a longer one
	leastSpan = 7 * 7
)

// span draws the days that a move is about.
func (s *search) span(p int) Span {
	if s.around != (Span{}) {
		return s.around
	}
	if s.m.Days <= wholeUpTo || s.random.IntN(wholeEach) == 0 {
		return Span{0, s.m.Days}
	}
	length := max(leastSpan, s.m.Places[p].Period*(2+s.random.IntN(5))+7)
	from := s.random.IntN(s.m.Days+length) - length
	return Span{max(from, 0), min(from+length, s.m.Days)}
}

// habit lures a place to another weekday, where it may drive others out.
func (s *search) habit(p int) func() {
	in := s.span(p)
	return func() {
		weekday := s.random.IntN(7)
		s.lureTo(func(day int) bool { return s.m.weekday(day) == weekday })
		s.pushIn(p, in)
	}
}

// exchange plans two places as if each longed for the other's days.
func (s *search) exchange(p int) func() {
	in := s.span(p)
	return func() {
		q := s.random.IntN(len(s.m.places))
		if p == q {
			return
		}
		before, after := s.visits[p], s.visits[q]
		s.clearIn(p, in)
		s.clearIn(q, in)
		s.lureFrom(before, after)
		s.replanIn(p, in, nil)
		s.lureFrom(after, before)
		s.replanIn(q, in, nil)
		s.lure = nil
	}
}

// lureTo makes the next paths prefer some days.
func (s *search) lureTo(likes func(day int) bool) {
	strength := 1 + int(s.heat*(1+9*s.random.Float64()))
	s.lures = s.lures[:0]
	for day := range s.m.Days {
		lure := 0
		if likes(day) {
			lure = -strength
		}
		s.lures = append(s.lures, lure)
	}
	s.lure = s.lures
}

// lureFrom makes the next paths prefer the days of some visits. Where what stands is
// mended, it keeps them off others: a place would stay there, and come to both.
func (s *search) lureFrom(here, there []visit) {
	s.lureTo(func(day int) bool { return visited(there, day) })
	if s.addition == 0 {
		return
	}
	for _, v := range here {
		if !visited(there, v.day) {
			s.lures[v.day] = int(s.heat * (1 + 9*s.random.Float64()))
		}
	}
}

func visited(visits []visit, day int) bool {
	return slices.ContainsFunc(visits, func(v visit) bool { return v.day == day })
}

// push replans a place as if it could drive one other out of each full shift, and
// then those that it did drive out.
func (s *search) push(p int) func() {
	in := s.span(p)
	return func() { s.pushIn(p, in) }
}

func (s *search) pushIn(p int, in Span) {
	e := &ejection{optimism: 100 + s.random.IntN(900)}
	s.replanIn(p, in, e)
	s.lure = nil
	s.shuffle(e.out)
	second := &ejection{optimism: 500 + s.random.IntN(500)}
	for i, q := range e.out {
		if slices.Contains(e.out[:i], q) {
			continue
		}
		if s.random.IntN(3) == 0 {
			s.replanIn(q, in, second)
		} else {
			s.replanIn(q, in, nil)
		}
	}
	for i, q := range second.out {
		if !slices.Contains(second.out[:i], q) {
			s.replanIn(q, in, nil)
		}
	}
}

// demand gives a place a day on which it is not visited; who is in the way, and
// who loses by it, is replanned afterwards.
func (s *search) demand(p int) func() {
	return func() {
		spots := s.m.places[p].spots()
		if len(spots) == 0 {
			return
		}
		at := s.random.IntN(len(spots))
		mates := s.guests(spots[at].shift)
		s.shuffle(mates)
		s.clear(p)
		for _, q := range mates {
			s.clear(q)
		}
		if !s.replanThrough(p, at) {
			s.replan(p)
		}
		for _, q := range mates {
			if q != p {
				s.replan(q)
			}
		}
		s.replan(p)
	}
}

// neighbourhood replans a place together with one to five near ones.
func (s *search) neighbourhood(p int) func() {
	in := s.span(p)
	return func() {
		near := s.near[p]
		chosen := []int{p}
		for range min(1+s.random.IntN(5), len(near)) {
			q := near[s.random.IntN(min(len(near), 8))]
			if !slices.Contains(chosen, q) {
				chosen = append(chosen, q)
			}
		}
		s.recreate(chosen, in)
	}
}

// mates replans all places of one of a place's tours, and perhaps of the next.
func (s *search) mates(p int) func() {
	in := s.span(p)
	return func() {
		var chosen []int
		for range 1 + s.random.IntN(2) {
			if len(s.visits[p]) == 0 {
				return
			}
			v := s.visits[p][s.random.IntN(len(s.visits[p]))]
			if v.shift < 0 {
				continue
			}
			in.From, in.To = min(in.From, v.day), max(in.To, v.day+1)
			for _, q := range s.guests(v.shift) {
				if !slices.Contains(chosen, q) {
					chosen = append(chosen, q)
				}
			}
		}
		s.recreate(chosen, in)
	}
}

// toggle gives up an occasion, or goes to one: the places in its shift make room
// and are replanned.
func (s *search) toggle(o int) func() {
	return func() {
		var guests []int
		if at := s.attends[o]; at != absent {
			if at.standing {
				return
			}
			s.leave(o)
			guests = s.guests(at.shift)
			for range 3 {
				if len(s.m.places) > 0 {
					guests = append(guests, s.random.IntN(len(s.m.places)))
				}
			}
		} else {
			spots := s.m.occasions[o].spots
			if len(spots) == 0 {
				return
			}
			at := s.random.IntN(len(spots))
			guests = s.guests(spots[at].shift)
			rivals := s.rivals(spots[at].shift)
			s.shuffle(guests)
			for _, p := range guests {
				s.clear(p)
			}
			for _, q := range rivals {
				s.leave(q)
			}
			if s.with(spots[at].shift, *spots[at].leg).ok {
				s.attendAt(o, at)
			}
			for _, q := range rivals {
				s.attend(q)
			}
		}
		for _, p := range guests {
			s.replan(p)
		}
	}
}

// rivals lists the occasions in a shift that may be given up.
func (s *search) rivals(shift int) []int {
	var occasions []int
	for i := range s.tours[shift].legs {
		if l := &s.tours[shift].legs[i]; l.occasion >= 0 && !l.standing {
			occasions = append(occasions, l.occasion)
		}
	}
	return occasions
}

// recreate clears some places in a span of days and replans them in a random
// order.
func (s *search) recreate(places []int, in Span) {
	for _, p := range places {
		s.clearIn(p, in)
	}
	s.shuffle(places)
	for _, p := range places {
		s.replanIn(p, in, nil)
	}
}

func (s *search) shuffle(places []int) {
	s.random.Shuffle(len(places), func(a, b int) { places[a], places[b] = places[b], places[a] })
}

// neighbours lists for each place the others, nearest first.
func neighbours(m *model) [][]int {
	near := make([][]int, len(m.places))
	for p := range near {
		for q := range m.places {
			if q != p {
				near[p] = append(near[p], q)
			}
		}
		from := m.Places[p].Node
		sort.SliceStable(near[p], func(a, b int) bool {
			return m.travel(from, m.Places[near[p][a]].Node) < m.travel(from, m.Places[near[p][b]].Node)
		})
	}
	return near
}
