package planner

// leg is one stop of a tour before its times are set.
type leg struct {
	place, occasion int // one of them is -1
	fixed           int // the fixed stop that it keeps as it is, or -1
	node            int
	window          window // what the hard rules on single stops leave
	minutes         int    // the least that it lasts
	slots           int
	stand           int  // which of the place's sites, where it has any
	exact           bool // it takes place exactly within window
	standing        bool // the engine may not remove it
}

func (m *model) placeLeg(at site, w window) leg {
	return leg{
		place: at.place, occasion: -1, fixed: -1, node: m.nodeOf(at), window: w,
		minutes: m.Places[at.place].Service, slots: 1, stand: at.stand,
	}
}

func (m *model) occasionLeg(o int, w window) leg {
	return leg{place: -1, occasion: o, fixed: -1, node: m.Occasions[o].Node, window: w, minutes: m.Occasions[o].Minutes, slots: m.Occasions[o].Slots}
}

func (m *model) fixedLeg(f int) leg {
	l := m.exactLeg(m.fixedSite(f), m.Fixed[f].From, m.Fixed[f].To)
	l.fixed, l.standing = f, m.standing[f]
	return l
}

// exactLeg is a stop with given times.
func (m *model) exactLeg(at site, from, to int) leg {
	var l leg
	if at.place >= 0 {
		l = m.placeLeg(at, window{from, to})
	} else {
		l = m.occasionLeg(at.occasion, window{from, to})
	}
	l.minutes, l.exact = to-from, true
	return l
}

// window is the minutes [from, to] of a day.
type window struct{ from, to int }

// The windows of a rule that says nothing, and of one that forbids.
var (
	always = window{0, 4 * dayLength}
	never  = window{0, -1}
)

// and is what two windows have in common.
func (w window) and(o window) window { return window{max(w.from, o.from), min(w.to, o.to)} }

// holds tells whether [from, to] lies within the window.
func (w window) holds(from, to int) bool { return w.from <= from && to <= w.to }

// length is how many minutes the window has; negative when it is never.
func (w window) length() int { return w.to - w.from }
