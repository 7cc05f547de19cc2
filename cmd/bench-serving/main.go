package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

// plan is how long and how hard is measured.
type plan struct {
	app         string        // the program as it was built
	rounds      int           // of each server, in turn
	round       time.Duration // how long one is
	paced       time.Duration // how long latency is looked at
	growth      time.Duration // how long memory is looked at; 0 for not at all
	every       time.Duration // how much load there is before each look at memory
	connections int
}

func main() {
	p := plan{round: 3 * time.Second, paced: 10 * time.Second, every: 30 * time.Second}
	flag.StringVar(&p.app, "app", "bin/poliskontor", "the program")
	flag.IntVar(&p.rounds, "rounds", 5, "rounds of each server, in turn")
	flag.IntVar(&p.connections, "connections", 64, "connections that are kept open")
	minutes := flag.Int("minutes", 0, "how long memory is looked at under load; 0 for not at all")
	flag.Parse()
	if p.rounds < 1 || p.connections < 2 || *minutes < 0 { // wrk takes a connection for each of its threads
		fmt.Fprintln(os.Stderr, "at least one round, two connections and no minutes below 0")
		os.Exit(2)
	}
	p.growth = time.Duration(*minutes) * time.Minute
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := p.run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		stop()
		os.Exit(1)
	}
}

// run measures and writes what it found.
func (p plan) run(ctx context.Context, out io.Writer) (err error) {
	found, err := look()
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "bench-serving-")
	if err != nil {
		return fmt.Errorf("make a folder for both servers: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()

	app, err := startApp(ctx, p.app, filepath.Join(folder, "app"))
	if err != nil {
		return err
	}
	defer app.stop()
	files, err := copyFeeds(ctx, app.url, filepath.Join(folder, "nginx", "www"))
	if err != nil {
		return err
	}
	nginx, err := startNginx(ctx, found.nginx, filepath.Join(folder, "nginx"))
	if err != nil {
		return err
	}
	defer nginx.stop()
	kinds, err := prepare(ctx, app.url, nginx.url, files)
	if err != nil {
		return err
	}

	fmt.Fprintf(out, "Measured on %s, on %s, with %s, %s and %s; %d connections, %d rounds of %s for each server in turn.\n\n",
		time.Now().Format(time.DateOnly), machine(), app.version, nginx.version, found.version, p.connections, p.rounds, p.round)
	peaks, err := p.peaks(ctx, found.wrk, kinds, app, nginx)
	if err != nil {
		return err
	}
	writePeaks(out, kinds, peaks)
	if err := p.latencies(ctx, out, kinds, peaks, app, nginx); err != nil {
		return err
	}
	if p.growth == 0 {
		return nil
	}
	nginx.stop()
	return p.grow(ctx, out, kinds, peaks, app)
}
