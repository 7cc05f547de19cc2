package planner

import (
	"math"
	"slices"
)

// strictFactor weighs the promise level so that no price of the soft level
// outweighs it: both can be told apart again by split.
const strictFactor = 1 << 28

// faraway is more than any path costs, and unreachable its price.
const faraway = math.MaxInt / 4

var unreachable = Score{Promise: math.MaxInt / 4}

func (s Score) reachable() bool { return s.Promise < unreachable.Promise/2 }

// weigh puts both levels of a score into one number.
func (s Score) weigh(factor int) int { return s.Promise*factor + s.Soft }

// split undoes weigh by strictFactor.
func split(cost int) Score {
	promise := floorDivide(cost+strictFactor/2, strictFactor)
	return Score{promise, cost - promise*strictFactor}
}

// quote is a remembered price, and what it weighs.
type quote struct {
	cost  int
	price Score
}

// table remembers prices by a length or a day, of which far fewer occur than there
// could be.
type table struct {
	known  []int32 // by length or day: its place among quotes, 0 while it is unknown
	quotes []quote // the first one is none
}

// priceBook remembers what the rules charge one place, so that they are asked
// only once: by length for gap rules that grow, by whole weeks for the others, by
// day for visits and for the gaps at the ends of the horizon.
type priceBook struct {
	m       *model
	place   int
	factor  int
	minGap  int
	lengths table
	weeks   table
	starts  table
	ends    table
	visits  table
	clock   []int32 // by day: the place's
}

// usualLengths is more than the lengths of gaps that a search usually asks about, and
// usualQuotes how many different ones there usually are.
const usualLengths, usualQuotes = 3 * fullRate, 128

func newPriceBook(m *model, place, factor int) *priceBook {
	b := &priceBook{
		m: m, place: place, factor: factor, minGap: m.Places[place].MinGap,
		clock: m.places[place].clock.within(),
	}
	known := make([]int32, 3*m.Days)
	for i, t := range []*table{&b.starts, &b.ends, &b.visits} {
		t.known = known[i*m.Days : (i+1)*m.Days]
	}
	b.lengths.known = make([]int32, 0, usualLengths)
	b.lengths.quotes = append(make([]quote, 0, usualQuotes), quote{cost: -1})
	return b
}

func (b *priceBook) quote(price Score) quote { return quote{price.weigh(b.factor), price} }

// grow is the cost by the rules that grow of a gap between two visits.
func (b *priceBook) grow(from, to *fact) int {
	if cost := b.lengths.cost(to.clock - from.clock); cost >= 0 {
		return cost
	}
	return b.learnLength(int(from.day), int(to.day))
}

func (b *priceBook) learnLength(from, to int) int {
	return b.lengths.learn(int(b.clock[to]-b.clock[from]), b.quote(b.m.growing(gap{place: b.place, from: from, to: to})))
}

// week is the cost of such a gap by the other rules.
func (b *priceBook) week(from, to *fact) int {
	if cost := b.weeks.cost(to.week - from.week); cost >= 0 {
		return cost
	}
	return b.learnWeek(int(from.day), int(to.day))
}

func (b *priceBook) learnWeek(from, to int) int {
	return b.weeks.learn(int(b.m.weeks[to]-b.m.weeks[from]), b.quote(b.m.byWeeks(gap{place: b.place, from: from, to: to})))
}

// cost is what is remembered, or -1.
func (t *table) cost(at int32) int {
	if int(at) < len(t.known) {
		return t.quotes[t.known[at]].cost
	}
	return -1
}

// at is an entry that is known.
func (t *table) at(i int) *quote { return &t.quotes[t.known[i]] }

// learn adds an entry.
func (t *table) learn(at int, q quote) int {
	if t.quotes == nil {
		t.quotes = []quote{{cost: -1}}
	}
	if more := at + 1 - len(t.known); more > 0 {
		t.known = append(t.known, make([]int32, more)...)
	}
	if t.quotes[len(t.quotes)-1] != q { // many are alike, such as the prices of ordinary days
		t.quotes = append(t.quotes, q)
	}
	t.known[at] = int32(len(t.quotes) - 1)
	return q.cost
}

// between is the cost of a gap between two visits.
func (b *priceBook) between(from, to int) int {
	before, after := b.date(from), b.date(to)
	return b.grow(&before, &after) + b.week(&before, &after)
}

// date is what gaps from or to a day are priced by.
func (b *priceBook) date(day int) fact {
	return fact{day: int32(day), clock: b.clock[day], week: b.m.weeks[day]}
}

// priceBetween is the price of such a gap.
func (b *priceBook) priceBetween(from, to int) Score {
	before, after := b.date(from), b.date(to)
	b.grow(&before, &after)
	b.week(&before, &after)
	return b.lengths.at(int(after.clock - before.clock)).price.Plus(b.weeks.at(int(after.week - before.week)).price)
}

// start is the price of the gap before the first visit.
func (b *priceBook) start(day int) *quote {
	if b.starts.known[day] == 0 {
		b.starts.learn(day, b.quote(b.m.gapPrice(b.m.gapBetween(b.place, []int{day}, 0))))
	}
	return b.starts.at(day)
}

// end is the price of the gap after the last visit.
func (b *priceBook) end(day int) *quote {
	if b.ends.known[day] == 0 {
		b.ends.learn(day, b.quote(b.m.gapPrice(b.m.gapBetween(b.place, []int{day}, 1))))
	}
	return b.ends.at(day)
}

// visit is the price of a visit by its day.
func (b *priceBook) visit(day int) *quote {
	if b.visits.known[day] == 0 {
		b.visits.learn(day, b.quote(b.m.visitPrice(b.place, day)))
	}
	return b.visits.at(day)
}

// chain is the price of all that concerns the place alone, like model.chainPrice.
func (b *priceBook) chain(days []int) Score {
	if len(days) == 0 {
		return b.m.chainPrice(b.place, nil)
	}
	sum := b.start(days[0]).price.Plus(b.end(days[len(days)-1]).price)
	for i, day := range days {
		sum = sum.Plus(b.visit(day).price)
		if i > 0 {
			sum = sum.Plus(b.priceBetween(days[i-1], day))
		}
	}
	for i := range rules.places {
		sum = sum.Plus(rules.places[i].price(b.m, b.place, days))
	}
	return sum
}

// without is what the chain's cost changes by, weekdays and floors left aside,
// when the i-th visit is given up.
func (b *priceBook) without(visits []visit, i int) int {
	day := visits[i].day
	before, after, across := b.start(day).cost, b.end(day).cost, 0
	switch {
	case i > 0 && i < len(visits)-1:
		before = b.between(visits[i-1].day, day)
		after = b.between(day, visits[i+1].day)
		across = b.between(visits[i-1].day, visits[i+1].day)
	case i > 0:
		before = b.between(visits[i-1].day, day)
		across = b.end(visits[i-1].day).cost
	case i < len(visits)-1:
		after = b.between(day, visits[i+1].day)
		across = b.start(visits[i+1].day).cost
	default:
		across = b.m.gapPrice(b.m.gapBetween(b.place, nil, 0)).weigh(b.factor)
	}
	return across - before - after - b.visit(day).cost
}

// moved is what the chain's cost changes by when the i-th visit is on another day
// between its neighbours; not ok where that is too close to one of them, or changes
// what a floor holds.
func (b *priceBook) moved(visits []visit, i, day int) (cost int, ok bool) {
	was := visits[i].day
	if day == was {
		return 0, true
	}
	for _, f := range b.m.Places[b.place].Floors {
		if f.holds(day) != f.holds(was) {
			return 0, false
		}
	}
	switch {
	case i > 0:
		before := visits[i-1].day
		if int(b.clock[day]-b.clock[before]) < b.minGap {
			return 0, false
		}
		cost += b.between(before, day) - b.between(before, was)
	case tooClose(b.m, b.m.gapBetween(b.place, []int{day}, 0)):
		return 0, false
	default:
		cost += b.start(day).cost - b.start(was).cost
	}
	if i < len(visits)-1 {
		after := visits[i+1].day
		if int(b.clock[after]-b.clock[day]) < b.minGap {
			return 0, false
		}
		cost += b.between(day, after) - b.between(was, after)
	} else {
		cost += b.end(day).cost - b.end(was).cost
	}
	return cost + b.visit(day).cost - b.visit(was).cost + b.offWeekday(visits, was, day), true
}

// offWeekday is what it costs by the usual weekday when one of some visits goes from a
// day to another.
func (b *priceBook) offWeekday(visits []visit, was, day int) int {
	from, to := b.m.weekday(was), b.m.weekday(day)
	if from == to {
		return 0
	}
	var count [7]int
	for i := range visits {
		count[b.m.weekday(visits[i].day)]++
	}
	kept := slices.Max(count[:])
	count[from]--
	count[to]++
	return b.m.Weights.Weekday * (kept - slices.Max(count[:]))
}
