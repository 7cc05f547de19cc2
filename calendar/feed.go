package calendar

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"poliskontor/scheduling"
)

// Variant is what a feed is adapted to.
type Variant string

const (
	// Standard says CANCELLED of what is cancelled, as RFC 5545 has it.
	Standard Variant = ""
	// Google says CONFIRMED of everything. Google hides cancelled events altogether,
	// and whoever planned to come would see nothing at all; the summary tells them.
	Google Variant = "google"
)

// Feed is a selection of visits that calendars subscribe to.
type Feed struct {
	Name        string
	Description string // may be empty
	Page        string // absolute address of the page about the selection
	Source      string // absolute address that the feed itself is served at, with https
	Variant     Variant
	Language    Language
	// Reminder is how many minutes before each visit calendars are to remind of it; 0
	// for not at all, which it is unless the subscriber asks.
	Reminder  int
	Publisher string                   // who is behind the visits; may be empty
	Visits    []scheduling.PublicVisit // in any order; see [Select]
}

// productID names this program and stays the same in all feeds and versions:
// programs tell by it whether a calendar comes from the same source.
const productID = "-//Mobilt poliskontor//Kalender//SV"

// colour is what calendars show the feed in, as a CSS name (RFC 7986, 5.9).
const colour = "midnightblue"

// refresh is how often calendars are asked to look. Few do so that often.
const refresh = "PT1H"

// Render writes a feed by RFC 5545 and RFC 7986, to be served as text/calendar in
// UTF-8; [Format.Render] writes the same in other forms. The same visits give the same
// bytes, in whatever order they come. Visits link to their pages under the public
// address of the site, such as "https://example.se". It returns an error, and no feed,
// if an address is not absolute http or https, or a visit cannot be a calendar event:
// its ID is no UID or comes twice, it does not end after it starts, or a time lies
// before 1970.
func Render(feed Feed, site string) ([]byte, error) {
	e, err := prepare(feed, site)
	if err != nil {
		return nil, err
	}
	cal := &ics.Calendar{}
	setHead(cal, head{name: e.Name, description: e.Description, page: e.Page, source: e.Source,
		modified: e.modified(), colour: colour})
	cal.AddVTimezone(stockholm())
	for _, v := range e.Visits {
		cal.AddVEvent(event(v, e.Feed, e.pageOf(v)))
	}
	var b bytes.Buffer
	if err := cal.SerializeTo(&b, ics.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("render feed %q: %w", feed.Name, err)
	}
	return b.Bytes(), nil
}

// edition is a feed that can be written: its texts are clean, its addresses are web
// addresses, and its visits are sorted and can be events.
type edition struct {
	Feed
	site string // without a slash at the end
}

func prepare(feed Feed, site string) (edition, error) {
	e := edition{Feed: feed}
	e.Name = cmp.Or(cleanLine(feed.Name), feed.Language.words().office)
	e.Description, e.Publisher = cleanText(feed.Description), cleanLine(feed.Publisher)
	var err error
	if e.Page, err = address(feed.Page); err != nil {
		return e, fmt.Errorf("render feed %q: page: %w", feed.Name, err)
	}
	if e.Source, err = address(feed.Source); err != nil {
		return e, fmt.Errorf("render feed %q: source: %w", feed.Name, err)
	}
	if site, err = address(site); err != nil {
		return e, fmt.Errorf("render feed %q: site: %w", feed.Name, err)
	}
	if strings.ContainsAny(site, "?#") {
		return e, fmt.Errorf("render feed %q: site: %q goes on after its path", feed.Name, site)
	}
	e.site = strings.TrimSuffix(site, "/")
	if feed.Reminder < 0 || feed.Reminder > LongestReminder {
		return e, fmt.Errorf("render feed %q: a reminder %d minutes before", feed.Name, feed.Reminder)
	}
	e.Visits = slices.SortedFunc(slices.Values(feed.Visits), byStart)
	if err := checkVisits(e.Visits); err != nil {
		return e, fmt.Errorf("render feed %q: %w", feed.Name, err)
	}
	return e, nil
}

// pageOf is the address of a visit's page.
func (e edition) pageOf(v scheduling.PublicVisit) string {
	return e.site + e.Language.words().visitPath + string(v.ID)
}

// modified is when anything in the feed last changed.
func (e edition) modified() time.Time {
	latest := newest(e.Visits)
	if FormChanged.After(latest) {
		return FormChanged
	}
	return latest
}

// head is what a calendar says of itself, clean.
type head struct {
	name, description string
	page              string
	source            string // none for a feed whose address is a secret
	modified          time.Time
	colour            string
}

// setHead writes the calendar's own properties in the order that readers are known
// to accept. There is no METHOD: with one, DTSTAMP means something else and
// ORGANIZER is required (RFC 5546).
func setHead(cal *ics.Calendar, h head) {
	cal.SetVersion("2.0")
	cal.SetProductId(productID)
	cal.SetCalscale("GREGORIAN")
	cal.SetName(h.name) // NAME and X-WR-CALNAME
	if h.description != "" {
		cal.SetDescription(h.description)
		cal.SetXWRCalDesc(h.description)
	}
	cal.SetXWRTimezone(zoneName)
	cal.SetLastModified(h.modified)
	cal.SetUrl(h.page)
	if h.source != "" {
		cal.CalendarProperties = append(cal.CalendarProperties, ics.CalendarProperty{BaseProperty: ics.BaseProperty{
			IANAToken:      string(ics.PropertySource),
			ICalParameters: map[string][]string{string(ics.ParameterValue): {string(ics.ValueDataTypeUri)}},
			Value:          h.source,
		}})
	}
	cal.SetRefreshInterval(refresh)
	cal.SetXPublishedTTL(refresh)
	cal.SetColor(h.colour)
}

// newest returns when anything in the feed last changed.
func newest(visits []scheduling.PublicVisit) time.Time {
	latest := WordingChanged
	for _, v := range visits {
		if changed := stamp(v); changed.After(latest) {
			latest = changed
		}
	}
	return latest
}

// address returns an absolute web address in the characters that URIs have
// (RFC 3986), since golang-ical writes it as it is.
func address(raw string) (string, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return "", err
	}
	if u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" {
		return "", fmt.Errorf("%q is not an absolute web address", raw)
	}
	text := u.String()
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("\"<>\\^`{|}", r) }) {
		return "", fmt.Errorf("%q has characters that an address must not have", raw)
	}
	return text, nil
}
