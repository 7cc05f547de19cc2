package api

import "poliskontor/scheduling"

// SiteIn is a site (uppställningsplats) as it is written.
type SiteIn struct {
	DistrictID    Ref      `json:"districtId" doc:"The district that it lies in."`
	LocalityID    Ref      `json:"localityId" doc:"The locality that it lies in."`
	Name          string   `json:"name" doc:"What people call it." example:"Torget"`
	Street        string   `json:"street,omitempty" doc:"Street and number." example:"Torggatan 1"`
	PostalCode    string   `json:"postalCode,omitempty" doc:"Its Swedish postal code." example:"296 31"`
	Town          string   `json:"town,omitempty" doc:"Its postal town." example:"Åhus"`
	Position      Position `json:"position" doc:"Where exactly the office stands."`
	Directions    string   `json:"directions,omitempty" doc:"How to find it and get there, for everyone."`
	Parking       string   `json:"parking,omitempty" doc:"Where visitors can park, for everyone."`
	Accessibility string   `json:"accessibility,omitempty" doc:"How it is to come with a wheelchair, a walking frame or a pram, for everyone."`
	Opening       *Opening `json:"opening,omitempty" doc:"When it can be used; at any time where left out."`
	Preference    int      `json:"preference,omitempty" doc:"Order of choice among the locality's sites, from 0: planning uses the lowest that is open." example:"0"`
	Retired       bool     `json:"retired,omitempty" doc:"Kept for old visits, not for new ones."`
	Seen
}

// Site is a site as it is stored.
type Site struct {
	Meta
	SiteIn
	Photo *SitePhoto `json:"photo,omitempty" doc:"Its photo, if it has one; it is changed at an address of its own."`
}

func (in SiteIn) thing() scheduling.Site {
	return scheduling.Site{
		DistrictID: scheduling.DistrictID(in.DistrictID), LocalityID: scheduling.LocalityID(in.LocalityID), Name: in.Name,
		Street: in.Street, PostalCode: in.PostalCode, Town: in.Town, Position: in.Position.position(),
		Directions: in.Directions, Parking: in.Parking, Accessibility: in.Accessibility, Opening: in.Opening.opening(), Preference: in.Preference, Retired: in.Retired,
	}
}

func showSite(s scheduling.Site) Site {
	return Site{Meta: metaOf(s.ID, s.Meta), SiteIn: SiteIn{
		DistrictID: Ref(s.DistrictID), LocalityID: Ref(s.LocalityID), Name: s.Name, Street: s.Street,
		PostalCode: s.PostalCode, Town: s.Town, Position: positionOf(s.Position), Directions: s.Directions,
		Parking: s.Parking, Accessibility: s.Accessibility,
		Opening: showOpening(s.Opening), Preference: s.Preference, Retired: s.Retired,
	}, Photo: showPhoto(s.Photo)}
}

func (a *api) sites() things[scheduling.Site, scheduling.SiteID, SiteIn, Site, LocalityFilter] {
	return things[scheduling.Site, scheduling.SiteID, SiteIn, Site, LocalityFilter]{
		register: a.Registers.Sites, show: showSite,
		identify: func(s *scheduling.Site, id scheduling.SiteID, version int) { s.ID, s.Version = id, version },
	}
}
