package planner

import "sort"

// draft is a plan in the making: which legs are in which shift, and which shifts
// each place and occasion is in. Prices are kept per place and per shift, and
// only what changes is reckoned anew. Every change is journalled, so that undo
// puts back what was.
type draft struct {
	m       *model
	tours   []tour
	visits  [][]visit // by place, in the order of days
	chains  []Score   // price of each place's chain
	attends []visit   // by occasion: how it is attended, absent when it is not
	strays  []stray
	priced  Score // everything but the summer share
	summer  int   // minutes at occasions on summer days
	broken  int   // tours that cannot be driven
	version int
	journal []func()
	fits    [][]fit // by place and spot
	kernel  kernel
}

// visit is how a place is visited, or an occasion attended.
type visit struct {
	day      int
	shift    int // -1 outside every shift
	fixed    int // the fixed stop that is kept as it is, or -1
	standing bool
}

// stray is a standing stop outside every shift.
type stray struct {
	leg         leg
	office, day int
}

// absent is the visit of an occasion that is not attended.
var absent = visit{day: -1, shift: -1, fixed: -1}

// fit is what a place would cost a shift, remembered for a version of its tour.
type fit struct {
	version int
	ok      bool
	price   Score
	lost    int // minutes at occasions
}

// emptyDraft has no stop at all.
func emptyDraft(m *model) *draft {
	d := &draft{
		m:       m,
		tours:   make([]tour, len(m.shifts)),
		visits:  make([][]visit, len(m.places)),
		chains:  make([]Score, len(m.places)),
		attends: make([]visit, len(m.occasions)),
		fits:    make([][]fit, len(m.places)),
	}
	for s := range d.tours {
		d.tours[s] = tour{ok: true, version: d.nextVersion()}
	}
	for p := range m.places {
		d.fits[p] = make([]fit, len(m.places[p].spots))
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
	return d
}

// welcome tells whether a fixed stop that need not stand fits beside what is
// there.
func (d *draft) welcome(f int) bool {
	if _, _, ok := d.with(d.m.home[f], d.m.fixedLeg(f)); !ok {
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

// with tries a leg in a shift.
func (d *draft) with(s int, l leg) ([]leg, toll, bool) {
	t := &d.tours[s]
	if !t.ok {
		return nil, toll{}, false
	}
	legs := make([]leg, 0, len(t.legs)+1)
	return d.m.route(s, append(append(legs, t.legs...), l))
}

// place puts a leg into a shift, or outside all with shift -1. The leg need not
// fit: the tour then counts as broken.
func (d *draft) place(l leg, s, office, day int) {
	if s < 0 {
		d.strays = append(d.strays, stray{l, office, day})
		if l.occasion >= 0 && d.m.Calendar[day].Summer {
			d.summer += l.minutes
		}
	} else {
		t := &d.tours[s]
		d.setTour(s, append(append(make([]leg, 0, len(t.legs)+1), t.legs...), l))
	}
	v := visit{day: day, shift: s, fixed: l.fixed, standing: l.standing}
	if l.fixed >= 0 {
		d.priced = d.priced.Minus(d.m.disruptionPrice(l.fixed))
	}
	if l.place >= 0 {
		visits := append(append(make([]visit, 0, len(d.visits[l.place])+1), d.visits[l.place]...), v)
		sort.SliceStable(visits, func(a, b int) bool { return visits[a].day < visits[b].day })
		d.setVisits(l.place, visits)
		return
	}
	if d.attends[l.occasion] == absent {
		d.priced = d.priced.Minus(d.m.occasionPrice(l.occasion))
	}
	if d.attends[l.occasion] == absent || l.standing {
		d.attends[l.occasion] = v
	}
}

// setTour changes a shift's legs.
func (d *draft) setTour(s int, legs []leg) {
	old := d.tours[s]
	t := d.m.newTour(s, legs, d.nextVersion())
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
	d.journal = append(d.journal, func() { d.tours[s] = old })
}

// setVisits changes a place's visits.
func (d *draft) setVisits(p int, visits []visit) {
	oldVisits, oldPrice := d.visits[p], d.chains[p]
	d.visits[p], d.chains[p] = visits, d.m.chainPrice(p, daysOf(visits))
	d.priced = d.priced.Plus(d.chains[p]).Minus(oldPrice)
	d.journal = append(d.journal, func() { d.visits[p], d.chains[p] = oldVisits, oldPrice })
}

func (d *draft) nextVersion() int {
	d.version++
	return d.version
}

// mark begins a change that can be undone. Marks may be nested.
func (d *draft) mark() mark {
	return mark{len(d.journal), d.priced, d.summer, d.broken, append([]visit(nil), d.attends...)}
}

// commit makes everything final that was changed so far.
func (d *draft) commit() { d.journal = d.journal[:0] }

// mark is where the journal was and what undo puts back beside it.
type mark struct {
	entries        int
	priced         Score
	summer, broken int
	attends        []visit
}

// undo puts back what was at the mark.
func (d *draft) undo(to mark) {
	for i := len(d.journal) - 1; i >= to.entries; i-- {
		d.journal[i]()
	}
	d.journal = d.journal[:to.entries]
	d.priced, d.summer, d.broken = to.priced, to.summer, to.broken
	d.attends = to.attends
}

// clear takes away all visits of a place but those that stand.
func (d *draft) clear(p int) {
	var left []visit
	for _, v := range d.visits[p] {
		if v.standing {
			left = append(left, v)
			continue
		}
		d.release(v, func(l *leg) bool { return l.place == p })
	}
	if len(left) < len(d.visits[p]) {
		d.setVisits(p, left)
	}
}

// leave gives up an occasion, unless it stands.
func (d *draft) leave(o int) {
	v := d.attends[o]
	if v == absent || v.standing {
		return
	}
	d.release(v, func(l *leg) bool { return l.occasion == o })
	d.attends[o] = absent
	d.priced = d.priced.Plus(d.m.occasionPrice(o))
}

// release takes the leg of a visit out of its shift.
func (d *draft) release(v visit, is func(*leg) bool) {
	t := &d.tours[v.shift]
	legs := make([]leg, 0, len(t.legs))
	for i := range t.legs {
		if l := &t.legs[i]; !is(l) || l.standing {
			legs = append(legs, *l)
		}
	}
	d.setTour(v.shift, legs)
	if v.fixed >= 0 {
		d.priced = d.priced.Plus(d.m.disruptionPrice(v.fixed))
	}
}

// fit is what a place's spot would cost the shift. The place is not in the shift.
func (d *draft) fit(p, at int) fit {
	f, sp := &d.fits[p][at], &d.m.places[p].spots[at]
	t := &d.tours[sp.shift]
	if f.version == t.version {
		return *f
	}
	*f = fit{version: t.version}
	if _, with, ok := d.with(sp.shift, sp.leg); ok {
		f.ok = true
		f.price = d.m.tollPrice(with).Minus(t.price)
		if d.m.Calendar[d.m.shifts[sp.shift].Day].Summer {
			f.lost = t.toll.attended - with.attended
		}
	}
	return *f
}

// nodesOf lists the ways to visit a place beside all others as they are, for the
// kernel. The place has only its standing visits. Spots gives for each node its
// spot, or -1 for a visit that stands.
func (d *draft) nodesOf(p int) (nodes []node, spots []int) {
	standing, spare := d.visits[p], d.summer-d.m.summerDue
	stand := func(before int) {
		for len(standing) > 0 && standing[0].day < before {
			nodes, spots = append(nodes, node{day: standing[0].day, must: true}), append(spots, -1)
			standing = standing[1:]
		}
	}
	for at := range d.m.places[p].spots {
		sp := &d.m.places[p].spots[at]
		f := d.fit(p, at)
		if !f.ok {
			continue
		}
		day := d.m.shifts[sp.shift].Day
		stand(day)
		n := node{day: day, price: f.price}
		n.price.Promise += d.m.Weights.Summer * max(0, f.lost-max(0, spare))
		if sp.leg.fixed >= 0 {
			n.price = n.price.Minus(d.m.disruptionPrice(sp.leg.fixed))
		}
		nodes, spots = append(nodes, n), append(spots, at)
	}
	stand(d.m.Days)
	return nodes, spots
}

// replan gives a place its best schedule beside all others as they are.
func (d *draft) replan(p int) {
	d.clear(p)
	nodes, spots := d.nodesOf(p)
	d.settle(p, spots, d.kernel.shortest(d.m, p, nodes))
}

// replanThrough is replan with a visit at one spot; false when it does not fit.
func (d *draft) replanThrough(p, spot int) bool {
	d.clear(p)
	if d.besideStanding(p, d.m.shifts[d.m.places[p].spots[spot].shift].Day) {
		return false
	}
	nodes, spots := d.nodesOf(p)
	for i, at := range spots {
		if at == spot {
			nodes[i].must = true
			d.settle(p, spots, d.kernel.shortest(d.m, p, nodes))
			return true
		}
	}
	return false
}

// besideStanding tells whether a day is too close to a visit that stands. The
// place has no other ones.
func (d *draft) besideStanding(p, day int) bool {
	for _, v := range d.visits[p] {
		if v.day == day || tooClose(d.m, gap{place: p, from: min(day, v.day), to: max(day, v.day)}) {
			return true
		}
	}
	return tooClose(d.m, d.m.gapBetween(p, []int{day}, 0))
}

// settle puts a place where the kernel wants it.
func (d *draft) settle(p int, spots, picked []int) {
	visits := make([]visit, 0, len(picked))
	standing := d.visits[p]
	for _, i := range picked {
		if spots[i] < 0 {
			visits, standing = append(visits, standing[0]), standing[1:]
			continue
		}
		sp := &d.m.places[p].spots[spots[i]]
		t := &d.tours[sp.shift]
		d.setTour(sp.shift, append(append(make([]leg, 0, len(t.legs)+1), t.legs...), sp.leg))
		if sp.leg.fixed >= 0 {
			d.priced = d.priced.Minus(d.m.disruptionPrice(sp.leg.fixed))
		}
		visits = append(visits, visit{day: d.m.shifts[sp.shift].Day, shift: sp.shift, fixed: sp.leg.fixed})
	}
	d.setVisits(p, visits)
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
