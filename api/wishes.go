package api

import (
	"context"

	"poliskontor/scheduling"
)

// Wish is what a citizen wishes of visits; it is internal.
type Wish struct {
	ID             Ref    `json:"id" doc:"Its ID."`
	DistrictID     Ref    `json:"districtId" doc:"The district."`
	MunicipalityID Ref    `json:"municipalityId" doc:"The municipality."`
	LocalityID     Ref    `json:"localityId,omitempty" doc:"The locality; left out for elsewhere in the municipality."`
	Spot           string `json:"spot,omitempty" doc:"Where exactly, or where else."`
	Days           string `json:"days" enum:"any,weekdays,weekend" doc:"On which days."`
	Hours          string `json:"hours" enum:"any,morning,afternoon,evening" doc:"At which time of the day."`
	Topic          string `json:"topic,omitempty" doc:"What about, of the district's list; left out for nothing in particular." example:"Trafik"`
	Text           string `json:"text,omitempty" doc:"What the citizen wrote."`
	Received       Time   `json:"received" doc:"When it came."`
}

// WishTally is how many wishes there are for a place and a topic.
type WishTally struct {
	DistrictID     Ref    `json:"districtId" doc:"The district."`
	MunicipalityID Ref    `json:"municipalityId" doc:"The municipality."`
	LocalityID     Ref    `json:"localityId,omitempty" doc:"The locality; left out for elsewhere in the municipality."`
	Topic          string `json:"topic,omitempty" doc:"The topic; left out for nothing in particular."`
	Wishes         int    `json:"wishes" doc:"How many."`
}

// WishFilter narrows to a district, a place, a topic or a time.
type WishFilter struct {
	District     Ref    `query:"district" doc:"Only those of the district with this ID."`
	Municipality Ref    `query:"municipality" doc:"Only those for the municipality with this ID."`
	Locality     Ref    `query:"locality" doc:"Only those for the locality with this ID."`
	Topic        string `query:"topic" doc:"Only those about this topic."`
	Period
	Paging
}

func (f WishFilter) selected() (scheduling.Query, error) {
	q := f.Paging.query(scheduling.Query{DistrictID: scheduling.DistrictID(f.District), MunicipalityID: scheduling.MunicipalityID(f.Municipality),
		LocalityID: scheduling.LocalityID(f.Locality), Topic: f.Topic})
	return q, f.narrow(&q.From, &q.Until)
}

func (a *api) listWishes(ctx context.Context, in *WishFilter) (*listed[Wish], error) {
	q, err := in.selected()
	if err != nil {
		return nil, err
	}
	wishes, total, err := a.Wishes.List(ctx, q)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, wishes, total, showWish), nil
}

func (a *api) tallyWishes(ctx context.Context, in *WishFilter) (*unversioned[Everything[WishTally]], error) {
	q, err := in.selected()
	if err != nil {
		return nil, err
	}
	tallies, err := a.Wishes.Tally(ctx, q)
	if err != nil {
		return nil, err
	}
	return all(tallies, func(t scheduling.WishTally) WishTally {
		return WishTally{DistrictID: Ref(t.DistrictID), MunicipalityID: Ref(t.MunicipalityID), LocalityID: Ref(t.LocalityID), Topic: t.Topic, Wishes: t.Wishes}
	}), nil
}

func showWish(w scheduling.Wish) Wish {
	return Wish{ID: Ref(w.ID), DistrictID: Ref(w.DistrictID), MunicipalityID: Ref(w.MunicipalityID), LocalityID: Ref(w.LocalityID),
		Spot: w.Spot, Days: string(w.Days), Hours: string(w.Hours), Topic: w.Topic, Text: w.Text, Received: timeOf(w.Received)}
}
