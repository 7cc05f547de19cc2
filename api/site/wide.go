package site

import (
	"slices"

	"poliskontor/scheduling"
)

// A page and a feed hold what a reader can use: of a few districts everything, of a whole
// country what is nearest, and the way to one kommun.
const (
	// mostPlaces is how many places there may be for a page to list all of them.
	mostPlaces = 300
	// mostListed is how many visits a page lists of more places than that.
	mostListed = 100
	// mostInFeed is how many visits a feed holds.
	mostInFeed = 5000
	// mostURLs is how many addresses a sitemap may hold, by sitemaps.org.
	mostURLs = 50_000
)

// wide tells whether there are too many places for one page.
func (s *Snapshot) wide() bool { return len(s.Localities) > mostPlaces }

// tooWide tells whether a selection is of too many places for one page.
func (s *Snapshot) tooWide(chosen selection) bool {
	return s.wide() && chosen.municipality == "" && chosen.localities == ""
}

// nearest returns those of visits, which are sorted by start, that a feed has room for: all
// coming ones first, the next before later ones, and of the past the latest.
func nearest(visits []scheduling.PublicVisit, today scheduling.Day) []scheduling.PublicVisit {
	if len(visits) <= mostInFeed {
		return visits
	}
	coming := slices.IndexFunc(visits, func(v scheduling.PublicVisit) bool { return scheduling.DayOf(v.Ends) >= today })
	if coming < 0 {
		coming = len(visits)
	}
	first := min(coming, max(0, len(visits)-mostInFeed))
	return visits[first:min(first+mostInFeed, len(visits))]
}
