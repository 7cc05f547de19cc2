package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// memory is how much memory the app takes at a moment.
type memory struct {
	at         time.Duration // of load before
	live       float64       // bytes that are reached, right after a collection
	resident   float64       // bytes, as the system counts them
	goroutines float64
	allocated  float64 // objects, since the start
	answers    int     // since the look before
}

// eachTook is how many objects were allocated for an answer since an earlier look.
func (m memory) eachTook(before memory) float64 {
	return (m.allocated - before.allocated) / float64(max(m.answers, 1))
}

// grow looks at the app's memory time and again after it has served every kind at half of its
// rate for a while. What is under way at the moment would be far more than what may grow.
func (p plan) grow(ctx context.Context, out io.Writer, kinds []kind, peaks []map[string][]peak, app *server) error {
	load := pace{connections: p.connections, length: p.every}
	between := 0.0 // seconds for one answer of the mixture, at the peak
	for i, k := range kinds {
		if !k.goal {
			continue
		}
		load.targets = append(load.targets, k.target[app.name])
		between += 1 / middle(peaks[i][app.name], func(p peak) float64 { return p.rate })
	}
	load.rate = float64(len(load.targets)) / between / 2
	began, err := remember(ctx, app.private)
	if err != nil {
		return err
	}
	var seen []memory
	for at := p.every; at <= p.growth; at += p.every {
		took, err := load.run(ctx)
		if err != nil {
			return fmt.Errorf("ask for %s: %w", at, err)
		}
		now, err := remember(ctx, app.private)
		if err != nil {
			return err
		}
		now.at, now.answers = at, len(took)
		seen = append(seen, now)
		if err := app.forget(); err != nil {
			return err
		}
	}
	writeMemory(out, load.rate, began, seen)
	return nil
}

// remember lets the app collect what is not used any more, and asks what is left.
func remember(ctx context.Context, private string) (memory, error) {
	for range 2 { // pools let go of what they hold at the second collection
		if _, err := fetch(ctx, private+"/debug/pprof/heap?gc=1", nil); err != nil {
			return memory{}, err
		}
	}
	told, err := fetch(ctx, private+"/metrics", nil)
	if err != nil {
		return memory{}, err
	}
	return readMemory(string(told.body))
}

// readMemory reads the figures that Prometheus is told.
func readMemory(figures string) (m memory, err error) {
	wanted := map[string]*float64{"go_memstats_heap_alloc_bytes": &m.live, "process_resident_memory_bytes": &m.resident, "go_goroutines": &m.goroutines,
		"go_memstats_mallocs_total": &m.allocated}
	for line := range strings.Lines(figures) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if figure := wanted[name]; figure != nil {
			if *figure, err = strconv.ParseFloat(value, 64); err != nil {
				return m, fmt.Errorf("read %s: %w", name, err)
			}
			delete(wanted, name)
		}
	}
	if len(wanted) > 0 {
		return m, fmt.Errorf("the app does not tell %d figures of its memory", len(wanted))
	}
	return m, nil
}

// slope is by how much a figure grows each minute, by least squares.
func slope(seen []memory, figure func(memory) float64) float64 {
	var minutes, values float64
	for _, m := range seen {
		minutes += m.at.Minutes() / float64(len(seen))
		values += figure(m) / float64(len(seen))
	}
	var both, square float64
	for _, m := range seen {
		away := m.at.Minutes() - minutes
		both += away * (figure(m) - values)
		square += away * away
	}
	if square == 0 {
		return 0
	}
	return both / square
}
