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
	// before until they are full, so that there is a good plan early, and a better one the
	// longer it takes.
	fullCycle, shortCycles = 600, 4
	// warm is the heat that a short annealing begins with, in units of what the soft
	// weights usually charge; cold is where each ends.
	warm, cold = 1.5, 0.05
	// mostOf is the part of an annealing in which the heat falls to that of its course
	// called cool.
	mostOf = 0.85
	// reportEvery is how many moves lie between two reports of progress.
	reportEvery = 100
)

// course is the heat that a full annealing begins with, and the one that it has come
// down to when all but the end is over. Trades settle visits at any heat, so that it
// need not be as great where they are made.
type course struct{ hot, cool float64 }

var alone, trading = course{5, 1}, course{3, 0.4}

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
	unit, each, heats := s.unit(), tradesEach(len(s.m.places)), alone
	if each > 0 {
		heats = trading
	}
	full := fullCycle * (len(s.m.places) + len(s.m.occasions))
	for length := max(1, full/shortCycles); s.goesOn(ctx); length = min(2*length, full) {
		moves := length
		if left := s.options.Iterations - s.done; left < 2*length {
			moves = left
		}
		from := heats.hot
		if moves < full {
			from = warm
		}
		for i := 0; i < moves && s.goesOn(ctx); i++ {
			s.heat = unit * cooling(from, heats.cool, float64(i)/float64(moves))
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

// unit is what a soft rule usually charges: the heat is measured in it.
func (s *search) unit() float64 {
	w := &s.m.Weights
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
