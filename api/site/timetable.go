package site

import (
	"strings"
	"time"
	"unicode/utf8"

	"poliskontor/scheduling"
)

// row is a visit in the words of a timetable.
type row struct {
	URL        string
	Place      string
	PlaceURL   string
	Kommun     string
	Occasion   string
	Spot       string // the site's name
	Address    string // street, postal code and town
	Near       string // "I dag", "I morgon" or nothing
	Date       string // "tisdag 24 november"
	Week       string // "Vecka 48"
	Hours      string // "15.00–18.00"
	Starts     string // for machines
	Ends       string
	Off        bool // it does not take place at that time
	Status     *status
	Note       string
	Directions string
}

// status says what a visit has come to, where there is something to say.
type status struct {
	Kind   string // names its colours in the style sheet
	Label  string
	Detail string // what was announced before
	Reason string
	Fresh  string // when it was changed, if that is not long ago
}

func (r request) row(v scheduling.PublicVisit) row {
	day := scheduling.DayOf(v.Starts)
	return row{
		URL: r.href("/besok/" + string(v.ID)), Place: v.Locality.Name, PlaceURL: r.href("/orter/" + v.Locality.Slug),
		Kommun: r.kommun(v.Municipality.Name), Occasion: v.Occasion, Spot: v.Site.Name, Address: address(v.Site),
		Near: capital(r.near(day, r.today)), Date: r.date(day, r.today), Week: capital(r.words.Week(day)), Hours: r.hours(v.Starts, v.Ends),
		Starts: machine(v.Starts), Ends: machine(v.Ends),
		Off: v.State == scheduling.Cancelled, Status: r.status(v), Note: v.Note, Directions: v.Site.Directions,
	}
}

func (r request) rows(visits []scheduling.PublicVisit) []row {
	rows := make([]row, len(visits))
	for i, v := range visits {
		rows[i] = r.row(v)
	}
	return rows
}

func address(site scheduling.PublicSite) string {
	parts := []string{site.Street, strings.TrimSpace(site.PostalCode + " " + site.Town)}
	return strings.Trim(strings.Join(parts, ", "), ", ")
}

// kommun returns a kommun's full name: Kristianstads kommun, Hörby kommun.
func (l *language) kommun(name string) string {
	if name == "" {
		return ""
	}
	last, _ := utf8.DecodeLastRuneInString(strings.ToLower(name))
	if strings.ContainsRune("aeiouyåäöésxz", last) {
		return l.text("kommun.plain", "name", name)
	}
	return l.text("kommun.genitive", "name", name)
}

// freshDays is for how long a change is marked as new.
const freshDays = 7

// status returns nil for a visit that is as announced, and for one that is over
// without a record of what came of it.
func (r request) status(v scheduling.PublicVisit) *status {
	s := status{Reason: r.reason(v.Reason), Detail: r.formerly(v, v.Before), Fresh: r.fresh(v)}
	switch {
	case v.State == scheduling.Cancelled:
		s.Kind, s.Label, s.Detail = "cancelled", r.text("state.cancelled"), ""
	case v.State == scheduling.BrokenOff:
		s.Kind, s.Label = "cancelled", r.text("state.broken_off", "time", r.words.Clock(v.Ends))
	case v.Held:
		return &status{Kind: "held", Label: r.text("state.held")}
	case v.State == scheduling.Delayed:
		s.Kind, s.Label = "changed", r.text("state.delayed")
	case v.MovedInTime() || v.MovedInSpace():
		s.Kind, s.Label = "changed", r.moved(v.MovedInTime(), v.MovedInSpace())
	case s.Fresh != "":
		s.Kind, s.Label, s.Reason = "announced", r.text("state.details"), ""
	default:
		return nil
	}
	return &s
}

// moved says whether it is the time, the site or both that have changed.
func (r request) moved(inTime, inSpace bool) string {
	switch {
	case inTime && inSpace:
		return r.text("state.moved.both")
	case inTime:
		return r.text("state.moved.time")
	default:
		return r.text("state.moved.site")
	}
}

// formerly says what a time and a site were before, as far as they differ.
func (r request) formerly(v scheduling.PublicVisit, before *scheduling.PublicSlot) string {
	if before == nil {
		return ""
	}
	day, otherDay := scheduling.DayOf(v.Starts), scheduling.DayOf(before.Starts)
	var former []string
	switch {
	case v.State == scheduling.BrokenOff && before.Ends.After(v.Ends):
		former = append(former, r.text("before.until", "time", r.words.Clock(before.Ends)))
	case day != otherDay:
		former = append(former, r.text("before.time",
			"time", r.date(otherDay, r.today)+", "+r.words.TimeRange(before.Starts, before.Ends)))
	case !before.Starts.Equal(v.Starts) || !before.Ends.Equal(v.Ends):
		former = append(former, r.text("before.time", "time", r.words.TimeRange(before.Starts, before.Ends)))
	}
	if before.Site != v.Site.Name {
		former = append(former, r.text("before.site", "site", before.Site))
	}
	// The time stays on the line of its "kl.".
	return strings.ReplaceAll(strings.Join(former, " "), "kl. ", "kl.\u00a0")
}

// fresh says when a visit was changed, if it was lately.
func (r request) fresh(v scheduling.PublicVisit) string {
	changed := scheduling.DayOf(v.Changed)
	switch days := r.today - changed; {
	case v.Sequence == 0 || days >= freshDays:
		return ""
	case days <= 0:
		return r.text("fresh.today")
	case days == 1:
		return r.text("fresh.yesterday")
	default:
		return r.text("fresh.day", "day", r.words.DayMonth(changed))
	}
}

// announcedEnd is until when citizens may look for a visit: of one that was broken
// off, until it was to end.
func announcedEnd(v scheduling.PublicVisit) time.Time {
	if v.State == scheduling.BrokenOff && v.Before != nil && v.Before.Ends.After(v.Ends) {
		return v.Before.Ends
	}
	return v.Ends
}

// coming returns the visits that are not over.
func (r request) coming(visits []scheduling.PublicVisit) []scheduling.PublicVisit {
	var left []scheduling.PublicVisit
	for _, v := range visits {
		if announcedEnd(v).After(r.now) {
			left = append(left, v)
		}
	}
	return left
}

func takesPlace(v scheduling.PublicVisit) bool {
	return v.State != scheduling.Cancelled && v.State != scheduling.BrokenOff
}

// missedDays is how many days ahead somebody may be on the way to a visit.
const missedDays = 7

// next returns the first of the coming visits that takes place, and those before it
// that do not and that somebody may be on the way to.
func (r request) next(coming []scheduling.PublicVisit) (next *scheduling.PublicVisit, missed []row) {
	for i, v := range coming {
		if takesPlace(v) {
			return &coming[i], missed
		}
		if scheduling.DayOf(v.Starts)-r.today < missedDays {
			missed = append(missed, r.row(v))
		}
	}
	return nil, missed
}

// week is a part of a timetable.
type week struct {
	Name string // "Vecka 48"
	Span string // "23–29 november"
	Rows []row
}

// weeks sets visits out by ISO week.
func (r request) weeks(visits []scheduling.PublicVisit) []week {
	var weeks []week
	var monday scheduling.Day
	for _, v := range visits {
		if of := scheduling.DayOf(v.Starts).Monday(); len(weeks) == 0 || of != monday {
			monday = of
			weeks = append(weeks, week{Name: capital(r.words.Week(monday)), Span: r.weekSpan(monday)})
		}
		last := &weeks[len(weeks)-1]
		last.Rows = append(last.Rows, r.row(v))
	}
	return weeks
}

// sign is the answer that a page begins with.
type sign struct {
	Label string // above the title
	Title string
	// Sentence tells that the title is a sentence and no name.
	Sentence bool
	Row      *row   // the visit that it is about
	Text     string // where there is no visit
	Action   *link
}

// signFor shows the next visit, or says that there is none.
func (r request) signFor(next *scheduling.PublicVisit, none sign) sign {
	if next == nil {
		return none
	}
	line := r.row(*next)
	shown := sign{Label: r.text("sign.next"), Title: next.Locality.Name, Row: &line, Action: none.Action}
	if !next.Starts.After(r.now) {
		shown.Label = r.text("sign.now")
	}
	return shown
}
