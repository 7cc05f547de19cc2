package planner

import (
	"slices"
)

// draft is a plan in the making: which legs are in which shift, and which shifts
// each place and occasion is in. Prices are kept per place and per shift, and
// only what changes is reckoned anew. Every change is journalled, so that undo
// puts back what was.
type draft struct {
	state
	m        *model
	atlas    *atlas
	strays   []stray
	journal  []change
	fits     [][]fit   // by place and spot
	anew     [][]int32 // by place and shift: the leg of a new visit, or -1
	kernel   kernel
	addition int      // what a stop costs that replaces no fixed one
	lure     []int    // by day: what replan charges beyond the price, or nil
	nodes    []node   // scratch of replan
	options  []option // of nodes
	found    []fit    // what options are about
	passing  []fit    // found for a place that is not to be remembered
	days     []int
}

// state is what a draft can go back to. The slices within visits and the tours
// never change, so that a copy of the outer ones is a copy of the whole.
type state struct {
	tours   []*tour
	visits  [][]visit // by place, in the order of days
	chains  []Score   // price of each place's chain
	attends []visit   // by occasion: how it is attended, absent when it is not
	priced  Score     // everything but the summer share
	summer  int       // minutes at occasions on summer days
	broken  int       // tours that cannot be driven
}

// visit is how a place is visited, or an occasion attended.
type visit struct {
	day      int
	shift    int // -1 outside every shift
	leg      int // its number in the atlas
	fixed    int // the fixed stop that is kept as it is, or -1
	standing bool
}

// stray is a standing stop outside every shift.
type stray struct {
	leg         leg
	office, day int
}

// absent is the visit of an occasion that is not attended.
var absent = visit{day: -1, shift: -1, leg: -1, fixed: -1}

// change is one entry of the journal: what a tour, the visits of a place or the
// attendance of an occasion was.
type change struct {
	kind   changeKind
	index  int
	tour   *tour
	visits []visit
	chain  Score
	visit  visit
}

type changeKind uint8

const (
	changedTour changeKind = iota
	changedVisits
	changedAttendance
)

// emptyDraft has no stop at all.
func emptyDraft(m *model) *draft {
	d := &draft{m: m, atlas: newAtlas(m), fits: make([][]fit, len(m.places)), anew: make([][]int32, len(m.places))}
	d.tours = make([]*tour, len(m.shifts))
	d.visits = make([][]visit, len(m.places))
	d.chains = make([]Score, len(m.places))
	d.attends = make([]visit, len(m.occasions))
	for s := range d.tours {
		d.tours[s] = d.atlas.emptyTour(s)
	}
	for p := range m.places {
		d.chains[p] = m.chainPrice(p, nil)
		d.priced = d.priced.Plus(d.chains[p])
	}
	for o := range m.occasions {
		d.attends[o] = absent
		d.priced = d.priced.Plus(m.occasionPrice(o))
	}
	for f := range m.Fixed {
		d.priced = d.priced.Plus(m.disruptionPrice(f))
	}
	return d
}

// newDraft has the stops that stand, and the other fixed ones as far as they fit.
func newDraft(m *model) *draft {
	d := emptyDraft(m)
	for f := range m.Fixed {
		if m.standing[f] {
			d.place(m.fixedLeg(f), m.home[f], m.Fixed[f].Office, m.Fixed[f].Day)
		}
	}
	for f := range m.Fixed {
		if m.keepable(f) && d.welcome(f) {
			d.place(m.fixedLeg(f), m.home[f], m.Fixed[f].Office, m.Fixed[f].Day)
		}
	}
	d.priceChains()
	return d
}

// welcome tells whether a fixed stop that need not stand fits beside what is
// there.
func (d *draft) welcome(f int) bool {
	if !d.with(d.m.home[f], d.m.fixedLeg(f)).ok {
		return false
	}
	if o := d.m.Fixed[f].Occasion; o != nil {
		return d.attends[*o] == absent
	}
	p := *d.m.Fixed[f].Place
	for _, v := range d.visits[p] {
		g := gap{place: p, from: min(v.day, d.m.Fixed[f].Day), to: max(v.day, d.m.Fixed[f].Day)}
		if g.from == g.to || tooClose(d.m, g) {
			return false
		}
	}
	start := d.m.gapBetween(p, []int{d.m.Fixed[f].Day}, 0)
	return !tooClose(d.m, start)
}

// score is the price of the draft as it is.
func (d *draft) score() Score { return d.priced.Plus(d.m.summerPrice(d.summer)) }

// with is a shift's tour with one leg more. It is not ok when that does not fit,
// nor when the tour is broken as it is, or the crew needs the rest.
func (d *draft) with(s int, l leg) *tour {
	if t := d.tours[s]; t.ok && d.rested(s) {
		return d.atlas.join(t, d.atlas.number(l))
	}
	return tired
}

// tired is the tour of a shift that nothing may be added to: it is broken as it is,
// or its crew needs the rest.
var tired = &tour{}

// rested tells whether a shift may be used: no other is that leaves its crew no rest.
func (d *draft) rested(s int) bool {
	for _, rival := range d.m.rivals[s] {
		if len(d.tours[rival].legs) > 0 {
			return false
		}
	}
	return true
}

// place puts a leg into a shift, or outside all with shift -1. The leg need not
// fit: the tour then counts as broken.
func (d *draft) place(l leg, s, office, day int) {
	if s >= 0 {
		d.setTour(s, d.atlas.join(d.tours[s], d.atlas.number(l)))
	}
	d.enter(d.atlas.number(l), s, office, day)
}

// enter notes a stop whose leg is in its shift's tour, or outside all. A draft that
// places are entered into is a new one, and priced at the end by priceChains.
func (d *draft) enter(number, s, office, day int) {
	l := &d.atlas.legs[number]
	v := visit{day: day, shift: s, leg: number, fixed: l.fixed, standing: l.standing}
	if s < 0 {
		d.strays = append(d.strays, stray{*l, office, day})
		if l.occasion >= 0 && d.m.Calendar[day].Summer {
			d.summer += l.minutes
		}
	}
	if l.fixed >= 0 {
		d.priced = d.priced.Minus(d.m.disruptionPrice(l.fixed))
	}
	if l.place >= 0 {
		after := len(d.visits[l.place])
		for after > 0 && d.visits[l.place][after-1].day > day {
			after--
		}
		d.visits[l.place] = slices.Insert(d.visits[l.place], after, v)
		return
	}
	if d.attends[l.occasion] == absent {
		d.priced = d.priced.Minus(d.m.occasionPrice(l.occasion))
		d.priced.Soft += d.forAttending(l.occasion)
	}
	if d.attends[l.occasion] == absent || l.standing {
		d.setAttendance(l.occasion, v)
	}
}

// priceChains prices the visits that were entered.
func (d *draft) priceChains() {
	for p := range d.visits {
		if len(d.visits[p]) > 0 {
			before := d.chains[p]
			d.chains[p] = d.m.chainPrice(p, daysOf(d.visits[p]))
			d.priced = d.priced.Plus(d.chains[p]).Minus(before)
		}
	}
}

// setTour changes a shift's legs.
func (d *draft) setTour(s int, t *tour) {
	old := d.tours[s]
	d.tours[s] = t
	d.priced = d.priced.Plus(t.price).Minus(old.price)
	if d.m.Calendar[d.m.shifts[s].Day].Summer {
		d.summer += t.toll.attended - old.toll.attended
	}
	if !t.ok {
		d.broken++
	}
	if !old.ok {
		d.broken--
	}
	d.journal = append(d.journal, change{kind: changedTour, index: s, tour: old})
}

// setVisits changes a place's visits.
func (d *draft) setVisits(p int, visits []visit) {
	oldVisits, oldPrice := d.visits[p], d.chains[p]
	d.days = d.days[:0]
	for i := range visits {
		d.days = append(d.days, visits[i].day)
	}
	d.visits[p], d.chains[p] = visits, d.kernel.bookOf(d.m, p).chain(d.days)
	d.chains[p].Soft += d.forAdded(p, visits)
	d.priced = d.priced.Plus(d.chains[p]).Minus(oldPrice)
	d.journal = append(d.journal, change{kind: changedVisits, index: p, visits: oldVisits, chain: oldPrice})
}

// setAttendance changes how an occasion is attended, but no tour and no price.
func (d *draft) setAttendance(o int, v visit) {
	d.journal = append(d.journal, change{kind: changedAttendance, index: o, visit: d.attends[o]})
	d.attends[o] = v
}

// mark is where the journal was and what undo puts back beside it.
type mark struct {
	entries        int
	priced         Score
	summer, broken int
}

// mark begins a change that can be undone. Marks may be nested.
func (d *draft) mark() mark { return mark{len(d.journal), d.priced, d.summer, d.broken} }

// commit makes everything final that was changed so far.
func (d *draft) commit() { d.journal = d.journal[:0] }

// undo puts back what was at the mark.
func (d *draft) undo(to mark) {
	for i := len(d.journal) - 1; i >= to.entries; i-- {
		switch c := &d.journal[i]; c.kind {
		case changedTour:
			d.tours[c.index] = c.tour
		case changedVisits:
			d.visits[c.index], d.chains[c.index] = c.visits, c.chain
		case changedAttendance:
			d.attends[c.index] = c.visit
		}
	}
	d.journal = d.journal[:to.entries]
	d.priced, d.summer, d.broken = to.priced, to.summer, to.broken
}

// copyTo copies a state into the memory of another one.
func (s *state) copyTo(other *state) {
	tours, visits, chains, attends := other.tours, other.visits, other.chains, other.attends
	*other = *s
	other.tours = append(tours[:0], s.tours...)
	other.visits = append(visits[:0], s.visits...)
	other.chains = append(chains[:0], s.chains...)
	other.attends = append(attends[:0], s.attends...)
}

// leave gives up an occasion, unless it stands.
func (d *draft) leave(o int) {
	v := d.attends[o]
	if v == absent || v.standing {
		return
	}
	d.release(v)
	d.setAttendance(o, absent)
	d.priced = d.priced.Plus(d.m.occasionPrice(o))
	d.priced.Soft -= d.forAttending(o)
}

// release takes the leg of a visit out of its shift.
func (d *draft) release(v visit) {
	d.setTour(v.shift, d.atlas.part(d.tours[v.shift], v.leg))
	if v.fixed >= 0 {
		d.priced = d.priced.Plus(d.m.disruptionPrice(v.fixed))
	}
}

// guests lists the places in a shift that may be moved, in the order of the tour.
func (d *draft) guests(s int) []int {
	var places []int
	for i := range d.tours[s].legs {
		if l := &d.tours[s].legs[i]; l.place >= 0 && !l.standing {
			places = append(places, l.place)
		}
	}
	return places
}

func daysOf(visits []visit) []int {
	days := make([]int, len(visits))
	for i := range visits {
		days[i] = visits[i].day
	}
	return days
}
