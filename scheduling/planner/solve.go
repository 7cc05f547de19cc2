package planner

import (
	"context"
	"fmt"
	"math"
)

// DefaultIterations is the budget of Solve when Options names none.
const DefaultIterations = 30_000

// Unlimited is a budget that only ctx ends.
const Unlimited = math.MaxInt

// Options steer Solve.
type Options struct {
	// Iterations is how many moves the search makes at most; 0 means
	// DefaultIterations, Unlimited none but by ctx, and a negative number no move at
	// all: the plan is then only constructed.
	Iterations int
	// Seed chooses among equally sensible attempts. The same problem, seed and
	// iterations give the same plan, byte for byte.
	Seed uint64
	// Progress, when set, is called now and then, and whenever a better plan is
	// found, from the goroutine that called Solve.
	Progress func(Progress)
}

// Progress tells how far Solve has come.
type Progress struct {
	Iteration  int
	Iterations int   // the budget; Solve may stop earlier
	Score      Score // of the best plan so far
}

// Solve plans a problem. It returns an error only for a problem that Validate
// refuses. When ctx is cancelled, Solve returns the best plan so far, which keeps
// every hard rule at any time; what the plan cannot keep is listed in its
// Breaches.
func Solve(ctx context.Context, problem *Problem, options Options) (*Plan, error) {
	m, err := compile(problem)
	if err != nil {
		return nil, fmt.Errorf("solve: %w", err)
	}
	if options.Iterations == 0 {
		options.Iterations = DefaultIterations
	}
	d := newDraft(m)
	construct(ctx, d)
	improve(ctx, d, options)
	return m.assess(d.stops()), nil
}
