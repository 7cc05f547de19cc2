package planner

import "slices"

// demand is what a place or occasion needs of some shifts.
type demand struct {
	place, occasion int // one of them is -1
	stops           int
	minutes         int   // of all stops
	shifts          []int // in which it can be
	alike           bool  // several stops may be in one shift
}

// overfull tells whether the promises need more in a span than its shifts hold.
func (c *counter) overfull(span Span) (Obstacle, bool) {
	demands, stops, minutes := c.demands(span), 0, 0
	for i := range demands {
		stops += demands[i].stops
		minutes += demands[i].minutes
	}
	room, time := 0, 0
	for s, stops := range c.rooms {
		if sh := &c.m.shifts[s]; span.holds(sh.Day) {
			room += stops
			time += max(0, sh.limit-sh.begin)
		}
	}
	o := Obstacle{Kind: ObstacleStops, Certainty: Proven, Span: span, Needed: stops, Room: room}
	switch {
	case stops > room:
		o.Places, o.Occasions = parties(demands, nil)
		return o, true
	case minutes > time && !c.crowded(span):
		o.Kind, o.Needed, o.Room = ObstacleMinutes, minutes, time
		o.Places, o.Occasions = parties(demands, nil)
		return o, true
	case stops*1000 > room*worthFlow:
		return c.squeezed(o, demands)
	}
	return Obstacle{}, false
}

// crowded tells whether stops that stand take more time in a span than they
// should; minutes then prove nothing.
func (c *counter) crowded(span Span) bool {
	for f := range c.m.Fixed {
		if c.m.standing[f] && span.holds(c.m.Fixed[f].Day) {
			return true
		}
	}
	return false
}

// demands lists what the promises need in a span at least.
func (c *counter) demands(span Span) []demand {
	var list []demand
	for p := range c.m.places {
		if n := c.leastVisits(p, span); n > 0 {
			d := demand{place: p, occasion: -1, stops: n, minutes: n * c.legs[p]}
			for day := span.From; day < span.To; day++ {
				d.shifts = append(d.shifts, c.shifts[p][day]...)
			}
			list = append(list, d)
		}
	}
	for _, o := range c.musts {
		if span.holds(c.m.Occasions[o].Day) {
			if d := c.attendance(o); d.stops > 0 {
				list = append(list, d)
			}
		}
	}
	return list
}

// attendance is what an occasion takes of the shifts that it can be in, at least:
// its slots, less those that the shift has no time to fill. One that a stop outside
// every shift attends takes nothing.
func (c *counter) attendance(o int) demand {
	m := c.m
	d := demand{place: -1, occasion: o, stops: m.Occasions[o].Slots, minutes: m.Occasions[o].Minutes, alike: true}
	for i := range m.occasions[o].spots {
		s := m.occasions[o].spots[i].shift
		if spare := m.Shifts[s].Slots - c.rooms[s]; spare > 0 {
			d.stops = min(d.stops, max(1, m.Occasions[o].Slots-spare))
		} else if m.Shifts[s].Slots == 0 {
			d.stops = min(d.stops, 1)
		}
		if !slices.Contains(d.shifts, s) {
			d.shifts = append(d.shifts, s)
		}
		d.minutes = min(d.minutes, m.occasions[o].spots[i].leg.minutes)
	}
	for _, f := range m.occasions[o].fixed {
		if m.standing[f] {
			d.stops, d.minutes = 0, 0
		}
	}
	return d
}

// squeezed sends the stops of all demands into the shifts as far as they go, a
// maximum flow. When one cannot be placed, the demands that it could change with
// are too many for the shifts that all of them can be in.
func (c *counter) squeezed(o Obstacle, demands []demand) (Obstacle, bool) {
	f := flow{demands: demands, room: c.rooms, in: make([][]int, len(c.rooms))}
	for i := range demands {
		for range demands[i].stops {
			if f.place(i) {
				continue
			}
			o.Needed, o.Room = f.cut()
			o.Places, o.Occasions = parties(demands, f.asked)
			return o, true
		}
	}
	return Obstacle{}, false
}

// flow puts stops into shifts.
type flow struct {
	demands []demand
	room    []int
	in      [][]int // by shift: the demands of its stops
	reached []bool  // by shift, in the last search
	asked   []bool  // by demand, in the last search: to move
}

// cut is what the demands need that the last search asked in vain, and what room
// there is for them: all of the shifts that it reached, and one stop for each of
// them in the other shifts that they can be in, all of which they are in already.
func (f *flow) cut() (needed, room int) {
	for s := range f.reached {
		if f.reached[s] {
			room += f.room[s]
		}
	}
	for i, d := range f.demands {
		if !f.asked[i] {
			continue
		}
		needed += d.stops
		for _, s := range d.shifts {
			if !f.reached[s] {
				room++
			}
		}
	}
	return needed, room
}

// place puts one more stop of a demand somewhere, moving others where needed.
func (f *flow) place(i int) bool {
	f.reached, f.asked = make([]bool, len(f.room)), make([]bool, len(f.demands))
	return f.push(i)
}

func (f *flow) push(i int) bool {
	f.asked[i] = true
	for _, s := range f.demands[i].shifts {
		if f.reached[s] || !f.demands[i].alike && slices.Contains(f.in[s], i) {
			continue
		}
		f.reached[s] = true
		if len(f.in[s]) < f.room[s] {
			f.in[s] = append(f.in[s], i)
			return true
		}
		for at := range f.in[s] {
			other := f.in[s][at]
			if !f.asked[other] && f.push(other) {
				f.in[s][at] = i
				return true
			}
		}
	}
	return false
}

// parties lists the places and occasions of some demands.
func parties(demands []demand, which []bool) (places, occasions []int) {
	places, occasions = []int{}, []int{}
	for i := range demands {
		switch {
		case which != nil && !which[i]:
		case demands[i].place >= 0:
			places = append(places, demands[i].place)
		default:
			occasions = append(occasions, demands[i].occasion)
		}
	}
	return places, occasions
}
