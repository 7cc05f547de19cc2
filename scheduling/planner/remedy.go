package planner

import (
	"cmp"
	"context"
	"slices"
)

// Remedy is a change of the problem that helps to keep its promises.
type Remedy struct {
	Kind RemedyKind `json:"kind"`
	// Office and Weekday are those of RemedyShift, Monday 0; Shifts is how many
	// more that would be over the horizon.
	Office  int `json:"office"`
	Weekday int `json:"weekday"`
	Shifts  int `json:"shifts"`
	// Place and Period are those of RemedyInterval, Period in days.
	Place  int `json:"place"`
	Period int `json:"period"`
	// Assessment is of the problem so changed. Where it is not kept, and proven not
	// to be, the change is not enough alone.
	Assessment
	// Breaches is how many promises a short search then could not keep.
	Breaches int `json:"breaches"`
}

// RemedyKind tells what a remedy changes.
type RemedyKind string

// The kinds of remedies.
const (
	RemedyShift    RemedyKind = "shift"    // one more shift of an office on a weekday, every week; outside summer where a share is owed
	RemedyInterval RemedyKind = "interval" // a longer interval for a place
)

const (
	// mostRemedies is how many are told, and mostPatients for how many places a
	// longer interval is tried.
	mostRemedies = 6
	mostPatients = 6
)

// trial is a remedy being tried.
type trial struct {
	Remedy
	problem *Problem
	price   int // what broken promises cost a constructed plan
}

// remedies tries one more shift on each weekday and longer intervals for the
// places that stand in the way. It keeps what helps a constructed plan most and, in
// the end, leaves fewer promises broken than there were.
func remedies(ctx context.Context, m *model, o *Outlook, plan *Plan) []Remedy {
	trials := append(extraShifts(m), longerIntervals(m, o.Obstacles)...)
	helpful := []trial{}
	for _, t := range trials {
		if ctx.Err() != nil {
			break
		}
		if t.construct(ctx) && t.price < plan.Score.Promise {
			helpful = append(helpful, t)
		}
	}
	slices.SortStableFunc(helpful, func(a, b trial) int {
		return cmp.Or(cmp.Compare(a.Breaches, b.Breaches), cmp.Compare(a.price, b.price))
	})
	list := []Remedy{}
	for _, t := range helpful[:min(len(helpful), mostRemedies)] {
		if t.assess(ctx); t.Breaches < o.Breaches {
			list = append(list, t.Remedy)
		}
	}
	slices.SortStableFunc(list, func(a, b Remedy) int { return cmp.Compare(a.rank(), b.rank()) })
	return list
}

// rank puts what is proven to suffice first, and what is proven not to last.
func (r *Remedy) rank() int {
	switch {
	case r.Kept:
		return 0
	case r.Certainty == Guessed:
		return 1
	default:
		return 2
	}
}

func (t *trial) construct(ctx context.Context) bool {
	plan, err := Solve(ctx, t.problem, Options{Iterations: -1})
	if err != nil {
		return false
	}
	t.price, t.Breaches = plan.Score.Promise, len(plan.Breaches)
	return true
}

// assess says whether the remedy suffices: by a plan, or by counting.
func (t *trial) assess(ctx context.Context) {
	t.Assessment = Assessment{t.Breaches == 0, Proven}
	if t.Kept {
		return
	}
	if m, err := compile(t.problem); err != nil || len(m.counted()) > 0 {
		return
	}
	t.Certainty = Guessed
	if plan, err := Solve(ctx, t.problem, trialBudget(t.problem)); err == nil && len(plan.Breaches) <= t.Breaches {
		if t.Breaches = len(plan.Breaches); t.Breaches == 0 {
			t.Assessment = Assessment{true, Proven}
		}
	}
}

// extraShifts crews each office on each weekday in the weeks where it is not, from
// the notice on, as it is crewed most often. Where a summer share is owed, that is
// outside summer only: more crewed time there would owe more to occasions.
func extraShifts(m *model) []trial {
	var list []trial
	for office := range m.Offices {
		usual, ok := m.usualShift(office)
		if !ok {
			continue
		}
		for weekday := range 7 {
			p := *m.Problem
			p.Shifts = slices.Clone(m.Shifts)
			for day := m.FrozenDays; day < m.Days; day++ {
				d := &m.Calendar[day]
				if m.weekday(day) == weekday && d.Class != Blocked && !(d.Summer && m.SummerShare > 0) && m.idle(office, day) {
					extra := usual
					extra.Day = day
					p.Shifts = append(p.Shifts, extra)
				}
			}
			if more := len(p.Shifts) - len(m.Shifts); more > 0 && p.Validate() == nil {
				list = append(list, trial{Remedy: Remedy{Kind: RemedyShift, Office: office, Weekday: weekday, Shifts: more, Place: -1}, problem: &p})
			}
		}
	}
	return list
}

// usualShift is an office's most common shift, without its day; not ok when it has
// none.
func (m *model) usualShift(office int) (Shift, bool) {
	counts, best := map[Shift]int{}, Shift{}
	for i := range m.Shifts {
		s := m.Shifts[i]
		if s.Office != office {
			continue
		}
		s.ID, s.Day = "", 0
		if counts[s]++; counts[s] > counts[best] {
			best = s
		}
	}
	return best, counts[best] > 0
}

// idle tells whether an office has no shift on a day, nor one that ends on it.
func (m *model) idle(office, day int) bool {
	for i := range m.Shifts {
		if s := &m.Shifts[i]; s.Office == office && s.Day <= day && day*dayLength < s.Day*dayLength+s.To {
			return false
		}
	}
	return true
}

// longerIntervals gives each of the places that stand in the way another week.
func longerIntervals(m *model, obstacles []Obstacle) []trial {
	counts := map[int]int{}
	for _, o := range obstacles {
		for _, p := range o.Places {
			counts[p]++
		}
	}
	places := []int{}
	for p := range m.Places {
		if counts[p] > 0 {
			places = append(places, p)
		}
	}
	// Whoever stands in the way most often, and of those the most frequent, since
	// they make most room.
	slices.SortStableFunc(places, func(a, b int) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(m.Places[a].Period, m.Places[b].Period))
	})
	var list []trial
	for _, i := range places[:min(len(places), mostPatients)] {
		p := *m.Problem
		p.Places = slices.Clone(m.Places)
		p.Places[i].Period += 7
		if p.Validate() == nil {
			list = append(list, trial{Remedy: Remedy{Kind: RemedyInterval, Place: i, Period: p.Places[i].Period, Office: -1, Weekday: -1}, problem: &p})
		}
	}
	return list
}
