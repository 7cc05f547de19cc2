package planner

import "math"

// kernel finds the best schedule of one place when all others are fixed. The
// days on which the place can be visited are nodes of a graph, the gaps between
// visits its edges; the best schedule is a shortest path from the start of the
// place's clock to the end of the horizon, found exactly by dynamic programming.
// The usual weekday is a layer of the graph: the path is searched for each
// weekday as the usual one. It keeps its memory between calls.
type kernel struct {
	m        *model
	place    int
	nodes    []node
	weekdays []int
	ahead    []step  // by node and weekday: the best path that ends in the node
	behind   []step  // the best path that begins in it
	least    []Score // by node: the lowest price in ahead up to it
	floors   floorSearch
}

// node is one way to visit a place.
type node struct {
	day   int
	price Score // apart from the chain: detour, overtime, disruption
	must  bool  // every path goes through it
}

// step is the price of the best path up to a node, and the node before it.
type step struct {
	price Score
	next  int // -1 at the end of the path
}

var unreachable = Score{Promise: math.MaxInt / 4}

func (s Score) reachable() bool { return s.Promise < unreachable.Promise/2 }

// prepare sets the question. Nodes are in the order of their days.
func (k *kernel) prepare(m *model, place int, nodes []node) {
	k.m, k.place, k.nodes = m, place, nodes
	k.weekdays = k.weekdays[:0]
	var seen [7]bool
	for i := range nodes {
		if w := m.weekday(nodes[i].day); !seen[w] {
			seen[w] = true
			k.weekdays = append(k.weekdays, w)
		}
	}
	if len(k.weekdays) == 0 {
		k.weekdays = append(k.weekdays, 0)
	}
}

// shortest gives the nodes of the best schedule, in order.
func (k *kernel) shortest(m *model, place int, nodes []node) []int {
	k.prepare(m, place, nodes)
	k.runAhead()
	best, from := unreachable, -1
	layer := 0
	k.lasts(func(i int) {
		end := m.gapPrice(k.endGap(i))
		for w := range k.weekdays {
			if price := k.ahead[i*len(k.weekdays)+w].price.Plus(end); price.Less(best) {
				best, from, layer = price, i, w
			}
		}
	})
	if !k.anyMust() {
		if price := k.emptyPrice(); price.Less(best) {
			from = -1
		}
	}
	var picked []int
	for i := from; i >= 0; i = k.ahead[i*len(k.weekdays)+layer].next {
		picked = append(picked, i)
	}
	for a, b := 0, len(picked)-1; a < b; a, b = a+1, b-1 {
		picked[a], picked[b] = picked[b], picked[a]
	}
	if k.floorsMet(picked) {
		return picked
	}
	return k.floors.shortest(k)
}

// through gives for each node the price of the best schedule that goes through
// it, floors left aside; unreachable where there is none.
func (k *kernel) through(m *model, place int, nodes []node) []Score {
	k.prepare(m, place, nodes)
	k.runAhead()
	k.runBehind()
	prices := make([]Score, len(nodes))
	for i := range nodes {
		prices[i] = unreachable
		for w := range k.weekdays {
			at := i*len(k.weekdays) + w
			if !k.ahead[at].price.reachable() || !k.behind[at].price.reachable() {
				continue
			}
			price := k.ahead[at].price.Plus(k.behind[at].price).Minus(k.nodePrice(i, w))
			if price.Less(prices[i]) {
				prices[i] = price
			}
		}
	}
	return prices
}

// runAhead fills ahead. Going back from a node, it stops where even the cheapest
// path so far would be beaten by the price of the gap alone.
func (k *kernel) runAhead() {
	layers := len(k.weekdays)
	k.ahead, k.least = k.blank(k.ahead), k.least[:0]
	for j := range k.nodes {
		must := k.lastMust(j)
		row := k.ahead[j*layers : (j+1)*layers]
		for i := j - 1; i >= max(must, 0); i-- {
			growing, rest, ok := k.link(i, j)
			if ok {
				relax(row, k.ahead[i*layers:(i+1)*layers], growing.Plus(rest), i)
			}
			if ok && k.m.length(k.gap(i, j)) > fullRate && !growing.Plus(k.least[i]).Less(dearest(row)) {
				break
			}
		}
		if g := k.startGap(j); must < 0 && (k.nodes[j].must || !tooClose(k.m, g)) {
			link := k.m.gapPrice(g)
			for w := range row {
				if link.Less(row[w].price) {
					row[w] = step{link, -1}
				}
			}
		}
		least := unreachable
		if j > 0 {
			least = k.least[j-1]
		}
		for w := range row {
			row[w].price = row[w].price.Plus(k.nodePrice(j, w))
			if row[w].price.Less(least) {
				least = row[w].price
			}
		}
		k.least = append(k.least, least)
	}
}

// dearest is the highest price in a row.
func dearest(row []step) Score {
	most := row[0].price
	for w := range row {
		if most.Less(row[w].price) {
			most = row[w].price
		}
	}
	return most
}

// runBehind fills behind.
func (k *kernel) runBehind() {
	layers := len(k.weekdays)
	k.behind = k.blank(k.behind)
	for i := len(k.nodes) - 1; i >= 0; i-- {
		row := k.behind[i*layers : (i+1)*layers]
		free := true
		for j := i + 1; j < len(k.nodes) && free; j++ {
			if growing, rest, ok := k.link(i, j); ok {
				relax(row, k.behind[j*layers:(j+1)*layers], growing.Plus(rest), j)
			}
			free = !k.nodes[j].must
		}
		if free {
			end := k.m.gapPrice(k.endGap(i))
			for w := range row {
				if end.Less(row[w].price) {
					row[w] = step{end, -1}
				}
			}
		}
		for w := range row {
			row[w].price = row[w].price.Plus(k.nodePrice(i, w))
		}
	}
}

// relax offers a way over a link to every layer of a row.
func relax(row, other []step, link Score, next int) {
	for w := range row {
		if price := other[w].price.Plus(link); price.Less(row[w].price) {
			row[w] = step{price, next}
		}
	}
}

// blank gives a table with a step for every node and layer, none reached.
func (k *kernel) blank(table []step) []step {
	table = table[:0]
	for range len(k.nodes) * len(k.weekdays) {
		table = append(table, step{unreachable, -1})
	}
	return table
}

// link is the price of the gap between two nodes, in the parts of gapParts; not
// ok where hard rules forbid it. Between two stops that must be there nothing is
// forbidden.
func (k *kernel) link(i, j int) (growing, rest Score, ok bool) {
	a, b, g := &k.nodes[i], &k.nodes[j], k.gap(i, j)
	if !(a.must && b.must) && (a.day == b.day || tooClose(k.m, g)) {
		return Score{}, Score{}, false
	}
	growing, rest = k.m.gapParts(g)
	return growing, rest, true
}

func (k *kernel) gap(i, j int) gap {
	return gap{place: k.place, from: k.nodes[i].day, to: k.nodes[j].day}
}

func (k *kernel) startGap(j int) gap {
	return k.m.gapBetween(k.place, []int{k.nodes[j].day}, 0)
}

func (k *kernel) endGap(i int) gap {
	return k.m.gapBetween(k.place, []int{k.nodes[i].day}, 1)
}

// nodePrice is what a node costs in a layer.
func (k *kernel) nodePrice(i, layer int) Score {
	n := &k.nodes[i]
	price := n.price.Plus(k.m.visitPrice(k.place, n.day))
	if k.m.weekday(n.day) != k.weekdays[layer] {
		price.Soft += k.m.Weights.Weekday
	}
	return price
}

// lasts calls visit for each node that may be the last of a path.
func (k *kernel) lasts(visit func(i int)) {
	for i := len(k.nodes) - 1; i >= 0; i-- {
		visit(i)
		if k.nodes[i].must {
			return
		}
	}
}

// lastMust is the last node before j that every path goes through, or -1.
func (k *kernel) lastMust(j int) int {
	for i := j - 1; i >= 0; i-- {
		if k.nodes[i].must {
			return i
		}
	}
	return -1
}

func (k *kernel) anyMust() bool { return k.lastMust(len(k.nodes)) >= 0 }

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
