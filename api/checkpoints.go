package api

import (
	"context"

	"poliskontor/scheduling"
)

// CheckpointIn names a checkpoint.
type CheckpointIn struct {
	Name string `json:"name" doc:"What you call it." example:"Före sommaren"`
}

// Checkpoint is a season's working schedule as somebody has kept it for themselves.
type Checkpoint struct {
	ID       Ref    `json:"id" doc:"Its ID."`
	SeasonID Ref    `json:"seasonId" doc:"The season."`
	Name     string `json:"name" doc:"What its owner calls it."`
	Made     Time   `json:"made" doc:"When it was kept."`
	Visits   int    `json:"visits" doc:"How many visits it has."`
}

func showCheckpoint(c scheduling.Checkpoint) Checkpoint {
	return Checkpoint{ID: Ref(c.ID), SeasonID: Ref(c.SeasonID), Name: c.Name, Made: timeOf(c.Created), Visits: len(c.Visits)}
}

// checkpointing is a request to keep a season's schedule.
type checkpointing struct {
	ID   Ref `path:"id" doc:"The season's ID."`
	Body CheckpointIn
}

// checkpointsOf asks for the checkpoints of a season.
type checkpointsOf struct {
	ID Ref `path:"id" doc:"The season's ID."`
}

// comparing asks how a checkpoint differs from another one, or from now.
type comparing struct {
	ID   Ref `path:"id" doc:"Its ID."`
	With Ref `query:"with" doc:"The ID of another checkpoint of the season; what is planned now where left out."`
}

// VisitDifference is a visit that two schedules have differently.
type VisitDifference struct {
	Kind   string `json:"kind" enum:"added,removed,changed" doc:"What has become of it from the checkpoint on."`
	Before *Visit `json:"before,omitempty" doc:"As the checkpoint has it; left out where it does not."`
	After  *Visit `json:"after,omitempty" doc:"As the other has it; left out where it does not."`
}

// returning is a request to go back to a checkpoint.
type returning struct {
	ID   Ref `path:"id" doc:"Its ID."`
	Body ReasonIn
}

// Returned is what came of going back to a checkpoint.
type Returned struct {
	Put        int          `json:"put" doc:"Visits that were changed or are there again."`
	Removed    int          `json:"removed" doc:"Drafts that were removed."`
	Unrestored []Unrestored `json:"unrestored" doc:"Visits that could not become what they were, and stay as they are."`
}

// Unrestored is a visit that could not become what it was.
type Unrestored struct {
	VisitID Ref             `json:"visitId" doc:"The visit."`
	Code    scheduling.Code `json:"code" doc:"Why, in one word that never changes." example:"visit_started"`
	Message string          `json:"message" doc:"The same in the reader's language."`
}

func (a *api) listCheckpoints(ctx context.Context, in *checkpointsOf) (*unversioned[Everything[Checkpoint]], error) {
	own, err := a.Checkpoints.List(ctx, scheduling.SeasonID(in.ID))
	if err != nil {
		return nil, err
	}
	return all(own, showCheckpoint), nil
}

func (a *api) saveCheckpoint(ctx context.Context, in *checkpointing) (*unversioned[Checkpoint], error) {
	saved, err := a.Checkpoints.Save(ctx, scheduling.SeasonID(in.ID), in.Body.Name)
	if err != nil {
		return nil, err
	}
	return &unversioned[Checkpoint]{showCheckpoint(saved)}, nil
}

func (a *api) removeCheckpoint(ctx context.Context, in *byID) (*nothing, error) {
	return nil, a.Checkpoints.Remove(ctx, scheduling.CheckpointID(in.ID))
}

func (a *api) compareCheckpoint(ctx context.Context, in *comparing) (*unversioned[Everything[VisitDifference]], error) {
	list, err := a.Checkpoints.Compare(ctx, scheduling.CheckpointID(in.ID), scheduling.CheckpointID(in.With))
	if err != nil {
		return nil, ofQuery(err)
	}
	return all(list, showVisitDifference), nil
}

func showVisitDifference(d scheduling.VisitDifference) VisitDifference {
	shown := VisitDifference{Kind: "changed"}
	if d.Before == nil {
		shown.Kind = "added"
	} else {
		before := showVisit(*d.Before)
		shown.Before = &before
	}
	if d.After == nil {
		shown.Kind = "removed"
	} else {
		after := showVisit(*d.After)
		shown.After = &after
	}
	return shown
}

func (a *api) returnToCheckpoint(ctx context.Context, in *returning) (*unversioned[Returned], error) {
	r, err := a.Checkpoints.Return(ctx, scheduling.CheckpointID(in.ID), in.Body.Reason)
	if err != nil {
		return nil, err
	}
	told := Returned{Put: r.Put, Removed: r.Removed, Unrestored: make([]Unrestored, 0, len(r.Unrestored))}
	for _, u := range r.Unrestored {
		told.Unrestored = append(told.Unrestored, Unrestored{VisitID: Ref(u.VisitID), Code: u.Code,
			Message: requestFrom(ctx).language.sentence(u.Code, u.Params)})
	}
	return &unversioned[Returned]{told}, nil
}
