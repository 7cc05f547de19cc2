package scheduling

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"poliskontor/scheduling/planner"
)

// Planning turns promises into proposals and proposals into the working schedule.
type Planning struct {
	store    Store
	now      Clock
	holidays Holidays
	// engines holds one for each engine at work.
	engines chan struct{}
	watch   EngineWatch
}

// EngineWatch hears of engines at work, for whoever runs the server. Either may be nil.
type EngineWatch struct {
	Ended   func(took time.Duration) // one has made a plan, or given up
	Refused func()                   // one was asked for while all were at work
}

// Watch lets somebody hear of engines. It is called before the first plan.
func (p *Planning) Watch(w EngineWatch) { p.watch = w }

// leastEngines may be at work at once on any machine, so that one long run does not
// keep everybody else from planning.
const leastEngines = 2

// NewPlanning returns the planning of a store.
func NewPlanning(store Store, now Clock, holidays Holidays) *Planning {
	return &Planning{store: store, now: now, holidays: holidays, engines: make(chan struct{}, max(leastEngines, runtime.NumCPU()))}
}

// engine takes one of the engines that may be at work at once. It is refused with
// [CodeEnginesBusy] where all are; done gives it back.
func (p *Planning) engine() (done func(), err error) {
	select {
	case p.engines <- struct{}{}:
		began := time.Now()
		return func() {
			<-p.engines
			if p.watch.Ended != nil {
				p.watch.Ended(time.Since(began))
			}
		}, nil
	default:
		if p.watch.Refused != nil {
			p.watch.Refused()
		}
		return nil, &Error{Kind: Busy, Code: CodeEnginesBusy, Params: map[string]string{"seconds": "10"}}
	}
}

// ProposeOptions steer the engine. The zero value is good.
type ProposeOptions struct {
	Seed       uint64
	Iterations int // 0 for the engine's own budget
	Emphases   Emphases
	Progress   func(planner.Progress)
}

// RuleNoSite is the rule behind an [Unkept] promise to a locality where the office
// has no site to stand at.
const RuleNoSite planner.Rule = "no_site"

// Get returns a proposal, or an error of kind [NotFound].
func (p *Planning) Get(ctx context.Context, id ProposalID) (Proposal, error) {
	return p.store.Proposals().Get(ctx, id)
}

// List returns proposals, newest first, and how many there are without the query's limit.
func (p *Planning) List(ctx context.Context, q Query) ([]Proposal, int, error) {
	return p.store.Proposals().List(ctx, q)
}

// Problem returns a season as the engine sees it, for a look at it or a run of its own.
func (p *Planning) Problem(ctx context.Context, id SeasonID) (planner.Problem, error) {
	season, err := p.store.Seasons().Get(ctx, id)
	if err != nil {
		return planner.Problem{}, err
	}
	a, err := p.assemble(ctx, season)
	return a.problem, err
}

// Propose runs the engine on a season, from today on, and keeps what it suggests.
// What is announced and pinned is respected as the engine's rules say. When ctx
// ends early the best plan so far is kept. Its errors are those of [Planning.Prepare].
func (p *Planning) Propose(ctx context.Context, id SeasonID, options ProposeOptions) (Proposal, error) {
	run, err := p.Prepare(ctx, id, options)
	if err != nil {
		return Proposal{}, err
	}
	return run.Solve(ctx)
}

// Run is the engine made ready for a season. It is used once.
type Run struct {
	Season   Season
	planning *Planning
	options  ProposeOptions
	assembly assembly
	done     func()
}

// Prepare makes the engine ready for a season; [Run.Solve] must follow. The error's
// kind is [NotFound], [Refused] with [CodeNoShifts] where no office is crewed in what
// is left of the season, [Invalid] for a [Stress] that there is not, or [Busy] where
// all engines are at work.
func (p *Planning) Prepare(ctx context.Context, id SeasonID, options ProposeOptions) (*Run, error) {
	if err := options.Emphases.check(); err != nil {
		return nil, err
	}
	season, err := p.store.Seasons().Get(ctx, id)
	if err != nil {
		return nil, err
	}
	a, err := p.assemble(ctx, season)
	if err != nil {
		return nil, err
	}
	if len(a.problem.Shifts) == 0 {
		return nil, refused(CodeNoShifts)
	}
	done, err := p.engine()
	if err != nil {
		return nil, err
	}
	return &Run{Season: season, planning: p, options: options, assembly: a, done: done}, nil
}

// Solve runs the engine and keeps what it suggests: the best plan so far when ctx ends
// early. Whatever was emphasised, the proposal is scored by the usual weights, so that
// proposals and the working schedule can be held against each other.
func (r *Run) Solve(ctx context.Context) (Proposal, error) {
	defer r.done()
	problem := r.assembly.problem
	problem.Weights = r.options.Emphases.weights()
	plan, err := planner.Solve(ctx, &problem, planner.Options{
		Seed: r.options.Seed, Iterations: r.options.Iterations, Progress: r.options.Progress,
	})
	if err == nil && r.options.Emphases != (Emphases{}) {
		plan, err = planner.Evaluate(&r.assembly.problem, plan.Stops)
	}
	if err != nil {
		return Proposal{}, fmt.Errorf("plan season %s: %w", r.Season.ID, err)
	}
	return r.planning.keep(ctx, r.Season, r.assembly.proposal(plan))
}

// keep stores a new proposal for a season, also when ctx has ended.
func (p *Planning) keep(ctx context.Context, season Season, proposal Proposal) (Proposal, error) {
	proposal.ID, proposal.DistrictID, proposal.SeasonID = NewID[ProposalID](), season.DistrictID, season.ID
	proposal.Made = p.now().UTC().Truncate(time.Second)
	keep := context.WithoutCancel(ctx)
	if err := p.store.Proposals().Create(keep, proposal); err != nil {
		return Proposal{}, fmt.Errorf("keep proposal for season %s: %w", season.ID, err)
	}
	return p.store.Proposals().Get(keep, proposal.ID)
}

// assemble reads what a season's plan is made of, and makes the engine's problem of it.
func (p *Planning) assemble(ctx context.Context, season Season) (assembly, error) {
	g, err := p.groundwork(ctx, season)
	if err != nil {
		return assembly{}, err
	}
	return g.assemble(), nil
}

// groundwork reads what a season's plan is made of.
func (p *Planning) groundwork(ctx context.Context, season Season) (groundwork, error) {
	g := groundwork{season: season, today: DayOf(p.now()), holidays: p.holidays}
	var err error
	if g.district, err = p.store.Districts().Get(ctx, season.DistrictID); err != nil {
		return groundwork{}, err
	}
	if g.today > season.To {
		return groundwork{}, refused(CodeNoShifts)
	}
	if g.names, err = loadDirectory(ctx, p.store, season.DistrictID); err != nil {
		return groundwork{}, err
	}
	q := Query{DistrictID: season.DistrictID, From: season.From.Starts(), Until: (season.To + 1).Starts()}
	if g.crewing, err = loadCrewing(ctx, p.store, q); err != nil {
		return groundwork{}, err
	}
	if g.pledges, _, err = p.store.Pledges().List(ctx, Query{DistrictID: season.DistrictID}); err != nil {
		return groundwork{}, fmt.Errorf("pledges of season %s: %w", season.ID, err)
	}
	offices, _, err := p.store.Offices().List(ctx, Query{DistrictID: season.DistrictID})
	if err != nil {
		return groundwork{}, fmt.Errorf("offices of season %s: %w", season.ID, err)
	}
	if g.hearing, g.heard, err = p.heard(ctx, season); err != nil {
		return groundwork{}, err
	}
	g.offices = slices.DeleteFunc(offices, func(o Office) bool { return o.Retired })
	q.From = q.From.Add(-history)
	if g.visits, _, err = p.store.Visits().List(ctx, q); err != nil {
		return groundwork{}, fmt.Errorf("visits of season %s: %w", season.ID, err)
	}
	return g, nil
}

// proposal words a plan in the domain's terms.
func (a assembly) proposal(plan *planner.Plan) Proposal {
	proposal := Proposal{Score: plan.Score, Measures: plan.Measures, Needs: a.needs}
	for _, stop := range plan.Stops {
		proposal.Visits = append(proposal.Visits, a.visit(stop))
	}
	for _, i := range plan.Dropped {
		proposal.Dropped = append(proposal.Dropped, a.fixed[i].ID)
	}
	proposal.Unkept = a.unkept(plan)
	return proposal
}

// unkept words the promises that a plan does not keep.
func (a assembly) unkept(plan *planner.Plan) []Unkept {
	var list []Unkept
	for _, breach := range plan.Breaches {
		unkept := Unkept{
			Rule: breach.Rule, From: a.start + Day(breach.From), To: a.start + Day(breach.To),
			Value: breach.Value, Limit: breach.Limit, Causes: breach.Causes,
		}
		if breach.Place != nil {
			unkept.LocalityID = a.places[*breach.Place].ID
		}
		if breach.Occasion != nil {
			unkept.OccasionID = a.occasions[*breach.Occasion].ID
		}
		list = append(list, unkept)
	}
	for _, locality := range a.unsited {
		list = append(list, Unkept{
			LocalityID: locality.ID, Rule: RuleNoSite, From: a.start, To: a.start + Day(a.problem.Days-1),
		})
	}
	return list
}

func (a assembly) visit(stop planner.Stop) ProposedVisit {
	day := a.start + Day(stop.Day)
	proposed := ProposedVisit{Kind: ProposedNew, Reasons: a.reasons(stop.Reasons), Slot: Slot{
		OfficeID: a.offices[stop.Office].ID, Starts: day.At(stop.From), Ends: day.At(stop.To),
	}}
	if stop.Place != nil {
		proposed.LocalityID, proposed.SiteID = a.places[*stop.Place].ID, a.sites[*stop.Place][0]
		if stop.Site != nil {
			proposed.SiteID = a.sites[*stop.Place][*stop.Site]
		}
	}
	if stop.Occasion != nil {
		occasion := a.occasions[*stop.Occasion]
		proposed.OccasionID, proposed.SiteID = occasion.ID, occasion.SiteID
		proposed.LocalityID = a.names.Sites[occasion.SiteID].LocalityID
	}
	if stop.Fixed != nil {
		standing := a.fixed[*stop.Fixed]
		proposed.VisitID, proposed.LocalityID = standing.ID, standing.LocalityID
		proposed.Kind = ProposedMoved
		if standing.OfficeID == proposed.OfficeID && standing.Starts.Equal(proposed.Starts) && standing.Ends.Equal(proposed.Ends) {
			proposed.Kind, proposed.Slot = ProposedKept, standing.Slot
		}
	}
	return proposed
}

// Taking says what of a proposal goes into the working schedule.
type Taking struct {
	Visits []int // indexes into Proposal.Visits; all of the proposal where empty
	// Reason is public, for announced visits that the proposal moves or drops.
	Reason string
}

// Take puts visits of a proposal into the working schedule: new ones as drafts,
// moved ones as moved. When all of it is taken, visits that it gives up are removed,
// or cancelled where they were announced. It returns the proposal, marked as taken.
// The error's kind is [NotFound], [Stale], [Refused] where the proposal is taken
// already, [Invalid] where the ground has changed under a visit, or [Conflict].
func (p *Planning) Take(ctx context.Context, id ProposalID, version int, taking Taking) (Proposal, error) {
	var taken Proposal
	err := p.store.InTx(ctx, func(store Store) error {
		proposal, err := store.Proposals().Get(ctx, id)
		switch {
		case err != nil:
			return err
		case proposal.Version != version:
			return StaleError(proposal)
		case !proposal.Taken.IsZero():
			return refused(CodeProposalTaken)
		}
		put, remove, err := p.taken(ctx, store, proposal, taking)
		if err != nil {
			return err
		}
		if err := store.Visits().Replace(ctx, put, remove); err != nil {
			return fmt.Errorf("take proposal %s: %w", id, err)
		}
		proposal.Taken = p.now().UTC().Truncate(time.Second)
		if err := store.Proposals().Update(ctx, proposal); err != nil {
			return fmt.Errorf("mark proposal %s as taken: %w", id, err)
		}
		taken, err = store.Proposals().Get(ctx, id)
		return err
	})
	return taken, err
}

// taken returns the visits to write and to remove when a proposal is taken.
func (p *Planning) taken(ctx context.Context, store Store, proposal Proposal, taking Taking) (put []Visit, remove []VisitID, err error) {
	chosen := taking.Visits
	if len(chosen) == 0 {
		chosen = make([]int, len(proposal.Visits))
		for i := range chosen {
			chosen[i] = i
		}
		if put, remove, err = p.givenUp(ctx, store, proposal.Dropped, taking.Reason); err != nil {
			return nil, nil, err
		}
	}
	for _, i := range chosen {
		if i < 0 || i >= len(proposal.Visits) {
			return nil, nil, InvalidField("visits", CodeUnknown, "id", fmt.Sprint(i))
		}
		proposed := proposal.Visits[i]
		var v Visit
		switch proposed.Kind {
		case ProposedKept:
			continue
		case ProposedMoved:
			standing, err := store.Visits().Get(ctx, proposed.VisitID)
			if err != nil {
				return nil, nil, err
			}
			if v, err = standing.MoveTo(proposed.Slot, taking.Reason, p.now()); err != nil {
				return nil, nil, err
			}
		case ProposedNew:
			v = Visit{ID: NewID[VisitID](), DistrictID: proposal.DistrictID, OccasionID: proposed.OccasionID,
				LocalityID: proposed.LocalityID, Slot: proposed.Slot, State: Draft}
		}
		if v, err = checkVisit(ctx, store, v); err != nil {
			return nil, nil, within(fmt.Sprintf("visits[%d].", i), err)
		}
		put = append(put, v)
	}
	return put, remove, nil
}

// givenUp removes drafts and cancels announced visits.
func (p *Planning) givenUp(ctx context.Context, store Store, ids []VisitID, reason string) (put []Visit, remove []VisitID, err error) {
	for _, id := range ids {
		v, err := store.Visits().Get(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		if v.State == Draft {
			remove = append(remove, id)
			continue
		}
		cancelled, err := v.Cancel(reason, p.now())
		if err != nil {
			return nil, nil, err
		}
		put = append(put, cancelled)
	}
	return put, remove, nil
}
