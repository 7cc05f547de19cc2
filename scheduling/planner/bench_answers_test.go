//go:build unix

package planner

import (
	"context"
	"math"
	"slices"
	"testing"
)

// largest is the largest instance, with a plan such as a district works with.
func largest(b *testing.B) (*Problem, *Plan) {
	b.Helper()
	p := Generate(largestOptions)
	plan, err := Solve(b.Context(), p, Options{Seed: 1, Iterations: 10_000})
	if err != nil {
		b.Fatal(err)
	}
	return p, plan
}

// lostWeek lists the shifts of the first office in a week in the middle.
func lostWeek(p *Problem) []int {
	var lost []int
	for i := range p.Shifts {
		if s := &p.Shifts[i]; s.Office == 0 && s.Day >= 175 && s.Day < 182 {
			lost = append(lost, i)
		}
	}
	return lost
}

// BenchmarkRepair mends the largest plan after an office is lost for a week: the
// first answer, without search, and the one with.
func BenchmarkRepair(b *testing.B) {
	p, base := largest(b)
	lost := lostWeek(p)
	for _, c := range []struct {
		name       string
		iterations int
	}{{"first", -1}, {"whole", RepairIterations}} {
		b.Run(c.name, func(b *testing.B) {
			var r *Repaired
			begin := coreSeconds()
			for b.Loop() {
				var err error
				if r, err = Repair(context.Background(), p, base, Change{Lost: lost}, Options{Seed: 1, Iterations: c.iterations}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(r.Changes()), "changes")
			b.ReportMetric(float64(r.Plan.Score.Promise), "broken")
			b.ReportMetric(1000*(coreSeconds()-begin)/float64(b.N), "core-ms")
		})
	}
}

// BenchmarkWhyNot asks about every place and week of the largest plan in turn, and
// tells which question takes longest.
func BenchmarkWhyNot(b *testing.B) {
	p, plan := largest(b)
	n, begin := 0, coreSeconds()
	for b.Loop() {
		place, week := n%len(p.Places), n/len(p.Places)%(p.Days/7)
		if _, err := WhyNot(p, plan, place, 7*week, 7*week+7); err != nil {
			b.Fatal(err)
		}
		n += 7
	}
	b.ReportMetric(1000*(coreSeconds()-begin)/float64(b.N), "core-ms")
	b.ReportMetric(slowestMilliseconds(len(p.Places)*(p.Days/7), func(question int) {
		place, week := question%len(p.Places), question/len(p.Places)
		if _, err := WhyNot(p, plan, place, 7*week, 7*week+7); err != nil {
			b.Fatal(err)
		}
	}), "worst-ms")
}

// leastOf is how often a question is asked to know how long it takes on a machine
// that others use, too.
const leastOf = 20

// slowestMilliseconds is what the slowest of some questions takes of a core, each by the
// least of leastOf times. A question that was quicker once than the slowest is need
// not be asked again.
func slowestMilliseconds(questions int, ask func(question int)) float64 {
	least, asked := slices.Repeat([]float64{math.Inf(1)}, questions), make([]int, questions)
	for {
		slowest := 0
		for q := range least {
			if least[q] > least[slowest] {
				slowest = q
			}
		}
		if asked[slowest] == leastOf {
			return 1000 * least[slowest]
		}
		begin := coreSeconds()
		ask(slowest)
		least[slowest] = min(least[slowest], coreSeconds()-begin)
		asked[slowest]++
	}
}
