package api

import (
	"context"

	"poliskontor/scheduling"
)

// Replacements are when a locality could be visited instead of on a lost visit, and
// what its promise comes to.
type Replacements struct {
	Before     Date          `json:"before,omitempty" doc:"The day of the locality's visit before the lost one; left out where there is none."`
	After      Date          `json:"after,omitempty" doc:"The day of the one after it; left out where none is planned."`
	MaxGapDays int           `json:"maxGapDays,omitempty" doc:"The greatest gap that is promised; left out where none is."`
	GapDays    int           `json:"gapDays" doc:"The days between both on which the promise binds; to the season's end where none is planned after it."`
	Kept       bool          `json:"kept" doc:"The promise is kept without a replacement."`
	Slots      []Replacement `json:"slots" doc:"Those that keep the promise first, then the soonest; at most three."`
}

// Replacement is a visit that could take the place of a lost one.
type Replacement struct {
	LocalityID Ref  `json:"localityId" doc:"The locality."`
	SiteID     Ref  `json:"siteId" doc:"Where the office would stand."`
	OfficeID   Ref  `json:"officeId" doc:"The office."`
	Starts     Time `json:"starts" doc:"When the visit would begin."`
	Ends       Time `json:"ends" doc:"When it would end."`
	Kept       bool `json:"kept" doc:"The promise is kept with it."`
}

func (a *api) findReplacements(ctx context.Context, in *byID) (*unversioned[Replacements], error) {
	found, err := a.Planning.Replacements(ctx, scheduling.VisitID(in.ID))
	if err != nil {
		return nil, err
	}
	shown := Replacements{
		Before: dateOf(found.Before), After: dateOf(found.After), MaxGapDays: found.MaxGapDays, GapDays: found.GapDays,
		Kept: found.Kept(), Slots: make([]Replacement, 0, len(found.Slots)),
	}
	for _, s := range found.Slots {
		shown.Slots = append(shown.Slots, Replacement{
			LocalityID: Ref(s.LocalityID), SiteID: Ref(s.SiteID), OfficeID: Ref(s.OfficeID),
			Starts: timeOf(s.Starts), Ends: timeOf(s.Ends), Kept: s.Kept,
		})
	}
	return &unversioned[Replacements]{shown}, nil
}
