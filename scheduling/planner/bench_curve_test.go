//go:build unix

package planner

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"
)

// curveFile is where the anytime curve is drawn.
const curveFile = "../../docs/anytime.svg"

// curveAt are the seconds that the anytime curve is read at.
var curveAt = []float64{0.03, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30}

// BenchmarkAnytime plans the largest instance once, on two cores for 30 s, and draws
// the price of the best plan so far against time into docs/anytime.svg. Time is what
// the process used of each core, so that other work on the machine does not show. The
// first worker's price is shown, which Progress tells, and in the end the best one's.
func BenchmarkAnytime(b *testing.B) {
	const workers = 2
	problem := Generate(largestOptions)
	bounds, err := Bound(b.Context(), problem)
	if err != nil {
		b.Fatal(err)
	}
	limited, cancel := context.WithCancel(b.Context())
	defer cancel()
	begin, prices := coreSeconds(), make([]int, len(curveAt))
	plan, err := Solve(limited, problem, Options{Seed: 1, Iterations: Unlimited, Workers: workers, Progress: func(p Progress) {
		now := (coreSeconds() - begin) / workers
		for i, at := range curveAt {
			if now <= at {
				prices[i] = p.Score.Promise + p.Score.Soft
			}
		}
		if now > curveAt[len(curveAt)-1] {
			cancel()
		}
	}})
	if err != nil {
		b.Fatal(err)
	}
	prices[len(prices)-1] = total(plan)
	for i, at := range curveAt {
		if prices[i] == 0 {
			continue // there was no plan yet
		}
		b.Run(fmt.Sprintf("%gs", at), func(b *testing.B) {
			for b.Loop() { // what is measured are not its turns
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(bounds.Total), "best")
			b.ReportMetric(float64(prices[i]), "price")
		})
	}
	if err := os.WriteFile(curveFile, drawCurve(prices, bounds.Total), 0o644); err != nil {
		b.Fatal(err)
	}
}

// coreSeconds is how long the process has computed, on all cores together.
func coreSeconds() float64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()).Seconds()
}

// drawCurve draws prices against the logarithm of time, above the bound.
func drawCurve(prices []int, bound int) []byte {
	const width, height, left, right, top, bottom = 640, 300, 70, 20, 20, 40
	most := slices.Max(prices)
	first, last := math.Log(curveAt[0]), math.Log(curveAt[len(curveAt)-1])
	x := func(seconds float64) float64 {
		return left + (width-left-right)*(math.Log(seconds)-first)/(last-first)
	}
	y := func(price int) float64 {
		return top + (height-top-bottom)*float64(most-price)/float64(most-bound)
	}
	var svg bytes.Buffer
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", width, height)
	fmt.Fprintf(&svg, `<title>Price of the best plan so far, 3 offices and 40 places for 52 weeks, against seconds</title>`+"\n")
	fmt.Fprintf(&svg, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", width, height)
	line := ""
	for i, at := range curveAt {
		if prices[i] == 0 {
			continue // there was no plan yet
		}
		line += fmt.Sprintf("%.1f,%.1f ", x(at), y(prices[i]))
		fmt.Fprintf(&svg, `<circle cx="%.1f" cy="%.1f" r="3" fill="#1a4f8b"/>`+"\n", x(at), y(prices[i]))
		fmt.Fprintf(&svg, `<text x="%.1f" y="%d" text-anchor="middle">%g s</text>`+"\n", x(at), height-bottom+18, at)
	}
	fmt.Fprintf(&svg, `<polyline points="%s" fill="none" stroke="#1a4f8b" stroke-width="2"/>`+"\n", line)
	fmt.Fprintf(&svg, `<path d="M%d %.1fH%d" stroke="#a33" stroke-dasharray="5 4"/>`+"\n", left, y(bound), width-right)
	fmt.Fprintf(&svg, `<text x="%d" y="%.1f" fill="#a33">no plan is below %d</text>`+"\n", left+4, y(bound)-5, bound)
	for _, price := range []int{most, prices[len(prices)-1]} {
		fmt.Fprintf(&svg, `<text x="%d" y="%.1f" text-anchor="end">%d</text>`+"\n", left-8, y(price)+4, price)
	}
	fmt.Fprintf(&svg, "</svg>\n")
	return svg.Bytes()
}
