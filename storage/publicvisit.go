package storage

import (
	"time"

	"poliskontor/scheduling"
)

// publicVisit is a public visit as releases keep it, in JSON. Releases never
// change, so fields are added here and none is renamed.
type publicVisit struct {
	ID           scheduling.VisitID      `json:"id"`
	DistrictID   scheduling.DistrictID   `json:"districtId"`
	Municipality publicName              `json:"municipality"`
	Locality     publicName              `json:"locality"`
	Kind         scheduling.LocalityKind `json:"kind"`
	Site         publicSite              `json:"site"`
	Occasion     string                  `json:"occasion,omitempty"`
	SiteID       scheduling.SiteID       `json:"siteId"`
	OfficeID     scheduling.OfficeID     `json:"officeId"`
	Starts       time.Time               `json:"starts"`
	Ends         time.Time               `json:"ends"`
	State        scheduling.State        `json:"state"`
	Held         bool                    `json:"held,omitempty"`
	Before       *publicSlot             `json:"before,omitempty"`
	Note         string                  `json:"note,omitempty"`
	Reason       string                  `json:"reason,omitempty"`
	Sequence     int                     `json:"sequence"`
	Created      time.Time               `json:"created"`
	Changed      time.Time               `json:"changed"`
	Release      int                     `json:"release"`
}

type publicName struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

type publicSite struct {
	Name       string  `json:"name"`
	Street     string  `json:"street,omitempty"`
	PostalCode string  `json:"postalCode,omitempty"`
	Town       string  `json:"town,omitempty"`
	Lat        float64 `json:"lat"`
	Lon        float64 `json:"lon"`
	Directions string  `json:"directions,omitempty"`
}

type publicSlot struct {
	Starts time.Time `json:"starts"`
	Ends   time.Time `json:"ends"`
	Site   string    `json:"site"`
}

func publicToDocument(p scheduling.PublicVisit) publicVisit {
	d := publicVisit{
		ID: p.ID, DistrictID: p.DistrictID, Municipality: publicName(p.Municipality), Locality: publicName(p.Locality),
		Kind: p.Kind,
		Site: publicSite{
			Name: p.Site.Name, Street: p.Site.Street, PostalCode: p.Site.PostalCode, Town: p.Site.Town,
			Lat: p.Site.Position.Lat, Lon: p.Site.Position.Lon, Directions: p.Site.Directions,
		},
		Occasion: p.Occasion, SiteID: p.SiteID, OfficeID: p.OfficeID, Starts: instant(p.Starts), Ends: instant(p.Ends),
		State: p.State, Held: p.Held, Note: p.Note, Reason: p.Reason, Sequence: p.Sequence,
		Created: instant(p.Created), Changed: instant(p.Changed), Release: p.Release,
	}
	if p.Before != nil {
		d.Before = &publicSlot{Starts: instant(p.Before.Starts), Ends: instant(p.Before.Ends), Site: p.Before.Site}
	}
	return d
}

func publicFromDocument(d publicVisit) scheduling.PublicVisit {
	p := scheduling.PublicVisit{
		ID: d.ID, DistrictID: d.DistrictID, Municipality: scheduling.PublicName(d.Municipality),
		Locality: scheduling.PublicName(d.Locality), Kind: d.Kind,
		Site: scheduling.PublicSite{
			Name: d.Site.Name, Street: d.Site.Street, PostalCode: d.Site.PostalCode, Town: d.Site.Town,
			Position: scheduling.Position{Lat: d.Site.Lat, Lon: d.Site.Lon}, Directions: d.Site.Directions,
		},
		Occasion: d.Occasion,
		Slot:     scheduling.Slot{SiteID: d.SiteID, OfficeID: d.OfficeID, Starts: d.Starts, Ends: d.Ends},
		State:    d.State, Held: d.Held, Note: d.Note, Reason: d.Reason, Sequence: d.Sequence, Created: d.Created,
		Changed: d.Changed, Release: d.Release,
	}
	if d.Before != nil {
		p.Before = &scheduling.PublicSlot{Starts: d.Before.Starts, Ends: d.Before.Ends, Site: d.Before.Site}
	}
	return p
}
