package icstest

import (
	"slices"
	"strings"
	"testing"
)

const good = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Mobilt poliskontor//Kalender//SV
CALSCALE:GREGORIAN
NAME:Åhus\, Tollarp
X-WR-CALNAME:Åhus\, Tollarp
DESCRIPTION:Alla besök
X-WR-CALDESC:Alla besök
X-WR-TIMEZONE:Europe/Stockholm
LAST-MODIFIED:20261102T083000Z
URL:https://kontor.example/orter/ahus
SOURCE;VALUE=URI:https://kontor.example/kalender/urval.ics?ort=a,b
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
COLOR:midnightblue
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:a-1
DTSTAMP:20261102T083000Z
LAST-MODIFIED:20261102T083000Z
CREATED:20261102T083000Z
SEQUENCE:0
DTSTART;TZID=Europe/Stockholm:20261024T150000
DTEND;TZID=Europe/Stockholm:20261024T180000
SUMMARY:Polisens mobila kontor
LOCATION:Torget\, Åhus
GEO:55.923500;14.295500
X-APPLE-STRUCTURED-LOCATION;X-TITLE="Torget; vid
  ån";VALUE=URI:geo:55.923500,14.295500
DESCRIPTION:Rad 1\nRad 2\; C:\\
URL:https://kontor.example/besok/a-1
CATEGORIES:Kristianstad
CATEGORIES:Evenemang
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:b-2
DTSTAMP:20261101T083000Z
LAST-MODIFIED:20261101T083000Z
CREATED:20261101T083000Z
SEQUENCE:3
DTSTART:20261025T003000Z
DTEND:20261025T011500Z
SUMMARY:Natt
DESCRIPTION:Natt
URL:https://kontor.example/besok/b-2
STATUS:CANCELLED
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`

func crlf(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

func TestGoodFeedsHaveNoProblems(t *testing.T) {
	Check(t, []byte(crlf(good)))
	head, _, _ := strings.Cut(good, "BEGIN:VEVENT")
	Check(t, []byte(crlf(head+"END:VCALENDAR\n")))
}

// TestBrokenFeeds breaks the good feed in one place each. The old text becomes the
// new one at its first place, and the named problem must be found.
func TestBrokenFeeds(t *testing.T) {
	const lastEvent = "UID:b-2\r\n"
	tests := []struct{ name, old, new, says string }{
		{"LF", "VERSION:2.0\r\n", "VERSION:2.0\n", `line 2: bare '\n'`},
		{"CR", "Rad 1", "Rad\r1", `bare '\r'`},
		{"no CRLF at the end", "END:VCALENDAR\r\n", "END:VCALENDAR\n", "does not end with CRLF"},
		{"an empty line", "VERSION:2.0\r\n", "VERSION:2.0\r\n\r\n", "line 3: empty"},
		{"a long line", "SUMMARY:Natt", "SUMMARY:" + strings.Repeat("n", 68), "76 octets"},
		{"a long line of few letters", "SUMMARY:Natt", "SUMMARY:" + strings.Repeat("ö", 34), "76 octets"},
		{"a split letter", "SUMMARY:Natt", "SUMMARY:N\xc3\r\n \xb6tt", "not UTF-8"},
		{"invalid UTF-8", "SUMMARY:Natt", "SUMMARY:N\xfftt", "not UTF-8"},
		{"a control character", "SUMMARY:Natt", "SUMMARY:N\x07tt", "control character U+0007"},
		{"a tab", "SUMMARY:Natt", "SUMMARY:N\ttt", "control character U+0009"},
		{"NEL", "SUMMARY:Natt", "SUMMARY:N\u0085tt", "control character U+0085"},
		{"a line separator", "SUMMARY:Natt", "SUMMARY:N\u2028tt", "control character U+2028"},
		{"a byte order mark", "BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR", "control character U+FEFF"},
		{"a continuation of nothing", "BEGIN:VCALENDAR", " BEGIN:VCALENDAR", "continues nothing"},
		{"a line that is no property", "SUMMARY:Natt", "Natt", "no property"},
		{"an unquoted parameter", `X-TITLE="Torget; vid`, `X-TITLE=Torget; vid`, "parameters of"},
		{"an escaped parameter", `X-TITLE="Torget; vid`, `X-TITLE=\"Torget vid`, "no property"},
		{"a parameter twice", "DTSTART;TZID=", "DTSTART;TZID=X;TZID=", "parameter TZID twice"},
		{"no end", "END:VCALENDAR\r\n", "", "not one VCALENDAR"},
		{"a wrong end", "END:VEVENT", "END:VTODO", "does not belong"},
		{"two calendars", "END:VCALENDAR\r\n", "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "not one VCALENDAR"},
		{"something after the end", "END:VCALENDAR\r\n", "END:VCALENDAR\r\nURL:https://x\r\n", "does not belong"},
		{"another order", "VERSION:2.0\r\nPRODID:-//Mobilt poliskontor//Kalender//SV\r\n",
			"PRODID:-//Mobilt poliskontor//Kalender//SV\r\nVERSION:2.0\r\n", "the calendar's properties are"},
		{"no PRODID", "PRODID:-//Mobilt poliskontor//Kalender//SV\r\n", "", "the calendar's properties are"},
		{"a calendar's UID", "COLOR:midnightblue\r\n", "COLOR:midnightblue\r\nUID:x\r\n", "the calendar's properties are"},
		{"two names", "NAME:Åhus\\,", "NAME:Degeberga\\,", "NAME and X-WR-CALNAME differ"},
		{"two descriptions", "DESCRIPTION:Alla besök", "DESCRIPTION:Inga besök", "DESCRIPTION and X-WR-CALDESC differ"},
		{"a source of no type", "SOURCE;VALUE=URI", "SOURCE", "SOURCE does not say"},
		{"an interval of no type", ";VALUE=DURATION", "", "REFRESH-INTERVAL does not say"},
		{"METHOD", "COLOR:midnightblue\r\n", "COLOR:midnightblue\r\nMETHOD:PUBLISH\r\n", "METHOD in VCALENDAR"},
		{"ORGANIZER", lastEvent, lastEvent + "ORGANIZER:mailto:x@example.se\r\n", "ORGANIZER in VEVENT"},
		{"ATTENDEE", lastEvent, lastEvent + "ATTENDEE:mailto:x@example.se\r\n", "ATTENDEE in VEVENT"},
		{"an alarm", lastEvent, lastEvent + "BEGIN:VALARM\r\nEND:VALARM\r\n", "a VALARM in an event"},
		{"a to-do", "BEGIN:VEVENT\r\nUID:b-2", "BEGIN:VTODO\r\nEND:VTODO\r\nBEGIN:VEVENT\r\nUID:b-2", "a VTODO in the calendar"},
		{"an unknown property", lastEvent, lastEvent + "IMAGE:https://x\r\n", "IMAGE has no place"},
		{"an unescaped comma", `Torget\, Åhus`, "Torget, Åhus", "is not escaped"},
		{"an unescaped semicolon", `Rad 2\;`, "Rad 2;", "is not escaped"},
		{"a lone backslash", `C:\\`, `C:\`, "is not escaped"},
		{"an unknown escape", `C:\\`, `C:\x`, "is not escaped"},
		{"a comma in a category", "CATEGORIES:Kristianstad", "CATEGORIES:Kristianstad,Evenemang", "is not escaped"},
		{"an escaped position", "GEO:55.923500;", `GEO:55.923500\;`, "GEO:55.923500\\;14.295500 is malformed"},
		{"a small position", "GEO:55.923500;", "GEO:1e-05;", "is malformed"},
		{"an Apple place of no type", ";VALUE=URI:geo", ":geo", "X-APPLE-STRUCTURED-LOCATION does not say"},
		{"an address that is none", "URL:https://kontor.example/besok/b-2", "URL:besok/b-2", "is malformed"},
		{"a local stamp", "DTSTAMP:20261101T083000Z", "DTSTAMP:20261101T083000", "is malformed"},
		{"a negative sequence", "SEQUENCE:3", "SEQUENCE:-3", "is malformed"},
		{"a repeated event", lastEvent, lastEvent + "RRULE:FREQ=DAILY\r\n", "has a RRULE"},
		{"no SUMMARY", "SUMMARY:Natt\r\n", "", "b-2: 0 SUMMARY instead of one"},
		{"two URLs", lastEvent, lastEvent + "URL:https://x.example\r\n", "b-2: 2 URL instead of one"},
		{"two places", "LOCATION:Torget\\, Åhus\r\n", "LOCATION:Torget\r\nLOCATION:Torget\r\n", "several LOCATION"},
		{"no DTEND", "DTEND:20261025T011500Z\r\n", "", "b-2: 0 DTEND instead of one"},
		{"no creation", "CREATED:20261101T083000Z\r\n", "", "b-2: 0 CREATED instead of one"},
		{"an end that is the start", "DTEND:20261025T011500Z", "DTEND:20261025T003000Z", "not after it starts"},
		{"an end before the start", "20261024T180000", "20261024T140000", "not after it starts"},
		{"a date that is none", "DTEND:20261025T011500Z", "DTEND:20261325T011500Z", "b-2: DTEND"},
		{"a floating time", "DTEND;TZID=Europe/Stockholm:", "DTEND:", "DTEND is neither UTC nor in a zone"},
		{"UTC in a zone", "20261024T180000", "20261024T180000Z", "DTEND is neither UTC nor in a zone"},
		{"an undeclared zone", "DTEND;TZID=Europe/Stockholm:", "DTEND;TZID=Europe/Oslo:", `undeclared zone "Europe/Oslo"`},
		{"a zone of another name", "TZID:Europe/Stockholm", "TZID:W. Europe Standard Time", `undeclared zone "Europe/Stockholm"`},
		{"no rule", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n", "", "DAYLIGHT has 0 RRULE"},
		{"another stamp", "DTSTAMP:20261101T083000Z", "DTSTAMP:20261101T083001Z", "DTSTAMP differs"},
		{"an event newer than its calendar", "LAST-MODIFIED:20261102", "LAST-MODIFIED:20261101", "a-1 is newer than the calendar"},
		{"a UID twice", "UID:b-2", "UID:a-1", "UID a-1 comes twice"},
		{"a slash in a UID", "UID:b-2", "UID:besok/b-2", "the UID is not opaque"},
		{"out of order", "DTSTART:20261025T003000Z", "DTSTART:20261024T003000Z", "b-2 is out of order"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			feed := crlf(good)
			if !strings.Contains(feed, test.old) {
				t.Fatalf("%q is not in the feed", test.old)
			}
			found := Problems([]byte(strings.Replace(feed, test.old, test.new, 1)))
			if !slices.ContainsFunc(found, func(problem string) bool { return strings.Contains(problem, test.says) }) {
				t.Errorf("no %q in %q", test.says, found)
			}
		})
	}
}

func TestBrokenStructures(t *testing.T) {
	zone := good[strings.Index(good, "BEGIN:VTIMEZONE"):strings.Index(good, "BEGIN:VEVENT")]
	events := good[strings.Index(good, "BEGIN:VEVENT"):strings.Index(good, "END:VCALENDAR")]
	head := good[:strings.Index(good, "BEGIN:VTIMEZONE")]
	summer := zone[strings.Index(zone, "BEGIN:DAYLIGHT"):strings.Index(zone, "BEGIN:STANDARD")]
	for says, feed := range map[string]string{
		"0 VTIMEZONE instead of one":        head + events,
		"2 VTIMEZONE instead of one":        head + zone + zone + events,
		"the VTIMEZONE does not come first": head + events + zone,
		"does not hold one DAYLIGHT":        head + strings.Replace(zone, summer, "", 1) + events,
		"not one VCALENDAR":                 strings.ReplaceAll(good, "VCALENDAR", "VCARD"),
	} {
		if !strings.HasSuffix(feed, "END:VCARD\n") {
			feed += "END:VCALENDAR\n"
		}
		found := Problems([]byte(crlf(feed)))
		if !slices.ContainsFunc(found, func(problem string) bool { return strings.Contains(problem, says) }) {
			t.Errorf("no %q in %q", says, found)
		}
	}
	if len(Problems(nil)) == 0 {
		t.Error("an empty file has no problems")
	}
}

// TestSameStartIsOrderedByUID exchanges two events that start together.
func TestSameStartIsOrderedByUID(t *testing.T) {
	together := strings.NewReplacer("DTSTART:20261025T003000Z", "DTSTART;TZID=Europe/Stockholm:20261024T150000").Replace(good)
	Check(t, []byte(crlf(together)))
	exchanged := strings.NewReplacer("UID:a-1", "UID:b-2", "UID:b-2", "UID:a-1").Replace(together)
	if found := Problems([]byte(crlf(exchanged))); len(found) != 1 || found[0] != "a-1 is out of order" {
		t.Errorf("found %q", found)
	}
}

func TestPrivateAndPublicFeedsDiffer(t *testing.T) {
	says := func(found []string, what string) bool {
		return slices.ContainsFunc(found, func(problem string) bool { return strings.Contains(problem, what) })
	}
	source := good[strings.Index(good, "SOURCE"):strings.Index(good, "REFRESH-INTERVAL")]
	classed := strings.ReplaceAll(good, "STATUS:", "CLASS:PRIVATE\nSTATUS:")
	private := strings.Replace(classed, source, "", 1)
	CheckPrivate(t, []byte(crlf(private)))
	for feed, what := range map[string]string{
		classed: "SOURCE", strings.Replace(private, "CLASS:PRIVATE", "CLASS:PUBLIC", 1): `"PUBLIC", not "PRIVATE"`,
		strings.Replace(private, "CLASS:PRIVATE\n", "", 1): `"", not "PRIVATE"`,
	} {
		if found := PrivateProblems([]byte(crlf(feed))); !says(found, what) {
			t.Errorf("no %s in %q", what, found)
		}
	}
	found := Problems([]byte(crlf(private)))
	if !says(found, "CLASS") || !says(found, "SOURCE") {
		t.Errorf("a private feed passes for a public one: %q", found)
	}
}
