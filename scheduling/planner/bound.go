package planner

import (
	"context"
	"fmt"
)

// Bounds say how good a plan can be at best.
//
// Every plan that breaks no hard rule but by stops that stand, visits no place
// twice in a day and attends no occasion for longer than its MaxMinutes, costs at least Promise on the level of promises, and at least
// Total on both levels together.
type Bounds struct {
	Promise int `json:"promise"`
	Total   int `json:"total"`
	// Done tells that the bounds are as high as they get; otherwise ctx was
	// cancelled before.
	Done bool `json:"done"`
}

// Gap is by how many thousandths of the bound a plan's price lies above Total; -1
// where Total is 0 and the plan's price is not.
func (b Bounds) Gap(s Score) int {
	over := s.Promise + s.Soft - b.Total
	switch {
	case over <= 0:
		return 0
	case b.Total == 0:
		return -1
	default:
		return over * 1000 / b.Total
	}
}

// Bound proves how good a plan can be at best. It takes the problem apart: each
// place and occasion plans its own visits, each shift its own tour, and what a
// shift earns by a visit is what the place pays for it. Whatever the payments,
// the prices of all parts add up to no more than those of any plan, so that the
// bound holds at every step and also when ctx is cancelled. The payments are
// raised where places want what shifts do not offer, and lowered where shifts
// offer what nobody wants, until that gains nothing more.
//
// It returns an error only for a problem that Validate refuses.
func Bound(ctx context.Context, problem *Problem) (Bounds, error) {
	m, err := compile(problem)
	if err != nil {
		return Bounds{}, fmt.Errorf("bound: %w", err)
	}
	return m.bound(ctx, totalRounds), nil
}

// bound asks the parts so many times, and less often for the promises alone.
func (m *model) bound(ctx context.Context, rounds int) Bounds {
	total := newRelaxation(m, func(s Score) int { return s.Promise + s.Soft })
	b := Bounds{}
	b.Total = total.ascend(ctx, rounds)
	if !m.Weights.OneLevel {
		b.Promise = m.boundPromises(ctx, min(rounds, promiseRounds))
	}
	b.Done = ctx.Err() == nil
	b.Total = max(b.Total, b.Promise)
	return b
}

// boundPromises is what promises cost at least.
func (m *model) boundPromises(ctx context.Context, rounds int) int {
	return newRelaxation(m, func(s Score) int { return s.Promise }).ascend(ctx, rounds)
}

// payment is a multiplier: what a place or occasion pays a shift for a visit,
// what a minute short of the summer share is fined, or a visit missing of a floor.
// It is in parts of the currency.
type payment struct {
	amount      int
	least, most int
	// wanted is how much more is asked for than offered, at the present amounts.
	wanted int
}

// parts of one unit of the currency: payments are whole numbers, so that the bound
// is exact.
const parts = 1000

// dearestPart cuts prices short, so that sums stay within 64 bits. A lower price
// only lowers the bound.
const dearestPart = 1e13

// relaxation is a problem taken apart, in one currency.
type relaxation struct {
	m        *model
	currency func(Score) int
	payments []payment
	constant int // what every plan pays
	paths    []path
	choices  []choice
	tours    []offer
	share    int // payment of the summer share, -1 for none
	due      int // minutes of the summer share that stops that stand do not reach
	detours  [][]int
}

// parted is a price in parts.
func (r *relaxation) parted(s Score) int { return min(r.currency(s)*parts, dearestPart) }

func newRelaxation(m *model, currency func(Score) int) *relaxation {
	r := &relaxation{m: m, currency: currency, share: -1, detours: m.detours()}
	for f := range m.Fixed {
		if !m.standing[f] {
			r.constant += r.parted(m.disruptionPrice(f))
		}
	}
	r.shareSummer()
	offered := make([][]item, len(m.shifts))
	for p := range m.places {
		r.paths = append(r.paths, r.newPath(p, offered))
	}
	for o := range m.occasions {
		if !r.stands(o) {
			r.constant += r.parted(m.occasionPrice(o))
			r.choices = append(r.choices, r.newChoice(o, offered))
		}
	}
	known := map[string][]column{}
	for s := range m.shifts {
		r.tours = append(r.tours, r.newOffer(s, offered[s], known))
	}
	return r
}

// shareSummer fines what is missing of the summer share beyond what stops that
// stand give it.
func (r *relaxation) shareSummer() {
	m := r.m
	r.due = m.summerDue
	for f := range m.Fixed {
		if m.standing[f] && m.Fixed[f].Occasion != nil && m.Calendar[m.Fixed[f].Day].Summer {
			r.due -= m.Fixed[f].To - m.Fixed[f].From
		}
	}
	fine := r.parted(m.summerPrice(m.summerDue - 1))
	if r.due > 0 && fine > 0 {
		r.share = r.pay(payment{amount: fine / 2, most: fine})
	}
}

// stands tells whether a stop that stands attends an occasion.
func (r *relaxation) stands(o int) bool {
	for _, f := range r.m.occasions[o].fixed {
		if r.m.standing[f] {
			return true
		}
	}
	return false
}

func (r *relaxation) pay(p payment) int {
	r.payments = append(r.payments, p)
	return len(r.payments) - 1
}

// reckon is the bound at the present payments, in parts, and sets what is wanted.
func (r *relaxation) reckon() int {
	for i := range r.payments {
		r.payments[i].wanted = 0
	}
	sum := r.constant
	for i := range r.paths {
		sum += r.reckonPath(&r.paths[i])
	}
	for i := range r.choices {
		sum += r.reckonChoice(&r.choices[i])
	}
	for i := range r.tours {
		sum += r.reckonTour(&r.tours[i])
	}
	if r.share >= 0 {
		fine := &r.payments[r.share]
		sum += fine.amount * r.due
		fine.wanted += r.due
	}
	return sum
}

// choice is an occasion: it is attended in one of some shifts, or not at all.
type choice struct {
	price int // of not attending
	ways  []way
}

// way is one way to be visited: what is paid to the shift, and what is saved by
// keeping a fixed stop.
type way struct{ payment, saved int }

func (r *relaxation) newChoice(o int, offered [][]item) choice {
	c := choice{price: r.parted(r.m.occasionPrice(o))}
	for _, g := range r.gather(r.m.occasions[o].spots, true) {
		offered[g.shift] = append(offered[g.shift], g.item)
		c.ways = append(c.ways, way{g.item.payment, g.saved})
	}
	return c
}

func (r *relaxation) reckonChoice(c *choice) int {
	best, chosen := 0, -1
	for _, w := range c.ways {
		if price := r.payments[w.payment].amount - w.saved - c.price; price < best {
			best, chosen = price, w.payment
		}
	}
	if chosen >= 0 {
		r.payments[chosen].wanted++
	}
	return best
}

// gathered is all spots of a place or occasion in one shift, as one.
type gathered struct {
	shift, saved int
	item         item
}

// gather makes one item of all spots in a shift, with the widest window and the
// least minutes, and a payment for it.
func (r *relaxation) gather(spots []spot, anySign bool) []gathered {
	var list []gathered
	for i := range spots {
		sp := &spots[i]
		saved := 0
		if sp.leg.fixed >= 0 {
			saved = r.parted(r.m.disruptionPrice(sp.leg.fixed))
		}
		l := *sp.leg
		l.exact = false
		if n := len(list); n > 0 && list[n-1].shift == sp.shift && list[n-1].item.leg.node == l.node {
			g := &list[n-1]
			g.saved = max(g.saved, saved)
			g.item.leg.window = window{min(g.item.leg.window.from, l.window.from), max(g.item.leg.window.to, l.window.to)}
			g.item.leg.minutes = min(g.item.leg.minutes, l.minutes)
			continue
		}
		p := payment{most: dearestPart}
		if anySign {
			p.least = -dearestPart
		}
		list = append(list, gathered{sp.shift, saved, item{l, r.pay(p)}})
	}
	return list
}
