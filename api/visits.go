package api

import (
	"context"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// VisitIn is a new visit.
type VisitIn struct {
	DistrictID Ref  `json:"districtId" doc:"Its district."`
	LocalityID Ref  `json:"localityId" doc:"The locality that is visited."`
	OccasionID Ref  `json:"occasionId,omitempty" doc:"The event, where the office attends one."`
	SiteID     Ref  `json:"siteId" doc:"Where the office stands."`
	OfficeID   Ref  `json:"officeId" doc:"The office."`
	Starts     Time `json:"starts" doc:"When it begins, within a shift of the office." example:"2026-11-24T15:00"`
	Ends       Time `json:"ends" doc:"When it ends." example:"2026-11-24T18:00"`
	VisitDetails
}

// VisitDetails is what can be said of a visit without touching its time and place.
type VisitDetails struct {
	PublicNote string `json:"publicNote,omitempty" doc:"What it is about, for everyone."`
	Note       string `json:"note,omitempty" doc:"For those who plan and drive; never public. Answers have it only where one visit is read, by those who may; each such reading is in the audit log."`
	Pinned     bool   `json:"pinned,omitempty" doc:"The engine never moves it."`
}

// VisitDetailsIn replaces a visit's details.
type VisitDetailsIn struct {
	VisitDetails
	Seen
}

// Visit is a visit of the working schedule.
type Visit struct {
	Meta
	State  string `json:"state" enum:"draft,announced,delayed,moved,cancelled,broken_off,held" doc:"What it has come to; public with the next release."`
	Reason string `json:"reason,omitempty" doc:"The public reason for the last change of what was announced."`
	Noted  bool   `json:"noted,omitempty" doc:"There is a note for those who plan and drive."`
	VisitIn
}

func (in VisitIn) visit() scheduling.Visit {
	return scheduling.Visit{
		DistrictID: scheduling.DistrictID(in.DistrictID), LocalityID: scheduling.LocalityID(in.LocalityID),
		OccasionID: scheduling.OccasionID(in.OccasionID),
		Slot: scheduling.Slot{
			SiteID: scheduling.SiteID(in.SiteID), OfficeID: scheduling.OfficeID(in.OfficeID),
			Starts: in.Starts.instant(), Ends: in.Ends.instant(),
		},
		PublicNote: in.PublicNote, Note: in.Note, Pinned: in.Pinned,
	}
}

// showVisit leaves the note out.
func showVisit(v scheduling.Visit) Visit {
	return Visit{Meta: metaOf(v.ID, v.Meta), State: string(v.State), Reason: v.Reason, Noted: v.Note != "", VisitIn: VisitIn{
		DistrictID: Ref(v.DistrictID), LocalityID: Ref(v.LocalityID), OccasionID: Ref(v.OccasionID), SiteID: Ref(v.SiteID),
		OfficeID: Ref(v.OfficeID), Starts: timeOf(v.Starts), Ends: timeOf(v.Ends),
		VisitDetails: VisitDetails{PublicNote: v.PublicNote, Pinned: v.Pinned},
	}}
}

// VisitFilter narrows the working schedule.
type VisitFilter struct {
	District     Ref      `query:"district" doc:"Only those of the district with this ID."`
	Municipality Ref      `query:"municipality" doc:"Only those in the municipality with this ID."`
	Locality     Ref      `query:"locality" doc:"Only those to the locality with this ID."`
	Site         Ref      `query:"site" doc:"Only those at the site with this ID."`
	Office       Ref      `query:"office" doc:"Only those of the office with this ID."`
	Occasion     Ref      `query:"occasion" doc:"Only those at the occasion with this ID."`
	State        []string `query:"state" enum:"draft,announced,delayed,moved,cancelled,broken_off,held" doc:"Only those in one of these states, separated by commas."`
	Period
	Paging
}

func (f VisitFilter) query() (scheduling.Query, error) {
	q := scheduling.Query{
		DistrictID: scheduling.DistrictID(f.District), MunicipalityID: scheduling.MunicipalityID(f.Municipality),
		LocalityID: scheduling.LocalityID(f.Locality), SiteID: scheduling.SiteID(f.Site),
		OfficeID: scheduling.OfficeID(f.Office), OccasionID: scheduling.OccasionID(f.Occasion),
	}
	for _, state := range f.State {
		q.States = append(q.States, scheduling.State(state))
	}
	if err := f.narrow(&q.From, &q.Until); err != nil {
		return q, err
	}
	return f.Paging.query(q), nil
}

func (a *api) listVisits(ctx context.Context, in *VisitFilter) (*listed[Visit], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	visits, total, err := a.Schedule.List(ctx, q)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, visits, total, showVisit), nil
}

func (a *api) getVisit(ctx context.Context, in *byID) (*answer[Visit], error) {
	v, err := a.Schedule.Get(ctx, scheduling.VisitID(in.ID))
	found, err := answerVisit(v, err)
	if err != nil {
		return nil, err
	}
	return found, a.revealNote(ctx, note{"visit", string(v.ID), v.DistrictID, accounts.Police, false, v.Note}, &found.Body.Note)
}

func (a *api) planVisit(ctx context.Context, in *creation[VisitIn]) (*created[Visit], error) {
	v, err := a.Schedule.Plan(ctx, in.Body.visit())
	if err != nil {
		return nil, err
	}
	return &created[Visit]{Location: "/api/v1/visits/" + string(v.ID), ETag: etag(v.Version), Body: showVisit(v)}, nil
}

func (a *api) describeVisit(ctx context.Context, in *replacement[VisitDetailsIn]) (*answer[Visit], error) {
	version, err := versionSeen(in.IfMatch, in.Body.Version)
	if err != nil {
		return nil, err
	}
	ref := scheduling.VisitRef{ID: scheduling.VisitID(in.ID), Version: version}
	return answerVisit(a.Schedule.Describe(ctx, ref, scheduling.Details{
		PublicNote: in.Body.PublicNote, Note: in.Body.Note, Pinned: in.Body.Pinned}))
}

func (a *api) removeVisit(ctx context.Context, in *removal) (*struct{}, error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return nil, a.Schedule.Remove(ctx, scheduling.VisitID(in.ID), version)
}

func answerVisit(v scheduling.Visit, err error) (*answer[Visit], error) {
	if err != nil {
		return nil, err
	}
	return &answer[Visit]{ETag: etag(v.Version), Body: showVisit(v)}, nil
}
