package planner

import (
	"context"
	"math/rand/v2"
	"slices"
	"sort"
)

// patience is how many attempts in a row may fail, for each place and occasion,
// before the search takes it that nothing improves any more.
const patience = 100

// reportEvery is how many attempts lie between two reports of progress.
const reportEvery = 100

// search improves a draft by ruin and recreate: an attempt takes some places out
// of the plan and puts each back along its best path. What is not better, level
// by level, is undone.
type search struct {
	*draft
	random  *rand.Rand
	options Options
	done    int // attempts
	near    [][]int
}

// improve runs the search until the budget is spent, nothing improves or ctx is
// cancelled.
func improve(ctx context.Context, d *draft, options Options) {
	s := &search{draft: d, random: rand.New(rand.NewPCG(options.Seed, 0)), options: options, near: neighbours(d.m)}
	failed, limit := 0, patience*(len(d.m.places)+len(d.m.occasions))
	s.settleAll(ctx)
	for failed < limit && s.goesOn(ctx) {
		if !s.attempt(s.move()) {
			failed++
			continue
		}
		failed = 0
		s.settleAll(ctx)
	}
}

func (s *search) goesOn(ctx context.Context) bool {
	return ctx.Err() == nil && s.done < s.options.Iterations && len(s.m.places)+len(s.m.occasions) > 0
}

// settleAll replans one place after the other until none gains by it.
func (s *search) settleAll(ctx context.Context) {
	for better := true; better; {
		better = false
		for p := range s.m.places {
			if !s.goesOn(ctx) {
				return
			}
			better = s.attempt(func() { s.replan(p) }) || better
		}
	}
}

// attempt makes a change and keeps it if the plan is better for it.
func (s *search) attempt(change func()) bool {
	before, broken, start := s.score(), s.broken, s.mark()
	change()
	s.done++
	better := s.broken <= broken && s.score().Less(before)
	if better {
		s.commit()
	} else {
		s.undo(start)
	}
	if report := s.options.Progress; report != nil && (better || s.done%reportEvery == 0) {
		report(Progress{s.done, s.options.Iterations, s.score()})
	}
	return better
}

// move draws the next change.
func (s *search) move() func() {
	kind := s.random.IntN(8)
	switch {
	case len(s.m.occasions) > 0 && (kind == 0 || len(s.m.places) == 0):
		return s.toggle(s.random.IntN(len(s.m.occasions)))
	case kind <= 3:
		return s.demand(s.costly())
	case kind <= 5:
		return s.neighbourhood(s.costly())
	default:
		return s.mates(s.costly())
	}
}

// costly draws a place, rather one whose chain costs much.
func (s *search) costly() int {
	p, q := s.random.IntN(len(s.m.places)), s.random.IntN(len(s.m.places))
	if s.chains[p].Less(s.chains[q]) {
		return q
	}
	return p
}

// demand gives a place a day on which it is not visited; who is in the way, and
// who loses by it, is replanned afterwards.
func (s *search) demand(p int) func() {
	return func() {
		spots := s.m.places[p].spots
		if len(spots) == 0 {
			return
		}
		at := s.random.IntN(len(spots))
		mates := s.guests(spots[at].shift)
		s.shuffle(mates)
		s.clear(p)
		for _, q := range mates {
			s.clear(q)
		}
		if !s.replanThrough(p, at) {
			s.replan(p)
		}
		for _, q := range mates {
			if q != p {
				s.replan(q)
			}
		}
		s.replan(p)
	}
}

// neighbourhood replans a place together with one to three near ones.
func (s *search) neighbourhood(p int) func() {
	return func() {
		near := s.near[p]
		chosen := []int{p}
		for range min(1+s.random.IntN(3), len(near)) {
			q := near[s.random.IntN(min(len(near), 6))]
			if !slices.Contains(chosen, q) {
				chosen = append(chosen, q)
			}
		}
		s.recreate(chosen)
	}
}

// mates replans all places of one of a place's tours.
func (s *search) mates(p int) func() {
	return func() {
		if len(s.visits[p]) == 0 {
			return
		}
		v := s.visits[p][s.random.IntN(len(s.visits[p]))]
		if v.shift >= 0 {
			s.recreate(s.guests(v.shift))
		}
	}
}

// toggle gives up an occasion, or goes to one: the places in its shift make room
// and are replanned.
func (s *search) toggle(o int) func() {
	return func() {
		if at := s.attends[o]; at != absent {
			if at.standing {
				return
			}
			s.leave(o)
			s.replanAll(s.guests(at.shift))
			for p := range s.m.places {
				s.replan(p)
			}
			return
		}
		spots := s.m.occasions[o].spots
		if len(spots) == 0 {
			return
		}
		at := s.random.IntN(len(spots))
		guests := s.guests(spots[at].shift)
		s.shuffle(guests)
		for _, p := range guests {
			s.clear(p)
		}
		if _, _, ok := s.with(spots[at].shift, spots[at].leg); ok {
			s.attendAt(o, at)
		}
		s.replanAll(guests)
	}
}

// recreate clears some places and replans them in a random order.
func (s *search) recreate(places []int) {
	for _, p := range places {
		s.clear(p)
	}
	s.shuffle(places)
	s.replanAll(places)
}

func (s *search) replanAll(places []int) {
	for _, p := range places {
		s.replan(p)
	}
}

func (s *search) shuffle(places []int) {
	s.random.Shuffle(len(places), func(a, b int) { places[a], places[b] = places[b], places[a] })
}

// neighbours lists for each place the others, nearest first.
func neighbours(m *model) [][]int {
	near := make([][]int, len(m.places))
	for p := range near {
		for q := range m.places {
			if q != p {
				near[p] = append(near[p], q)
			}
		}
		from := m.Places[p].Node
		sort.SliceStable(near[p], func(a, b int) bool {
			return m.travel(from, m.Places[near[p][a]].Node) < m.travel(from, m.Places[near[p][b]].Node)
		})
	}
	return near
}
