package main

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// middle is the median of a figure.
func middle(rounds []peak, figure func(peak) float64) float64 {
	var figures []float64
	for _, r := range rounds {
		figures = append(figures, figure(r))
	}
	slices.Sort(figures)
	if n := len(figures); n%2 == 0 {
		return (figures[n/2-1] + figures[n/2]) / 2
	}
	return figures[len(figures)/2]
}

// ratios are the app's rate against nginx's in each round, lowest first.
func ratios(of map[string][]peak) []float64 {
	var all []float64
	for i, app := range of["app"] {
		all = append(all, app.rate/of["nginx"][i].rate)
	}
	slices.Sort(all)
	return all
}

func rate(p peak) float64 { return p.rate }

// writePeaks writes what was found when everything was asked.
func writePeaks(out io.Writer, kinds []kind, peaks []map[string][]peak) {
	fmt.Fprintln(out, "| answer | bytes | app, answers/s | nginx, answers/s | app of nginx | of each round | goal | µs of the cores for an answer: app, nginx | loader beside them |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|---|---|")
	for i, k := range kinds {
		of := peaks[i]
		app, nginx, each, goal := of["app"], of["nginx"], ratios(of), "none"
		if k.goal {
			goal = "0.60"
		}
		fmt.Fprintf(out, "| %s | %d | %.0f | %.0f | **%.2f** | %.2f to %.2f | %s | %.1f, %.1f | %.1f, %.1f |\n", k.name, k.bytes,
			middle(app, rate), middle(nginx, rate), middle(app, rate)/middle(nginx, rate), each[0], each[len(each)-1], goal,
			middle(app, server1), middle(nginx, server1), middle(app, loader1), middle(nginx, loader1))
	}
}

func server1(p peak) float64 { return float64(p.server) / float64(time.Microsecond) }
func loader1(p peak) float64 { return float64(p.loader) / float64(time.Microsecond) }

const mebi = 1 << 20

// writeMemory writes how memory grew. The first looks are left out of the slopes: buffers
// and the collector's idea of the heap find their size then.
func writeMemory(out io.Writer, rate float64, before memory, seen []memory) {
	fmt.Fprintf(out, "\nMemory of the app, serving all that has a goal in turn, %.0f requests/s:\n\n", rate)
	fmt.Fprintln(out, "| after | in use after a collection | resident | goroutines | objects allocated for an answer |")
	fmt.Fprintln(out, "|---|---|---|---|---|")
	for _, m := range seen {
		fmt.Fprintf(out, "| %s | %.2f MiB | %.1f MiB | %.0f | %.1f |\n", m.at.Round(time.Second), m.live/mebi, m.resident/mebi, m.goroutines, m.eachTook(before))
		before = m
	}
	settled := seen[len(seen)/4:]
	fmt.Fprintf(out, "\nFrom the %d last looks, in use %+.1f KiB a minute, resident %+.1f KiB a minute.\n", len(settled),
		slope(settled, func(m memory) float64 { return m.live })/1024, slope(settled, func(m memory) float64 { return m.resident })/1024)
}
