package main

import (
	"context"
	"fmt"
	"io"
	"syscall"
	"time"
)

// latencies shows how long answers take at half of the app's peak, kind by kind.
func (p plan) latencies(ctx context.Context, out io.Writer, kinds []kind, peaks []map[string][]peak, servers ...*server) error {
	fmt.Fprintf(out, "\nAt half of the app's rate, each answer counted from when it ought to have been asked for:\n\n")
	fmt.Fprintln(out, "| answer | requests/s | server | median | p99 | p99.9 | slowest | server's cores | loader's cores |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|---|---|")
	for i, k := range kinds {
		if !k.goal {
			continue
		}
		rate := middle(peaks[i]["app"], func(p peak) float64 { return p.rate }) / 2
		for _, s := range servers {
			settle()
			load := pace{[]target{k.target[s.name]}, rate, p.connections, p.paced}
			took, server, loader, err := load.watched(ctx, s)
			if err != nil {
				return fmt.Errorf("%s at half the rate of %s: %w", s.name, k.name, err)
			}
			fmt.Fprintf(out, "| %s | %.0f | %s | %s | %s | %s | %s | %.2f | %.2f |\n", k.name, rate, s.name, milliseconds(share(took, .5)),
				milliseconds(share(took, .99)), milliseconds(share(took, .999)), milliseconds(share(took, 1)), server, loader)
		}
	}
	return nil
}

// watched runs the load, and tells how many cores the server and this program used meanwhile.
func (p pace) watched(ctx context.Context, s *server) (took []time.Duration, server, loader float64, err error) {
	before, err := s.used()
	if err != nil {
		return nil, 0, 0, err
	}
	own, began := usedHere(), time.Now()
	took, err = p.run(ctx)
	if err != nil {
		return nil, 0, 0, err
	}
	passed := time.Since(began).Seconds()
	after, err := s.used()
	if err != nil {
		return nil, 0, 0, err
	}
	return took, (after - before).Seconds() / passed, (usedHere() - own).Seconds() / passed, s.forget()
}

// usedHere is how much time of the cores this program has taken.
func usedHere() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.2f ms", d.Seconds()*1000) }
