package planner

import "slices"

// floorSearch is the kernel's search when the plain shortest path misses a
// floor: the state of a path is then also how many visits each open floor has.
// It keeps for each node the paths that no other one beats both in price and in
// every count. Where there are more than maxLabels, the dearest are given up and
// the answer may not be the best; floors that follow each other, such as one for
// each season, stay far below.
type floorSearch struct {
	labels [][]label
	floors int   // of the place
	owed   Score // for all floors without any visit: what counts can be worth at most
}

const maxLabels = 256

// label is one path that ends in a node.
type label struct {
	price    Score
	counts   [maxFloors]uint8 // visits of each floor that is open on the node's day
	previous int              // node, or -1
	which    int              // label of that node
}

// shortest searches once for each usual weekday. The kernel is prepared.
func (s *floorSearch) shortest(k *kernel) []int {
	floors := k.m.Places[k.place].Floors
	s.floors, s.owed = len(floors), Score{}
	for f := range floors {
		s.owed = s.owed.Plus(k.m.floorPrice(k.place, f, 0))
	}
	best := unreachable
	var picked []int
	if !k.anyMust() {
		best = k.emptyPrice().Plus(s.closed(k, &label{}, -1, k.m.Days))
	}
	for layer := range k.weekdays {
		s.run(k, layer)
		k.lasts(func(i int) {
			for at := range s.labels[i] {
				l := &s.labels[i][at]
				price := l.price.Plus(k.m.gapPrice(k.endGap(i))).Plus(s.closed(k, l, k.nodes[i].day, k.m.Days))
				if price.Less(best) {
					best, picked = price, s.trace(i, at)
				}
			}
		})
	}
	return picked
}

// run fills labels for one usual weekday. Like the plain search it stops going
// back where the gap alone costs more than any visits before it can be worth.
func (s *floorSearch) run(k *kernel, layer int) {
	s.labels = make([][]label, len(k.nodes))
	least := make([]Score, len(k.nodes))
	var reached []label
	for j := range k.nodes {
		must := int(k.facts[j].lastMust)
		cheapest := unreachable
		reached = reached[:0]
		for i := j - 1; i >= max(must, 0); i-- {
			growing, rest, ok := k.link(i, j)
			if !ok {
				continue
			}
			for at := range s.labels[i] {
				l := s.extend(k, &s.labels[i][at], i, at, j, growing.Plus(rest))
				reached = append(reached, l)
				if l.price.Less(cheapest) {
					cheapest = l.price
				}
			}
			if k.m.length(k.gap(i, j)) > fullRate && !growing.Plus(least[i]).Less(cheapest.Plus(s.owed)) {
				break
			}
		}
		if g := k.startGap(j); must < 0 && (k.nodes[j].must || !tooClose(k.m, g)) {
			reached = append(reached, s.extend(k, &label{}, -1, 0, j, k.m.gapPrice(g)))
		}
		price := k.nodePrice(j, layer)
		for i := range reached {
			reached[i].price = reached[i].price.Plus(price)
		}
		s.labels[j] = s.undominated(reached)
		least[j] = unreachable
		if j > 0 {
			least[j] = least[j-1]
		}
		if len(s.labels[j]) > 0 && s.labels[j][0].price.Less(least[j]) {
			least[j] = s.labels[j][0].price
		}
	}
}

// extend leads a path on to node j.
func (s *floorSearch) extend(k *kernel, l *label, i, at, j int, link Score) label {
	before, day := -1, k.nodes[j].day
	if i >= 0 {
		before = k.nodes[i].day
	}
	next := label{price: l.price.Plus(link).Plus(s.closed(k, l, before, day)), previous: i, which: at}
	for f, floor := range k.m.Places[k.place].Floors {
		if floor.holds(day) {
			next.counts[f] = uint8(min(int(l.counts[f])+1, floor.Visits))
		}
	}
	return next
}

// closed is the price of the floors that end after day before and no later than
// on day.
func (s *floorSearch) closed(k *kernel, l *label, before, day int) Score {
	var sum Score
	for f, floor := range k.m.Places[k.place].Floors {
		if before < floor.To && floor.To <= day {
			sum = sum.Plus(k.m.floorPrice(k.place, f, int(l.counts[f])))
		}
	}
	return sum
}

// undominated keeps the paths that no other one beats, the cheapest first.
func (s *floorSearch) undominated(labels []label) []label {
	slices.SortStableFunc(labels, func(a, b label) int {
		switch {
		case a.price.Less(b.price):
			return -1
		case b.price.Less(a.price):
			return 1
		default:
			return 0
		}
	})
	var kept []label
	for i := range labels {
		if len(kept) == maxLabels || i > 0 && !labels[i].price.Less(labels[0].price.Plus(s.owed)) {
			break
		}
		if !s.beaten(kept, &labels[i]) {
			kept = append(kept, labels[i])
		}
	}
	return kept
}

// beaten tells whether a cheaper path has at least as many visits of every floor.
func (s *floorSearch) beaten(cheaper []label, l *label) bool {
	for i := range cheaper {
		covers := true
		for f := range s.floors {
			if cheaper[i].counts[f] < l.counts[f] {
				covers = false
				break
			}
		}
		if covers {
			return true
		}
	}
	return false
}

func (s *floorSearch) trace(i, at int) []int {
	var picked []int
	for i >= 0 {
		picked = append(picked, i)
		l := &s.labels[i][at]
		i, at = l.previous, l.which
	}
	for a, b := 0, len(picked)-1; a < b; a, b = a+1, b-1 {
		picked[a], picked[b] = picked[b], picked[a]
	}
	return picked
}

// link is the price of the gap between two nodes, in its two parts; not
// ok where hard rules forbid it. Between two stops that must be there nothing is
// forbidden.
func (k *kernel) link(i, j int) (growing, rest Score, ok bool) {
	a, b, g := &k.nodes[i], &k.nodes[j], k.gap(i, j)
	if !(a.must && b.must) && (a.day == b.day || tooClose(k.m, g)) {
		return Score{}, Score{}, false
	}
	return k.m.growing(g), k.m.byWeeks(g), true
}

func (k *kernel) gap(i, j int) gap {
	return gap{place: k.place, from: k.nodes[i].day, to: k.nodes[j].day}
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
