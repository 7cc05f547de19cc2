package site

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/calendar"
	"poliskontor/scheduling/fetching"
)

// tellFetched tells that a calendar was fetched, if it was, and nothing about by whom. Other
// formats are read by people, and private calendars are not served here.
func (s *Site) tellFetched(c echo.Context, key feedKey, lastChange time.Time) {
	r, status := c.Request(), c.Response().Status
	if s.fetched == nil || key.format != calendar.ICalendar || r.Method != http.MethodGet || status != http.StatusOK && status != http.StatusNotModified {
		return
	}
	s.fetched(fetching.Fetch{Feed: key.fetched(), Family: fetching.FamilyOf(r.UserAgent()), Unchanged: status == http.StatusNotModified, Changed: lastChange})
}

// TellFetched tells the same of what was prepared and sent to a program of that name.
func (s *Site) TellFetched(p *Prepared, userAgent string, unchanged bool) {
	if s.fetched != nil {
		s.fetched(fetching.Fetch{Feed: p.feed, Family: fetching.FamilyOf(userAgent), Unchanged: unchanged, Changed: p.lastChange})
	}
}

// fetched is the feed as it is counted.
func (s selection) fetched() fetching.Feed {
	switch slugs := s.slugs(); {
	case s.withoutOccasions || len(slugs) > 1:
		return fetching.Feed{Kind: fetching.Selection}
	case s.municipality != "":
		return fetching.Feed{Kind: fetching.Municipality, Slug: s.municipality}
	case len(slugs) == 1:
		return fetching.Feed{Kind: fetching.Locality, Slug: slugs[0]}
	default:
		return fetching.Feed{Kind: fetching.All}
	}
}
