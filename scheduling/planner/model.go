package planner

import (
	"cmp"
	"fmt"
	"sort"
	"sync"
	"time"
)

// model is a problem in the dense form that the engine works on. It is made once
// by compile and never changes.
type model struct {
	*Problem
	start     time.Time // day 0
	monday    int       // weekday of day 0, Monday 0
	grid      int       // minutes that starts are rounded up to
	shifts    []shift
	shiftsOn  [][]int // shifts by day
	weeks     []int32 // by day: its week
	places    []place
	occasions []occasion
	standing  []bool  // by fixed stop: pinned or within the notice
	home      []int   // by fixed stop: its shift, or -1
	stands    []int   // by fixed stop: which of its place's sites
	rivals    [][]int // by shift: those of its crew that leave it no rest
	summerDue int     // minutes owed to occasions on summer days
}

// shift is a compiled Shift.
type shift struct {
	*Shift
	base int
	// begin and limit are the first and last minute of the tour, drives from and
	// to the base included: overtime, a following shift of the same office and
	// standing stops outside every shift are reckoned with.
	begin, limit int
}

// place is a compiled Place.
type place struct {
	*Place
	clock  clock
	start  int // day that the first gap is counted from
	rhythm int // whole weeks of the period; at least 1
	// spots are found when they are first asked for: a search asks for those of every
	// place, a question about one place for few.
	spots func() []spot
	fixed []int // its fixed stops
}

// occasion is a compiled Occasion.
type occasion struct {
	*Occasion
	spots []spot
	fixed []int
}

// spot is one way for a place or occasion to be in a shift that no hard rule on
// single stops forbids: anew, or as a fixed stop that is kept as it is.
type spot struct {
	shift int
	leg   *leg // equal legs of a place are one
}

// compile validates a problem and makes its dense form.
func compile(p *Problem) (*model, error) {
	m, err := outline(p)
	if err != nil {
		return nil, err
	}
	for i := range m.places {
		m.places[i].spots = sync.OnceValue(func() []spot { return m.placeSpots(i) })
	}
	for i := range m.occasions {
		m.occasions[i].spots = m.occasionSpots(i)
	}
	return m, nil
}

// outline is compile but for the spots.
func outline(p *Problem) (*model, error) {
	if err := p.Validate(); err != nil {
		return nil, fmt.Errorf("compile problem: %w", err)
	}
	start, err := time.Parse(time.DateOnly, p.Start)
	if err != nil {
		return nil, fmt.Errorf("compile problem: %w", err)
	}
	m := &model{Problem: p, start: start, monday: (int(start.Weekday()) + 6) % 7, grid: cmp.Or(p.Grid, defaultGrid)}
	m.weeks = make([]int32, m.Days)
	for day := range m.weeks {
		m.weeks[day] = int32(m.week(day))
	}
	m.compileShifts()
	m.places = make([]place, len(p.Places))
	m.occasions = make([]occasion, len(p.Occasions))
	for i := range p.Places {
		m.compilePlace(i)
	}
	for i := range p.Occasions {
		m.occasions[i].Occasion = &p.Occasions[i]
	}
	m.compileFixed()
	m.narrowShifts()
	m.giveRest()
	m.summerDue = summerDue(p)
	return m, nil
}

func (m *model) compileShifts() {
	m.shifts = make([]shift, len(m.Shifts))
	m.shiftsOn = make([][]int, m.Days)
	for i := range m.Shifts {
		s := &m.Shifts[i]
		m.shifts[i] = shift{Shift: s, base: m.Offices[s.Office].Base, begin: s.From, limit: s.To + s.MaxOvertime}
		m.shiftsOn[s.Day] = append(m.shiftsOn[s.Day], i)
	}
}

func (m *model) compilePlace(i int) {
	p := &m.Places[i]
	m.places[i] = place{Place: p, clock: newClock(m.Problem, p), rhythm: max(1, (p.Period+3)/7)}
	if p.LastVisit != nil {
		m.places[i].start = *p.LastVisit
	}
}

func (m *model) compileFixed() {
	m.standing = make([]bool, len(m.Fixed))
	m.home, m.stands = make([]int, len(m.Fixed)), make([]int, len(m.Fixed))
	for i := range m.Fixed {
		f := &m.Fixed[i]
		m.standing[i] = f.Pinned || f.Day < m.FrozenDays
		m.home[i] = m.shiftAround(f.Office, f.Day, f.From, f.To)
		if f.Place != nil {
			m.places[*f.Place].fixed = append(m.places[*f.Place].fixed, i)
			m.stands[i] = m.standOf(*f.Place, f.Site, f.Day, f.From, f.To)
		} else {
			m.occasions[*f.Occasion].fixed = append(m.occasions[*f.Occasion].fixed, i)
		}
	}
}

// shiftAround is the shift of an office and day that most of [from, to) lies in,
// overtime included; -1 when there is none.
func (m *model) shiftAround(office, day, from, to int) int {
	best, most := -1, 0
	for _, i := range m.shiftsOn[day] {
		s := &m.Shifts[i]
		if common := min(to, s.To+s.MaxOvertime) - max(from, s.From); s.Office == office && common > most {
			best, most = i, common
		}
	}
	return best
}

// narrowShifts keeps each shift's tour clear of the office's next shift and of
// its standing stops outside every shift.
func (m *model) narrowShifts() {
	order := make([]int, len(m.shifts))
	for i := range order {
		order[i] = i
	}
	begin := func(s *shift) int { return s.Day*dayLength + s.From }
	sort.SliceStable(order, func(a, b int) bool {
		x, y := &m.shifts[order[a]], &m.shifts[order[b]]
		if x.Office != y.Office {
			return x.Office < y.Office
		}
		return begin(x) < begin(y)
	})
	for k := 1; k < len(order); k++ {
		before, after := &m.shifts[order[k-1]], &m.shifts[order[k]]
		if before.Office == after.Office {
			before.limit = min(before.limit, begin(after)-before.Day*dayLength)
		}
	}
	for f := range m.Fixed {
		if m.standing[f] && m.home[f] < 0 {
			m.keepClear(f)
		}
	}
}

// keepClear narrows the shifts of an office around a stop outside all of them.
func (m *model) keepClear(fixed int) {
	f, node := &m.Fixed[fixed], m.nodeOf(m.fixedSite(fixed))
	for i := range m.shifts {
		s := &m.shifts[i]
		if s.Office != f.Office {
			continue
		}
		from, to := (f.Day-s.Day)*dayLength+f.From, (f.Day-s.Day)*dayLength+f.To
		if from >= s.From {
			s.limit = min(s.limit, from-m.drive(s.base, node))
		} else {
			s.begin = max(s.begin, to+m.drive(node, s.base))
		}
	}
}

// nodeOf is where a stop is.
func (m *model) nodeOf(at site) int {
	switch {
	case at.place < 0:
		return m.Occasions[at.occasion].Node
	case len(m.Places[at.place].Sites) == 0:
		return m.Places[at.place].Node
	default:
		return m.Places[at.place].Sites[at.stand].Node
	}
}

// travel is the driving minutes between two nodes.
func (m *model) travel(from, to int) int {
	if from == to {
		return 0
	}
	return m.Travel[from][to]
}

// drive is the minutes from leaving one node to being ready at another.
func (m *model) drive(from, to int) int {
	if from == to {
		return 0
	}
	return m.Travel[from][to] + m.Buffer
}

// weekday of a day, Monday 0. The day may lie before the horizon.
func (m *model) weekday(day int) int {
	return ((m.monday+day)%7 + 7) % 7
}

// isoWeek is the number of the calendar week that a day lies in (ISO 8601).
func (m *model) isoWeek(day int) int {
	_, number := m.start.AddDate(0, 0, day).ISOWeek()
	return number
}

// week counts calendar weeks, Monday first; day 0 is in week 0.
func (m *model) week(day int) int { return floorDivide(m.monday+day, 7) }

// placeSpots lists the ways to visit a place, by day and shift.
func (m *model) placeSpots(p int) []spot {
	spots, finder := make([]spot, 0, m.roomFor(p)), m.spotFinder(p)
	for _, shifts := range m.shiftsOn {
		for _, s := range shifts {
			spots = finder.in(s, spots)
		}
	}
	return spots
}

// spotFinder finds the ways to visit a place, shift by shift.
type spotFinder struct {
	m     *model
	place int
	kept  map[int][]spot
	legs  []*leg // of new visits, so far
}

func (m *model) spotFinder(p int) *spotFinder {
	return &spotFinder{m: m, place: p, kept: m.keptSpots(m.places[p].fixed)}
}

// in adds those in a shift, kept fixed stops before a new one.
func (f *spotFinder) in(s int, spots []spot) []spot {
	spots = append(spots, f.kept[s]...)
	m, at := f.m, site{place: f.place, occasion: -1, day: f.m.shifts[s].Day, shift: s}
	if !m.Places[f.place].Weekdays[m.weekday(at.day)] {
		return spots // as a bound would say, but sooner
	}
	for at.stand = range m.Places[f.place].choices() {
		if w, rule := m.window(at); rule == "" {
			return append(spots, spot{s, f.leg(at, w)})
		}
	}
	return spots
}

// leg is the leg of a new visit.
func (f *spotFinder) leg(at site, w window) *leg {
	for _, l := range f.legs {
		if l.window == w && l.stand == at.stand {
			return l
		}
	}
	f.legs = append(f.legs, new(f.m.placeLeg(at, w)))
	return f.legs[len(f.legs)-1]
}

// roomFor is how many spots a place has at most.
func (m *model) roomFor(p int) int {
	room := len(m.places[p].fixed)
	for day, shifts := range m.shiftsOn {
		if m.Places[p].Weekdays[m.weekday(day)] {
			room += len(shifts)
		}
	}
	return room
}

// keptSpots are the spots of fixed stops, by shift.
func (m *model) keptSpots(fixed []int) map[int][]spot {
	kept := map[int][]spot{}
	for _, f := range fixed {
		if m.keepable(f) {
			kept[m.home[f]] = append(kept[m.home[f]], spot{m.home[f], new(m.fixedLeg(f))})
		}
	}
	return kept
}

// keepable tells whether a fixed stop may be kept and may be given up.
func (m *model) keepable(f int) bool {
	return !m.standing[f] && m.broken(m.fixedSite(f), m.Fixed[f].From, m.Fixed[f].To) == ""
}

// occasionSpots lists the ways to attend an occasion, like placeSpots.
func (m *model) occasionSpots(o int) []spot {
	var spots []spot
	kept := m.keptSpots(m.occasions[o].fixed)
	for _, s := range m.shiftsOn[m.Occasions[o].Day] {
		spots = append(spots, kept[s]...)
		at := site{place: -1, occasion: o, day: m.shifts[s].Day, shift: s}
		if w, rule := m.window(at); rule == "" {
			spots = append(spots, spot{s, new(m.occasionLeg(o, w))})
		}
	}
	return spots
}

// fixedSite is where and when a fixed stop is, for the rules on single stops.
func (m *model) fixedSite(f int) site {
	at := site{place: -1, occasion: -1, day: m.Fixed[f].Day, shift: m.home[f], fixed: true}
	if m.Fixed[f].Place != nil {
		at.place, at.stand = *m.Fixed[f].Place, m.stands[f]
	} else {
		at.occasion = *m.Fixed[f].Occasion
	}
	return at
}
