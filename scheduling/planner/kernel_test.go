package planner

import (
	"math/rand/v2"
	"testing"
)

// bruteForce tries every set of nodes. It prices chains as the rules do from
// scratch, and knows nothing of the kernel's tables.
func bruteForce(m *model, p int, nodes []node, through int) Score {
	best := unreachable
	for set := range 1 << len(nodes) {
		if through >= 0 && set&(1<<through) == 0 {
			continue
		}
		var days []int
		var price Score
		ok, last := true, -1
		for i, n := range nodes {
			if set&(1<<i) == 0 {
				ok = ok && !n.must
				continue
			}
			bothMust := n.must && (last < 0 || nodes[last].must)
			g := m.gapBetween(p, []int{n.day}, 0)
			if last >= 0 {
				g = gap{place: p, from: nodes[last].day, to: n.day}
				ok = ok && (bothMust || nodes[last].day < n.day)
			}
			ok = ok && (bothMust || !tooClose(m, g))
			last = i
			days, price = append(days, n.day), price.Plus(n.price)
		}
		if total := price.Plus(m.chainPrice(p, days)); ok && total.Less(best) {
			best = total
		}
	}
	return best
}

// randomNodes draws ways to visit a place, some of which must be taken.
func randomNodes(r *rand.Rand, days int) []node {
	var nodes []node
	for day := r.IntN(4); day < days && len(nodes) < 11; day += r.IntN(5) {
		n := node{day: day, price: Score{Soft: r.IntN(120) - 30}, must: r.IntN(12) == 0}
		if r.IntN(10) == 0 {
			n.price.Promise = r.IntN(50)
		}
		nodes = append(nodes, n)
	}
	return nodes
}

// randomChain changes what the kernel has to reckon with.
func randomChain(r *rand.Rand, floors int) func(*Problem) {
	return func(p *Problem) {
		place := &p.Places[0]
		place.Period, place.MinGap, place.Promised = 5+r.IntN(14), r.IntN(800), r.IntN(2) == 0
		place.MaxGap = place.MinGap + 1 + r.IntN(1500)
		if r.IntN(3) == 0 {
			place.LastVisit = nil
		}
		for range floors {
			from := r.IntN(20)
			place.Floors = append(place.Floors, Floor{Span{from, from + 1 + r.IntN(28-from)}, r.IntN(5)})
		}
		for day := range p.Calendar {
			p.Calendar[day].Summer = day >= 14 && day < 21
		}
		p.Weights.Rhythm, p.Weights.Promise = r.IntN(60), 1+r.IntN(20)
	}
}

func TestKernelAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for round := range 150 {
		floors := round % 3
		m := compiled(t, randomChain(r, floors))
		nodes := randomNodes(r, m.Days)
		var k kernel
		var days []int
		var price Score
		for _, i := range k.shortest(m, 0, nodes) {
			days, price = append(days, nodes[i].day), price.Plus(nodes[i].price)
		}
		got, want := price.Plus(m.chainPrice(0, days)), bruteForce(m, 0, nodes, -1)
		if got != want {
			t.Fatalf("round %d: kernel %v with days %v, brute force %v, nodes %+v", round, got, days, want, nodes)
		}
		if floors > 0 {
			continue
		}
		for i, got := range k.through(m, 0, nodes) {
			if want := bruteForce(m, 0, nodes, i); want.reachable() != got.reachable() || want.reachable() && got != want {
				t.Fatalf("round %d: through node %d %v, brute force %v", round, i, got, want)
			}
		}
	}
}

func TestKernelWithoutNodes(t *testing.T) {
	var k kernel
	if got := k.shortest(compiled(t, nil), 0, nil); len(got) != 0 {
		t.Errorf("picked %v", got)
	}
}
