package scheduling

import (
	"context"
	"fmt"
	"slices"
	"time"

	"poliskontor/scheduling/planner"
)

// Assessment is the working schedule as the engine sees a plan, so that what planners
// do by hand can be held against a proposal.
type Assessment struct {
	Score    planner.Score
	Measures planner.Measures
	Unkept   []Unkept
	Broken   []BrokenRule
}

// BrokenRule is a rule that the working schedule breaks and no proposal would.
type BrokenRule struct {
	Rule    planner.Rule
	VisitID VisitID
	Value   map[string]int // the minutes or counts that the rule compares; days from 1970-01-01
}

// DayAnswer says why a locality is not visited on a day.
type DayAnswer struct {
	Day       Day
	Verdict   planner.Verdict
	Rule      planner.Rule // which one forbids it, where the verdict is blocked
	ShiftID   ShiftID      // the one that comes nearest; empty for none
	Change    planner.Score
	Reasons   []planner.Reason
	Displaced []LocalityID
	Clock     int // thousandths of the interval since the visit before
}

// Candidate is a locality that could be visited in a shift beside what is there.
type Candidate struct {
	LocalityID LocalityID
	SiteID     SiteID
	Starts     time.Time
	Ends       time.Time
	Change     planner.Score // of the working schedule's score; negative is better
	Reasons    []planner.Reason
	Clock      int // thousandths of the interval that will have run
}

// Assess scores the working schedule of a season, from today on, as a proposal is
// scored. The error's kind is [NotFound], or [Refused] where the season is over.
func (p *Planning) Assess(ctx context.Context, id SeasonID) (Assessment, error) {
	a, plan, err := p.working(ctx, id)
	if err != nil {
		return Assessment{}, err
	}
	scored, err := planner.Evaluate(&a.problem, plan.Stops)
	if err != nil {
		return Assessment{}, fmt.Errorf("assess season %s: %w", id, err)
	}
	found := Assessment{Score: scored.Score, Measures: scored.Measures, Unkept: a.unkept(scored)}
	found.Broken = a.broken(scored)
	return found, nil
}

// broken words the rules that a scored schedule breaks.
func (a assembly) broken(scored *planner.Plan) []BrokenRule {
	var list []BrokenRule
	for _, v := range scored.Violations {
		broken := BrokenRule{Rule: v.Rule, Value: a.values(v.Rule, v.Value)}
		switch {
		case v.Fixed != nil:
			broken.VisitID = a.fixed[*v.Fixed].ID
		case v.Stop != nil && scored.Stops[*v.Stop].Fixed != nil:
			broken.VisitID = a.fixed[*scored.Stops[*v.Stop].Fixed].ID
		}
		list = append(list, broken)
	}
	return list
}

// WhyNot says for each day from one to another, both included, why the working
// schedule does not visit a locality; days outside what is left of the season are
// passed over. The error's kind is [NotFound], [Refused] where the season is over, or
// [Invalid] for a locality that planning does not visit, and where no day is left.
func (p *Planning) WhyNot(ctx context.Context, id SeasonID, locality LocalityID, from, to Day) ([]DayAnswer, error) {
	a, plan, err := p.working(ctx, id)
	if err != nil {
		return nil, err
	}
	place := slices.IndexFunc(a.places, func(l Locality) bool { return l.ID == locality })
	if place < 0 {
		return nil, InvalidField("locality", CodeUnknown)
	}
	first, end := max(0, int(from-a.start)), min(int(to-a.start)+1, a.problem.Days)
	if first >= end {
		return nil, InvalidField("to", CodeEndBeforeStart)
	}
	verdicts, err := planner.WhyNot(&a.problem, plan, place, first, end)
	if err != nil {
		return nil, fmt.Errorf("why is %s not visited: %w", locality, err)
	}
	answers := make([]DayAnswer, 0, len(verdicts))
	for _, v := range verdicts {
		answer := DayAnswer{
			Day: a.start + Day(v.Day), Verdict: v.Verdict, Rule: v.Rule, Change: v.Change, Reasons: v.Reasons, Clock: v.Clock,
		}
		if v.Shift >= 0 {
			answer.ShiftID = ShiftID(a.problem.Shifts[v.Shift].ID)
		}
		for _, other := range v.Displaced {
			answer.Displaced = append(answer.Displaced, a.places[other].ID)
		}
		answers = append(answers, answer)
	}
	return answers, nil
}

// BestFor ranks the localities that could be visited in a shift beside what stands
// there, best first. The error's kind is [NotFound], [Refused] where the season is
// over, or [Invalid] for a shift that is not in what is left of it.
func (p *Planning) BestFor(ctx context.Context, id SeasonID, shift ShiftID) ([]Candidate, error) {
	a, plan, err := p.working(ctx, id)
	if err != nil {
		return nil, err
	}
	index := slices.IndexFunc(a.problem.Shifts, func(s planner.Shift) bool { return s.ID == string(shift) })
	if index < 0 {
		return nil, InvalidField("shift", CodeUnknown)
	}
	ranked, err := planner.BestFor(&a.problem, plan, index)
	if err != nil {
		return nil, fmt.Errorf("best for shift %s: %w", shift, err)
	}
	candidates := make([]Candidate, 0, len(ranked))
	for _, c := range ranked {
		candidates = append(candidates, a.candidate(c, index))
	}
	return candidates, nil
}

func (a *assembly) candidate(c planner.Candidate, shift int) Candidate {
	day := a.start + Day(a.problem.Shifts[shift].Day)
	told := Candidate{
		LocalityID: a.places[c.Place].ID, SiteID: a.sites[c.Place][0], Starts: day.At(c.From), Ends: day.At(c.To),
		Change: c.Change, Reasons: c.Reasons, Clock: c.Clock,
	}
	for _, s := range c.Stops {
		if s.Shift == shift && s.Site != nil && *s.Place == c.Place {
			told.SiteID = a.sites[c.Place][*s.Site]
		}
	}
	return told
}

// working reads a season with its working schedule as a plan.
func (p *Planning) working(ctx context.Context, id SeasonID) (assembly, *planner.Plan, error) {
	season, err := p.store.Seasons().Get(ctx, id)
	if err != nil {
		return assembly{}, nil, err
	}
	a, err := p.assemble(ctx, season)
	return a, a.working(), err
}

// working is what stands in the schedule, as a plan.
func (a *assembly) working() *planner.Plan {
	plan := &planner.Plan{Stops: make([]planner.Stop, 0, len(a.problem.Fixed))}
	for i := range a.problem.Fixed {
		f := &a.problem.Fixed[i]
		plan.Stops = append(plan.Stops, planner.Stop{
			Place: f.Place, Occasion: f.Occasion, Site: f.Site, Office: f.Office, Day: f.Day, From: f.From, To: f.To, Fixed: &i,
		})
	}
	return plan
}
