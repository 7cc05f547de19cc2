package site

import (
	"github.com/labstack/echo/v4"

	"poliskontor/api/site/catalogue"
	"poliskontor/calendar"
)

// What is on the shelf beside feeds of visits.
const (
	changeLog     calendar.Format = "atom"
	turtle        calendar.Format = "ttl"
	linkedData    calendar.Format = "jsonld"
	changesLogged                 = 500 // the latest ones, so that the log stays small
)

var openData = map[calendar.Format]struct{ contentType, filename string }{
	changeLog:  {"application/atom+xml; charset=utf-8", "andringar.atom"},
	turtle:     {"text/turtle; charset=utf-8", "dcat.ttl"},
	linkedData: {"application/ld+json; charset=utf-8", "dcat.jsonld"},
}

// openData answers with what is about all visits, as [Site.feed] does with a selection.
func (s *Site) openData(l *language, format calendar.Format) echo.HandlerFunc {
	return func(c echo.Context) error {
		current := s.edition.Load()
		if current == nil {
			return unavailable(c, l)
		}
		key := feedKey{format: format, language: l.code, base: s.baseOf(c.Request())}
		document, err := current.shelf.feed(key, l)
		if err != nil {
			return unavailable(c, l)
		}
		header := c.Response().Header()
		header.Set("Content-Type", openData[format].contentType)
		header.Set("Content-Disposition", `inline; filename="`+openData[format].filename+`"`)
		header.Set("Cache-Control", dataCache)
		document.serve(c.Response(), c.Request())
		return nil
	}
}

// logOf is the Atom log of the latest changes.
func (s *shelf) logOf(key feedKey, l *language) ([]byte, error) {
	log := calendar.ChangeLog{Name: l.text("changes.log"), Page: key.base + l.href("/andringar"),
		Source: key.base + l.href("/andringar.atom"), Language: l.words, Publisher: s.publisher.Name}
	for _, r := range s.snapshot.Releases {
		for _, c := range r.Changes {
			if len(log.Changes) < changesLogged {
				log.Changes = append(log.Changes, calendar.LoggedChange{Change: c, Comment: r.Comment})
			}
		}
	}
	return calendar.RenderAtom(log, key.base)
}

// catalogueOf describes the open data for data portals, in both languages at once.
func (s *shelf) catalogueOf(key feedKey) catalogue.Catalogue {
	text := func(name string) catalogue.Text {
		return catalogue.Text{Swedish: s.languages[0].text(name), English: s.languages[1].text(name)}
	}
	at := func(path string) string { return key.base + path }
	form := func(format calendar.Format, mediaType, title string) catalogue.Distribution {
		return catalogue.Distribution{Slug: string(format), Title: text(title), MediaType: mediaType,
			Address: feedKey{format: format, base: key.base}.address(s.languages[0])}
	}
	api := func(path string) catalogue.Distribution {
		return catalogue.Distribution{Slug: "api", Title: text("dcat.api.form"), MediaType: "application/json",
			Address: at("/api/v1/public/" + path), Service: true}
	}
	return catalogue.Catalogue{
		Address: at("/dcat.ttl"), Homepage: at("/"), Title: text("dcat.title"), Description: text("dcat.description"),
		Licence: s.publisher.Licence, Modified: s.lastModified(),
		Publisher: catalogue.Publisher{Name: s.publisher.Name, Type: s.publisher.Type, Homepage: s.publisher.Page},
		Contact:   catalogue.Contact{Name: s.publisher.Name, Email: s.publisher.Contact},
		Keywords:  []catalogue.Text{text("dcat.keyword.police"), text("dcat.keyword.safety"), text("dcat.keyword.timetable")},
		Datasets: []catalogue.Dataset{
			{Slug: "besok", Title: text("dcat.visits.title"), Description: text("dcat.visits.description"), Page: at("/"),
				Distributions: []catalogue.Distribution{
					form(calendar.ICalendar, "text/calendar", "dcat.ics"),
					form(calendar.Workbook, calendar.Workbook.ContentType(), "format.xlsx"),
					form(calendar.CSV, "text/csv", "format.csv"),
					form(calendar.JSONFeed, "application/feed+json", "format.json"),
					form(calendar.JSCalendar, "application/jscalendar+json", "format.jscal"),
					api("visits"),
				}},
			{Slug: "andringar", Title: text("dcat.changes.title"), Description: text("dcat.changes.description"), Page: at("/andringar"),
				Distributions: []catalogue.Distribution{
					{Slug: "atom", Title: text("dcat.atom"), MediaType: "application/atom+xml", Address: at("/andringar.atom")}, api("releases"),
				}},
			{Slug: "loften", Title: text("dcat.pledges.title"), Description: text("dcat.pledges.description"), Page: at("/loften"),
				Distributions: []catalogue.Distribution{api("pledges")}},
		},
		Service: catalogue.Service{Title: text("dcat.api.title"), Description: text("dcat.api.description"),
			Address: at("/api/v1/public"), OpenAPI: at("/api/openapi.json")},
	}
}
