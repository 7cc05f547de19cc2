package api

import (
	"context"

	"poliskontor/scheduling"
)

// OccasionIn is a summer event that the office may attend, as it is written.
type OccasionIn struct {
	DistrictID Ref    `json:"districtId" doc:"Its district."`
	SiteID     Ref    `json:"siteId" doc:"Where the office stands at it."`
	Name       string `json:"name" doc:"Its name." example:"Åhus marknad"`
	From       Date   `json:"from" doc:"The first day." example:"2027-07-10"`
	To         Date   `json:"to" doc:"The last day; it is included." example:"2027-07-11"`
	Opens      Clock  `json:"opens" doc:"Before it the office does not open." example:"10:00"`
	Closes     Clock  `json:"closes" doc:"After it the office is closed; 25:30 is half past one in the night." example:"18:00"`
	Priority   int    `json:"priority" doc:"1 must be attended, 2 should, 3 may." example:"2"`
	Owner      string `json:"owner,omitempty" enum:"police,kommun" doc:"Whose it is: only they change it. Your own authority's where left out."`
	Note       string `json:"note,omitempty" doc:"For its owner, never public. Answers have it only where one occasion is read, by those who may; each such reading is in the audit log."`
	Shared     bool   `json:"shared,omitempty" doc:"The police may read the kommun's note, and change the occasion."`
	UID        string `json:"uid,omitempty" doc:"By which the calendar that it was read from knows it."`
	Visitors   int    `json:"visitors,omitempty" doc:"How many are expected a day; 0 where unknown." example:"5000"`
	Seen
}

// Occasion is an occasion as it is stored.
type Occasion struct {
	Meta
	Noted bool `json:"noted,omitempty" doc:"There is a note."`
	OccasionIn
}

func (in OccasionIn) thing() scheduling.Occasion {
	return scheduling.Occasion{
		DistrictID: scheduling.DistrictID(in.DistrictID), SiteID: scheduling.SiteID(in.SiteID), Name: in.Name,
		From: in.From.day(), To: in.To.day(), Opens: in.Opens.minutes(), Closes: in.Closes.minutes(),
		Priority: in.Priority, Visitors: in.Visitors, Owner: scheduling.Owner(in.Owner), Note: in.Note, Shared: in.Shared, UID: in.UID,
	}
}

// showOccasion leaves the note out.
func showOccasion(o scheduling.Occasion) Occasion {
	return Occasion{Meta: metaOf(o.ID, o.Meta), Noted: o.Note != "", OccasionIn: OccasionIn{
		DistrictID: Ref(o.DistrictID), SiteID: Ref(o.SiteID), Name: o.Name, From: dateOf(o.From), To: dateOf(o.To),
		Opens: clockOf(o.Opens), Closes: clockOf(o.Closes), Priority: o.Priority, Visitors: o.Visitors,
		Owner: string(o.Owner), Shared: o.Shared, UID: o.UID,
	}}
}

func (a *api) occasions() things[scheduling.Occasion, scheduling.OccasionID, OccasionIn, Occasion, SiteFilter] {
	return things[scheduling.Occasion, scheduling.OccasionID, OccasionIn, Occasion, SiteFilter]{
		register: a.Registers.Occasions, show: showOccasion,
		reveal: func(ctx context.Context, o scheduling.Occasion, shown *Occasion) error {
			return a.revealNote(ctx, note{"occasion", string(o.ID), o.DistrictID, o.Owner, o.Shared, o.Note}, &shown.Note)
		},
		identify: func(o *scheduling.Occasion, id scheduling.OccasionID, version int) { o.ID, o.Version = id, version },
	}
}
