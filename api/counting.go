package api

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// Toward is a commitment that something counts toward.
type Toward struct {
	CommitmentID Ref  `json:"commitmentId" doc:"The commitment."`
	Free         bool `json:"free,omitempty" doc:"The commitment does not bind on that day, which lies in a summer that it leaves out."`
}

// Counting is what something counts toward.
type Counting struct {
	Version   int      `json:"version" doc:"Counts the corrections, from 1 for none."`
	Proposed  []Toward `json:"proposed" doc:"What is proposed by kind, place, day and owner."`
	Counts    []Toward `json:"counts" doc:"What stands."`
	Corrected bool     `json:"corrected" doc:"Somebody has said so, instead of what is proposed."`
	By        string   `json:"by,omitempty" doc:"Who said so, or took it back."`
	At        Time     `json:"at,omitempty" doc:"When."`
}

// CountingIn is what something is to count toward.
type CountingIn struct {
	CommitmentIDs []Ref `json:"commitmentIds" maxItems:"200" doc:"The commitments, signed and valid on its day; none where the list is empty."`
	Seen
}

func showTowards(towards []followup.Toward) []Toward {
	shown := make([]Toward, 0, len(towards))
	for _, t := range towards {
		shown = append(shown, Toward{CommitmentID: Ref(t.CommitmentID), Free: t.Free})
	}
	return shown
}

func showCounting(c followup.Counting) Counting {
	shown := Counting{Version: c.Version, Proposed: showTowards(c.Proposed), Counts: showTowards(c.Counts), Corrected: c.Corrected()}
	if c.Correction != nil {
		shown.By, shown.At = c.Correction.By, timeOf(c.Correction.Updated)
	}
	return shown
}

func countingAnswer(c followup.Counting, err error) (*answer[Counting], error) {
	if err != nil {
		return nil, err
	}
	return &answer[Counting]{ETag: etag(c.Version), Body: showCounting(c)}, nil
}

func (a *api) getActivityCounting(ctx context.Context, in *byID) (*answer[Counting], error) {
	return countingAnswer(a.Activities.Counting(ctx, scheduling.ActivityID(in.ID)))
}

func (a *api) correctActivityCounting(ctx context.Context, in *replacement[CountingIn]) (*answer[Counting], error) {
	version, err := versionSeen(in.IfMatch, in.Body.seen())
	if err != nil {
		return nil, err
	}
	return countingAnswer(a.Activities.Correct(ctx, scheduling.ActivityID(in.ID), version, ids[scheduling.CommitmentID](in.Body.CommitmentIDs)))
}

func (a *api) takeBackActivityCounting(ctx context.Context, in *removal) (*answer[Counting], error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return countingAnswer(a.Activities.Uncorrect(ctx, scheduling.ActivityID(in.ID), version))
}

func (a *api) getVisitCounting(ctx context.Context, in *byID) (*answer[Counting], error) {
	return countingAnswer(a.Activities.VisitCounting(ctx, scheduling.VisitID(in.ID)))
}

func (a *api) correctVisitCounting(ctx context.Context, in *replacement[CountingIn]) (*answer[Counting], error) {
	version, err := versionSeen(in.IfMatch, in.Body.seen())
	if err != nil {
		return nil, err
	}
	return countingAnswer(a.Activities.CorrectVisit(ctx, scheduling.VisitID(in.ID), version, ids[scheduling.CommitmentID](in.Body.CommitmentIDs)))
}

func (a *api) takeBackVisitCounting(ctx context.Context, in *removal) (*answer[Counting], error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return countingAnswer(a.Activities.UncorrectVisit(ctx, scheduling.VisitID(in.ID), version))
}
