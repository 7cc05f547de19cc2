package api

import "poliskontor/scheduling"

// LocalityIn is a locality (basort, tätort, stadsdel) as it is written.
type LocalityIn struct {
	DistrictID     Ref          `json:"districtId" doc:"The district that it lies in."`
	MunicipalityID Ref          `json:"municipalityId" doc:"The municipality that it lies in."`
	Slug           string       `json:"slug" doc:"Its part of public addresses: a to z, digits and hyphens." example:"ahus"`
	Name           string       `json:"name" doc:"Its name." example:"Åhus"`
	Kind           LocalityKind `json:"kind" doc:"What it is to the pledge: a village that the kommun counts as a base for service, any other village or town, a part of a town, or the central town."`
	Position       Position     `json:"position" doc:"Its centre."`
	Population     int          `json:"population,omitempty" doc:"How many live there; 0 where unknown." example:"11000"`
	Exposed        bool         `json:"exposed,omitempty" doc:"The police count it as an exposed area (utsatt område)."`
	Attendance     *int         `json:"attendance,omitempty" doc:"How many come to a visit, on the mean; left out where unknown." example:"12"`
	Wishes         int          `json:"wishes,omitempty" doc:"How many wishes for visits there are." example:"3"`
	Visiting       *Visiting    `json:"visiting,omitempty" doc:"When planning may visit it. Weekdays from 9 to 20, three hours at a time, where left out."`
	Seen
}

// Visiting is when planning may visit a locality, and for how long.
type Visiting struct {
	Weekdays []Weekday `json:"weekdays" doc:"The days of the week."`
	Weeks    string    `json:"weeks,omitempty" enum:"every,odd,even" default:"every" doc:"The calendar weeks, by their ISO number. Odd weeks are not every second week: week 53 is followed by week 1."`
	Opens    Clock     `json:"opens" doc:"No visit begins earlier." example:"09:00"`
	Closes   Clock     `json:"closes" doc:"No visit ends later." example:"20:00"`
	Minutes  int       `json:"minutes" doc:"How long a visit lasts." example:"180"`
	Need     int       `json:"need,omitempty" default:"1000" doc:"The planner's own word on how its waiting weighs against that of others, in thousandths: 2000 doubles what its population, exposure, attendance and wishes come to." example:"1000"`
	OfficeID Ref       `json:"officeId,omitempty" doc:"The office that usually comes; the one that came most often before where left out."`
}

// Locality is a locality as it is stored.
type Locality struct {
	Meta
	LocalityIn
}

func (in LocalityIn) thing() scheduling.Locality {
	l := scheduling.Locality{
		DistrictID: scheduling.DistrictID(in.DistrictID), MunicipalityID: scheduling.MunicipalityID(in.MunicipalityID),
		Slug: in.Slug, Name: in.Name, Kind: scheduling.LocalityKind(in.Kind), Position: in.Position.position(),
		Population: in.Population, Exposed: in.Exposed, Attendance: in.Attendance, Wishes: in.Wishes, Visiting: scheduling.DefaultVisiting,
	}
	if in.Visiting != nil {
		l.Visiting = in.Visiting.visiting()
	}
	return l
}

func (v Visiting) visiting() scheduling.Visiting {
	return scheduling.Visiting{
		Weekdays: flagsOf(v.Weekdays), Weeks: scheduling.Weeks(v.Weeks), Opens: v.Opens.minutes(), Closes: v.Closes.minutes(), Minutes: v.Minutes,
		Need: v.Need, OfficeID: scheduling.OfficeID(v.OfficeID),
	}
}

func showLocality(l scheduling.Locality) Locality {
	return Locality{Meta: metaOf(l.ID, l.Meta), LocalityIn: LocalityIn{
		DistrictID: Ref(l.DistrictID), MunicipalityID: Ref(l.MunicipalityID), Slug: l.Slug, Name: l.Name,
		Kind: LocalityKind(l.Kind), Position: positionOf(l.Position), Population: l.Population,
		Exposed: l.Exposed, Attendance: l.Attendance, Wishes: l.Wishes,
		Visiting: &Visiting{
			Weekdays: weekdaysOf(l.Visiting.Weekdays), Weeks: string(l.Visiting.Weeks), Opens: clockOf(l.Visiting.Opens), Closes: clockOf(l.Visiting.Closes),
			Minutes: l.Visiting.Minutes, Need: l.Visiting.Need, OfficeID: Ref(l.Visiting.OfficeID),
		},
	}}
}

func (a *api) localities() things[scheduling.Locality, scheduling.LocalityID, LocalityIn, Locality, MunicipalityFilter] {
	return things[scheduling.Locality, scheduling.LocalityID, LocalityIn, Locality, MunicipalityFilter]{
		register: a.Registers.Localities, show: showLocality,
		identify: func(l *scheduling.Locality, id scheduling.LocalityID, version int) { l.ID, l.Version = id, version },
	}
}
