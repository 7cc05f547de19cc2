package api

import (
	"context"
	"strconv"

	"poliskontor/scheduling"
)

// ReleaseIn asks for a release.
type ReleaseIn struct {
	After   int    `json:"after" minimum:"0" doc:"The number of the last release that you saw; 0 before the first." example:"4"`
	Comment string `json:"comment,omitempty" doc:"What has changed and why, for everyone."`
	Only    []Ref  `json:"only,omitempty" doc:"The visits to release, by ID; all differences where left out or empty."`
}

// Release is a numbered version of a district's schedule, which never changes.
type Release struct {
	ID         Ref    `json:"id" doc:"Its ID."`
	DistrictID Ref    `json:"districtId" doc:"Its district."`
	Number     int    `json:"number" doc:"Counted from 1 in each district." example:"5"`
	At         Time   `json:"at" doc:"When it was made."`
	Comment    string `json:"comment" doc:"What has changed and why, for everyone."`
	Urgent     bool   `json:"urgent" doc:"One change of its own, made in one action."`
}

// ReleaseWithChanges is a release with what it changed.
type ReleaseWithChanges struct {
	Release
	Changes []Change `json:"changes" doc:"What changed, by time."`
}

// Change is one visit's difference between two releases.
type Change struct {
	Kind   string       `json:"kind" enum:"new,moved,delayed,cancelled,broken_off,held,details" doc:"What happened to the visit."`
	Before *PublicVisit `json:"before,omitempty" doc:"What citizens were told before; left out for a new visit."`
	After  PublicVisit  `json:"after" doc:"What citizens are told."`
}

// Preview is what a release would publish now.
type Preview struct {
	After    int       `json:"after" doc:"The number of the last release."`
	Changes  []Change  `json:"changes" doc:"The differences from what is announced, by time."`
	Findings []Finding `json:"findings" doc:"What the checks found, gravest first."`
}

// Finding is what a check found.
type Finding struct {
	Severity   string          `json:"severity" enum:"blocks,needs_reason,warns" doc:"What it means for a release."`
	Code       scheduling.Code `json:"code" doc:"What was found, in one word that never changes." example:"check_short_notice"`
	Message    string          `json:"message" doc:"The same in the reader's language."`
	VisitID    Ref             `json:"visitId,omitempty" doc:"The visit that it is about."`
	LocalityID Ref             `json:"localityId,omitempty" doc:"The locality whose promise it is about."`
}

// ofDistrict asks for something of a district.
type ofDistrict struct {
	ID Ref `path:"id" doc:"The district's ID."`
}

// releasing is a request for a release.
type releasing struct {
	ID   Ref `path:"id" doc:"The district's ID."`
	Body ReleaseIn
}

// releasesOf asks for a district's releases.
type releasesOf struct {
	ID Ref `path:"id" doc:"The district's ID."`
	Paging
}

// releaseOf asks for one of a district's releases.
type releaseOf struct {
	ID     Ref `path:"id" doc:"The district's ID."`
	Number int `path:"number" doc:"The release's number."`
}

type previewed struct{ Body Preview }

type releaseShown struct{ Body ReleaseWithChanges }

type releaseMade struct {
	Location string `header:"Location" doc:"Where the release is found."`
	Body     ReleaseWithChanges
}

func (a *api) previewRelease(ctx context.Context, in *ofDistrict) (*previewed, error) {
	p, err := a.Publishing.Preview(ctx, scheduling.DistrictID(in.ID))
	if err != nil {
		return nil, err
	}
	body := Preview{After: p.After, Changes: a.showChanges(p.Changes), Findings: make([]Finding, 0, len(p.Findings))}
	for _, f := range p.Findings {
		body.Findings = append(body.Findings, showFinding(ctx, f))
	}
	return &previewed{Body: body}, nil
}

func showFinding(ctx context.Context, f scheduling.Finding) Finding {
	return Finding{
		Severity: string(f.Severity), Code: f.Check, VisitID: Ref(f.VisitID), LocalityID: Ref(f.Locality),
		Message: requestFrom(ctx).language.sentence(f.Check, f.Params),
	}
}

func (a *api) release(ctx context.Context, in *releasing) (*releaseMade, error) {
	if _, err := a.Registers.Districts.Get(ctx, scheduling.DistrictID(in.ID)); err != nil {
		return nil, err
	}
	r, err := a.Publishing.Release(ctx, scheduling.Order{
		DistrictID: scheduling.DistrictID(in.ID), After: in.Body.After, Comment: in.Body.Comment,
		Only: ids[scheduling.VisitID](in.Body.Only),
	})
	if err != nil {
		return nil, err
	}
	return &releaseMade{
		Location: "/api/v1/districts/" + string(in.ID) + "/releases/" + strconv.Itoa(r.Number), Body: a.showChanged(r)}, nil
}

func (a *api) listReleases(ctx context.Context, in *releasesOf) (*listed[Release], error) {
	if _, err := a.Registers.Districts.Get(ctx, scheduling.DistrictID(in.ID)); err != nil {
		return nil, err
	}
	releases, total, err := a.Publishing.List(ctx, in.query(scheduling.Query{DistrictID: scheduling.DistrictID(in.ID)}))
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, releases, total, showRelease), nil
}

func (a *api) getRelease(ctx context.Context, in *releaseOf) (*releaseShown, error) {
	r, err := a.Publishing.Get(ctx, scheduling.DistrictID(in.ID), in.Number)
	if err != nil {
		return nil, err
	}
	return &releaseShown{Body: a.showChanged(r)}, nil
}

func showRelease(r scheduling.Release) Release {
	return Release{ID: Ref(r.ID), DistrictID: Ref(r.DistrictID), Number: r.Number, At: timeOf(r.At), Comment: r.Comment, Urgent: r.Urgent}
}

func (a *api) showChanged(r scheduling.Release) ReleaseWithChanges {
	return ReleaseWithChanges{Release: showRelease(r), Changes: a.showChanges(r.Changes)}
}

func (a *api) showChanges(changes []scheduling.Change) []Change {
	shown := make([]Change, 0, len(changes))
	for _, c := range changes {
		change := Change{Kind: string(c.Kind), After: a.showPublic(c.After)}
		if c.Before != nil {
			before := a.showPublic(*c.Before)
			change.Before = &before
		}
		shown = append(shown, change)
	}
	return shown
}
