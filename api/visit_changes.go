package api

import (
	"context"

	"poliskontor/scheduling"
)

// ChangeIn is what every change of an announced visit says.
type ChangeIn struct {
	Release bool `json:"release,omitempty" doc:"Publish this change at once, as a release of its own."`
	Seen
}

// ReasonIn is the public reason for a change.
type ReasonIn struct {
	Reason string `json:"reason,omitempty" doc:"Why, for everyone. Needed once the visit is announced." example:"Bilen är på verkstad"`
}

// MoveIn gives a visit another time or place.
type MoveIn struct {
	SiteID   Ref  `json:"siteId" doc:"Where the office stands."`
	OfficeID Ref  `json:"officeId" doc:"The office."`
	Starts   Time `json:"starts" doc:"When it begins." example:"2026-11-25T15:00"`
	Ends     Time `json:"ends" doc:"When it ends." example:"2026-11-25T18:00"`
	ReasonIn
	ChangeIn
}

// DelayIn lets a visit begin later on its day.
type DelayIn struct {
	Starts Time `json:"starts" doc:"When it begins now." example:"2026-11-24T15:30"`
	ReasonIn
	ChangeIn
}

// CancelIn cancels a visit.
type CancelIn struct {
	ReasonIn
	ChangeIn
}

// BreakOffIn says that the office left early.
type BreakOffIn struct {
	At Time `json:"at" doc:"When it left." example:"2026-11-24T16:20"`
	ReasonIn
	ChangeIn
}

// RestoreIn takes back changes of a visit.
type RestoreIn struct {
	Released bool `json:"released,omitempty" doc:"Take back the delay, cancellation or breaking off that the visit's last release told."`
	ChangeIn
}

// change is a request to change a visit.
type change[In any] struct {
	ID      Ref    `path:"id" doc:"The visit's ID."`
	IfMatch string `header:"If-Match" doc:"The version that you saw, in quotation marks." example:"\"3\""`
	Body    In
}

// visit names the visit that is changed, as the caller saw it.
func (c change[In]) visit(in ChangeIn) (scheduling.VisitRef, error) {
	version, err := versionSeen(c.IfMatch, in.Version)
	return scheduling.VisitRef{ID: scheduling.VisitID(c.ID), Version: version, Release: in.Release}, err
}

func (a *api) moveVisit(ctx context.Context, in *change[MoveIn]) (*answer[Visit], error) {
	ref, err := in.visit(in.Body.ChangeIn)
	if err != nil {
		return nil, err
	}
	return answerVisit(a.Schedule.Move(ctx, ref, scheduling.Slot{
		SiteID: scheduling.SiteID(in.Body.SiteID), OfficeID: scheduling.OfficeID(in.Body.OfficeID),
		Starts: in.Body.Starts.instant(), Ends: in.Body.Ends.instant(),
	}, in.Body.Reason))
}

func (a *api) delayVisit(ctx context.Context, in *change[DelayIn]) (*answer[Visit], error) {
	ref, err := in.visit(in.Body.ChangeIn)
	if err != nil {
		return nil, err
	}
	return answerVisit(a.Schedule.Delay(ctx, ref, in.Body.Starts.instant(), in.Body.Reason))
}

func (a *api) cancelVisit(ctx context.Context, in *change[CancelIn]) (*answer[Visit], error) {
	ref, err := in.visit(in.Body.ChangeIn)
	if err != nil {
		return nil, err
	}
	return answerVisit(a.Schedule.Cancel(ctx, ref, in.Body.Reason))
}

func (a *api) breakOffVisit(ctx context.Context, in *change[BreakOffIn]) (*answer[Visit], error) {
	ref, err := in.visit(in.Body.ChangeIn)
	if err != nil {
		return nil, err
	}
	return answerVisit(a.Schedule.BreakOff(ctx, ref, in.Body.At.instant(), in.Body.Reason))
}

func (a *api) holdVisit(ctx context.Context, in *change[ChangeIn]) (*answer[Visit], error) {
	ref, err := in.visit(in.Body)
	if err != nil {
		return nil, err
	}
	return answerVisit(a.Schedule.Hold(ctx, ref))
}

func (a *api) restoreVisit(ctx context.Context, in *change[RestoreIn]) (*answer[Visit], error) {
	ref, err := in.visit(in.Body.ChangeIn)
	if err != nil {
		return nil, err
	}
	if in.Body.Released {
		return answerVisit(a.Schedule.Unsay(ctx, ref))
	}
	return answerVisit(a.Schedule.Restore(ctx, ref))
}
