package site

import (
	"net/url"
	"slices"
	"strings"

	"poliskontor/calendar"
	"poliskontor/scheduling"
)

// selection is what a feed is about. The zero selection is all visits.
type selection struct {
	municipality string
	localities   string // slugs, sorted, joined by commas
}

// ofLocalities selects places by slug, in any order and however often each is named.
func ofLocalities(slugs ...string) selection {
	sorted := slices.Clone(slugs)
	slices.Sort(sorted)
	return selection{localities: strings.Join(slices.Compact(sorted), ",")}
}

func (s selection) slugs() []string {
	if s.localities == "" {
		return nil
	}
	return strings.Split(s.localities, ",")
}

// path is the feed's address below "/kalender/". Commas stay as they are, for
// addresses that people read.
func (s selection) path() string {
	switch slugs := s.slugs(); {
	case s.municipality != "":
		return "kommun/" + s.municipality + ".ics"
	case len(slugs) == 1:
		return "ort/" + s.localities + ".ics"
	case len(slugs) > 1:
		return "urval.ics?ort=" + s.localities
	default:
		return "alla.ics"
	}
}

// filename is what a copy of the feed is called.
func (s selection) filename() string {
	switch slugs := s.slugs(); {
	case s.municipality != "":
		return "mobilt-poliskontor-" + s.municipality + "-kommun.ics"
	case len(slugs) == 1:
		return "mobilt-poliskontor-" + s.localities + ".ics"
	case len(slugs) > 1:
		return "mobilt-poliskontor-urval.ics"
	default:
		return "mobilt-poliskontor.ics"
	}
}

// feedKey tells one feed from all others.
type feedKey struct {
	selection
	language string // code
	variant  calendar.Variant
	base     string // public address of the site, without a slash at the end
}

// address is where the feed is served.
func (k feedKey) address(l *language) string {
	folder := "/kalender/"
	if k.variant == calendar.Google {
		folder += "g/"
	}
	return k.base + l.href(folder) + k.path()
}

// namesInTitle is how many places a feed's name lists before it counts them.
const namesInTitle = 3

// title names a selection.
func (s *Snapshot) title(chosen selection, l *language) string {
	if chosen.municipality != "" {
		return l.text("feed.municipality", "kommun", l.kommun(s.municipalities[chosen.municipality].Name))
	}
	slugs := chosen.slugs()
	if len(slugs) == 0 {
		return l.text("feed.all")
	}
	if len(slugs) > namesInTitle {
		return l.text("feed.many", "n", len(slugs))
	}
	names := make([]string, len(slugs))
	for i, slug := range slugs {
		names[i] = s.localities[slug].Name
	}
	return l.text("feed.locality", "place", l.list(names))
}

// pageOf is the page about a selection.
func pageOf(chosen selection, l *language) string {
	slugs := chosen.slugs()
	switch {
	case chosen.municipality != "":
		return l.href("/?kommun=" + url.QueryEscape(chosen.municipality))
	case len(slugs) == 1:
		return l.href("/orter/" + slugs[0])
	case len(slugs) > 1:
		return l.href("/prenumerera?ort=" + chosen.localities)
	default:
		return l.href("/")
	}
}

// selected returns the visits that a selection is about.
func (s *Snapshot) selected(chosen selection) []scheduling.PublicVisit {
	slugs := chosen.slugs()
	switch {
	case chosen.municipality != "":
		return s.VisitsIn(chosen.municipality)
	case len(slugs) > 0:
		var visits []scheduling.PublicVisit
		for _, slug := range slugs {
			visits = append(visits, s.VisitsTo(slug)...)
		}
		return visits
	default:
		return s.Visits
	}
}
