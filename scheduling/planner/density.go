package planner

import "sort"

// Density compares what the promises aim at in a span of days with what the crewed
// shifts can hold. Beyond 1000 thousandths the visits come more seldom than aimed
// at: promises then are kept, if at all, only because MaxGap is above 1000.
type Density struct {
	Span
	// Needed is thousandths of stops: what the clocks of promised places run in
	// the span, and what the promised part of the occasions takes.
	Needed int `json:"needed"`
	// Room is how many stops the shifts hold, by their slots and minutes.
	Room int `json:"room"`
}

// Share is Needed in thousandths of Room; 0 where nothing is needed, and -1 where
// something is and there is no room at all.
func (d Density) Share() int {
	switch {
	case d.Needed == 0:
		return 0
	case d.Room == 0:
		return -1
	default:
		return d.Needed / d.Room
	}
}

// density reckons the density of the whole horizon.
func (m *model) density() Density { return m.densities([]Span{{0, m.Days}})[0] }

// weekly reckons the density of each week from day 0 on; the last may be shorter.
func (m *model) weekly() []Density {
	var weeks []Span
	for day := 0; day < m.Days; day += 7 {
		weeks = append(weeks, Span{day, min(day+7, m.Days)})
	}
	return m.densities(weeks)
}

// densities reckons the density of each span.
func (m *model) densities(spans []Span) []Density {
	room, owed := make([]int, m.Days), make([]int, m.Days)
	for s, stops := range m.rooms() {
		room[m.shifts[s].Day] += stops
	}
	for _, o := range m.owedOccasions() {
		owed[m.Occasions[o].Day] += fullRate * m.Occasions[o].Slots
	}
	list := make([]Density, len(spans))
	for i, span := range spans {
		d := Density{Span: span}
		for day := span.From; day < span.To; day++ {
			d.Room += room[day]
			d.Needed += owed[day]
		}
		for p := range m.places {
			if m.Places[p].Promised {
				c := &m.places[p].clock
				d.Needed += c.at(span.To) - c.at(span.From)
			}
		}
		list[i] = d
	}
	return list
}

// owedOccasions are the occasions of priority 1 and, of the others on summer
// days, those by which the summer share is reached with the fewest slots.
func (m *model) owedOccasions() []int {
	var owed, others []int
	minutes := 0
	for o := range m.Occasions {
		summer := m.Calendar[m.Occasions[o].Day].Summer
		switch {
		case m.Occasions[o].Priority == 1:
			if owed = append(owed, o); summer {
				minutes += m.attendable(o)
			}
		case summer && len(m.occasions[o].spots) > 0:
			others = append(others, o)
		}
	}
	sort.SliceStable(others, func(a, b int) bool {
		x, y := others[a], others[b]
		return m.attendable(x)*m.Occasions[y].Slots > m.attendable(y)*m.Occasions[x].Slots
	})
	for _, o := range others {
		if minutes >= m.summerDue {
			break
		}
		owed, minutes = append(owed, o), minutes+m.attendable(o)
	}
	return owed
}

// attendable is how many minutes an occasion can be attended at most.
func (m *model) attendable(o int) int {
	most := 0
	for i := range m.occasions[o].spots {
		sp := &m.occasions[o].spots[i]
		s := &m.shifts[sp.shift]
		w := sp.leg.window.and(window{s.begin + m.drive(s.base, sp.leg.node), s.limit - m.drive(sp.leg.node, s.base)})
		most = max(most, min(w.length(), m.Occasions[o].most()))
	}
	return most
}

// rooms is how many stops each shift holds at most: its slots, or fewer when the
// shortest stops that can be in it and the shortest drives to them take longer.
func (m *model) rooms() []int {
	legs := make([][]leg, len(m.shifts))
	gather := func(spots []spot) {
		for i := range spots {
			legs[spots[i].shift] = append(legs[spots[i].shift], *spots[i].leg)
		}
	}
	for p := range m.places {
		gather(m.places[p].spots())
	}
	for o := range m.occasions {
		gather(m.occasions[o].spots)
	}
	for f := range m.Fixed {
		if m.standing[f] && m.home[f] >= 0 {
			legs[m.home[f]] = append(legs[m.home[f]], m.fixedLeg(f))
		}
	}
	rooms := make([]int, len(m.shifts))
	for s := range rooms {
		rooms[s] = m.room(s, legs[s])
	}
	return rooms
}

// room is how many of some legs a shift holds at most.
func (m *model) room(s int, legs []leg) int {
	sh := &m.shifts[s]
	if len(legs) == 0 {
		return 0
	}
	back := dayLength
	minutes := make([]int, len(legs))
	for i := range legs {
		nearest := m.drive(sh.base, legs[i].node)
		for k := range legs {
			if k != i {
				nearest = min(nearest, m.drive(legs[k].node, legs[i].node))
			}
		}
		minutes[i] = legs[i].minutes + nearest
		back = min(back, m.drive(legs[i].node, sh.base))
	}
	sort.Ints(minutes)
	room, left := 0, sh.limit-sh.begin-back
	for _, needed := range minutes {
		if left -= needed; left < 0 {
			break
		}
		room++
	}
	if sh.Slots > 0 {
		room = min(room, sh.Slots)
	}
	return room
}
