package icstest

import (
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // local times are compared on machines without a zone database too
)

// head is the order of the calendar's own properties.
var head = []string{
	"VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC", "X-WR-TIMEZONE",
	"LAST-MODIFIED", "URL", "SOURCE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "COLOR",
}

// kind is what differs between feeds.
type kind struct {
	source bool   // whether it says where it is served
	class  string // of each event; none where that is empty
	alarms bool   // whether its events may remind
}

var (
	public    = kind{source: true}
	private   = kind{class: "PRIVATE"}
	reminding = kind{source: true, alarms: true}
)

// optionalHead are those that a feed can do without.
var optionalHead = map[string]bool{"DESCRIPTION": true, "X-WR-CALDESC": true}

// required are the properties that each event has exactly once.
var required = []string{
	"UID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION",
	"URL", "STATUS", "TRANSP",
}

// atMostOnce are the properties that an event may have once.
var atMostOnce = []string{"LOCATION", "GEO", "X-APPLE-STRUCTURED-LOCATION"}

// unwanted must appear nowhere, whatever the component.
var unwanted = []string{"METHOD", "ORGANIZER", "ATTENDEE"}

// calendar checks the calendar's own properties and what it is made of.
func (p *problems) calendar(c *component, kind kind) {
	var names []string
	for _, prop := range c.props {
		names = append(names, prop.name)
	}
	var want []string
	for _, name := range head {
		if name == "SOURCE" && !kind.source {
			continue
		}
		if !optionalHead[name] || len(c.all(name)) > 0 {
			want = append(want, name)
		}
	}
	if strings.Join(names, " ") != strings.Join(want, " ") {
		p.add("the calendar's properties are %v, not %v", names, want)
	}
	if c.one("NAME").value != c.one("X-WR-CALNAME").value {
		p.add("NAME and X-WR-CALNAME differ")
	}
	if c.one("DESCRIPTION").value != c.one("X-WR-CALDESC").value {
		p.add("DESCRIPTION and X-WR-CALDESC differ")
	}
	if source := c.one("SOURCE"); kind.source && source.params["VALUE"] != "URI" {
		p.add("SOURCE does not say VALUE=URI")
	}
	if interval := c.one("REFRESH-INTERVAL"); interval.params["VALUE"] != "DURATION" {
		p.add("REFRESH-INTERVAL does not say VALUE=DURATION")
	}
	for _, part := range c.parts {
		if part.name != "VTIMEZONE" && part.name != "VEVENT" {
			p.add("a %s in the calendar", part.name)
		}
		for _, inner := range part.parts {
			if part.name == "VEVENT" && (inner.name != "VALARM" || !kind.alarms) {
				p.add("a %s in an event", inner.name)
			}
		}
	}
}

// textual are the properties of type TEXT.
var textual = map[string]bool{
	"CALSCALE": true, "CATEGORIES": true, "CLASS": true, "COLOR": true, "DESCRIPTION": true, "LOCATION": true, "NAME": true,
	"PRODID": true, "STATUS": true, "SUMMARY": true, "TRANSP": true, "TZID": true, "TZNAME": true, "UID": true,
	"VERSION": true, "X-PUBLISHED-TTL": true, "X-WR-CALDESC": true, "X-WR-CALNAME": true, "X-WR-TIMEZONE": true,
}

// form is how the values of other properties look.
var form = map[string]*regexp.Regexp{
	"CREATED":                     utc,
	"DTSTAMP":                     utc,
	"LAST-MODIFIED":               utc,
	"DTSTART":                     regexp.MustCompile(`^\d{8}T\d{6}Z?$`),
	"DTEND":                       regexp.MustCompile(`^\d{8}T\d{6}Z?$`),
	"GEO":                         regexp.MustCompile(`^-?\d{1,2}\.\d{6};-?\d{1,3}\.\d{6}$`),
	"REFRESH-INTERVAL":            regexp.MustCompile(`^PT\d+H$`),
	"RRULE":                       regexp.MustCompile(`^[A-Z]+=[A-Z0-9-]+(;[A-Z]+=[A-Z0-9-]+)*$`),
	"SEQUENCE":                    regexp.MustCompile(`^\d{1,9}$`),
	"ACTION":                      regexp.MustCompile(`^DISPLAY$`),
	"SOURCE":                      web,
	"TRIGGER":                     regexp.MustCompile(`^-PT[1-9]\d*M$`),
	"TZOFFSETFROM":                regexp.MustCompile(`^[+-]\d{4}$`),
	"TZOFFSETTO":                  regexp.MustCompile(`^[+-]\d{4}$`),
	"URL":                         web,
	"X-APPLE-STRUCTURED-LOCATION": regexp.MustCompile(`^geo:-?\d{1,2}\.\d{6},-?\d{1,3}\.\d{6}$`),
}

var (
	utc = regexp.MustCompile(`^\d{8}T\d{6}Z$`)
	web = regexp.MustCompile(`^https?://[!-~]+$`)

	// uidPattern leaves out what some programs trip over, slashes above all.
	uidPattern = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

	// escaped is a TEXT value: comma, semicolon and backslash only after a backslash.
	escaped = regexp.MustCompile(`^([^\\,;]|\\[\\,;nN])*$`)
)

// values checks the form of every value.
func (p *problems) values(c *component) {
	for _, prop := range c.props {
		switch pattern, known := form[prop.name]; {
		case known && !pattern.MatchString(prop.value):
			p.add("%s:%s is malformed", prop.name, prop.value)
		case textual[prop.name] && !escaped.MatchString(prop.value):
			p.add("%s:%s is not escaped", prop.name, prop.value)
		case !known && !textual[prop.name]:
			p.add("%s has no place in a feed", prop.name)
		}
	}
	for _, name := range unwanted {
		if len(c.all(name)) > 0 {
			p.add("%s in %s", name, c.name)
		}
	}
	for _, part := range c.parts {
		p.values(part)
	}
}

const (
	localLayout = "20060102T150405"
	utcLayout   = "20060102T150405Z"
)

// instant reads a time; a local one by its TZID, as the first of two where the
// clock shows it twice (RFC 5545, 3.3.5).
func instant(prop property) (time.Time, error) {
	if strings.HasSuffix(prop.value, "Z") {
		return time.Parse(utcLayout, prop.value)
	}
	zone, err := time.LoadLocation(prop.params["TZID"])
	if err != nil {
		return time.Time{}, err
	}
	t, err := time.ParseInLocation(localLayout, prop.value, zone)
	if earlier := t.Add(-time.Hour); err == nil && earlier.Format(localLayout) == prop.value {
		return earlier, nil
	}
	return t, err
}
