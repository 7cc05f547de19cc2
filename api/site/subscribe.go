package site

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"poliskontor/calendar"
)

type subscribeContent struct {
	Groups   []group
	Problem  string
	Chosen   string // what the links are about; "" before a choice
	Calendar calendarLinks
	Formats  []link // the same visits for programs
	All      link
	Alerts   *alertForm
	ByMail   string // where one asks for e-mail, before a choice; "" where nobody gets any
}

// calendarLinks are the ways to subscribe to one feed.
type calendarLinks struct {
	Apple         template.URL // webcal, which html/template does not know as safe
	Google        string
	OutlookHome   string
	OutlookWork   string
	Address       string
	Download      string
	TooLong       bool   // for Google
	Shorter       []link // what has a short address instead, where that is too long
	MoreOptionsAt string
}

// googleLimit is the most characters that Google Calendar takes in an address.
const googleLimit = 256

func (s *Site) subscribePage(r request) (page, error) {
	chosen, picked, problem := r.picked()
	reminder := r.reminder()
	content := subscribeContent{Groups: r.groups(chosen.slugs()), Problem: problem,
		All: link{URL: r.href("/prenumerera?alla=1"), Text: r.text("feed.all")}}
	for i := range content.Groups {
		content.Groups[i].URL = r.subscribeURL(selection{municipality: content.Groups[i].Slug})
	}
	if s.alerts != nil {
		content.ByMail = r.href(alertsPath)
	}
	title := r.text("subscribe.title")
	if picked {
		content.Chosen = r.snapshot.title(chosen, r.language)
		content.Calendar = r.calendarLinks(chosen, reminder)
		content.Formats = r.formatLinks(chosen)
		content.Alerts = s.alertFormFor(r, r.snapshot.places(chosen), content.Chosen)
		title = r.text("subscribe.chosen") + " " + content.Chosen
	}
	if problem != "" {
		title = r.text("problem.title", "title", title)
	}
	return page{template: "subscribe", nav: "/prenumerera", title: title,
		description: r.text("subscribe.description"), content: content}, nil
}

// picked reads what the reader wants to subscribe to. Places that are not known are
// named and left out.
func (r request) picked() (chosen selection, picked bool, problem string) {
	known, unknown := r.knownPlaces()
	if len(unknown) > 0 {
		problem = r.text("subscribe.unknown", "names", shown(r.list(unknown)))
	}
	kommun := first(r.query[parameterMunicipality])
	_, kommunKnown := r.snapshot.Municipality(kommun)
	defer func() { chosen.withoutOccasions = picked && r.query.Get(parameterOccasions) == noOccasions }()
	switch {
	case len(known) > 0:
		return ofLocalities(known...), true, problem
	case kommunKnown:
		return selection{municipality: kommun}, true, problem
	case kommun != "" && problem == "":
		return selection{}, false, r.text("home.unknown.municipality", "name", shown(kommun))
	case r.query.Get("alla") != "":
		return selection{}, true, problem
	case r.query.Get("valj") != "" && problem == "":
		return selection{}, false, r.text("subscribe.none")
	default:
		return selection{}, false, problem
	}
}

// reminder reads how many minutes before each visit the reader wants to be reminded; 0
// for not at all, and for what no feed takes.
func (r request) reminder() int {
	_, minutes, refused := wishes(r.query, r.language)
	if refused != nil {
		return 0
	}
	return minutes
}

// subscribeURL is the page with the links for a selection.
func (r request) subscribeURL(chosen selection) string {
	if query := chosen.query(); query != "" {
		return r.href("/prenumerera?" + query)
	}
	return r.href("/prenumerera")
}

// calendarAddress is where a calendar program finds a selection.
func (r request) calendarAddress(chosen selection) string {
	return feedKey{selection: chosen, format: calendar.ICalendar, base: r.base}.address(r.language)
}

func (r request) calendarLinks(chosen selection, reminder int) calendarLinks {
	key := feedKey{selection: chosen, format: calendar.ICalendar, reminder: reminder, base: r.base}
	address := key.address(r.language)
	key.variant = calendar.Google
	forGoogle := webcal(key.address(r.language))
	query := "?url=" + url.QueryEscape(address) + "&name=" + url.QueryEscape(r.snapshot.title(chosen, r.language))
	links := calendarLinks{
		// The address is the site's own and the selection's slugs are known ones.
		Apple:         template.URL(webcal(address)), // #nosec G203
		Google:        "https://calendar.google.com/calendar/r?cid=" + url.QueryEscape(forGoogle),
		OutlookHome:   "https://outlook.live.com/calendar/0/addfromweb" + query,
		OutlookWork:   "https://outlook.office.com/calendar/0/addfromweb" + query,
		Address:       address,
		Download:      address,
		TooLong:       len(forGoogle) >= googleLimit,
		MoreOptionsAt: r.subscribeURL(chosen),
	}
	if links.TooLong {
		links.Shorter = r.shorter(chosen)
	}
	return links
}

// shorter offers what has a short address and holds all of a selection: the kommuner
// that its places lie in, or everything.
func (r request) shorter(chosen selection) []link {
	var links []link
	for _, m := range r.snapshot.Municipalities {
		if slices.ContainsFunc(r.snapshot.LocalitiesIn(m.Slug), func(l Locality) bool { return slices.Contains(chosen.slugs(), l.Slug) }) {
			links = append(links, link{URL: r.subscribeURL(selection{municipality: m.Slug, withoutOccasions: chosen.withoutOccasions}),
				Text: r.text("choose.municipality", "kommun", r.kommun(m.Name))})
		}
	}
	return append(links, link{URL: r.href("/prenumerera?alla=1"), Text: r.text("choose.all")})
}

// webcal turns an address into one that opens in a calendar program.
func webcal(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return "webcal://" + rest
}
