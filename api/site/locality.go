package site

import (
	"slices"
	"strconv"

	"poliskontor/scheduling"
)

type localityContent struct {
	Locality Locality
	About    string // what kind of place it is, and where
	Sign     sign
	Missed   []row
	Recent   *recentWords
	Coming   []row
	Month    string // address of the same as a month
	Texts    string // address of texts about them
	Calendar calendarLinks
	Poster   string // address
	Sites    []siteWords
	Map      *drawing
	Promises []promiseWords
	// Delivered holds the visits against the promise; nil where there is nothing to hold.
	Delivered *deliveredWords
	Told      []toldWords // "Ni sa, vi gjorde"
	Past      []row
	Held      string // how many of the past ones are on record as held
	Contact   string
	Formats   []link // the same visits for programs
	Alerts    *alertForm
	Wish      *link // where one wishes for a visit; nil for nowhere
	Linked    localityLD
}

// promiseWords is a promise as a reader understands it.
type promiseWords struct {
	Limit  string
	Aim    string
	Summer string
	Source string
	URL    string // of the pledge
}

func (s *Site) localityPage(r request) (page, error) {
	locality, found := r.snapshot.Locality(r.param("slug"))
	if !found {
		return page{}, errNoSuchPage
	}
	visits := r.snapshot.VisitsTo(locality.Slug)
	coming := r.coming(visits)
	next, missed := r.next(coming)
	chosen := ofLocalities(locality.Slug)
	content := localityContent{
		Locality: locality, About: r.about(locality), Missed: missed, Recent: r.recent(chosen, next, missed), Coming: r.rows(coming),
		Month: r.monthURL(chosen, 0), Texts: r.href("/texter?" + chosen.query()),
		Calendar: r.calendarLinks(chosen, 0), Poster: r.href("/affisch/" + locality.Slug), Contact: r.contactOf(locality), Formats: r.formatLinks(chosen),
		Linked: r.localityLD(locality, coming), Alerts: s.alertFormFor(r, []string{locality.Slug}, locality.Name),
		Sign: r.signFor(next, sign{Label: r.about(locality), Title: locality.Name, Text: r.text("locality.none"),
			Action: &link{URL: r.subscribeURL(chosen), Text: r.text("subscribe.action.where", "where", locality.Name)}}),
	}
	if s.wishes != nil {
		content.Wish = &link{URL: r.href(wishPath + "?" + chosen.query()), Text: r.text("wish.link.place", "place", locality.Name)}
	}
	content.Sites, content.Map = r.sitesOf(locality)
	if next != nil {
		content.Sign.Label = r.text("sign.next.here")
	}
	for _, p := range locality.Promises {
		content.Promises = append(content.Promises, r.promise(p))
	}
	past := r.past(visits)
	content.Past = r.rows(past)
	content.Held = r.heldOf(past)
	content.Delivered = r.delivered(locality, past)
	content.Told = r.told(locality)
	return page{template: "locality", nav: "/", title: r.text("locality.title", "place", locality.Name),
		description: r.text("locality.description", "place", locality.Name),
		feed:        r.calendarAddress(chosen), content: content, withdrawable: true}, nil
}

// about says what kind of place it is: "Basort i Kristianstads kommun".
func (r request) about(l Locality) string {
	kommun := r.kommun(l.Municipality.Name)
	switch l.Kind {
	case scheduling.Basort:
		return r.text("kind.basort", "kommun", kommun)
	case scheduling.Stadsdel:
		return r.text("kind.stadsdel", "kommun", kommun)
	case scheduling.Centralort:
		return r.text("kind.centralort", "kommun", kommun)
	default:
		return r.text("kind.tatort", "kommun", kommun)
	}
}

func (r request) contactOf(l Locality) string {
	m, _ := r.snapshot.Municipality(l.Municipality.Slug)
	return m.Contact
}

func (r request) promise(p Promise) promiseWords {
	words := promiseWords{
		Limit:  r.text("promise.limit", "interval", r.interval(p.MaxGapDays)),
		Source: r.text("promise.source", "pledge", p.Pledge),
		URL:    r.href("/loften/" + p.Slug),
	}
	if p.AimDays > 0 && p.AimDays < p.MaxGapDays {
		words.Aim = r.text("promise.aim", "interval", r.interval(p.AimDays))
	}
	if !p.Summer {
		words.Summer = r.text("promise.summer")
	}
	if p.Demonstration {
		words.Source = r.text("promise.demonstration", "pledge", p.Pledge)
	}
	return words
}

// interval words a number of days, in weeks where it is whole ones.
func (r request) interval(days int) string {
	if days%7 == 0 {
		return r.count(days/7, "interval.week", "interval.weeks")
	}
	return r.count(days, "interval.day", "interval.days")
}

// past returns the visits that are over, latest first.
func (r request) past(visits []scheduling.PublicVisit) []scheduling.PublicVisit {
	var over []scheduling.PublicVisit
	for _, v := range visits {
		if !announcedEnd(v).After(r.now) {
			over = append(over, v)
		}
	}
	slices.Reverse(over)
	return over
}

// heldOf counts what is on record. Of visits without a record it says nothing.
func (r request) heldOf(past []scheduling.PublicVisit) string {
	held, cancelled, brokenOff := 0, 0, 0
	for _, v := range past {
		switch {
		case v.State == scheduling.Cancelled:
			cancelled++
		case v.State == scheduling.BrokenOff:
			brokenOff++
		case v.Held:
			held++
		}
	}
	return r.text("past.count", "held", strconv.Itoa(held), "cancelled", strconv.Itoa(cancelled), "broken_off", strconv.Itoa(brokenOff))
}
