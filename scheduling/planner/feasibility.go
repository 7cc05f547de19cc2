package planner

import (
	"context"
	"fmt"
	"slices"
)

// Outlook says whether the promises of a problem can be kept with its shifts, and
// what stands in the way.
type Outlook struct {
	Assessment
	Whole Density   `json:"whole"`
	Weeks []Density `json:"weeks"` // from day 0 on
	// Least is what broken promises cost at least, in the weights' currency; above
	// 0 no plan keeps them all.
	Least int `json:"least"`
	// Breaches is how many promises the plan of a short search does not keep.
	Breaches int `json:"breaches"`
	// Obstacles stand in the way, proven ones first.
	Obstacles []Obstacle `json:"obstacles"`
	// Remedies would help, the best first.
	Remedies []Remedy `json:"remedies"`
}

// Assessment is an answer and how certain it is.
type Assessment struct {
	Kept      bool      `json:"kept"` // all promises can be kept
	Certainty Certainty `json:"certainty"`
}

// Certainty tells a proof from a guess.
type Certainty string

// The certainties. That all promises can be kept is proven by a plan that keeps
// them, that they cannot be by a bound that holds for every plan. What is guessed
// is what a short search came to.
const (
	Proven  Certainty = "proven"
	Guessed Certainty = "guessed"
)

// Obstacle is what stands in the way of promises.
type Obstacle struct {
	Kind      ObstacleKind `json:"kind"`
	Certainty Certainty    `json:"certainty"`
	Places    []int        `json:"places"`
	Occasions []int        `json:"occasions"`
	Span                   // the days that it is about
	// Needed and Room are what is asked for and what there is, in stops, or in
	// minutes for ObstacleMinutes and ObstacleSummer.
	Needed int `json:"needed"`
	Room   int `json:"room"`
}

// ObstacleKind tells what an obstacle is.
type ObstacleKind string

// The kinds of obstacles.
const (
	// ObstaclePlace: a place has too few days on which it can be visited, even if
	// there were no other.
	ObstaclePlace ObstacleKind = "place"
	// ObstacleOccasion: no crewed shift can attend an occasion of priority 1.
	ObstacleOccasion ObstacleKind = "occasion"
	// ObstacleStops: the places need more visits within some days than the shifts
	// that they can be in hold.
	ObstacleStops ObstacleKind = "stops"
	// ObstacleMinutes: the visits needed within some days take longer than the
	// shifts.
	ObstacleMinutes ObstacleKind = "minutes"
	// ObstacleSummer: the occasions that can be attended fall short of the summer
	// share.
	ObstacleSummer ObstacleKind = "summer"
	// ObstacleTogether: no part alone is too much, but all together are.
	ObstacleTogether ObstacleKind = "together"
	// ObstacleBreach: a promise that the search could not keep.
	ObstacleBreach ObstacleKind = "breach"
)

// trialBudget is that of the short search that looks for a plan.
func trialBudget(p *Problem) Options { return Options{Iterations: 2000 + 100*len(p.Places), Seed: 1} }

// Feasibility says whether the promises of a problem can be kept at all, before
// any long search. It counts, for every stretch of days, the visits that all
// promises need at least against the stops that the shifts hold, and takes what
// Bound proves; where neither finds anything, it makes a short search. When ctx is
// cancelled, what is known by then is told, as a guess where it is no proof.
//
// It returns an error only for a problem that Validate refuses.
func Feasibility(ctx context.Context, problem *Problem) (*Outlook, error) {
	p := promisesOnly(problem)
	m, err := compile(p)
	if err != nil {
		return nil, fmt.Errorf("feasibility: %w", err)
	}
	o := &Outlook{Whole: m.density(), Weeks: m.weekly(), Obstacles: m.counted(), Remedies: []Remedy{}}
	plan, err := Solve(ctx, p, Options{Iterations: -1})
	if err != nil {
		return nil, fmt.Errorf("feasibility: %w", err)
	}
	constructed := plan
	if len(plan.Breaches) > 0 && len(o.Obstacles) == 0 {
		if o.Least = m.boundPromises(ctx, promiseRounds); o.Least > 0 {
			o.Obstacles = []Obstacle{together(m, plan)}
		}
	}
	if len(plan.Breaches) > 0 && len(o.Obstacles) == 0 {
		if plan, err = Solve(ctx, p, trialBudget(p)); err != nil {
			return nil, fmt.Errorf("feasibility: %w", err)
		}
	}
	o.Breaches = len(plan.Breaches)
	switch {
	case o.Breaches == 0:
		o.Assessment = Assessment{true, Proven}
		return o, nil
	case len(o.Obstacles) > 0:
		o.Assessment = Assessment{false, Proven}
		if o.Least == 0 {
			o.Least = m.boundPromises(ctx, promiseRounds)
		}
	default:
		o.Assessment = Assessment{false, Guessed}
	}
	o.Obstacles = append(o.Obstacles, breached(plan, o.Obstacles)...)
	o.Remedies = remedies(ctx, m, o, constructed)
	return o, nil
}

// promisesOnly is the problem with promises on a level of their own, and a price
// for each.
func promisesOnly(problem *Problem) *Problem {
	p := *problem
	w := &p.Weights
	w.OneLevel, w.Waiting, w.Cover = false, 0, 0 // extra visits and hours are no promise
	w.Promise, w.Summer, w.Occasion[1] = max(w.Promise, 1), max(w.Summer, 1), max(w.Occasion[1], 1)
	return &p
}

// together is the obstacle that only the bound tells of. Which places are too many
// it does not say; those that a constructed plan lets down are named.
func together(m *model, plan *Plan) Obstacle {
	o := Obstacle{Kind: ObstacleTogether, Certainty: Proven, Places: []int{}, Occasions: []int{}, Span: Span{0, m.Days}}
	d := m.density()
	o.Needed, o.Room = (d.Needed+fullRate-1)/fullRate, d.Room
	for _, b := range plan.Breaches {
		o.Places, o.Occasions = addMissing(o.Places, b.Place), addMissing(o.Occasions, b.Occasion)
	}
	slices.Sort(o.Places)
	slices.Sort(o.Occasions)
	return o
}

// breached are the promises that a plan does not keep, as obstacles that are
// guessed: one for each place, over all its gaps. What is proven of a single place
// or occasion, or of the summer share, is not told again.
func breached(plan *Plan, proven []Obstacle) []Obstacle {
	list := []Obstacle{}
	for _, b := range plan.Breaches {
		if slices.ContainsFunc(proven, func(o Obstacle) bool { return o.tells(b) }) {
			continue
		}
		span := Span{max(b.From, 0), b.To}
		if b.Place == nil {
			span.To++
		} else {
			i := slices.IndexFunc(list, func(o Obstacle) bool { return len(o.Places) == 1 && o.Places[0] == *b.Place })
			if i >= 0 {
				list[i].From, list[i].To = min(list[i].From, span.From), max(list[i].To, span.To)
				continue
			}
		}
		list = append(list, Obstacle{
			Kind: ObstacleBreach, Certainty: Guessed, Span: span,
			Places: addMissing([]int{}, b.Place), Occasions: addMissing([]int{}, b.Occasion),
		})
	}
	return list[:min(len(list), mostObstacles)]
}

// tells whether a proven obstacle alone is the reason for a breach.
func (o *Obstacle) tells(b Breach) bool {
	switch o.Kind {
	case ObstaclePlace:
		return b.Place != nil && slices.Contains(o.Places, *b.Place)
	case ObstacleOccasion:
		return b.Occasion != nil && slices.Contains(o.Occasions, *b.Occasion)
	case ObstacleSummer:
		return b.Rule == RuleSummer
	default:
		return false
	}
}

func addMissing(list []int, i *int) []int {
	if i == nil || slices.Contains(list, *i) {
		return list
	}
	return append(list, *i)
}
