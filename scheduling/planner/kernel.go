package planner

import "slices"

// kernel finds the best schedule of one place when all others are fixed. The
// days on which the place can be visited are nodes of a graph, the gaps between
// visits its edges; the best schedule is a shortest path from the start of the
// place's clock to the end of the horizon, found exactly by dynamic programming.
// The usual weekday is a layer of the graph: the path is searched for each
// weekday as the usual one. It keeps its memory between calls.
//
// Both levels of a price are weighed into one cost, strictly unless factor says
// what one point of promises is worth.
type kernel struct {
	m        *model
	place    int
	factor   int // 0 means strictFactor
	books    []*priceBook
	book     *priceBook
	nodes    []node
	outside  [7]int // visits by weekday that are beside the question
	weekdays []int  // the layers
	facts    []fact
	ahead    []row // the best paths that end in a node
	behind   []row // the best paths that begin in it
	least    []int // by node: the lowest cost in ahead up to it
	picked   []int
	floors   floorSearch
}

// node is one way to visit a place.
type node struct {
	day   int
	price Score // apart from the chain: detour, overtime, disruption
	extra int   // further cost that is no price
	must  bool  // every path goes through it
}

// fact is what the kernel needs of a node again and again.
type fact struct {
	day, clock, week int32
	lastMust         int32 // the last node before that every path goes through, or -1
	layer            int8  // of its weekday
	must             bool
	cost             int // in that layer; in all others the price of another weekday is added
}

// row holds for each layer the cost of the best path that ends, or begins, in a
// node.
type row [7]int

// nowhere is the row of a node that nothing has reached yet.
var nowhere = row{faraway, faraway, faraway, faraway, faraway, faraway, faraway}

// bookOf is the price book of a place.
func (k *kernel) bookOf(m *model, place int) *priceBook {
	if k.m != m {
		k.m, k.books = m, make([]*priceBook, len(m.places))
	}
	if k.factor == 0 {
		k.factor = strictFactor
	}
	if k.books[place] == nil {
		k.books[place] = newPriceBook(m, place, k.factor)
	}
	return k.books[place]
}

// cost is what a node costs by itself, when a promise weighs so much.
func (n *node) cost(factor int) int { return n.price.weigh(factor) + n.extra }

// prepare sets the question. Nodes are in the order of their days.
func (k *kernel) prepare(m *model, place int, nodes []node) {
	k.book = k.bookOf(m, place)
	k.place, k.nodes = place, nodes
	k.weekdays, k.facts = k.weekdays[:0], k.facts[:0]
	layerOf := [7]int8{-1, -1, -1, -1, -1, -1, -1}
	see := func(weekday int) int8 {
		if layerOf[weekday] < 0 {
			layerOf[weekday] = int8(len(k.weekdays))
			k.weekdays = append(k.weekdays, weekday)
		}
		return layerOf[weekday]
	}
	must := -1
	for i := range nodes {
		n := &nodes[i]
		k.facts = append(k.facts, fact{
			day: int32(n.day), clock: k.book.clock[n.day], week: m.weeks[n.day],
			lastMust: int32(must), must: n.must, layer: see(m.weekday(n.day)),
			cost: n.cost(k.factor) + k.book.visit(n.day).cost,
		})
		if n.must {
			must = i
		}
	}
	for weekday, visits := range k.outside {
		if visits > 0 {
			see(weekday)
		}
	}
	if len(k.weekdays) == 0 {
		see(0)
	}
}

// costIn is what a node costs in a layer.
func (k *kernel) costIn(f *fact, layer int) int {
	if int(f.layer) == layer {
		return f.cost
	}
	return f.cost + k.m.Weights.Weekday
}

// shortest gives the nodes of the best schedule, in order. The kernel keeps the
// list: the next question overwrites it.
func (k *kernel) shortest(m *model, place int, nodes []node) []int {
	return k.shortestBeside(m, place, nodes, [7]int{})
}

// shortestBeside is shortest where the place has visits that are no nodes, so
// many by weekday: no path leads around them.
func (k *kernel) shortestBeside(m *model, place int, nodes []node, outside [7]int) []int {
	k.outside = outside
	k.prepare(m, place, nodes)
	k.runAhead()
	var beside [7]int
	for w, usual := range k.weekdays {
		for weekday, visits := range outside {
			if weekday != usual {
				beside[w] += visits * m.Weights.Weekday
			}
		}
	}
	best, from, layer := faraway, -1, 0
	for i := len(nodes) - 1; i >= 0; i-- {
		end := k.book.end(nodes[i].day).cost
		for w := range k.weekdays {
			if cost := k.ahead[i][w] + end + beside[w]; cost < best {
				best, from, layer = cost, i, w
			}
		}
		if nodes[i].must || end+k.least[i] >= best && m.length(k.endGap(i)) > fullRate {
			break // an earlier end costs no less
		}
	}
	if !k.anyMust() && k.emptyPrice().weigh(k.factor) < best {
		from = -1
	}
	picked := k.trace(from, layer)
	if k.floorsMet(picked) {
		return picked
	}
	return k.floors.shortest(k)
}

// through gives for each node the price of the best schedule that goes through
// it, floors left aside; unreachable where there is none. The kernel is strict.
func (k *kernel) through(m *model, place int, nodes []node) []Score {
	k.outside = [7]int{}
	k.prepare(m, place, nodes)
	k.runAhead()
	k.runBehind()
	prices := make([]Score, len(nodes))
	for i := range nodes {
		best := faraway
		for w := range k.weekdays {
			if ahead, behind := k.ahead[i][w], k.behind[i][w]; ahead < faraway/2 && behind < faraway/2 {
				best = min(best, ahead+behind-k.costIn(&k.facts[i], w))
			}
		}
		prices[i] = unreachable
		if best < faraway {
			prices[i] = split(best)
		}
	}
	return prices
}

// trace leads back from the end of the best path of a layer: before each node
// comes one from which the costs add up.
func (k *kernel) trace(last, layer int) []int {
	picked := k.picked[:0]
	for j := last; j >= 0; {
		picked = append(picked, j)
		cost, before := k.ahead[j][layer]-k.costIn(&k.facts[j], layer), -1
		for i := j - 1; i >= max(int(k.facts[j].lastMust), 0); i-- {
			if link, ok := k.cost(i, j); ok && k.ahead[i][layer]+link == cost {
				before = i
				break
			}
		}
		j = before
	}
	slices.Reverse(picked)
	k.picked = picked
	return picked
}

// cost is what the gap between two nodes costs; not ok where hard rules forbid
// it. Between two stops that must be there nothing is forbidden.
func (k *kernel) cost(i, j int) (link int, ok bool) {
	from, to := &k.facts[i], &k.facts[j]
	if k.tooClose(from, to) {
		return 0, false
	}
	return k.book.grow(from, to) + k.book.week(from, to), true
}

// tooClose tells whether hard rules forbid two visits.
func (k *kernel) tooClose(from, to *fact) bool {
	return (int(to.clock-from.clock) < k.book.minGap || from.day == to.day) && !(from.must && to.must)
}

// runAhead fills ahead. Going back from a node, it stops where even the cheapest
// path so far would be beaten by the price of the gap alone.
func (k *kernel) runAhead() {
	layers, b := len(k.weekdays), k.book
	k.ahead, k.least = k.ahead[:0], k.least[:0]
	least, start, late := faraway, 0, false
	for j := range k.facts {
		to, best := &k.facts[j], nowhere
		for i := j - 1; i >= max(int(to.lastMust), 0); i-- {
			from := &k.facts[i]
			if k.tooClose(from, to) {
				continue
			}
			growing := b.grow(from, to)
			if to.clock-from.clock > fullRate && growing+k.least[i] >= dearest(&best, layers) {
				break
			}
			relax(&best, &k.ahead[i], layers, growing+b.week(from, to))
		}
		skip := late && start >= dearest(&best, layers) // a later start costs no less
		if to.lastMust < 0 && !skip && (to.must || !tooClose(k.m, k.startGap(j))) {
			start = b.start(int(to.day)).cost
			late = k.m.length(k.startGap(j)) > fullRate
			relax(&best, &row{}, layers, start)
		}
		for w := range layers {
			best[w] += k.costIn(to, w)
			least = min(least, best[w])
		}
		k.ahead, k.least = append(k.ahead, best), append(k.least, least)
	}
}

// runBehind fills behind, and stops like runAhead.
func (k *kernel) runBehind() {
	layers, b := len(k.weekdays), k.book
	k.behind = append(k.behind[:0], make([]row, len(k.facts))...)
	k.least = append(k.least[:0], make([]int, len(k.facts))...)
	least, ends := faraway, true
	for i := len(k.facts) - 1; i >= 0; i-- {
		from, best := &k.facts[i], nowhere
		for j := i + 1; j < len(k.facts) && (j == i+1 || !k.facts[j-1].must); j++ {
			to := &k.facts[j]
			if k.tooClose(from, to) {
				continue
			}
			growing := b.grow(from, to)
			if to.clock-from.clock > fullRate && growing+k.least[j] >= dearest(&best, layers) {
				break
			}
			relax(&best, &k.behind[j], layers, growing+b.week(from, to))
		}
		if ends {
			relax(&best, &row{}, layers, b.end(int(from.day)).cost)
		}
		for w := range layers {
			best[w] += k.costIn(from, w)
			least = min(least, best[w])
		}
		k.behind[i], k.least[i] = best, least
		ends = ends && !from.must
	}
}

// relax offers a way over a link to every layer of a row.
func relax(to, from *row, layers, link int) {
	for w := 0; w < layers && w < len(to); w++ {
		to[w] = min(to[w], from[w]+link)
	}
}

// dearest is the highest cost in a row.
func dearest(r *row, layers int) int {
	most := r[0]
	for w := 1; w < layers && w < len(r); w++ {
		most = max(most, r[w])
	}
	return most
}

func (k *kernel) startGap(j int) gap {
	return k.m.gapBetween(k.place, []int{k.nodes[j].day}, 0)
}

func (k *kernel) endGap(i int) gap {
	return k.m.gapBetween(k.place, []int{k.nodes[i].day}, 1)
}

// lasts calls yield for every node that a path can end in.
func (k *kernel) lasts(yield func(i int)) {
	for i := len(k.nodes) - 1; i >= 0; i-- {
		yield(i)
		if k.nodes[i].must {
			return
		}
	}
}

func (k *kernel) anyMust() bool {
	n := len(k.facts)
	return n > 0 && (k.facts[n-1].must || k.facts[n-1].lastMust >= 0)
}

// emptyPrice is the price of no visit at all, floors left aside.
func (k *kernel) emptyPrice() Score {
	return k.m.gapPrice(k.m.gapBetween(k.place, nil, 0))
}

// floorsMet tells whether a schedule meets every floor.
func (k *kernel) floorsMet(picked []int) bool {
	floors := k.m.Places[k.place].Floors
	for f := range floors {
		visits := 0
		for _, i := range picked {
			if floors[f].holds(k.nodes[i].day) {
				visits++
			}
		}
		if visits < floors[f].Visits {
			return false
		}
	}
	return true
}
