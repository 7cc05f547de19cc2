package scheduling

import "strconv"

// LocalityKind says what a locality is to the pledge.
type LocalityKind string

// The kinds of localities.
const (
	Basort     LocalityKind = "basort"     // a village that the kommun counts as a base for service
	Tatort     LocalityKind = "tatort"     // any other village or town
	Stadsdel   LocalityKind = "stadsdel"   // a part of a town
	Centralort LocalityKind = "centralort" // the central town
)

// Locality (basort, tätort, stadsdel) is the place that is promised something.
type Locality struct {
	ID             LocalityID
	DistrictID     DistrictID
	MunicipalityID MunicipalityID
	Slug           string // unique over all districts: it is part of public addresses
	Name           string
	Kind           LocalityKind
	Position       Position // its centre; where the office stands is a [Site]
	Population     int      // 0 where unknown
	Exposed        bool     // the police count it as an exposed area (utsatt område)
	Attendance     *int     // how many come to a visit, on the mean; nil where unknown
	Wishes         int      // how many wishes for visits there are
	Visiting       Visiting
	Meta
}

// Visiting (besökstider) says when planning may visit a locality, and for how long.
type Visiting struct {
	Weekdays [7]bool // Monday first
	Weeks    Weeks
	Opens    int // minutes after midnight; no visit begins earlier
	Closes   int // minutes after midnight; no visit ends later
	Minutes  int // how long a visit lasts
	// Need is the planner's own word on how the locality's waiting weighs, in
	// thousandths: 1000 leaves it as [Locality.Need] reckons it, 2000 doubles that.
	Need int
	// OfficeID is the office that usually comes; empty for the one that came most
	// often before.
	OfficeID OfficeID
}

// Weeks says in which calendar weeks a locality is visited, by their ISO number. Odd
// weeks are not every second week: week 53 of 2026 is followed by week 1.
type Weeks string

// The weeks.
const (
	EveryWeek Weeks = "every"
	OddWeeks  Weeks = "odd"  // udda veckor
	EvenWeeks Weeks = "even" // jämna veckor
)

// DefaultVisiting is weekdays between 9 and 20, three hours at a time, of ordinary need.
var DefaultVisiting = Visiting{
	Weekdays: [7]bool{true, true, true, true, true, false, false}, Weeks: EveryWeek,
	Opens: 9 * 60, Closes: 20 * 60, Minutes: 180, Need: 1000,
}

func (v *violations) visiting(field string, hours Visiting) {
	v.check(hours.Weekdays != [7]bool{}, field+".weekdays", CodeRequired)
	choice(v, field+".weeks", hours.Weeks, EveryWeek, OddWeeks, EvenWeeks)
	v.between(field+".opens", hours.Opens, 0, 24*60-1)
	v.between(field+".closes", hours.Closes, 1, 24*60)
	v.between(field+".minutes", hours.Minutes, 30, int(LongestVisit.Minutes()))
	v.between(field+".need", hours.Need, 100, 10000)
	v.check(hours.Opens+hours.Minutes <= hours.Closes, field+".closes", CodeEndBeforeStart)
}

// Checked returns the locality with its texts tidied, or an [Invalid] error.
func (l Locality) Checked() (Locality, error) {
	var v violations
	v.check(l.DistrictID != "", "districtId", CodeRequired)
	v.check(l.MunicipalityID != "", "municipalityId", CodeRequired)
	v.slug("slug", l.Slug)
	l.Name = v.requiredLine("name", l.Name, MaxName)
	choice(&v, "kind", l.Kind, Basort, Tatort, Stadsdel, Centralort)
	v.position("position", l.Position)
	v.between("population", l.Population, 0, 2_000_000)
	if l.Attendance != nil {
		v.between("attendance", *l.Attendance, 0, 100_000)
	}
	v.between("wishes", l.Wishes, 0, 100_000)
	v.visiting("visiting", l.Visiting)
	return l, v.err()
}

func (v *violations) position(field string, p Position) {
	v.check(p.InSweden(), field, CodeOutsideSweden,
		"lat", strconv.FormatFloat(p.Lat, 'f', -1, 64), "lon", strconv.FormatFloat(p.Lon, 'f', -1, 64))
}

// Site (uppställningsplats) is the exact spot where the office parks.
type Site struct {
	ID         SiteID
	DistrictID DistrictID
	LocalityID LocalityID
	Name       string // what people call it: ICA-butikens parkering
	Street     string
	PostalCode string
	Town       string
	Position   Position
	Directions string // how to find it and get there, for everyone
	// Parking and Accessibility are for everyone too: where a visitor's car can stand,
	// and how it is to come with a wheelchair or a walking frame.
	Parking       string
	Accessibility string
	Opening       Opening
	// Preference orders the sites of a locality, from 0: the engine plans visits at
	// the lowest that is in use and open.
	Preference int
	Retired    bool // kept for old visits, not for new ones
	// Photo is changed by [Photos] alone.
	Photo Photo
	Meta
}

// Checked returns the site with its texts tidied, or an [Invalid] error.
func (s Site) Checked() (Site, error) {
	var v violations
	v.check(s.DistrictID != "", "districtId", CodeRequired)
	v.check(s.LocalityID != "", "localityId", CodeRequired)
	s.Name = v.requiredLine("name", s.Name, MaxName)
	s.Street = v.line("street", s.Street, MaxName)
	s.PostalCode = v.postalCode("postalCode", s.PostalCode)
	s.Town = v.line("town", s.Town, MaxName)
	v.position("position", s.Position)
	s.Directions = v.text("directions", s.Directions, MaxNote)
	s.Parking = v.text("parking", s.Parking, MaxNote)
	s.Accessibility = v.text("accessibility", s.Accessibility, MaxNote)
	v.opening("opening", s.Opening)
	v.between("preference", s.Preference, 0, 1000)
	return s, v.err()
}
