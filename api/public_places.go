package api

import (
	"context"

	"poliskontor/api/site"
)

// PublicLocality is a place that the office visits or that is promised visits.
type PublicLocality struct {
	PublicName
	URL          string          `json:"url" doc:"Its page."`
	Kind         LocalityKind    `json:"kind" doc:"What it is to the pledge."`
	Municipality PublicName      `json:"municipality" doc:"The municipality that it lies in."`
	Position     *Position       `json:"position,omitempty" doc:"Its centre, where known."`
	Promises     []PublicPromise `json:"promises" doc:"What signed pledges that are valid now promise it in visits, strictest first."`
}

// PublicPromise is what a pledge promises a locality in visits.
type PublicPromise struct {
	Pledge        string `json:"pledge" doc:"The pledge's title."`
	AimDays       int    `json:"aimDays,omitempty" doc:"The interval between visits that is aimed at, in days."`
	MaxGapDays    int    `json:"maxGapDays,omitempty" doc:"The greatest interval that keeps the promise, in days."`
	BindsInSummer bool   `json:"bindsInSummer" doc:"Whether it holds in summer too."`
	Demonstration bool   `json:"demonstration,omitempty" doc:"Made up to show the system; nobody signed it."`
}

// PublicMunicipality is a municipality as its page shows it.
type PublicMunicipality struct {
	PublicName
	HasOffice bool   `json:"hasOffice" doc:"Whether its district has a mobile office."`
	Contact   string `json:"contact,omitempty" doc:"Where to turn with questions."`
}

// PublicLocalityFilter narrows the places.
type PublicLocalityFilter struct {
	PlaceFilter
	Paging
}

func (a *api) listPublicLocalities(ctx context.Context, in *PublicLocalityFilter) (*publicList[PublicLocality], error) {
	s, err := a.snapshot()
	if err != nil {
		return nil, err
	}
	if err := in.check(s); err != nil {
		return nil, err
	}
	var found []site.Locality
	for _, l := range s.Localities {
		if in.selects(l.Municipality.Slug, l.Slug) {
			found = append(found, l)
		}
	}
	return publish(ctx, in.Paging, found, a.showPublicLocality), nil
}

func (a *api) showPublicLocality(l site.Locality) PublicLocality {
	shown := PublicLocality{
		PublicName: PublicName{Slug: l.Slug, Name: l.Name}, URL: a.pageURL("/orter/" + l.Slug), Kind: LocalityKind(l.Kind),
		Municipality: publicName(l.Municipality), Promises: make([]PublicPromise, 0, len(l.Promises)),
	}
	if !l.Position.IsZero() {
		position := positionOf(l.Position)
		shown.Position = &position
	}
	for _, p := range l.Promises {
		shown.Promises = append(shown.Promises, PublicPromise{
			Pledge: p.Pledge, AimDays: p.AimDays, MaxGapDays: p.MaxGapDays, BindsInSummer: p.Summer, Demonstration: p.Demonstration,
		})
	}
	return shown
}

func (a *api) listPublicMunicipalities(ctx context.Context, in *AllFilter) (*publicList[PublicMunicipality], error) {
	s, err := a.snapshot()
	if err != nil {
		return nil, err
	}
	return publish(ctx, in.Paging, s.Municipalities, func(m site.Municipality) PublicMunicipality {
		return PublicMunicipality{
			PublicName: PublicName{Slug: m.Slug, Name: m.Name}, HasOffice: m.HasOffice, Contact: m.Contact}
	}), nil
}
