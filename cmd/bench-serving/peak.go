package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// peak is what one server gave in one round when everything was asked of it.
type peak struct {
	rate   float64       // answers a second
	server time.Duration // of the cores, for each answer
	loader time.Duration // the same of who asked
}

// peaks asks both servers in turn for every kind. What is returned is by kind and server.
func (p plan) peaks(ctx context.Context, wrk string, kinds []kind, servers ...*server) ([]map[string][]peak, error) {
	found := make([]map[string][]peak, len(kinds))
	for i, k := range kinds {
		found[i] = map[string][]peak{}
		for _, s := range servers { // nothing is cold in the first round
			if _, err := p.peak(ctx, wrk, k, s, time.Second); err != nil {
				return nil, err
			}
		}
		for range p.rounds {
			for _, s := range servers {
				got, err := p.peak(ctx, wrk, k, s, p.round)
				if err != nil {
					return nil, err
				}
				found[i][s.name] = append(found[i][s.name], got)
			}
		}
	}
	return found, nil
}

// peak asks one server for one kind as fast as it answers.
func (p plan) peak(ctx context.Context, wrk string, k kind, s *server, length time.Duration) (peak, error) {
	t := k.target[s.name]
	arguments := []string{"-t", "2", "-c", strconv.Itoa(p.connections), "-d", strconv.Itoa(int(length.Seconds())) + "s"}
	for name, values := range t.header {
		arguments = append(arguments, "-H", name+": "+values[0])
	}
	before, err := s.used()
	if err != nil {
		return peak{}, err
	}
	loader := exec.CommandContext(ctx, wrk, append(arguments, t.url)...)
	said, err := loader.Output()
	if err != nil {
		return peak{}, fmt.Errorf("ask for %s of %s: %w", k.name, s.name, err)
	}
	after, err := s.used()
	if err != nil {
		return peak{}, err
	}
	answers, rate, err := readWrk(said)
	if err != nil {
		return peak{}, fmt.Errorf("ask for %s of %s: %w", k.name, s.name, err)
	}
	state := loader.ProcessState
	return peak{rate, (after - before) / time.Duration(answers), (state.UserTime() + state.SystemTime()) / time.Duration(answers)}, s.forget()
}

// readWrk reads how many answers there were, and how many a second. That some were no answers
// is a failure.
func readWrk(said []byte) (answers int, rate float64, err error) {
	lines := bufio.NewScanner(bytes.NewReader(said))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		switch fields := strings.Fields(line); {
		case strings.Contains(line, " requests in ") && err == nil:
			answers, err = strconv.Atoi(fields[0])
		case strings.HasPrefix(line, "Requests/sec:") && err == nil:
			rate, err = strconv.ParseFloat(fields[1], 64)
		case strings.HasPrefix(line, "Socket errors:"), strings.HasPrefix(line, "Non-2xx"):
			return 0, 0, errors.New(line)
		}
	}
	if err == nil && (answers == 0 || rate == 0) {
		err = fmt.Errorf("wrk says something else than usual: %q", said)
	}
	return answers, rate, err
}
