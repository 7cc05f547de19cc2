package planner

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
	ahead    []row // the best paths that end in a node, by layer
	behind   []row // the best paths that begin in it
	least    []int // by node: the lowest cost in ahead up to it
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
	day, clock, week int
	costs            [7]int // by layer
	lastMust         int    // the last node before that every path goes through, or -1
	must             bool
}

// row holds for each layer the cost of the best path to a node, and the node
// before it, -1 at the end of the path.
type row struct {
	cost [7]int
	next [7]int32
}

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

// prepare sets the question. Nodes are in the order of their days.
func (k *kernel) prepare(m *model, place int, nodes []node) {
	k.book = k.bookOf(m, place)
	k.place, k.nodes = place, nodes
	k.weekdays = k.weekdays[:0]
	var seen [7]bool
	see := func(w int) {
		if !seen[w] {
			seen[w] = true
			k.weekdays = append(k.weekdays, w)
		}
	}
	for i := range nodes {
		see(m.weekday(nodes[i].day))
	}
	for w, visits := range k.outside {
		if visits > 0 {
			see(w)
		}
	}
	if len(k.weekdays) == 0 {
		k.weekdays = append(k.weekdays, 0)
	}
	k.facts = k.facts[:0]
	clock, must := &m.places[place].clock, -1
	for i := range nodes {
		n := &nodes[i]
		f := fact{day: n.day, clock: clock.at(n.day), week: m.week(n.day), lastMust: must, must: n.must}
		cost, weekday := n.price.weigh(k.factor)+n.extra+k.book.visit(n.day).cost, m.weekday(n.day)
		for w, usual := range k.weekdays {
			f.costs[w] = cost
			if usual != weekday {
				f.costs[w] += m.Weights.Weekday
			}
		}
		k.facts = append(k.facts, f)
		if n.must {
			must = i
		}
	}
}

// shortest gives the nodes of the best schedule, in order.
func (k *kernel) shortest(m *model, place int, nodes []node) []int {
	return k.shortestBeside(m, place, nodes, [7]int{})
}

// shortestBeside is shortest where the place has visits that are no nodes, so
// many by weekday: no path leads around them.
func (k *kernel) shortestBeside(m *model, place int, nodes []node, outside [7]int) []int {
	k.outside = outside
	k.prepare(m, place, nodes)
	k.runAhead()
	best, from, layer := faraway, -1, 0
	for i := len(nodes) - 1; i >= 0; i-- {
		end := k.book.end(nodes[i].day).cost
		for w, usual := range k.weekdays {
			cost := k.ahead[i].cost[w] + end
			for weekday, visits := range outside {
				if weekday != usual {
					cost += visits * m.Weights.Weekday
				}
			}
			if cost < best {
				best, from, layer = cost, i, w
			}
		}
		if nodes[i].must {
			break
		}
	}
	if !k.anyMust() && k.emptyPrice().weigh(k.factor) < best {
		from = -1
	}
	var picked []int
	for i := from; i >= 0; i = int(k.ahead[i].next[layer]) {
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
			if ahead, behind := k.ahead[i].cost[w], k.behind[i].cost[w]; ahead < faraway/2 && behind < faraway/2 {
				best = min(best, ahead+behind-k.facts[i].costs[w])
			}
		}
		prices[i] = unreachable
		if best < faraway {
			prices[i] = split(best)
		}
	}
	return prices
}

// runAhead fills ahead. Going back from a node, it stops where even the cheapest
// path so far would be beaten by the price of the gap alone.
func (k *kernel) runAhead() {
	layers, b := len(k.weekdays), k.book
	k.ahead, k.least = k.blank(k.ahead), k.least[:0]
	for j := range k.facts {
		to, to0 := &k.ahead[j], &k.facts[j]
		worst := faraway
		for i := j - 1; i >= max(to0.lastMust, 0); i-- {
			from := &k.facts[i]
			length := to0.clock - from.clock
			if (length < b.minGap || from.day == to0.day) && !(from.must && to0.must) {
				continue
			}
			growing := b.grow(from.day, to0.day, length).cost
			if relax(to, &k.ahead[i], layers, growing+b.week(from.day, to0.day, to0.week-from.week).cost, i) {
				worst = dearest(to, layers)
			}
			if length > fullRate && growing+k.least[i] >= worst {
				break
			}
		}
		if to0.lastMust < 0 && (to0.must || !tooClose(k.m, k.startGap(j))) {
			start := b.start(to0.day).cost
			for w := range layers {
				if start < to.cost[w] {
					to.cost[w], to.next[w] = start, -1
				}
			}
		}
		least := faraway
		if j > 0 {
			least = k.least[j-1]
		}
		for w := range layers {
			to.cost[w] += to0.costs[w]
			least = min(least, to.cost[w])
		}
		k.least = append(k.least, least)
	}
}

// runBehind fills behind.
func (k *kernel) runBehind() {
	layers, b := len(k.weekdays), k.book
	k.behind = k.blank(k.behind)
	for i := len(k.facts) - 1; i >= 0; i-- {
		from, at := &k.facts[i], &k.behind[i]
		free := true
		for j := i + 1; j < len(k.facts) && free; j++ {
			to := &k.facts[j]
			length := to.clock - from.clock
			if length >= b.minGap && from.day != to.day || from.must && to.must {
				link := b.grow(from.day, to.day, length).cost + b.week(from.day, to.day, to.week-from.week).cost
				relax(at, &k.behind[j], layers, link, j)
			}
			free = !to.must
		}
		end := b.end(from.day).cost
		for w := range layers {
			if free && end < at.cost[w] {
				at.cost[w], at.next[w] = end, -1
			}
			at.cost[w] += from.costs[w]
		}
	}
}

// relax offers a way over a link to every layer of a row, and tells whether one
// took it.
func relax(to, from *row, layers, link, next int) (taken bool) {
	for w := range layers {
		if cost := from.cost[w] + link; cost < to.cost[w] {
			to.cost[w], to.next[w] = cost, int32(next)
			taken = true
		}
	}
	return taken
}

// dearest is the highest cost in a row.
func dearest(r *row, layers int) int {
	most := r.cost[0]
	for w := 1; w < layers; w++ {
		most = max(most, r.cost[w])
	}
	return most
}

// blank gives a table with a row for every node, nothing reached.
func (k *kernel) blank(table []row) []row {
	none := row{}
	for w := range none.cost {
		none.cost[w], none.next[w] = faraway, -1
	}
	table = table[:0]
	for range k.nodes {
		table = append(table, none)
	}
	return table
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
