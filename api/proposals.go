package api

import (
	"context"

	"poliskontor/scheduling"
)

// ProposeIn steers the engine.
type ProposeIn struct {
	Seed       uint64      `json:"seed,omitempty" doc:"Chooses among equally good plans; the same seed gives the same plan."`
	Iterations int         `json:"iterations,omitempty" minimum:"0" maximum:"100000" doc:"How many attempts at improvement are made; the engine's own number where left out."`
	Emphases   *EmphasesIn `json:"emphases,omitempty" doc:"What is to count for more than usual."`
}

// EmphasesIn are what is to count for more than usual in a proposal. No emphasis
// breaks a promise. The proposal's own price is by the usual weights, so that
// proposals can be held against each other.
type EmphasesIn struct {
	EvenIntervals   string `json:"evenIntervals,omitempty" enum:"more,most" doc:"The times between visits to a locality are alike."`
	SameWeekday     string `json:"sameWeekday,omitempty" enum:"more,most" doc:"A locality is visited on the same weekday."`
	FewerKilometres string `json:"fewerKilometres,omitempty" enum:"more,most" doc:"There is less driving."`
	Evenings        string `json:"evenings,omitempty" enum:"more,most" doc:"Visits are in shifts that last until 18:00 or longer."`
}

// proposing is a request to run the engine on a season.
type proposing struct {
	ID   Ref `path:"id" doc:"The season's ID."`
	Body *ProposeIn
}

// ProposalFilter narrows the proposals.
type ProposalFilter struct {
	District Ref `query:"district" doc:"Only those of the district with this ID."`
	Season   Ref `query:"season" doc:"Only those for the season with this ID."`
	Paging
}

// TakeIn says what of a proposal goes into the working schedule.
type TakeIn struct {
	Visits []int  `json:"visits,omitempty" doc:"The proposed visits to take, counted from 0; all of the proposal where left out or empty."`
	Reason string `json:"reason,omitempty" doc:"Why announced visits are moved or cancelled, for everyone."`
	Seen
}

func (p *proposing) options() scheduling.ProposeOptions {
	var options scheduling.ProposeOptions
	if p.Body == nil {
		return options
	}
	options.Seed, options.Iterations = p.Body.Seed, p.Body.Iterations
	if e := p.Body.Emphases; e != nil {
		options.Emphases = scheduling.Emphases{
			EvenIntervals: scheduling.Stress(e.EvenIntervals), SameWeekday: scheduling.Stress(e.SameWeekday),
			FewerKilometres: scheduling.Stress(e.FewerKilometres), Evenings: scheduling.Stress(e.Evenings),
		}
	}
	return options
}

func (a *api) proposePlan(ctx context.Context, in *proposing) (*created[Proposal], error) {
	p, err := a.Planning.Propose(ctx, scheduling.SeasonID(in.ID), in.options())
	if err != nil {
		return nil, err
	}
	return &created[Proposal]{
		Location: "/api/v1/proposals/" + string(p.ID), ETag: etag(p.Version), Body: showProposal(p)}, nil
}

func (a *api) listProposals(ctx context.Context, in *ProposalFilter) (*listed[ProposalSummary], error) {
	proposals, total, err := a.Planning.List(ctx, in.query(scheduling.Query{
		DistrictID: scheduling.DistrictID(in.District), SeasonID: scheduling.SeasonID(in.Season)}))
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, proposals, total, summarize), nil
}

func (a *api) getProposal(ctx context.Context, in *byID) (*answer[Proposal], error) {
	return answerProposal(a.Planning.Get(ctx, scheduling.ProposalID(in.ID)))
}

func (a *api) takeProposal(ctx context.Context, in *change[TakeIn]) (*answer[Proposal], error) {
	version, err := versionSeen(in.IfMatch, in.Body.Version)
	if err != nil {
		return nil, err
	}
	return answerProposal(a.Planning.Take(ctx, scheduling.ProposalID(in.ID), version,
		scheduling.Taking{Visits: in.Body.Visits, Reason: in.Body.Reason}))
}

func answerProposal(p scheduling.Proposal, err error) (*answer[Proposal], error) {
	if err != nil {
		return nil, err
	}
	return &answer[Proposal]{ETag: etag(p.Version), Body: showProposal(p)}, nil
}
