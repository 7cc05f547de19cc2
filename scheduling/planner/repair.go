package planner

import (
	"context"
	"fmt"
	"slices"
)

// Change is what happened after a plan was made.
type Change struct {
	// Lost lists the shifts that are not crewed after all, by their index in the
	// problem.
	Lost []int
}

// Repaired is a plan after a change.
type Repaired struct {
	// Problem is what the plan answers: without the lost shifts, and with every stop
	// of the base as an announced one in Fixed.
	Problem *Problem
	Plan    *Plan
	// Moved and Dropped are indexes into Problem.Fixed: what citizens have to be
	// told. Added are indexes into Plan.Stops of stops that replace none.
	Moved, Dropped, Added []int
}

// Changes is how many citizens' visits are other than they were: moved, dropped or
// added ones.
func (r *Repaired) Changes() int { return len(r.Moved) + len(r.Dropped) + len(r.Added) }

// repairPrice is what the search charges for each stop that does not stay: more
// than a plan can gain by anything soft.
const repairPrice = 50_000

// changePrice is what the search then charges for each announced one, and a search that
// counts what is added for each stop that replaces none.
const changePrice = 2 * repairPrice

// lenientFactor weighs a thousandth of a promise at some prices of a change, so that a
// search can pass through a broken one.
const lenientFactor = 200

// RepairIterations is the budget of Repair when Options names none.
const RepairIterations = 2500

// Repair changes a plan no more than a change asks for. A promise that can be kept
// is worth any number of moved stops; beyond that, the fewest stops are moved or
// dropped, and only then the rest counts. Stops in lost shifts are gone, pinned
// and announced or not; all others in the notice stay. Only the places that the
// change touches, and whom these displace, are planned anew. Errors and ctx are as
// in Solve; without a change nothing changes.
func Repair(ctx context.Context, problem *Problem, base *Plan, change Change, options Options) (*Repaired, error) {
	was, err := outline(problem)
	if err != nil {
		return nil, fmt.Errorf("repair: %w", err)
	}
	for _, s := range change.Lost {
		if s < 0 || s >= len(problem.Shifts) {
			return nil, fmt.Errorf("repair: shift %d of %d", s, len(problem.Shifts))
		}
	}
	stops, err := was.check(base.Stops)
	if err != nil {
		return nil, fmt.Errorf("repair: %w", err)
	}
	changed, gone := was.after(stops, change)
	costly := *changed
	costly.Weights.Disruption, costly.Weights.Nearing = repairPrice, 0 // the fewest stops, near or far
	m, err := compile(&costly)
	if err != nil {
		return nil, fmt.Errorf("repair: %w", err)
	}
	if options.Iterations == 0 {
		options.Iterations = RepairIterations
	}
	searches := 2
	if options.Iterations < 0 {
		searches = 1 // without a search they would be the same
	}
	d := m.bestOf(searches, options, func(d *draft, options Options) { d.mend(ctx, gone, options) })
	m.Problem = changed // from here on changes are charged as ever
	d.chargeAdded(0)
	return m.compare(changed, m.assess(d.stops(), d)), nil
}

// after is the problem after a change to a plan, and the plan's stops that are
// gone with it.
func (m *model) after(stops []Stop, change Change) (*Problem, []Stop) {
	changed := *m.Problem
	changed.Shifts, changed.Fixed = nil, []Fixed{}
	for s := range m.Shifts {
		if !slices.Contains(change.Lost, s) {
			changed.Shifts = append(changed.Shifts, m.Shifts[s])
		}
	}
	var gone []Stop
	for i := range stops {
		s := &stops[i]
		lost := slices.Contains(change.Lost, s.Shift)
		if lost {
			gone = append(gone, *s)
			if s.Day < m.FrozenDays {
				continue
			}
		}
		pinned := !lost && s.Fixed != nil && m.Fixed[*s.Fixed].Pinned && m.keeps(s)
		changed.Fixed = append(changed.Fixed, Fixed{
			Place: s.Place, Occasion: s.Occasion, Site: s.Site, Office: s.Office, Day: s.Day, From: s.From, To: s.To,
			Pinned: pinned, Announced: true,
		})
	}
	return &changed, gone
}

// mend plans anew what is gone, and searches around it: hot, so that others make room
// where a promise would be broken, and the second worker cold before that, which finds
// the fewest changes where there is room. Where there are few places that one also
// counts what is added, swaps single visits and may break a promise for a while: with
// many places promises are kept more often without. In the end both count alike.
func (d *draft) mend(ctx context.Context, gone []Stop, options Options) {
	if len(gone) == 0 {
		return
	}
	from, to := gone[0].Day, gone[len(gone)-1].Day+1
	var touched []int
	reach := leastSpan
	for i := range gone {
		if gone[i].Occasion != nil {
			d.keepIfBetter(func() { d.attend(*gone[i].Occasion) })
		} else if p := *gone[i].Place; !slices.Contains(touched, p) {
			touched = append(touched, p)
			reach = max(reach, 2*d.m.Places[p].Period)
		}
	}
	for _, p := range touched {
		d.keepIfBetter(func() { d.replan(p) })
	}
	few := options.worker > 0 && tradesEach(len(d.m.places)) == 0
	if few {
		d.chargeAdded(changePrice)
	}
	if len(touched) > 0 {
		s := newSearch(d, options, strictFactor)
		s.touched, s.around = touched, Span{max(0, from-reach), min(d.m.Days, to+reach)}
		if options.worker > 0 {
			s.options.Iterations = options.Iterations * 2 / 5
			s.anneal(ctx)
			s.options.Iterations *= 2
		}
		if few {
			s.kernel = kernel{factor: lenientFactor}
		}
		s.unit, s.course = repairPrice, mending
		s.anneal(ctx)
	}
	d.chargeAdded(changePrice)
}

// keepIfBetter makes a change and undoes it unless the plan is better for it.
func (d *draft) keepIfBetter(change func()) bool {
	before, broken, start := d.score(), d.broken, d.mark()
	if change(); d.broken <= broken && d.score().Less(before) {
		return true
	}
	d.undo(start)
	return false
}

// compare lists how a plan differs from the stops that its problem has as fixed.
func (m *model) compare(problem *Problem, plan *Plan) *Repaired {
	r := &Repaired{Problem: problem, Plan: plan, Dropped: plan.Dropped}
	for i := range plan.Stops {
		switch s := &plan.Stops[i]; {
		case s.Fixed == nil:
			r.Added = append(r.Added, i)
		case !m.keeps(s):
			r.Moved = append(r.Moved, *s.Fixed)
		}
	}
	slices.Sort(r.Moved)
	return r
}
