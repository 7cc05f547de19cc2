package api

import "poliskontor/scheduling"

// MunicipalityIn is a municipality (kommun) as it is written.
type MunicipalityIn struct {
	DistrictID Ref    `json:"districtId" doc:"The district that it lies in."`
	Slug       string `json:"slug" doc:"Its part of public addresses: a to z, digits and hyphens." example:"kristianstad"`
	Name       string `json:"name" doc:"Its name, without kommun." example:"Kristianstad"`
	Seen
}

// Municipality is a municipality as it is stored.
type Municipality struct {
	Meta
	MunicipalityIn
}

func (in MunicipalityIn) thing() scheduling.Municipality {
	return scheduling.Municipality{DistrictID: scheduling.DistrictID(in.DistrictID), Slug: in.Slug, Name: in.Name}
}

func showMunicipality(m scheduling.Municipality) Municipality {
	return Municipality{Meta: metaOf(m.ID, m.Meta), MunicipalityIn: MunicipalityIn{
		DistrictID: Ref(m.DistrictID), Slug: m.Slug, Name: m.Name,
	}}
}

func (a *api) municipalities() things[scheduling.Municipality, scheduling.MunicipalityID, MunicipalityIn, Municipality, DistrictFilter] {
	return things[scheduling.Municipality, scheduling.MunicipalityID, MunicipalityIn, Municipality, DistrictFilter]{
		register: a.Registers.Municipalities, show: showMunicipality,
		identify: func(m *scheduling.Municipality, id scheduling.MunicipalityID, version int) {
			m.ID, m.Version = id, version
		},
	}
}
