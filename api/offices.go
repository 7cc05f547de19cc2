package api

import "poliskontor/scheduling"

// OfficeIn is a mobile police office as it is written.
type OfficeIn struct {
	DistrictID Ref      `json:"districtId" doc:"The district that it belongs to."`
	Name       string   `json:"name" doc:"Its name." example:"Mobilt poliskontor 1"`
	BaseName   string   `json:"baseName,omitempty" doc:"Where its shifts begin and end." example:"Polishuset"`
	Base       Position `json:"base" doc:"Where that is."`
	Retired    bool     `json:"retired,omitempty" doc:"No longer planned."`
	Seen
}

// Office is an office as it is stored.
type Office struct {
	Meta
	OfficeIn
}

func (in OfficeIn) thing() scheduling.Office {
	return scheduling.Office{
		DistrictID: scheduling.DistrictID(in.DistrictID), Name: in.Name, BaseName: in.BaseName,
		Base: in.Base.position(), Retired: in.Retired,
	}
}

func showOffice(o scheduling.Office) Office {
	return Office{Meta: metaOf(o.ID, o.Meta), OfficeIn: OfficeIn{
		DistrictID: Ref(o.DistrictID), Name: o.Name, BaseName: o.BaseName, Base: positionOf(o.Base), Retired: o.Retired,
	}}
}

func (a *api) offices() things[scheduling.Office, scheduling.OfficeID, OfficeIn, Office, DistrictFilter] {
	return things[scheduling.Office, scheduling.OfficeID, OfficeIn, Office, DistrictFilter]{
		register: a.Registers.Offices, show: showOffice,
		identify: func(o *scheduling.Office, id scheduling.OfficeID, version int) { o.ID, o.Version = id, version },
	}
}
