package api

import (
	"context"
	"time"

	"poliskontor/scheduling"
)

// PublicVisit is what citizens see of a visit.
type PublicVisit struct {
	ID           string       `json:"id" doc:"Its ID, and its UID in every calendar."`
	URL          string       `json:"url" doc:"Its page."`
	Municipality PublicName   `json:"municipality" doc:"The municipality that it is in."`
	Locality     PublicName   `json:"locality" doc:"The locality that is visited."`
	LocalityKind LocalityKind `json:"localityKind" doc:"What the locality is to the pledge."`
	Site         PublicSite   `json:"site" doc:"Where the office stands."`
	Occasion     string       `json:"occasion,omitempty" doc:"The event's name, if it is one."`
	Starts       Time         `json:"starts" doc:"When it begins."`
	Ends         Time         `json:"ends" doc:"When it ends."`
	State        string       `json:"state" enum:"announced,delayed,moved,cancelled,broken_off" doc:"As announced, or how it was changed since."`
	Held         bool         `json:"held" doc:"Recorded as having taken place."`
	Before       *PublicSlot  `json:"before,omitempty" doc:"What was announced before its last move, delay or break-off."`
	About        string       `json:"about,omitempty" doc:"What it is about."`
	Reason       string       `json:"reason,omitempty" doc:"Why it was changed."`
	Sequence     int          `json:"sequence" doc:"Rises by one at each visible change (RFC 5545, 3.8.7.4)."`
	Announced    Time         `json:"announced" doc:"When it was first announced."`
	Changed      Time         `json:"changed" doc:"When what it shows last changed."`
	Release      int          `json:"release" doc:"The number of the release that it was last changed in."`
}

// PublicSite is where the office stands, in words and on the map.
type PublicSite struct {
	Name       string   `json:"name" doc:"What people call it." example:"Torget"`
	Street     string   `json:"street,omitempty" doc:"Street and number."`
	PostalCode string   `json:"postalCode,omitempty" doc:"Its postal code." example:"296 31"`
	Town       string   `json:"town,omitempty" doc:"Its postal town."`
	Position   Position `json:"position" doc:"Where exactly the office stands."`
	Directions string   `json:"directions,omitempty" doc:"How to find it and get there."`
}

// PublicSlot is a time and a site's name that no longer hold.
type PublicSlot struct {
	Starts Time   `json:"starts" doc:"When it was to begin."`
	Ends   Time   `json:"ends" doc:"When it was to end."`
	Site   string `json:"site" doc:"Where the office was to stand."`
}

// showPublic shows a visit as citizens see it.
func (a *api) showPublic(v scheduling.PublicVisit) PublicVisit {
	shown := PublicVisit{
		ID: string(v.ID), URL: a.pageURL("/besok/" + string(v.ID)), Municipality: publicName(v.Municipality),
		Locality: publicName(v.Locality), LocalityKind: LocalityKind(v.Kind),
		Site: PublicSite{
			Name: v.Site.Name, Street: v.Site.Street, PostalCode: v.Site.PostalCode, Town: v.Site.Town,
			Position: positionOf(v.Site.Position), Directions: v.Site.Directions,
		},
		Occasion: v.Occasion, Starts: timeOf(v.Starts), Ends: timeOf(v.Ends), State: string(v.State), Held: v.Held,
		Before: publicSlot(v.Before), About: v.Note, Reason: v.Reason, Sequence: v.Sequence,
		Announced: timeOf(v.Created), Changed: timeOf(v.Changed), Release: v.Release,
	}
	return shown
}

func publicSlot(s *scheduling.PublicSlot) *PublicSlot {
	if s == nil {
		return nil
	}
	return &PublicSlot{Starts: timeOf(s.Starts), Ends: timeOf(s.Ends), Site: s.Site}
}

// pageURL is the address of a public page.
func (a *api) pageURL(path string) string {
	if a.PublicURL == nil {
		return path
	}
	return a.PublicURL.JoinPath(path).String()
}

// PublicVisitFilter narrows the announced visits.
type PublicVisitFilter struct {
	PlaceFilter
	Period
	Paging
}

func (a *api) listPublicVisits(ctx context.Context, in *PublicVisitFilter) (*publicList[PublicVisit], error) {
	s, err := a.snapshot()
	if err != nil {
		return nil, err
	}
	if err := in.check(s); err != nil {
		return nil, err
	}
	from, until := scheduling.DayOf(a.Clock()).Starts(), time.Time{}
	if err := in.narrow(&from, &until); err != nil {
		return nil, err
	}
	var found []scheduling.PublicVisit
	for _, v := range s.Visits {
		if in.selects(v.Municipality.Slug, v.Locality.Slug) && v.Ends.After(from) && (until.IsZero() || v.Starts.Before(until)) {
			found = append(found, v)
		}
	}
	return publish(ctx, in.Paging, found, a.showPublic), nil
}

func (a *api) getPublicVisit(_ context.Context, in *byID) (*publicly[PublicVisit], error) {
	s, err := a.snapshot()
	if err != nil {
		return nil, err
	}
	v, found := s.Visit(scheduling.VisitID(in.ID))
	if !found {
		return nil, &failure{code: scheduling.CodeNotFound}
	}
	return &publicly[PublicVisit]{CacheControl: publicCache, Body: a.showPublic(v)}, nil
}
