package calendar

import (
	"encoding/json"
	"fmt"
	"time"

	"poliskontor/scheduling"
)

// jsGroup is a feed by RFC 8984, 1.4.4. Its UID is its address: unlike in iCalendar, a
// group must have one, and programs keep apart by it which feeds they follow.
type jsGroup struct {
	Type        string            `json:"@type"`
	UID         string            `json:"uid"`
	ProdID      string            `json:"prodId"`
	Updated     string            `json:"updated"`
	Title       string            `json:"title"`
	Description string            `json:"description,omitempty"`
	Locale      string            `json:"locale"`
	Color       string            `json:"color"`
	Links       map[string]jsLink `json:"links"`
	Source      string            `json:"source"`
	Entries     []jsEvent         `json:"entries"`
}

type jsEvent struct {
	Type        string                `json:"@type"`
	UID         string                `json:"uid"`
	Created     string                `json:"created"`
	Updated     string                `json:"updated"`
	Sequence    int                   `json:"sequence"`
	Title       string                `json:"title"`
	Description string                `json:"description"`
	Locale      string                `json:"locale"`
	Start       string                `json:"start"`
	TimeZone    string                `json:"timeZone"`
	Duration    string                `json:"duration"`
	Status      string                `json:"status"`
	FreeBusy    string                `json:"freeBusyStatus"`
	Locations   map[string]jsLocation `json:"locations,omitempty"`
	Links       map[string]jsLink     `json:"links"`
	Keywords    map[string]bool       `json:"keywords,omitempty"`
	Alerts      map[string]jsAlert    `json:"alerts,omitempty"`
}

type jsLocation struct {
	Type        string `json:"@type"`
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
	Coordinates string `json:"coordinates,omitempty"`
}

type jsLink struct {
	Type        string `json:"@type"`
	Href        string `json:"href"`
	ContentType string `json:"contentType"`
	Relation    string `json:"rel"`
}

type jsAlert struct {
	Type    string    `json:"@type"`
	Action  string    `json:"action"`
	Trigger jsTrigger `json:"trigger"`
}

type jsTrigger struct {
	Type   string `json:"@type"`
	Offset string `json:"offset"`
}

func writeJSCalendar(e edition) ([]byte, error) {
	group := jsGroup{Type: "Group", UID: e.Source, ProdID: productID, Updated: utc(e.modified()), Title: e.Name,
		Description: e.Description, Locale: e.Language.tag(), Color: colour, Links: linkTo(e.Page), Source: e.Source,
		Entries: make([]jsEvent, 0, len(e.Visits))}
	for _, v := range e.Visits {
		group.Entries = append(group.Entries, jsEventOf(v, e))
	}
	body, err := json.Marshal(group)
	if err != nil {
		return nil, fmt.Errorf("write feed %q as JSCalendar: %w", e.Name, err)
	}
	return append(body, '\n'), nil
}

func jsEventOf(v scheduling.PublicVisit, e edition) jsEvent {
	d := describe(v, e.Language, e.pageOf(v))
	event := jsEvent{
		Type: "Event", UID: string(v.ID), Created: utc(v.Created), Updated: utc(stamp(v)), Sequence: v.Sequence + WordingRevision,
		Title: d.summary, Description: d.text, Locale: e.Language.tag(),
		Start: scheduling.Local(v.Starts).Format(jsLocal), TimeZone: zoneName,
		Duration: duration(v.Ends.Unix() - v.Starts.Unix()), Status: "confirmed", FreeBusy: "free",
		Links: linkTo(e.pageOf(v)),
	}
	if comesTwice(v.Starts) {
		event.Start, event.TimeZone = v.Starts.UTC().Format(jsLocal), "Etc/UTC"
	}
	if v.State == scheduling.Cancelled {
		event.Status = "cancelled"
	}
	location := jsLocation{Type: "Location", Name: d.site, Description: d.location}
	if p := v.Site.Position; p.InSweden() {
		location.Coordinates = "geo:" + coordinate(p.Lat) + "," + coordinate(p.Lon)
	}
	if location.Name != "" || location.Coordinates != "" {
		event.Locations = map[string]jsLocation{"1": location}
	}
	for _, category := range d.categories {
		if event.Keywords == nil {
			event.Keywords = map[string]bool{}
		}
		event.Keywords[category] = true
	}
	if e.Reminder > 0 && takesPlace(v) {
		event.Alerts = map[string]jsAlert{fmt.Sprint("reminder-", e.Reminder): {Type: "Alert", Action: "display",
			Trigger: jsTrigger{Type: "OffsetTrigger", Offset: "-" + duration(int64(e.Reminder)*60)}}}
	}
	return event
}

func linkTo(page string) map[string]jsLink {
	return map[string]jsLink{"1": {Type: "Link", Href: page, ContentType: "text/html", Relation: "describedby"}}
}

const jsLocal = "2006-01-02T15:04:05" // LocalDateTime (RFC 8984, 1.4.4)

// utc returns an instant as UTCDateTime, to the second, which is what feeds show.
func utc(t time.Time) string { return t.UTC().Format(jsLocal) + "Z" }

// duration returns a number of seconds by RFC 8984, 1.4.6, in hours and smaller units:
// a day is not always 24 hours.
func duration(seconds int64) string {
	text := "PT"
	for _, unit := range []struct {
		name    string
		seconds int64
	}{{"H", 3600}, {"M", 60}, {"S", 1}} {
		if n := seconds / unit.seconds; n > 0 {
			text += fmt.Sprint(n, unit.name)
			seconds -= n * unit.seconds
		}
	}
	return text
}
