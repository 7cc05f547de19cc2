package scheduling

import "time"

// Office (mobilt poliskontor) is a vehicle that opens as a police office where it parks.
type Office struct {
	ID         OfficeID
	DistrictID DistrictID
	Name       string
	BaseName   string   // where its shifts begin and end
	Base       Position // of BaseName
	Retired    bool
	Meta
}

// Checked returns the office with its texts tidied, or an [Invalid] error.
func (o Office) Checked() (Office, error) {
	var v violations
	v.check(o.DistrictID != "", "districtId", CodeRequired)
	o.Name = v.requiredLine("name", o.Name, MaxName)
	o.BaseName = v.line("baseName", o.BaseName, MaxName)
	v.position("base", o.Base)
	return o, v.err()
}

// Absence (borta) is a time when an office is elsewhere: lent to another district,
// or in the workshop. Nothing is planned then, crewed or not.
type Absence struct {
	ID         AbsenceID
	DistrictID DistrictID
	OfficeID   OfficeID
	From, To   Day // both included
	Note       string
	Meta
}

// Checked returns the absence with its texts tidied, or an [Invalid] error.
func (a Absence) Checked() (Absence, error) {
	var v violations
	v.check(a.DistrictID != "", "districtId", CodeRequired)
	v.check(a.OfficeID != "", "officeId", CodeRequired)
	v.days("from", a.From, "to", a.To)
	a.Note = v.line("note", a.Note, MaxTitle)
	return a, v.err()
}

// Covers tells whether the day lies in the absence.
func (a Absence) Covers(d Day) bool { return a.From <= d && d <= a.To }

func (v *violations) days(fromField string, from Day, toField string, to Day) {
	v.check(!from.IsZero(), fromField, CodeRequired)
	v.check(!to.IsZero(), toField, CodeRequired)
	v.check(from <= to, toField, CodeEndBeforeStart)
}

// Shift (bemannat pass) is a time when an office is crewed and free to plan. Who
// belongs to the crew is not kept here.
type Shift struct {
	ID         ShiftID
	DistrictID DistrictID
	OfficeID   OfficeID
	Starts     time.Time
	Ends       time.Time
	Slots      int // the most visits in it; 0 for no limit but time
	// Crew names the team (lag) that works it, whose rest between shifts planning
	// respects; without a name the office's shifts are all of one crew. Never public.
	Crew string
	Note string
	// SeriesID is the series that it was made from; empty for one made by hand.
	SeriesID ShiftSeriesID
	Meta
}

// Checked returns the shift with its texts tidied, or an [Invalid] error.
func (s Shift) Checked() (Shift, error) {
	var v violations
	v.check(s.DistrictID != "", "districtId", CodeRequired)
	v.check(s.OfficeID != "", "officeId", CodeRequired)
	v.times(s.Starts, s.Ends, 16*time.Hour)
	v.between("slots", s.Slots, 0, 20)
	s.Crew = v.line("crew", s.Crew, MaxName)
	s.Note = v.line("note", s.Note, MaxTitle)
	return s, v.err()
}

// times checks that both ends are there, in order and not too far apart.
func (v *violations) times(starts, ends time.Time, longest time.Duration) {
	v.check(!starts.IsZero(), "starts", CodeRequired)
	v.check(!ends.IsZero(), "ends", CodeRequired)
	if starts.IsZero() || ends.IsZero() {
		return
	}
	v.check(starts.Before(ends), "ends", CodeEndBeforeStart)
	v.check(ends.Sub(starts) <= longest, "ends", CodeTooLongTime, "limit", longest.String())
}

// Covers tells whether the shift covers the whole of a time.
func (s Shift) Covers(starts, ends time.Time) bool {
	return !starts.Before(s.Starts) && !ends.After(s.Ends)
}
