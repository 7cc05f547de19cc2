package planner

import (
	"context"
	"math"
	"math/rand/v2"
)

// search improves a draft by ruin and recreate under annealing. A move takes some
// visits out of the plan and puts each place back along its best path; a change
// for the worse is accepted the more rarely, the colder it is. The energy that
// decides weighs promises against the rest, so that the search can pass through
// small breaches; the best plan so far is kept level by level.
type search struct {
	*draft
	random  *rand.Rand
	options Options
	near    [][]int
	best    state
	top     Score // of best
	heat    float64
	unit    float64 // that the heat is measured in
	course  course
	done    int // moves
	lures   []int
	// touched and around, when set, are the places and the days that moves begin
	// with.
	touched []int
	around  Span
}

const (
	// promiseFactor is what the energy makes of a point of the promise level.
	promiseFactor = 3
	// fullCycle is how many moves a full annealing has for each place and occasion. The
	// first one is shorter by shortCycles, and each one after it twice as long as the one
	// before, so that there is a good plan early, and a better one the longer it takes.
	fullCycle, shortCycles = 600, 5
	// cold is the heat that each annealing ends with.
	cold = 0.05
	// mostOf is the part of an annealing in which the heat falls to that of its course
	// called cool.
	mostOf = 0.85
	// reportEvery is how many moves lie between two reports of progress.
	reportEvery = 100
)

// course is the heat that a full annealing and a shorter one begin with, and the one
// that they have come down to when all but the end is over.
type course struct{ hot, warm, cool float64 }

// Trades settle visits at any heat, so that it need not be as great where they are made.
// What is mended is measured in the price of a change.
var alone, trading, mending = course{5, 1.5, 1}, course{3, 1.5, 0.4}, course{2, 2, 0.2}

// improve searches until the budget is spent or ctx is cancelled, and leaves the
// best plan in the draft, with every place on its best path.
func improve(ctx context.Context, d *draft, options Options) {
	s := newSearch(d, options, promiseFactor)
	s.anneal(ctx)
	if options.Iterations > 0 {
		s.settleAll(ctx)
	}
}

// anneal runs one cycle after the other, each from the best plan so far, and ends
// with it and with a strict kernel.
func (s *search) anneal(ctx context.Context) {
	each := tradesEach(len(s.m.places))
	full := fullCycle * (len(s.m.places) + len(s.m.occasions))
	for length := max(1, full/shortCycles); s.goesOn(ctx); length *= 2 {
		moves := length
		if left := s.options.Iterations - s.done; left < 2*length {
			moves = left
		}
		from := s.course.hot
		if moves < full {
			from = s.course.warm
		}
		for i := 0; i < moves && s.goesOn(ctx); i++ {
			s.heat = s.unit * cooling(from, s.course.cool, float64(i)/float64(moves))
			s.attempt(s.move())
			for range each {
				s.trade()
			}
		}
		s.returnToBest()
	}
	s.kernel = kernel{}
}

func newSearch(d *draft, options Options, factor int) *search {
	s := &search{draft: d, random: rand.New(rand.NewPCG(options.Seed, options.worker)), options: options, near: neighbours(d.m)}
	s.unit, s.course = usualCharge(&d.m.Weights), alone
	if tradesEach(len(d.m.places)) > 0 {
		s.course = trading
	}
	s.commit()
	if s.kernel.factor != factor {
		s.kernel = kernel{factor: factor}
	}
	s.copyTo(&s.best)
	s.top = s.score()
	return s
}

// cooling is the heat at a part of an annealing: down to cool in most of it, and
// in the rest to cold.
func cooling(from, cool, part float64) float64 {
	if part < mostOf {
		return from * math.Pow(cool/from, part/mostOf)
	}
	return cool * math.Pow(cold/cool, (part-mostOf)/(1-mostOf))
}

// usualCharge is what a soft rule usually charges.
func usualCharge(w *Weights) float64 {
	return float64(max(1, w.Weekday, w.Rhythm, 5*w.Spacing, 10*w.Travel))
}

func (s *search) goesOn(ctx context.Context) bool {
	return ctx.Err() == nil && s.done < s.options.Iterations && len(s.m.places)+len(s.m.occasions) > 0
}

func (s *search) energy() int { return s.score().weigh(s.kernel.factor) }

// attempt makes a change and keeps it if the heat allows.
func (s *search) attempt(change func()) {
	before, broken, start := s.energy(), s.broken, s.mark()
	change()
	s.done++
	better := false
	switch worse := s.energy() - before; {
	case s.broken > broken || float64(worse) > s.heat*s.random.ExpFloat64():
		s.undo(start)
	default:
		s.commit()
		better = s.keepBest()
	}
	if report := s.options.Progress; report != nil && (better || s.done%reportEvery == 0) {
		report(Progress{s.done, s.options.Iterations, s.top, s.measures})
	}
}

// measures are those of the best plan so far.
func (s *search) measures() Measures {
	best := *s.draft
	best.state = s.best
	stops := best.stops()
	return s.m.measure(stops, s.m.tallyOf(stops))
}

// keepBest remembers the draft when it is the best plan so far.
func (s *search) keepBest() bool {
	if !s.score().Less(s.top) {
		return false
	}
	s.copyTo(&s.best)
	s.top = s.score()
	return true
}

func (s *search) returnToBest() {
	s.best.copyTo(&s.state)
	s.commit()
}

// settleAll replans one place after the other until none gains by it.
func (s *search) settleAll(ctx context.Context) {
	for better := true; better; {
		better = false
		for p := range s.m.places {
			if ctx.Err() != nil {
				return
			}
			better = s.keepIfBetter(func() { s.replan(p) }) || better
		}
	}
	s.keepBest()
	if report := s.options.Progress; report != nil {
		report(Progress{s.done, s.options.Iterations, s.top, s.measures})
	}
}
