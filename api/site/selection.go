package site

import (
	"slices"
	"strconv"
	"strings"

	"poliskontor/calendar"
	"poliskontor/scheduling"
)

// selection is what a feed, or a page's list, is about. The zero selection is all visits.
type selection struct {
	municipality     string
	localities       string // slugs, sorted, joined by commas
	withoutOccasions bool
}

// The parameters that narrow a page and the feed of the same visits alike.
const (
	parameterMunicipality = "kommun"
	parameterLocality     = "ort"
	parameterOccasions    = "evenemang"
)

// noOccasions is the value that leaves out visits to occasions.
const noOccasions = "nej"

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

// query is the selection as the parameters of an address. Commas stay as they are, for
// addresses that people read.
func (s selection) query() string {
	var parameters []string
	add := func(name, value string) {
		if value != "" {
			parameters = append(parameters, name+"="+value)
		}
	}
	add(parameterMunicipality, s.municipality)
	add(parameterLocality, s.localities)
	if s.withoutOccasions {
		add(parameterOccasions, noOccasions)
	}
	return strings.Join(parameters, "&")
}

// path is where the selection is in a format, below "/kalender/".
func (s selection) path(format calendar.Format) string {
	name, query := "alla", ""
	switch slugs := s.slugs(); {
	case s.withoutOccasions || len(slugs) > 1:
		name, query = "urval", "?"+s.query()
	case s.municipality != "":
		name = "kommun/" + s.municipality
	case len(slugs) == 1:
		name = "ort/" + s.localities
	}
	return name + "." + string(format) + query
}

// filename is what a copy in a format is called.
func (s selection) filename(format calendar.Format) string {
	name := "mobilt-poliskontor"
	switch slugs := s.slugs(); {
	case s.withoutOccasions || len(slugs) > 1:
		name += "-urval"
	case s.municipality != "":
		name += "-" + s.municipality + "-kommun"
	case len(slugs) == 1:
		name += "-" + s.localities
	}
	return name + "." + string(format)
}

// feedKey tells one feed from all others.
type feedKey struct {
	selection
	format   calendar.Format
	language string // code
	variant  calendar.Variant
	reminder int    // minutes; 0 for none
	base     string // public address of the site, without a slash at the end
}

// parameterReminder asks for a reminder some minutes before each visit.
const parameterReminder = "paminn"

// address is where the feed is served.
func (k feedKey) address(l *language) string {
	folder := "/kalender/"
	if k.variant == calendar.Google {
		folder += "g/"
	}
	address := k.base + l.href(folder) + k.path(k.format)
	if k.reminder == 0 {
		return address
	}
	separator := "?"
	if strings.Contains(address, "?") {
		separator = "&"
	}
	return address + separator + parameterReminder + "=" + strconv.Itoa(k.reminder)
}

// namesInTitle is how many places a feed's name lists before it counts them.
const namesInTitle = 3

// title names a selection.
func (s *Snapshot) title(chosen selection, l *language) string {
	title := s.titleOfPlaces(chosen, l)
	if chosen.withoutOccasions {
		return l.text("feed.without_occasions", "title", title)
	}
	return title
}

func (s *Snapshot) titleOfPlaces(chosen selection, l *language) string {
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
	return l.text("feed.locality", "place", s.namesOf(slugs, l))
}

// namesOf lists places that the snapshot knows.
func (s *Snapshot) namesOf(slugs []string, l *language) string {
	names := make([]string, len(slugs))
	for i, slug := range slugs {
		names[i] = s.localities[slug].Name
	}
	return l.list(names)
}

// pageOf is the page about a selection: the place's own, or the timetable narrowed by the
// same parameters as the feed.
func pageOf(chosen selection, l *language) string {
	query := chosen.query()
	switch {
	case len(chosen.slugs()) == 1 && !chosen.withoutOccasions:
		return l.href("/orter/" + chosen.localities)
	case query != "":
		return l.href("/?" + query)
	default:
		return l.href("/")
	}
}

// places are the slugs of the places that a selection is about.
func (s *Snapshot) places(chosen selection) []string {
	if slugs := chosen.slugs(); len(slugs) > 0 {
		return slugs
	}
	var slugs []string
	for _, l := range s.Localities {
		if chosen.municipality == "" || l.Municipality.Slug == chosen.municipality {
			slugs = append(slugs, l.Slug)
		}
	}
	return slugs
}

// selected returns the visits that a selection is about.
func (s *Snapshot) selected(chosen selection) []scheduling.PublicVisit {
	visits := s.atPlaces(chosen)
	if !chosen.withoutOccasions {
		return visits
	}
	return slices.DeleteFunc(slices.Clone(visits), func(v scheduling.PublicVisit) bool { return v.Occasion != "" })
}

func (s *Snapshot) atPlaces(chosen selection) []scheduling.PublicVisit {
	slugs := chosen.slugs()
	switch {
	case chosen.municipality != "":
		return s.VisitsIn(chosen.municipality)
	case len(slugs) > 0:
		return s.visitsToAny(slugs)
	default:
		return s.Visits
	}
}
