package planner

import (
	"cmp"
	"slices"
)

const (
	// longestWindow is the longest stretch of days, in weeks, that is counted from
	// every Monday; stretches of up to closeWindow weeks are counted from every day.
	longestWindow = 8
	closeWindow   = 3
	// worthFlow is from how full a stretch is, in thousandths of its stops, that it
	// pays to ask which shifts each place can be in.
	worthFlow = 700
	// mostObstacles is how many are told.
	mostObstacles = 12
)

// counter counts the least that the promises need.
type counter struct {
	m      *model
	rooms  []int
	days   [][]int // by place: on which it can be visited, or is by a stop that stands
	stray  [][]int // by place: days of visits that stand outside every shift
	alone  []bool  // by place: its promise could be kept if there were no other
	musts  []int   // occasions of priority 1 that are attended in a shift
	leaps  [][]int // by place and day: see leap
	legs   []int   // by place: the least minutes of a visit with the drive to it
	shifts [][][]int
}

// counted lists the proven obstacles: those of single places and occasions, then
// stretches of days that are too full, the shortest first and none within another.
func (m *model) counted() []Obstacle {
	c := newCounter(m)
	list := c.single()
	windows := []Obstacle{}
	for _, span := range c.windows() {
		if slices.ContainsFunc(windows, func(o Obstacle) bool { return o.From < span.To && span.From < o.To }) {
			continue
		}
		if o, full := c.overfull(span); full {
			windows = append(windows, o)
		}
	}
	slices.SortStableFunc(windows, func(a, b Obstacle) int { return cmp.Compare(a.From, b.From) })
	list = append(list, windows...)
	return list[:min(len(list), mostObstacles)]
}

func newCounter(m *model) *counter {
	c := &counter{m: m, rooms: m.rooms()}
	taken := make([]int, len(m.shifts))
	for f := range m.Fixed {
		if m.standing[f] && m.home[f] >= 0 {
			taken[m.home[f]] += m.fixedLeg(f).slots
		}
	}
	for s := range c.rooms {
		c.rooms[s] = max(c.rooms[s], taken[s])
	}
	for p := range m.places {
		c.addPlace(p)
	}
	for o := range m.occasions {
		if m.Occasions[o].Priority == 1 && len(m.occasions[o].spots) > 0 {
			c.musts = append(c.musts, o)
		}
	}
	return c
}

func (c *counter) addPlace(p int) {
	m := c.m
	on, shifts := make([]bool, m.Days), make([][]int, m.Days)
	var stray []int
	least := dayLength
	visitable := func(s int, l *leg) {
		day := m.shifts[s].Day
		on[day] = true
		if !slices.Contains(shifts[day], s) {
			shifts[day] = append(shifts[day], s)
		}
		least = min(least, l.minutes)
	}
	for i := range m.places[p].spots() {
		visitable(m.places[p].spots()[i].shift, m.places[p].spots()[i].leg)
	}
	for _, f := range m.places[p].fixed {
		switch l := m.fixedLeg(f); {
		case !m.standing[f]:
		case m.home[f] >= 0:
			visitable(m.home[f], &l)
		default:
			on[m.Fixed[f].Day] = true
			stray = append(stray, m.Fixed[f].Day)
		}
	}
	var days []int
	for day := range on {
		if on[day] {
			days = append(days, day)
		}
	}
	nearest, stands := dayLength, m.Places[p].nodes()
	for node := range m.Travel {
		for _, at := range stands {
			if node != at {
				nearest = min(nearest, m.drive(node, at))
			}
		}
	}
	if c.shared(stands) {
		nearest = 0
	}
	c.days, c.stray, c.shifts = append(c.days, days), append(c.stray, stray), append(c.shifts, shifts)
	c.legs = append(c.legs, least+min(nearest, dayLength))
	leaps, upTo := make([]int, m.Days), len(days)-1
	c.leaps = append(c.leaps, leaps)
	for at := m.Days - 1; at >= 0; at-- {
		leaps[at] = c.lastWithin(p, at, upTo)
		for upTo > 0 && days[upTo] > max(leaps[at], at) {
			upTo-- // an earlier day leaps no further
		}
	}
	c.alone = append(c.alone, c.keepable(p))
}

// shared tells whether something else is at one of a place's nodes, so that no drive
// need lead to it.
func (c *counter) shared(nodes []int) bool {
	n := 0
	for i := range c.m.Places {
		if slices.ContainsFunc(c.m.Places[i].nodes(), func(node int) bool { return slices.Contains(nodes, node) }) {
			n++
		}
	}
	for i := range c.m.Occasions {
		if slices.Contains(nodes, c.m.Occasions[i].Node) {
			n++
		}
	}
	for i := range c.m.Offices {
		if slices.Contains(nodes, c.m.Offices[i].Base) {
			n++
		}
	}
	return n > 1
}

// keepable tells whether a place's promise could be kept if there were no other.
func (c *counter) keepable(p int) bool {
	if !c.m.Places[p].Promised {
		return true
	}
	at := c.m.places[p].start
	for c.clock(p, at, c.m.Days) > c.m.Places[p].MaxGap {
		next := c.leap(p, at)
		if next < 0 {
			return false
		}
		at = next
	}
	for i, floor := range c.m.Places[p].Floors {
		if c.mostVisits(p, floor.Span) < c.m.Places[p].Floors[i].Visits {
			return false
		}
	}
	return true
}

func (c *counter) clock(p, from, to int) int { return c.m.length(gap{place: p, from: from, to: to}) }

// leap is the last day on which a place that was visited on a day can be visited
// again in time; -1 when there is none.
func (c *counter) leap(p, at int) int {
	if at < 0 {
		return c.lastWithin(p, at, len(c.days[p])-1)
	}
	return c.leaps[p][at]
}

// lastWithin is the last of a place's days, up to the given one, that is in time
// after another; -1 when there is none.
func (c *counter) lastWithin(p, at, upTo int) int {
	for i := upTo; i >= 0 && c.days[p][i] > at; i-- {
		if c.clock(p, at, c.days[p][i]) <= c.m.Places[p].MaxGap {
			return c.days[p][i]
		}
	}
	return -1
}

// mostVisits is how many visits to a place a span can hold: as early as possible,
// again and again. Visits that stand may be closer to each other.
func (c *counter) mostVisits(p int, span Span) int {
	count, last := 0, -1
	for _, day := range c.days[p] {
		if span.holds(day) && (last < 0 || c.clock(p, last, day) >= c.m.Places[p].MinGap) {
			count, last = count+1, day
		}
	}
	for _, f := range c.m.places[p].fixed {
		if c.m.standing[f] && span.holds(c.m.Fixed[f].Day) {
			count++
		}
	}
	return count
}

// leastVisits is how many visits to a place fall into a span at least if its
// promise is kept: the last one before it is as late as can be, and each one in it
// as late as the one before allows. Visits that stand outside every shift take no
// room and are left out.
func (c *counter) leastVisits(p int, span Span) int {
	m := c.m
	if !m.Places[p].Promised || !c.alone[p] {
		return 0
	}
	at := m.places[p].start
	if i, _ := slices.BinarySearch(c.days[p], span.From); i > 0 {
		at = c.days[p][i-1]
	}
	count := 0
	for c.clock(p, at, m.Days) > m.Places[p].MaxGap {
		if at = c.leap(p, at); at < 0 || at >= span.To {
			break
		}
		count++
	}
	for i, floor := range m.Places[p].Floors {
		if span.From <= floor.From && floor.To <= span.To {
			count = max(count, m.Places[p].Floors[i].Visits)
		}
	}
	for _, day := range c.stray[p] {
		if span.holds(day) {
			count--
		}
	}
	return max(count, 0)
}

// single lists the places and occasions that cannot be served even if there were
// nothing else.
func (c *counter) single() []Obstacle {
	m, list := c.m, []Obstacle{}
	for p := range m.places {
		if !c.alone[p] {
			list = append(list, Obstacle{
				Kind: ObstaclePlace, Certainty: Proven, Places: []int{p}, Occasions: []int{}, Span: c.stuck(p),
				Needed: 1, Room: 0,
			})
		}
	}
	for o := range m.occasions {
		if day := m.Occasions[o].Day; m.Occasions[o].Priority == 1 && len(m.occasions[o].spots) == 0 && len(m.occasions[o].fixed) == 0 {
			list = append(list, Obstacle{
				Kind: ObstacleOccasion, Certainty: Proven, Places: []int{}, Occasions: []int{o}, Span: Span{day, day + 1},
				Needed: 1, Room: 0,
			})
		}
	}
	return append(list, c.summer()...)
}

// stuck is the first stretch of days in which a place ought to be visited and
// cannot be, or its first floor that cannot be met.
func (c *counter) stuck(p int) Span {
	at := c.m.places[p].start
	for c.clock(p, at, c.m.Days) > c.m.Places[p].MaxGap {
		next := c.leap(p, at)
		if next < 0 {
			end := at
			for end < c.m.Days && c.clock(p, at, end) <= c.m.Places[p].MaxGap {
				end++
			}
			from := max(at, 0)
			return Span{from, max(end, from+1)} // it may be late before day 0
		}
		at = next
	}
	for _, floor := range c.m.Places[p].Floors {
		if c.mostVisits(p, floor.Span) < floor.Visits {
			return floor.Span
		}
	}
	return Span{0, c.m.Days}
}

// summer holds the minutes at all occasions that can be attended against the
// share that is owed.
func (c *counter) summer() []Obstacle {
	m, most := c.m, 0
	for f := range m.Fixed {
		if m.Fixed[f].Occasion != nil && m.Calendar[m.Fixed[f].Day].Summer {
			most += m.Fixed[f].To - m.Fixed[f].From
		}
	}
	missed := []int{}
	for o := range m.occasions {
		if !m.Calendar[m.Occasions[o].Day].Summer {
			continue
		}
		if most += m.attendable(o); len(m.occasions[o].spots) == 0 {
			missed = append(missed, o)
		}
	}
	if most >= m.summerDue {
		return nil
	}
	first, last := m.summerSpan()
	return []Obstacle{{
		Kind: ObstacleSummer, Certainty: Proven, Places: []int{}, Occasions: missed, Span: Span{first, last + 1},
		Needed: m.summerDue, Room: most,
	}}
}

// windows lists the stretches of days to count, the shortest first.
func (c *counter) windows() []Span {
	var list []Span
	days := c.m.Days
	for weeks := 1; weeks <= longestWindow; weeks++ {
		step := 7
		if weeks <= closeWindow {
			step = 1
		}
		for from := 0; from+7*weeks <= days; from += step {
			list = append(list, Span{from, from + 7*weeks})
		}
	}
	for from := 0; from < days; from += 28 {
		list = append(list, Span{from, days}, Span{0, min(from+28, days)})
	}
	slices.SortStableFunc(list, func(a, b Span) int { return cmp.Compare(a.To-a.From, b.To-b.From) })
	return slices.Compact(list)
}
