package planner

import (
	"context"
	"fmt"
	"math"
	"sync"
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
	// Workers is how many searches run side by side, each with random numbers of its
	// own and the whole budget; the best plan is taken. 0 stands for 1. The plan
	// depends on this number, but not on how many cores there are. Repair has one.
	Workers int
	// Progress, when set, is called now and then, and whenever the first worker finds
	// a better plan, from the goroutine that called Solve.
	Progress func(Progress)

	worker uint64 // which of them
}

// Progress tells how far Solve has come.
type Progress struct {
	Iteration  int
	Iterations int   // the budget; Solve may stop earlier
	Score      Score // of the best plan so far
	// Measures reckons what people would feel of the best plan so far. It takes a
	// moment, and can be asked only until the call that it came with returns.
	Measures func() Measures
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
	d := m.search(ctx, options)
	return m.assess(d.stops(), d), nil
}

// search runs the workers and takes the best draft.
func (m *model) search(ctx context.Context, options Options) *draft {
	return m.bestOf(max(1, options.Workers), options, func(d *draft, options Options) {
		construct(ctx, d)
		improve(ctx, d, options)
	})
}

// bestOf works on drafts side by side, the first one on the calling goroutine and alone
// in telling its progress, and takes the best, of equal ones the first.
func (m *model) bestOf(count int, options Options, work func(*draft, Options)) *draft {
	drafts := make([]*draft, count)
	begin := func(w int, options Options) {
		drafts[w], options.worker = newDraft(m), uint64(w)
		work(drafts[w], options)
	}
	silent := options
	silent.Progress = nil
	var others sync.WaitGroup
	for w := 1; w < count; w++ {
		others.Go(func() { begin(w, silent) })
	}
	begin(0, options)
	others.Wait()
	best := drafts[0]
	for _, d := range drafts[1:] {
		if d.score().Less(best.score()) {
			best = d
		}
	}
	return best
}
