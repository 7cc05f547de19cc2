package scheduling

// Season (planeringsperiod) is a time that is planned as a whole.
type Season struct {
	ID         SeasonID
	DistrictID DistrictID
	Name       string
	From, To   Day // both included
	Summer     SummerRule
	Meta
}

// SummerRule (sommaromfördelning) says what changes in summer: the office goes to
// occasions to a greater extent, and the localities keep a reduced minimum.
type SummerRule struct {
	From, To MonthDay // both included; 1 June to 31 August by the pledge of 2018
	// OccasionShare is the least share of the crewed hours that goes to occasions,
	// in thousandths.
	OccasionShare int
	// LocalityRate is the rate at which visits fall due in summer, in thousandths
	// of the ordinary: 500 doubles every interval.
	LocalityRate int
}

// Covers tells whether the rule holds on a day. The zero rule holds on none.
func (r SummerRule) Covers(d Day) bool {
	year, _, _ := d.Date()
	return r != (SummerRule{}) && r.From.In(year) <= d && d <= r.To.In(year)
}

// Covers tells whether the day lies in the season.
func (s Season) Covers(d Day) bool { return s.From <= d && d <= s.To }

// Checked returns the season with its texts tidied, or an [Invalid] error.
func (s Season) Checked() (Season, error) {
	var v violations
	v.check(s.DistrictID != "", "districtId", CodeRequired)
	s.Name = v.requiredLine("name", s.Name, MaxName)
	v.days("from", s.From, "to", s.To)
	v.check(s.To-s.From < 2*366, "to", CodeTooLongTime, "limit", "2 years")
	if s.Summer != (SummerRule{}) {
		v.check(s.Summer.From.valid(), "summer.from", CodeDayFormat)
		v.check(s.Summer.To.valid(), "summer.to", CodeDayFormat)
		v.check(s.Summer.From.In(2026) <= s.Summer.To.In(2026), "summer.to", CodeEndBeforeStart)
		v.between("summer.occasionShare", s.Summer.OccasionShare, 0, 1000)
		v.between("summer.localityRate", s.Summer.LocalityRate, 0, 1000)
	}
	return s, v.err()
}

// Occasion (evenemang) is a summer event that the office may attend. One that goes
// on for several days has the same hours on each of them.
type Occasion struct {
	ID         OccasionID
	DistrictID DistrictID
	SiteID     SiteID
	Name       string
	From, To   Day // both included
	Opens      int // minutes after midnight; before it the office does not open
	Closes     int // minutes after midnight
	Priority   int // 1 (must be attended), 2 (should), 3 (may)
	Visitors   int // expected a day; 0 where unknown
	// Owner is whose the occasion is: [Police] or [Kommun]. Only they change it.
	Owner Owner
	Note  string // its owner's, never public
	// Shared lets the police read the note of an occasion of the kommun, and change
	// the occasion. What is the police's is never shared.
	Shared bool
	// UID is by which the calendar that it was read from knows it (RFC 5545, 3.8.4.7);
	// "" for one that was entered by hand.
	UID string
	// Heard is the fingerprint of what that calendar said when it was last taken up, by
	// which a change in it is told from a change that was made here.
	Heard string
	Meta
}

// ChangeableBy tells whether people of an authority may change the occasion.
func (o Occasion) ChangeableBy(authority Owner) bool {
	return authority == "" || authority == o.Owner || authority == Police && o.Shared
}

// Checked returns the occasion with its texts tidied, or an [Invalid] error.
func (o Occasion) Checked() (Occasion, error) {
	var v violations
	v.check(o.DistrictID != "", "districtId", CodeRequired)
	v.check(o.SiteID != "", "siteId", CodeRequired)
	o.Name = v.requiredLine("name", o.Name, MaxName)
	v.days("from", o.From, "to", o.To)
	v.check(o.To-o.From < 60, "to", CodeTooLongTime, "limit", "60 days")
	v.between("opens", o.Opens, 0, 24*60-1)
	v.between("closes", o.Closes, 1, 30*60)
	v.check(o.Opens < o.Closes, "closes", CodeEndBeforeStart)
	v.between("priority", o.Priority, 1, 3)
	v.between("visitors", o.Visitors, 0, 1_000_000)
	choice(&v, "owner", o.Owner, Police, Kommun)
	v.check(!o.Shared || o.Owner == Kommun, "shared", CodeNeverShared)
	o.Note = v.text("note", o.Note, MaxNote)
	o.UID = v.line("uid", o.UID, MaxTitle)
	o.Heard = v.line("heard", o.Heard, MaxName)
	return o, v.err()
}
