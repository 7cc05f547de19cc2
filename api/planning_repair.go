package api

import (
	"context"

	"poliskontor/scheduling"
)

// RepairIn says which shifts are not crewed after all.
type RepairIn struct {
	Shifts     []Ref  `json:"shifts,omitempty" maxItems:"500" doc:"The IDs of lost shifts."`
	OfficeID   Ref    `json:"officeId,omitempty" doc:"The office that loses all shifts from one day to another."`
	From       Date   `json:"from,omitempty" doc:"The first day, with officeId."`
	To         Date   `json:"to,omitempty" doc:"The last day, with officeId; it is included."`
	Seed       uint64 `json:"seed,omitempty" doc:"Chooses among equally good plans; the same seed gives the same plan."`
	Iterations int    `json:"iterations,omitempty" minimum:"0" maximum:"100000" doc:"How many attempts at improvement are made; the engine's own number where left out."`
}

// repairing is a request to go on without some shifts of a season.
type repairing struct {
	ID   Ref `path:"id" doc:"The season's ID."`
	Body RepairIn
}

func (a *api) repairPlan(ctx context.Context, in *repairing) (*created[Proposal], error) {
	p, err := a.Planning.Repair(ctx, scheduling.SeasonID(in.ID), scheduling.Loss{
		Shifts: ids[scheduling.ShiftID](in.Body.Shifts), OfficeID: scheduling.OfficeID(in.Body.OfficeID),
		From: in.Body.From.day(), To: in.Body.To.day(),
	}, scheduling.ProposeOptions{Seed: in.Body.Seed, Iterations: in.Body.Iterations})
	if err != nil {
		return nil, err
	}
	return &created[Proposal]{
		Location: "/api/v1/proposals/" + string(p.ID), ETag: etag(p.Version), Body: showProposal(p)}, nil
}
