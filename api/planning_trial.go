package api

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/planner"
)

// TrialsIn are changes to look at before they are made.
type TrialsIn struct {
	Changes []TrialIn `json:"changes" maxItems:"500" doc:"What would change, all at once."`
}

// TrialIn is a change of the working schedule: a new visit, one in another slot, or
// one that is taken away.
type TrialIn struct {
	VisitID    Ref  `json:"visitId,omitempty" doc:"The visit that changes; left out for a new one."`
	Remove     bool `json:"remove,omitempty" doc:"The visit is taken away, or cancelled."`
	LocalityID Ref  `json:"localityId,omitempty" doc:"The locality of a new visit; the site's where left out."`
	OccasionID Ref  `json:"occasionId,omitempty" doc:"The event of a new visit, where it is one."`
	SiteID     Ref  `json:"siteId,omitempty" doc:"Where the office would stand."`
	OfficeID   Ref  `json:"officeId,omitempty" doc:"The office."`
	Starts     Time `json:"starts,omitempty" doc:"When it would begin."`
	Ends       Time `json:"ends,omitempty" doc:"When it would end."`
}

// trying is a request to look at changes in a season.
type trying struct {
	ID   Ref `path:"id" doc:"The season's ID."`
	Body TrialsIn
}

// Effect is what changes would do to the working schedule of a season.
type Effect struct {
	Before     Score            `json:"before" doc:"The schedule's price without them."`
	After      Score            `json:"after" doc:"Its price with them; less is better, broken promises first."`
	Findings   []TrialFinding   `json:"findings" doc:"What checks find in them, gravest first; what blocks would be refused."`
	Broken     []BrokenRule     `json:"broken" doc:"Rules of the engine that they would break. Those of a new visit name none."`
	Unkept     []Unkept         `json:"unkept" doc:"Promises that are kept now and would not be."`
	Mended     []Unkept         `json:"mended" doc:"Promises that are not kept now and would be."`
	Localities []LocalityEffect `json:"localities" doc:"The gaps at the localities that they are about."`
}

// TrialFinding is what a check finds in one change.
type TrialFinding struct {
	Change int `json:"change" doc:"Which change, from 0."`
	Finding
}

// LocalityEffect is what changes do to the gaps between the visits to a locality.
type LocalityEffect struct {
	LocalityID Ref         `json:"localityId" doc:"The locality."`
	MaxGapDays int         `json:"maxGapDays,omitempty" doc:"The greatest gap that is promised; left out where none is."`
	AimDays    int         `json:"aimDays,omitempty" doc:"The interval aimed at; left out where nothing is promised."`
	Closed     []EffectGap `json:"closed" doc:"Gaps that there are now and would not be."`
	Opened     []EffectGap `json:"opened" doc:"Gaps that there would be."`
}

// EffectGap is a time between two visits, or from a visit to the season's end.
type EffectGap struct {
	From Date `json:"from" doc:"The visit before it."`
	To   Date `json:"to" doc:"The visit after it, or the season's last day."`
	Days int  `json:"days" doc:"How many days it has on which the promise binds."`
}

func (a *api) tryChanges(ctx context.Context, in *trying) (*unversioned[Effect], error) {
	trials := make([]scheduling.Trial, 0, len(in.Body.Changes))
	for _, c := range in.Body.Changes {
		trials = append(trials, scheduling.Trial{
			VisitID: scheduling.VisitID(c.VisitID), Remove: c.Remove, LocalityID: scheduling.LocalityID(c.LocalityID),
			OccasionID: scheduling.OccasionID(c.OccasionID), Slot: scheduling.Slot{
				SiteID: scheduling.SiteID(c.SiteID), OfficeID: scheduling.OfficeID(c.OfficeID), Starts: c.Starts.instant(), Ends: c.Ends.instant(),
			},
		})
	}
	found, err := a.Planning.Try(ctx, scheduling.SeasonID(in.ID), trials)
	if err != nil {
		return nil, err
	}
	effect := Effect{
		Before: showScore(found.Before), After: showScore(found.After), Findings: make([]TrialFinding, 0, len(found.Findings)),
		Broken: showBroken(found.Broken), Unkept: showUnkept(found.Unkept), Mended: showUnkept(found.Mended),
		Localities: make([]LocalityEffect, 0, len(found.Localities)),
	}
	for _, f := range found.Findings {
		effect.Findings = append(effect.Findings, TrialFinding{f.Trial, showFinding(ctx, f.Finding)})
	}
	for _, l := range found.Localities {
		effect.Localities = append(effect.Localities, LocalityEffect{LocalityID: Ref(l.LocalityID), MaxGapDays: l.MaxGapDays, AimDays: l.AimDays,
			Closed: showGaps(l.Closed), Opened: showGaps(l.Opened)})
	}
	return &unversioned[Effect]{effect}, nil
}

func showScore(s planner.Score) Score { return Score{Promise: s.Promise, Soft: s.Soft} }

func showGaps(gaps []scheduling.Gap) []EffectGap {
	shown := make([]EffectGap, 0, len(gaps))
	for _, g := range gaps {
		shown = append(shown, EffectGap{From: dateOf(g.From), To: dateOf(g.To), Days: g.Days})
	}
	return shown
}
