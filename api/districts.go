package api

import "poliskontor/scheduling"

// DistrictIn is a district (lokalpolisområde) as it is written.
type DistrictIn struct {
	Slug          string   `json:"slug" doc:"Its part of addresses: a to z, digits and hyphens." example:"nordvastra-skane"`
	Name          string   `json:"name" doc:"Its name." example:"LPO Kristianstad"`
	NoticeDays    int      `json:"noticeDays,omitempty" doc:"How many days ahead a visit is announced at the latest." example:"14"`
	BufferMinutes int      `json:"bufferMinutes,omitempty" doc:"What is added to every drive between two sites." example:"15"`
	RestMinutes   *int     `json:"restMinutes,omitempty" doc:"How long a crew is off between its shifts of two days; 0 where planning need not mind, 660 where left out: eleven hours by Arbetstidslagen 13 §." example:"660"`
	RegretSeconds *int     `json:"regretSeconds,omitempty" doc:"How long a release that is asked for in the app waits, so that it can be taken back; 0 where it goes out at once, 15 where left out." example:"15"`
	ContactLine   string   `json:"contactLine,omitempty" doc:"Where the public turns with questions: one line." example:"Ring 114 14"`
	Topics        []string `json:"topics,omitempty" doc:"What wishes and notes can be about, in order; the usual list where left out." example:"[\"Trafik\",\"Annat\"]"`
	Seen
}

// District is a district as it is stored.
type District struct {
	Meta
	DistrictIn
}

func (in DistrictIn) thing() scheduling.District {
	d := scheduling.District{
		Slug: in.Slug, Name: in.Name, NoticeDays: in.NoticeDays, BufferMinutes: in.BufferMinutes,
		RestMinutes: scheduling.DailyRest, RegretSeconds: scheduling.UsualRegret, ContactLine: in.ContactLine,
		Topics: in.Topics,
	}
	if in.Topics == nil {
		d.Topics = scheduling.UsualTopics
	}
	if in.RegretSeconds != nil {
		d.RegretSeconds = *in.RegretSeconds
	}
	if in.RestMinutes != nil {
		d.RestMinutes = *in.RestMinutes
	}
	return d
}

func showDistrict(d scheduling.District) District {
	return District{Meta: metaOf(d.ID, d.Meta), DistrictIn: DistrictIn{
		Slug: d.Slug, Name: d.Name, NoticeDays: d.NoticeDays, BufferMinutes: d.BufferMinutes, RestMinutes: &d.RestMinutes,
		RegretSeconds: &d.RegretSeconds, ContactLine: d.ContactLine, Topics: d.Topics,
	}}
}

func (a *api) districts() things[scheduling.District, scheduling.DistrictID, DistrictIn, District, AllFilter] {
	return things[scheduling.District, scheduling.DistrictID, DistrictIn, District, AllFilter]{
		register: a.Registers.Districts, show: showDistrict,
		identify: func(d *scheduling.District, id scheduling.DistrictID, version int) { d.ID, d.Version = id, version },
	}
}
