package site

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"poliskontor/calendar"
)

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
	if r.snapshot.wide() {
		return links
	}
	return append(links, link{URL: r.href("/prenumerera?alla=1"), Text: r.text("choose.all")})
}

// webcal turns an address into one that opens in a calendar program.
func webcal(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return "webcal://" + rest
}
