package site

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"poliskontor/calendar"
)

// choice reads from a request what a feed is about. Where it names a place that the
// snapshot does not know, it returns what to answer instead.
type choice func(c echo.Context, s *Snapshot, l *language) (chosen selection, unknown string)

func chooseAll(echo.Context, *Snapshot, *language) (selection, string) { return selection{}, "" }

func chooseMunicipality(c echo.Context, s *Snapshot, l *language) (selection, string) {
	slug := feedName(c)
	if _, found := s.Municipality(slug); !found {
		return selection{}, l.text("feed.unknown.municipality", "name", slug)
	}
	return selection{municipality: slug}, ""
}

func chooseLocality(c echo.Context, s *Snapshot, l *language) (selection, string) {
	slug := feedName(c)
	if _, found := s.Locality(slug); !found {
		return selection{}, l.text("feed.unknown.locality", "name", slug)
	}
	return ofLocalities(slug), ""
}

func chooseSome(c echo.Context, s *Snapshot, l *language) (selection, string) {
	slugs := listed(c.QueryParams(), "ort")
	if len(slugs) == 0 {
		return selection{}, l.text("feed.unknown.none")
	}
	for _, slug := range slugs {
		if _, found := s.Locality(slug); !found {
			return selection{}, l.text("feed.unknown.locality", "name", slug)
		}
	}
	return ofLocalities(slugs...), ""
}

// feedName returns the slug in an address that ends with it and ".ics".
func feedName(c echo.Context) string {
	file := c.Param("file")
	if name, err := url.PathUnescape(file); err == nil {
		file = name
	}
	slug, found := strings.CutSuffix(file, ".ics")
	if !found {
		return file
	}
	return slug
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

// feed answers with a calendar, whatever the reader says it accepts: some calendar
// programs send nothing that matches text/calendar.
func (s *Site) feed(l *language, variant calendar.Variant, choose choice) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		current := s.edition.Load()
		if current == nil {
			return unavailable(c, l)
		}
		chosen, unknown := choose(c, current.snapshot, l)
		if unknown != "" {
			return c.String(http.StatusNotFound, unknown+"\n")
		}
		key := feedKey{selection: chosen, language: l.code, variant: variant, base: s.baseOf(c.Request())}
		feed, err := current.shelf.feed(key, l)
		if err != nil {
			return unavailable(c, l)
		}
		header.Set("Content-Type", "text/calendar; charset=utf-8")
		header.Set("Content-Disposition", `inline; filename="`+chosen.filename()+`"`)
		header.Set("Cache-Control", "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800")
		feed.serve(c.Response(), c.Request())
		return nil
	}
}

// unavailable tells a calendar program to come back. An empty calendar would make it
// remove what it has.
func unavailable(c echo.Context, l *language) error {
	c.Response().Header().Set("Retry-After", "300")
	return c.String(http.StatusServiceUnavailable, l.text("feed.unavailable")+"\n")
}
