package site

import (
	"fmt"
	"slices"
	"strings"

	"poliskontor/scheduling"
)

// weeksAhead is how far the timetable reaches before one asks for all of it.
const weeksAhead = 12

type homeContent struct {
	Sign    sign
	Missed  []row
	Recent  *recentWords
	Filter  filter
	Heading string
	Weeks   []week
	Empty   string  // where there are no visits to list
	Rest    int     // how many more visits there are
	Narrow  string  // how to see them, where they are too many for a page
	All     string  // address of the whole list
	Month   string  // address of the same as a month
	Groups  []group // every place
	Listed  bool    // some of them are listed
	Formats []link  // the same visits for programs
	Linked  listLD
}

// filter is the form that narrows the timetable.
type filter struct {
	Municipalities   []option
	Places           []option // those that are chosen, where they are several
	WithoutOccasions bool
	Active           bool
	Problem          string
}

type option struct {
	Value    string
	Text     string
	Selected bool
}

// group is a kommun with its places.
type group struct {
	Slug   string
	Name   string
	URL    string // of the kommun's visits or calendar
	Places []placeOption
	Kindly string // where it has no office
	Folded bool   // its places are listed once it is chosen
	Map    *drawing
}

type placeOption struct {
	option
	URL      string
	Position string // "55.9235,14.2955"; "" where unknown
	Next     string // when the office comes next; "" for not announced
}

func (s *Site) home(r request) (page, error) {
	chosen, problem := r.filtered()
	coming := r.coming(r.snapshot.selected(chosen))
	next, missed := r.next(coming)
	where := r.whereOf(chosen)

	content := homeContent{
		Missed: missed, Recent: r.recent(chosen, next, missed), Month: r.monthURL(chosen, 0),
		Filter: filter{Municipalities: r.municipalityOptions(chosen), WithoutOccasions: chosen.withoutOccasions,
			Active: chosen != selection{}, Problem: problem},
		Heading: r.text("home.coming"),
		Groups:  r.groups(chosen),
		Formats: r.formatLinks(chosen),
	}
	subscribe := link{URL: r.subscribeURL(chosen), Text: r.text("subscribe.action")}
	if slugs := chosen.slugs(); len(slugs) > 1 {
		for _, slug := range slugs {
			l, _ := r.snapshot.Locality(slug)
			content.Filter.Places = append(content.Filter.Places, option{Value: slug, Text: l.Name, Selected: true})
		}
	}
	none := sign{Sentence: true, Label: r.text("sign.next"), Title: r.text("home.none.title"), Text: r.text("home.none.text"), Action: &subscribe}
	if where != "" {
		content.Heading = r.text("home.coming.where", "where", where)
		none.Title, none.Text = r.text("home.none.where", "where", where), r.text("home.none.follow")
		subscribe.Text = r.text("subscribe.action.where", "where", where)
	}
	if m, found := r.snapshot.Municipality(chosen.municipality); found && !m.HasOffice && len(coming) == 0 {
		none.Title, none.Text = r.text("home.no_office.title", "where", where), r.text("home.no_office.text")
		none.Action = nil
	}
	content.Sign = r.signFor(next, none)
	for i, g := range content.Groups {
		if g.Folded {
			continue
		}
		content.Listed = true
		content.Groups[i].Map = r.kommunMap(g.Slug, r.text("map.kommun", "kommun", g.Name), r.placeURL)
	}

	listed := coming
	switch {
	case r.snapshot.tooWide(chosen):
		listed = coming[:min(mostListed, len(coming))]
		if len(listed) < len(coming) {
			content.Narrow = r.text("home.narrow", "n", len(listed), "all", len(coming))
		}
		coming = listed
	case !r.wantsAll():
		listed = until(coming, r.today.Monday()+7*weeksAhead)
	}
	content.Weeks, content.Rest = r.weeks(listed), len(coming)-len(listed)
	content.All = r.filterURL(chosen, true)
	content.Linked = r.listLD(content.Heading, coming)
	if len(listed) == 0 && content.Rest > 0 {
		content.Empty = r.text("home.later")
	}
	return page{template: "home", nav: "/", title: r.text("home.title"), description: r.text("home.description"),
		feed: r.calendarAddress(chosen), content: content}, nil
}

// chooseLink leads to where a kommun is chosen.
func (r request) chooseLink() *link {
	return &link{URL: r.href("/#orter"), Text: r.text("places.choose.link")}
}

// wantsAll tells whether the reader asked for the whole list.
func (r request) wantsAll() bool { return r.query.Get("visa") == "alla" }

// until returns the visits that start before a day.
func until(visits []scheduling.PublicVisit, day scheduling.Day) []scheduling.PublicVisit {
	end := slices.IndexFunc(visits, func(v scheduling.PublicVisit) bool { return scheduling.DayOf(v.Starts) >= day })
	if end < 0 {
		return visits
	}
	return visits[:end]
}

// filtered reads which kommun or places the reader chose. A place says more than a
// kommun. What is not known is named and otherwise ignored.
func (r request) filtered() (chosen selection, problem string) {
	kommun := first(r.query[parameterMunicipality])
	municipality, kommunKnown := r.snapshot.Municipality(kommun)
	known, unknown := r.knownPlaces()
	switch {
	case len(unknown) > 0:
		problem = r.text("home.unknown.locality", "name", shown(unknown[0]))
	case kommun != "" && !kommunKnown:
		problem = r.text("home.unknown.municipality", "name", shown(kommun))
	case len(known) == 1 && kommunKnown:
		if l, _ := r.snapshot.Locality(known[0]); l.Municipality.Slug != municipality.Slug {
			problem = r.text("home.elsewhere", "place", l.Name, "kommun", r.kommun(l.Municipality.Name))
		}
	}
	switch {
	case len(known) > 0:
		chosen = ofLocalities(known...)
	case kommunKnown:
		chosen = selection{municipality: kommun}
	}
	chosen.withoutOccasions = r.query.Get(parameterOccasions) == noOccasions
	return chosen, problem
}

// knownPlaces sorts the places that the address names into those that there are and
// others.
func (r request) knownPlaces() (known, unknown []string) {
	for _, slug := range listed(r.query, parameterLocality) {
		if _, found := r.snapshot.Locality(slug); found {
			known = append(known, slug)
		} else {
			unknown = append(unknown, slug)
		}
	}
	return known, unknown
}

// first returns the first value that is not empty.
func first(values []string) string {
	for _, value := range values {
		if value != "" {
			return value
		}
	}
	return ""
}

// whereOf names a selection in running text; "" for everywhere.
func (r request) whereOf(chosen selection) string {
	if m, found := r.snapshot.Municipality(chosen.municipality); found {
		return r.kommun(m.Name)
	}
	slugs := chosen.slugs()
	if len(slugs) > namesInTitle {
		return r.text("home.places", "n", len(slugs))
	}
	return r.snapshot.namesOf(slugs, r.language)
}

func (r request) filterURL(chosen selection, all bool) string {
	var parameters []string
	if query := chosen.query(); query != "" {
		parameters = append(parameters, query)
	}
	if all {
		parameters = append(parameters, "visa=alla")
	}
	if len(parameters) == 0 {
		return r.href("/")
	}
	return r.href("/?" + strings.Join(parameters, "&"))
}

func (r request) municipalityOptions(chosen selection) []option {
	var options []option
	for _, m := range r.snapshot.Municipalities {
		options = append(options, option{Value: m.Slug, Text: m.Name, Selected: m.Slug == chosen.municipality})
	}
	return options
}

// groups lists every place by kommun, with when the office comes there next. Where there are
// too many, it lists the places of the kommuner that something is chosen of, and the others'
// names.
func (r request) groups(chosen selection) []group {
	selected := chosen.slugs()
	open := map[string]bool{chosen.municipality: true}
	for _, slug := range selected {
		l, _ := r.snapshot.Locality(slug)
		open[l.Municipality.Slug] = true
	}
	wide := r.snapshot.wide()
	var groups []group
	for _, m := range r.snapshot.Municipalities {
		g := group{Slug: m.Slug, Name: r.kommun(m.Name), URL: r.filterURL(selection{municipality: m.Slug}, false)}
		if g.Folded = wide && !open[m.Slug]; g.Folded {
			groups = append(groups, g)
			continue
		}
		for _, l := range r.snapshot.LocalitiesIn(m.Slug) {
			place := placeOption{URL: r.href("/orter/" + l.Slug),
				option: option{Value: l.Slug, Text: l.Name, Selected: slices.Contains(selected, l.Slug)}}
			if !l.Position.IsZero() {
				place.Position = fmt.Sprintf("%.4f,%.4f", l.Position.Lat, l.Position.Lon)
			}
			if next, _ := r.next(r.coming(r.snapshot.VisitsTo(l.Slug))); next != nil {
				place.Next = r.words.ShortDate(scheduling.DayOf(next.Starts))
			}
			g.Places = append(g.Places, place)
		}
		if !m.HasOffice && len(r.snapshot.VisitsIn(m.Slug)) == 0 {
			g.Kindly = r.text("places.no_office", "kommun", g.Name)
		}
		groups = append(groups, g)
	}
	return groups
}
