package api

import "poliskontor/scheduling"

// ShiftIn is a time when an office is crewed, as it is written.
type ShiftIn struct {
	DistrictID Ref    `json:"districtId" doc:"The office's district."`
	OfficeID   Ref    `json:"officeId" doc:"The office."`
	Starts     Time   `json:"starts" doc:"When it begins." example:"2026-11-24T08:00"`
	Ends       Time   `json:"ends" doc:"When it ends, at most 16 hours later." example:"2026-11-24T17:00"`
	Slots      int    `json:"slots,omitempty" doc:"The most visits in it; 0 for no limit but time." example:"2"`
	Crew       string `json:"crew,omitempty" doc:"The team that works it, whose rest between shifts planning respects; the office's own where left out. Never public." example:"Lag A"`
	Note       string `json:"note,omitempty" doc:"For those who plan; never public."`
	Seen
}

// Shift is a shift as it is stored.
type Shift struct {
	Meta
	SeriesID Ref `json:"seriesId,omitempty" doc:"The series that it was made from; left out where it was made by hand."`
	ShiftIn
}

func (in ShiftIn) thing() scheduling.Shift {
	return scheduling.Shift{
		DistrictID: scheduling.DistrictID(in.DistrictID), OfficeID: scheduling.OfficeID(in.OfficeID),
		Starts: in.Starts.instant(), Ends: in.Ends.instant(), Slots: in.Slots, Crew: in.Crew, Note: in.Note,
	}
}

func showShift(s scheduling.Shift) Shift {
	return Shift{Meta: metaOf(s.ID, s.Meta), SeriesID: Ref(s.SeriesID), ShiftIn: ShiftIn{
		DistrictID: Ref(s.DistrictID), OfficeID: Ref(s.OfficeID), Starts: timeOf(s.Starts), Ends: timeOf(s.Ends),
		Slots: s.Slots, Crew: s.Crew, Note: s.Note,
	}}
}

func (a *api) shifts() things[scheduling.Shift, scheduling.ShiftID, ShiftIn, Shift, OfficeFilter] {
	return things[scheduling.Shift, scheduling.ShiftID, ShiftIn, Shift, OfficeFilter]{
		register: a.Registers.Shifts, show: showShift,
		identify: func(s *scheduling.Shift, id scheduling.ShiftID, version int) { s.ID, s.Version = id, version },
	}
}
