package site

import (
	"html/template"
	"net/url"
	"strings"

	"poliskontor/calendar"
)

type subscribeContent struct {
	Groups   []group
	Problem  string
	Chosen   string // what the links are about; "" before a choice
	Calendar calendarLinks
	All      link
}

// calendarLinks are the ways to subscribe to one feed.
type calendarLinks struct {
	Apple         template.URL // webcal, which html/template does not know as safe
	Google        string
	OutlookHome   string
	OutlookWork   string
	Address       string
	Download      string
	TooLong       bool // for Google
	MoreOptionsAt string
}

// googleLimit is the most characters that Google Calendar takes in an address.
const googleLimit = 256

func (s *Site) subscribePage(r request) (page, error) {
	chosen, picked, problem := r.picked()
	content := subscribeContent{Groups: r.groups(chosen.slugs()), Problem: problem,
		All: link{URL: r.href("/prenumerera?alla=1"), Text: r.text("feed.all")}}
	for i := range content.Groups {
		content.Groups[i].URL = r.subscribeURL(selection{municipality: content.Groups[i].Slug})
	}
	title := r.text("subscribe.title")
	if picked {
		content.Chosen = r.snapshot.title(chosen, r.language)
		content.Calendar = r.calendarLinks(chosen)
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
	var known, unknown []string
	for _, slug := range listed(r.query, "ort") {
		if _, found := r.snapshot.Locality(slug); found {
			known = append(known, slug)
		} else {
			unknown = append(unknown, slug)
		}
	}
	if len(unknown) > 0 {
		problem = r.text("subscribe.unknown", "names", r.list(unknown))
	}
	kommun := first(r.query["kommun"])
	_, kommunKnown := r.snapshot.Municipality(kommun)
	switch {
	case len(known) > 0:
		return ofLocalities(known...), true, problem
	case kommunKnown:
		return selection{municipality: kommun}, true, problem
	case kommun != "" && problem == "":
		return selection{}, false, r.text("home.unknown.municipality", "name", kommun)
	case r.query.Get("alla") != "":
		return selection{}, true, problem
	case r.query.Get("valj") != "" && problem == "":
		return selection{}, false, r.text("subscribe.none")
	default:
		return selection{}, false, problem
	}
}

// subscribeURL is the page with the links for a selection.
func (r request) subscribeURL(chosen selection) string {
	switch {
	case chosen.municipality != "":
		return r.href("/prenumerera?kommun=" + chosen.municipality)
	case chosen.localities != "":
		return r.href("/prenumerera?ort=" + chosen.localities)
	default:
		return r.href("/prenumerera")
	}
}

func (r request) calendarLinks(chosen selection) calendarLinks {
	address := feedKey{selection: chosen, base: r.base}.address(r.language)
	forGoogle := webcal(feedKey{selection: chosen, base: r.base, variant: calendar.Google}.address(r.language))
	query := "?url=" + url.QueryEscape(address) + "&name=" + url.QueryEscape(r.snapshot.title(chosen, r.language))
	return calendarLinks{
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
}

// webcal turns an address into one that opens in a calendar program.
func webcal(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return "webcal://" + rest
}
