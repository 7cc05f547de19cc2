package api

import (
	"context"
	"time"

	"poliskontor/scheduling"
)

// PendingRelease is a release that somebody has asked for, and what came of it.
type PendingRelease struct {
	ID          Ref             `json:"id" doc:"Its ID."`
	DistrictID  Ref             `json:"districtId" doc:"Its district."`
	Comment     string          `json:"comment" doc:"What changes and why, for everyone."`
	Visits      int             `json:"visits" doc:"How many visits it changes."`
	State       string          `json:"state" enum:"waiting,released,taken_back,refused" doc:"What it has come to."`
	Asked       Time            `json:"asked" doc:"When it was asked for."`
	Leaves      Time            `json:"leaves" doc:"When it goes out unless it is taken back."`
	SecondsLeft int             `json:"secondsLeft" doc:"How long it still waits, by the server's clock."`
	By          string          `json:"by" doc:"Who asked for it." example:"anna@example.se"`
	ByID        Ref             `json:"byId,omitempty" doc:"Their account."`
	Number      int             `json:"number,omitempty" doc:"The number of the release that it became."`
	Code        scheduling.Code `json:"code,omitempty" doc:"Why it did not go out, in one word that never changes." example:"release_changed"`
	Message     string          `json:"message,omitempty" doc:"The same in the reader's language."`
	SettledBy   string          `json:"settledBy,omitempty" doc:"Who took it back."`
}

// PendingFilter narrows the pending releases.
type PendingFilter struct {
	District Ref `query:"district" doc:"Only those of the district with this ID."`
}

type pendingShown struct{ Body PendingRelease }

// pendingFor is how long a pending release is still told of once it is settled.
const pendingFor = time.Minute

func (a *api) listPendingReleases(ctx context.Context, in *PendingFilter) (*unversioned[Everything[PendingRelease]], error) {
	pending, err := a.Publishing.Pending(ctx, scheduling.DistrictID(in.District), a.Clock().Add(-pendingFor))
	if err != nil {
		return nil, err
	}
	return all(pending, func(p scheduling.PendingRelease) PendingRelease { return a.showPending(ctx, p) }), nil
}

func (a *api) askRelease(ctx context.Context, in *releasing) (*pendingShown, error) {
	if _, err := a.Registers.Districts.Get(ctx, scheduling.DistrictID(in.ID)); err != nil {
		return nil, err
	}
	pending, err := a.Publishing.Ask(ctx, scheduling.Order{
		DistrictID: scheduling.DistrictID(in.ID), After: in.Body.After, Comment: in.Body.Comment,
		Only: ids[scheduling.VisitID](in.Body.Only),
	})
	if err != nil {
		return nil, err
	}
	return &pendingShown{Body: a.showPending(ctx, pending)}, nil
}

func (a *api) getPendingRelease(ctx context.Context, in *byID) (*pendingShown, error) {
	pending, err := a.Publishing.PendingOne(ctx, scheduling.PendingReleaseID(in.ID))
	if err != nil {
		return nil, err
	}
	return &pendingShown{Body: a.showPending(ctx, pending)}, nil
}

func (a *api) takeBackRelease(ctx context.Context, in *byID) (*nothing, error) {
	return nil, a.Publishing.TakeBack(ctx, scheduling.PendingReleaseID(in.ID))
}

func (a *api) showPending(ctx context.Context, p scheduling.PendingRelease) PendingRelease {
	shown := PendingRelease{
		ID: Ref(p.ID), DistrictID: Ref(p.DistrictID), Comment: p.Comment, Visits: len(p.Visits), State: string(p.State),
		Asked: timeOf(p.Asked), Leaves: timeOf(p.Leaves), By: personIn(p.ByName), ByID: Ref(p.ByID), Number: p.Number,
		Code: p.Refusal, SettledBy: personIn(p.SettledBy),
	}
	if p.Refusal != "" {
		shown.Message = requestFrom(ctx).language.sentence(p.Refusal, nil)
	}
	if p.State == scheduling.PendingWaiting {
		shown.SecondsLeft = max(0, int(p.Leaves.Sub(a.Clock()).Round(time.Second)/time.Second))
	}
	return shown
}
