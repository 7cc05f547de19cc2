package planner

import "math"

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
	known bool
	cost  int
	price Score
}

// priceBook remembers what the rules charge one place, so that they are asked
// only once: by length for gap rules that grow, by whole weeks for the others, by
// day for visits and for the gaps at the ends of the horizon.
type priceBook struct {
	m       *model
	place   int
	factor  int
	minGap  int
	lengths []quote
	weeks   []quote
	starts  []quote
	ends    []quote
	visits  []quote
}

func newPriceBook(m *model, place, factor int) *priceBook {
	return &priceBook{
		m: m, place: place, factor: factor, minGap: m.Places[place].MinGap,
		weeks:  make([]quote, m.Days/7+2),
		starts: make([]quote, m.Days), ends: make([]quote, m.Days), visits: make([]quote, m.Days),
	}
}

func (b *priceBook) quote(price Score) quote { return quote{true, price.weigh(b.factor), price} }

// grow is the price by the rules that grow of a gap within the horizon.
func (b *priceBook) grow(from, to, length int) *quote {
	if length >= len(b.lengths) {
		b.lengths = append(b.lengths, make([]quote, length+1-len(b.lengths))...)
	}
	q := &b.lengths[length]
	if !q.known {
		b.ask(from, to, length)
	}
	return q
}

// week is the price of such a gap by the other rules.
func (b *priceBook) week(from, to, weeks int) *quote {
	q := &b.weeks[weeks]
	if !q.known {
		_, rest := b.m.gapParts(gap{place: b.place, from: from, to: to})
		*q = b.quote(rest)
	}
	return q
}

func (b *priceBook) ask(from, to, length int) {
	growing, _ := b.m.gapParts(gap{place: b.place, from: from, to: to})
	b.lengths[length] = b.quote(growing)
}

// between is the price of a gap between two visits.
func (b *priceBook) between(from, to int) (cost int, price Score) {
	c := &b.m.places[b.place].clock
	growing := b.grow(from, to, c.at(to)-c.at(from))
	rest := b.week(from, to, b.m.week(to)-b.m.week(from))
	return growing.cost + rest.cost, growing.price.Plus(rest.price)
}

// start is the price of the gap before the first visit.
func (b *priceBook) start(day int) *quote {
	q := &b.starts[day]
	if !q.known {
		*q = b.quote(b.m.gapPrice(b.m.gapBetween(b.place, []int{day}, 0)))
	}
	return q
}

// end is the price of the gap after the last visit.
func (b *priceBook) end(day int) *quote {
	q := &b.ends[day]
	if !q.known {
		*q = b.quote(b.m.gapPrice(b.m.gapBetween(b.place, []int{day}, 1)))
	}
	return q
}

// visit is the price of a visit by its day.
func (b *priceBook) visit(day int) *quote {
	q := &b.visits[day]
	if !q.known {
		*q = b.quote(b.m.visitPrice(b.place, day))
	}
	return q
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
			_, price := b.between(days[i-1], day)
			sum = sum.Plus(price)
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
		before, _ = b.between(visits[i-1].day, day)
		after, _ = b.between(day, visits[i+1].day)
		across, _ = b.between(visits[i-1].day, visits[i+1].day)
	case i > 0:
		before, _ = b.between(visits[i-1].day, day)
		across = b.end(visits[i-1].day).cost
	case i < len(visits)-1:
		after, _ = b.between(day, visits[i+1].day)
		across = b.start(visits[i+1].day).cost
	default:
		across = b.m.gapPrice(b.m.gapBetween(b.place, nil, 0)).weigh(b.factor)
	}
	return across - before - after - b.visit(day).cost
}
