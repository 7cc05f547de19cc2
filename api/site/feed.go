package site

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"poliskontor/calendar"
)

// refusal is why a feed is not served, in the reader's words.
type refusal struct {
	status int
	text   string
}

// tagless takes away what begins and ends a tag: nothing escapes a plain text, and not
// all that shows one knows that it is.
var tagless = strings.NewReplacer("<", "", ">", "")

func notFound(text string) *refusal { return &refusal{http.StatusNotFound, tagless.Replace(text)} }

func badRequest(text string) *refusal {
	return &refusal{http.StatusBadRequest, tagless.Replace(text)}
}

// choice reads from a request which places a feed is about and in which format. Where it
// names a place that the snapshot does not know, it returns what to answer instead.
type choice func(c echo.Context, s *Snapshot, l *language, formats []calendar.Format) (selection, calendar.Format, *refusal)

// chooseMunicipality reads the end of an address such as /kalender/kommun/horby.ics.
func chooseMunicipality(c echo.Context, s *Snapshot, l *language, formats []calendar.Format) (selection, calendar.Format, *refusal) {
	slug, format := fileName(c, formats)
	if _, found := s.Municipality(slug); !found {
		return selection{}, format, notFound(l.text("feed.unknown.municipality", "name", shown(slug)))
	}
	return selection{municipality: slug}, format, nil
}

// chooseLocality reads the end of an address such as /kalender/ort/ahus.ics.
func chooseLocality(c echo.Context, s *Snapshot, l *language, formats []calendar.Format) (selection, calendar.Format, *refusal) {
	slug, format := fileName(c, formats)
	if _, found := s.Locality(slug); !found {
		return selection{}, format, notFound(l.text("feed.unknown.locality", "name", shown(slug)))
	}
	return ofLocalities(slug), format, nil
}

func chooseAll(format calendar.Format) choice {
	return func(echo.Context, *Snapshot, *language, []calendar.Format) (selection, calendar.Format, *refusal) {
		return selection{}, format, nil
	}
}

// chooseSome reads the parameters that the timetable has too. A place says more than a
// kommun. Without any it is a mistake: who asks for everything does so at alla.ics.
func chooseSome(format calendar.Format) choice {
	return func(c echo.Context, s *Snapshot, l *language, _ []calendar.Format) (selection, calendar.Format, *refusal) {
		query := c.QueryParams()
		slugs, kommun := listed(query, parameterLocality), first(query[parameterMunicipality])
		for _, slug := range slugs {
			if _, found := s.Locality(slug); !found {
				return selection{}, format, notFound(l.text("feed.unknown.locality", "name", shown(slug)))
			}
		}
		if _, found := s.Municipality(kommun); kommun != "" && !found {
			return selection{}, format, notFound(l.text("feed.unknown.municipality", "name", shown(kommun)))
		}
		switch {
		case len(slugs) > 0:
			return ofLocalities(slugs...), format, nil
		case kommun != "" || first(query[parameterOccasions]) != "":
			return selection{municipality: kommun}, format, nil
		default:
			return selection{}, format, notFound(l.text("feed.unknown.none"))
		}
	}
}

// fileName returns the slug and the format in an address that ends with both. What ends
// otherwise is a calendar.
func fileName(c echo.Context, formats []calendar.Format) (slug string, format calendar.Format) {
	file := c.Param("file")
	if name, err := url.PathUnescape(file); err == nil {
		file = name
	}
	for _, format := range formats {
		if slug, found := strings.CutSuffix(file, "."+string(format)); found {
			return slug, format
		}
	}
	return file, calendar.ICalendar
}

// listed returns the values of a parameter that may come several times and with
// commas in it.
func listed(query url.Values, name string) []string {
	var values []string
	for _, field := range query[name] {
		for value := range strings.SplitSeq(field, ",") {
			if value = strings.TrimSpace(value); value != "" {
				values = append(values, value)
			}
		}
	}
	return values
}

// shownLength is how much of an unknown name is shown, in characters.
const shownLength = 60

// shown returns what somebody sent in a form that can be shown: short, of valid
// characters, on one line.
func shown(name string) string {
	name = calendar.Line(name)
	if runes := []rune(name); len(runes) > shownLength {
		return string(runes[:shownLength]) + "…"
	}
	return name
}

// wishes reads what any feed can be asked for beside its places.
func wishes(query url.Values, l *language) (withoutOccasions bool, reminder int, refused *refusal) {
	switch value := first(query[parameterOccasions]); value {
	case "":
	case noOccasions:
		withoutOccasions = true
	default:
		return false, 0, badRequest(l.text("feed.refused.occasions"))
	}
	if value := first(query[parameterReminder]); value != "" {
		minutes, err := strconv.Atoi(value)
		if err != nil || minutes < 1 || minutes > calendar.LongestReminder {
			return false, 0, badRequest(l.text("feed.refused.reminder", "most", calendar.LongestReminder))
		}
		reminder = minutes
	}
	return withoutOccasions, reminder, nil
}

// feed answers with a selection of visits in a format, whatever the reader says it
// accepts: some calendar programs send nothing that matches text/calendar.
func (s *Site) feed(l *language, variant calendar.Variant, choose choice) echo.HandlerFunc {
	formats := calendar.Formats
	if variant == calendar.Google {
		formats = []calendar.Format{calendar.ICalendar}
	}
	return func(c echo.Context) error {
		current := s.edition.Load()
		if current == nil {
			return unavailable(c, l)
		}
		chosen, format, refused := choose(c, current.snapshot, l, formats)
		if refused != nil {
			return c.String(refused.status, refused.text+"\n")
		}
		withoutOccasions, reminder, refused := wishes(c.QueryParams(), l)
		if refused != nil {
			return c.String(refused.status, refused.text+"\n")
		}
		chosen.withoutOccasions = withoutOccasions
		if !format.Reminds() {
			reminder = 0
		}
		key := feedKey{selection: chosen, format: format, language: l.code, variant: variant, reminder: reminder, base: s.baseOf(c.Request())}
		feed, err := current.shelf.feed(key, l)
		if err != nil {
			return unavailable(c, l)
		}
		key.describe(c.Response().Header())
		feed.serve(c.Response(), c.Request())
		s.tellFetched(c, key, current.snapshot.LastChange)
		return nil
	}
}

// describe sets what an answer's header says of a feed.
func (k feedKey) describe(header http.Header) {
	header.Set("Content-Type", k.format.ContentType())
	header.Set("Content-Disposition", `inline; filename="`+k.filename(k.format)+`"`)
	header.Set("Cache-Control", dataCache)
}

// dataCache is how long feeds and other open data may be kept, also when the server
// cannot be reached.
const dataCache = "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800"

// unavailable tells a calendar program to come back. An empty calendar would make it
// remove what it has.
func unavailable(c echo.Context, l *language) error {
	c.Response().Header().Set("Retry-After", "300")
	return c.String(http.StatusServiceUnavailable, l.text("feed.unavailable")+"\n")
}

// formatLinks are the addresses of a selection in every format but the calendar's.
func (r request) formatLinks(chosen selection) []link {
	names := map[calendar.Format]string{calendar.Workbook: r.text("format.xlsx"), calendar.CSV: r.text("format.csv"),
		calendar.JSONFeed: r.text("format.json"), calendar.JSCalendar: r.text("format.jscal")}
	var links []link
	for _, format := range []calendar.Format{calendar.Workbook, calendar.CSV, calendar.JSONFeed, calendar.JSCalendar} {
		links = append(links, link{URL: feedKey{selection: chosen, format: format}.address(r.language), Text: names[format]})
	}
	return links
}
