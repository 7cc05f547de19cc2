//go:build unix

package planner

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"
)

// benchSeeds is how many runs each figure is taken from.
const benchSeeds = 5

// yardsticks are the instances with a proven optimum.
var yardsticks = []struct {
	name    string
	optimum int
}{{"t8-s1", 1901}, {"t8-s2", 1799}, {"t8-s3", 1541}, {"a13-s1", 4289}, {"a13-s2", 3796}}

// middleOptions and largestOptions make the instances that are not given.
var (
	middleOptions  = GenerateOptions{Offices: 1, Places: 12, Weeks: 26, Seed: 1}
	largestOptions = GenerateOptions{Offices: 3, Places: 40, Weeks: 52, Load: 910, Seed: 1}
)

// BenchmarkYardstick holds plans against what is known to be best: the price after
// some seconds (median and worst of five seeds), by how many thousandths the median
// lies above the proven optimum, or above the bound for larger instances, and what
// people feel of the median plan.
func BenchmarkYardstick(b *testing.B) {
	for _, y := range yardsticks {
		read, err := ReadYardstick(bytesOf(b, y.name))
		if err != nil {
			b.Fatal(err)
		}
		for _, limit := range []time.Duration{100 * time.Millisecond, time.Second} {
			benchPlan(b, y.name, read.Problem, y.optimum, limit, 1)
		}
	}
	for _, options := range []GenerateOptions{middleOptions, largestOptions} {
		name, problem := fmt.Sprintf("%dx%dx%d", options.Offices, options.Places, options.Weeks), Generate(options)
		bounds, err := Bound(b.Context(), problem)
		if err != nil {
			b.Fatal(err)
		}
		for _, limit := range []time.Duration{100 * time.Millisecond, time.Second, 10 * time.Second} {
			benchPlan(b, name, problem, bounds.Total, limit, 1)
		}
		if options == largestOptions {
			benchPlan(b, name, problem, bounds.Total, 30*time.Second, 2)
		}
	}
}

func bytesOf(b *testing.B, name string) *os.File {
	b.Helper()
	file, err := os.Open("testdata/yardstick/" + name + ".json")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { file.Close() })
	return file
}

// benchPlan solves with five seeds and prints a row.
func benchPlan(b *testing.B, name string, problem *Problem, best int, limit time.Duration, workers int) {
	b.Run(fmt.Sprintf("%s/%s/cores=%d", name, limit, workers), func(b *testing.B) {
		for b.Loop() { // what is measured are not its turns
		}
		var plans []*Plan
		for seed := range uint64(benchSeeds) {
			limited, cancel := context.WithTimeout(b.Context(), limit)
			plan, err := Solve(limited, problem, Options{Seed: seed + 1, Iterations: Unlimited, Workers: workers})
			cancel()
			if err != nil {
				b.Fatal(err)
			}
			plans = append(plans, plan)
		}
		slices.SortFunc(plans, func(a, b *Plan) int { return total(a) - total(b) })
		median := plans[benchSeeds/2]
		m, err := compile(problem)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(m.density().Share()), "‰load")
		b.ReportMetric(float64(best), "best")
		b.ReportMetric(float64(total(median)), "median")
		b.ReportMetric(float64(total(plans[benchSeeds-1])), "worst")
		b.ReportMetric(float64(1000*(total(median)-best))/float64(best), "‰gap")
		felt := &median.Measures
		b.ReportMetric(float64(felt.Delivered), "visits")
		b.ReportMetric(float64(felt.Pledged), "pledged")
		b.ReportMetric(float64(felt.Gap95Days), "gap95-days")
		b.ReportMetric(float64(felt.UsualWeekday), "‰weekday")
		b.ReportMetric(float64(felt.DrivingPerVisit), "min/visit")
	})
}

func total(p *Plan) int { return p.Score.Promise + p.Score.Soft }

// BenchmarkDistricts plans a hundred districts of 10 to 17 places for half a year, one
// after the other on each of two cores: in how many seconds, how many of them they
// computed, and by how many thousandths all prices together lie above the bounds.
func BenchmarkDistricts(b *testing.B) {
	const districts, cores, moves = 100, 2, 10_000
	problems, plans, bounds := make([]*Problem, districts), make([]*Plan, districts), make([]Bounds, districts)
	each := func(do func(i int) error) {
		var all sync.WaitGroup
		for c := range cores {
			all.Go(func() {
				for i := c; i < districts; i += cores {
					if err := do(i); err != nil {
						b.Error(err)
					}
				}
			})
		}
		all.Wait()
	}
	each(func(i int) error {
		problems[i] = Generate(GenerateOptions{Offices: 1, Places: 10 + i%8, Weeks: 26, Seed: uint64(i)})
		return nil
	})
	begin := coreSeconds()
	for b.Loop() {
		each(func(i int) (err error) {
			plans[i], err = Solve(b.Context(), problems[i], Options{Seed: 1, Iterations: moves})
			return err
		})
	}
	seconds, used := b.Elapsed().Seconds()/float64(b.N), (coreSeconds()-begin)/cores/float64(b.N)
	each(func(i int) (err error) {
		bounds[i], err = Bound(b.Context(), problems[i])
		return err
	})
	price, least, broken := 0, 0, 0
	for i := range plans {
		price, least = price+total(plans[i]), least+bounds[i].Total
		if plans[i].Score.Promise > bounds[i].Promise {
			broken++
		}
	}
	b.ReportMetric(seconds, "s")
	b.ReportMetric(used, "s-of-each-core")
	b.ReportMetric(float64(least), "best")
	b.ReportMetric(float64(price), "price")
	b.ReportMetric(float64(1000*(price-least))/float64(least), "‰gap")
	b.ReportMetric(float64(broken), "promises>bound")
}
