package api

import "poliskontor/scheduling"

// AbsenceIn is a time when an office is elsewhere, as it is written.
type AbsenceIn struct {
	DistrictID Ref    `json:"districtId" doc:"The office's district."`
	OfficeID   Ref    `json:"officeId" doc:"The office."`
	From       Date   `json:"from" doc:"The first day." example:"2026-11-24"`
	To         Date   `json:"to" doc:"The last day; it is included." example:"2026-11-27"`
	Note       string `json:"note,omitempty" doc:"Why; never public." example:"Verkstad"`
	Seen
}

// Absence is an absence as it is stored.
type Absence struct {
	Meta
	AbsenceIn
}

func (in AbsenceIn) thing() scheduling.Absence {
	return scheduling.Absence{
		DistrictID: scheduling.DistrictID(in.DistrictID), OfficeID: scheduling.OfficeID(in.OfficeID),
		From: in.From.day(), To: in.To.day(), Note: in.Note,
	}
}

func showAbsence(a scheduling.Absence) Absence {
	return Absence{Meta: metaOf(a.ID, a.Meta), AbsenceIn: AbsenceIn{
		DistrictID: Ref(a.DistrictID), OfficeID: Ref(a.OfficeID), From: dateOf(a.From), To: dateOf(a.To), Note: a.Note,
	}}
}

func (a *api) absences() things[scheduling.Absence, scheduling.AbsenceID, AbsenceIn, Absence, OfficeFilter] {
	return things[scheduling.Absence, scheduling.AbsenceID, AbsenceIn, Absence, OfficeFilter]{
		register: a.Registers.Absences, show: showAbsence,
		identify: func(a *scheduling.Absence, id scheduling.AbsenceID, version int) { a.ID, a.Version = id, version },
	}
}
