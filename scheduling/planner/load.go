package planner

import (
	"cmp"
	"slices"
	"sort"
)

// stops sets the times of a draft. Each place begins at its usual minute where
// it can: the most common among its fixed stops, or else among the earliest ones
// that its tours allow.
func (d *draft) stops() []Stop {
	var list []Stop
	usual := d.usualMinutes()
	for s := range d.tours {
		for i, at := range d.times(s, usual) {
			l := &d.tours[s].legs[i]
			list = append(list, d.stop(l, s, d.m.shifts[s].Office, d.m.shifts[s].Day, at))
		}
	}
	for i := range d.strays {
		at := &d.strays[i]
		list = append(list, d.stop(&at.leg, -1, at.office, at.day, at.leg.window))
	}
	d.m.matchMoved(list)
	sortStops(list)
	return list
}

func (d *draft) stop(l *leg, shift, office, day int, at window) Stop {
	s := Stop{Shift: shift, Office: office, Day: day, From: at.from, To: at.to}
	if l.place >= 0 {
		s.Place = new(l.place)
		if len(d.m.Places[l.place].Sites) > 0 {
			s.Site = new(l.stand)
		}
	} else {
		s.Occasion = new(l.occasion)
	}
	if l.fixed >= 0 {
		s.Fixed = new(l.fixed)
	}
	return s
}

// times are the times of a shift's legs.
func (d *draft) times(s int, usual []int) []window {
	t := d.tours[s]
	if t.ok {
		return d.m.timetable(&d.m.shifts[s], t.legs, usual)
	}
	times := make([]window, len(t.legs))
	for i := range t.legs {
		times[i] = t.legs[i].window
	}
	return times
}

// usualMinutes is the usual start of each place, -1 for one without visits.
func (d *draft) usualMinutes() []int {
	counts := make([]map[int]int, len(d.m.places))
	for p := range counts {
		counts[p] = map[int]int{}
		for _, f := range d.m.places[p].fixed {
			counts[p][d.m.Fixed[f].From]++
		}
	}
	for s := range d.tours {
		for i, at := range d.times(s, nil) {
			if l := &d.tours[s].legs[i]; l.place >= 0 && len(d.m.places[l.place].fixed) == 0 {
				counts[l.place][at.from]++
			}
		}
	}
	usual := make([]int, len(counts))
	for p := range usual {
		usual[p] = mostCommon(counts[p])
	}
	return usual
}

// mostCommon is the key with the highest count, the least of equal ones; -1 for
// none.
func mostCommon(counts map[int]int) int {
	best := -1
	for key, count := range counts {
		if best < 0 || count > counts[best] || count == counts[best] && key < best {
			best = key
		}
	}
	return best
}

// matchMoved names, for stops that keep no fixed stop, the one that they move:
// the nearest one of the same occasion, or of the same place within half its
// period, that no other stop keeps or moves.
func (m *model) matchMoved(stops []Stop) {
	taken := make([]bool, len(m.Fixed))
	for i := range stops {
		if stops[i].Fixed != nil {
			taken[*stops[i].Fixed] = true
		}
	}
	type pair struct{ stop, fixed, apart int }
	var pairs []pair
	for i := range stops {
		s := &stops[i]
		if s.Fixed != nil {
			continue
		}
		fixed, reach := m.fixedOf(s)
		for _, f := range fixed {
			if apart := max(s.Day-m.Fixed[f].Day, m.Fixed[f].Day-s.Day); !taken[f] && !m.standing[f] && apart <= reach {
				pairs = append(pairs, pair{i, f, apart})
			}
		}
	}
	sort.SliceStable(pairs, func(a, b int) bool { return pairs[a].apart < pairs[b].apart })
	for _, p := range pairs {
		if stops[p.stop].Fixed == nil && !taken[p.fixed] {
			stops[p.stop].Fixed, taken[p.fixed] = new(p.fixed), true
		}
	}
}

// fixedOf lists the fixed stops of a stop's place or occasion, and how many days
// off they may have been moved.
func (m *model) fixedOf(s *Stop) (fixed []int, reach int) {
	if s.Place != nil {
		return m.places[*s.Place].fixed, m.Places[*s.Place].Period / 2
	}
	return m.occasions[*s.Occasion].fixed, m.Days
}

// sortStops puts stops in the order of day, office and time.
func sortStops(stops []Stop) {
	slices.SortStableFunc(stops, func(a, b Stop) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Office, b.Office), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
}

// load makes a draft of a plan's stops, so that it can be asked what else would
// have been possible. Stops that the engine would not have put there are taken as
// standing. The stops are checked ones: their shifts and fixed stops are right.
func (m *model) load(stops []Stop) *draft {
	d := emptyDraft(m)
	byShift, attended := make([][]int, len(m.shifts)), make([]bool, len(m.Occasions))
	for i := range stops {
		if s := stops[i].Shift; s >= 0 {
			byShift[s] = append(byShift[s], i)
		}
	}
	d.expect(stops)
	var legs []int
	for s := range d.tours {
		if len(byShift[s]) == 0 {
			continue
		}
		legs = legs[:0]
		for _, i := range byShift[s] {
			again := stops[i].Occasion != nil && attended[*stops[i].Occasion]
			if stops[i].Occasion != nil {
				attended[*stops[i].Occasion] = true
			}
			legs = append(legs, d.atlas.number(m.legOf(&stops[i], again)))
		}
		all := d.atlas.tourWith(s, legs)
		if !all.ok {
			for k, i := range byShift[s] {
				legs[k] = d.atlas.number(m.legOf(&stops[i], true))
			}
			all = d.atlas.tourWith(s, legs)
		}
		d.setTour(s, all)
		for k, i := range byShift[s] {
			d.enter(legs[k], s, stops[i].Office, stops[i].Day)
		}
		d.commit()
	}
	for i := range stops {
		if stops[i].Shift < 0 {
			d.enter(d.atlas.number(m.legOf(&stops[i], true)), -1, stops[i].Office, stops[i].Day)
		}
	}
	d.priceChains()
	return d
}

// expect makes room for the visits of stops.
func (d *draft) expect(stops []Stop) {
	counts := make([]int, len(d.visits))
	for i := range stops {
		if stops[i].Place != nil {
			counts[*stops[i].Place]++
		}
	}
	for p, count := range counts {
		d.visits[p] = make([]visit, 0, count)
	}
}

// legOf makes a leg of a stop: movable where the engine could have put it there.
func (m *model) legOf(s *Stop, stand bool) leg {
	if s.Fixed != nil && m.keeps(s) {
		l := m.fixedLeg(*s.Fixed)
		l.standing = l.standing || stand || !m.keepable(*s.Fixed)
		return l
	}
	at, _ := m.siteOf(s)
	at.fixed = false
	if w, rule := m.window(at); !stand && rule == "" {
		if s.Place != nil {
			return m.placeLeg(at, w)
		}
		return m.occasionLeg(at.occasion, w)
	}
	l := m.exactLeg(at, s.From, s.To)
	l.standing = true
	return l
}

// keeps tells whether a stop is its fixed stop exactly as it was.
func (m *model) keeps(s *Stop) bool {
	f := &m.Fixed[*s.Fixed]
	return s.Office == f.Office && s.Day == f.Day && s.From == f.From && s.To == f.To &&
		(s.Site == nil || *s.Site == m.stands[*s.Fixed])
}
