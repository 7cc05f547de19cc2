package planner

import (
	"context"
	"fmt"
	"os"
	"slices"
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

// largestOptions make the largest instance.
var largestOptions = GenerateOptions{Offices: 3, Places: 40, Weeks: 52, Load: 910, Seed: 1}

// BenchmarkYardstick holds plans against what is known to be best: the price after
// some seconds (median and worst of five seeds), and by how many thousandths the
// median lies above the proven optimum, or above the bound for larger instances.
func BenchmarkYardstick(b *testing.B) {
	for _, y := range yardsticks {
		file, err := os.Open("testdata/yardstick/" + y.name + ".json")
		if err != nil {
			b.Fatal(err)
		}
		read, err := ReadYardstick(file)
		file.Close()
		if err != nil {
			b.Fatal(err)
		}
		benchPlan(b, y.name, read.Problem, y.optimum, 100*time.Millisecond, time.Second)
	}
	for _, options := range []GenerateOptions{
		{Offices: 1, Places: 12, Weeks: 26, Seed: 1},
		largestOptions,
	} {
		name := fmt.Sprintf("%dx%dx%d", options.Offices, options.Places, options.Weeks)
		problem := Generate(options)
		limited, cancel := context.WithTimeout(b.Context(), 30*time.Second)
		bounds, err := Bound(limited, problem)
		cancel()
		if err != nil {
			b.Fatal(err)
		}
		benchPlan(b, name, problem, bounds.Total, 100*time.Millisecond, time.Second, 10*time.Second)
	}
}

func benchPlan(b *testing.B, name string, problem *Problem, best int, limits ...time.Duration) {
	for _, limit := range limits {
		b.Run(fmt.Sprintf("%s/%s", name, limit), func(b *testing.B) {
			for b.Loop() { // what is measured are not its turns
			}
			var prices []int
			for seed := range uint64(benchSeeds) {
				limited, cancel := context.WithTimeout(b.Context(), limit)
				plan, err := Solve(limited, problem, Options{Seed: seed + 1, Iterations: Unlimited})
				cancel()
				if err != nil {
					b.Fatal(err)
				}
				prices = append(prices, plan.Score.Promise+plan.Score.Soft)
			}
			slices.Sort(prices)
			median := prices[benchSeeds/2]
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(median), "median")
			b.ReportMetric(float64(prices[benchSeeds-1]), "worst")
			b.ReportMetric(float64(best), "best")
			b.ReportMetric(float64(1000*(median-best))/float64(best), "‰gap")
		})
	}
}
