package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"poliskontor/atlas"
	"poliskontor/scheduling"
)

// drawing is a map with what is said about it. It is a help beside a list, which comes
// first and says the same.
type drawing struct {
	ID      string // of what says what it shows
	Caption string
	SVG     template.HTML
	Squares string // how large they are
	Source  string // whom to name
}

const (
	mapWidth = 400.0 // in units of the drawing: a telephone's width
	// What a map shows at least, in metres.
	leastOfKommun = 20_000
	leastOfPlace  = 16_000
)

func (r request) draw(id, caption string, frame atlas.Frame, marks []atlas.Mark) *drawing {
	if frame.Scale == 0 {
		return nil
	}
	square := frame.Square()
	side := strconv.FormatFloat(square/1000, 'f', -1, 64) + " km"
	if square < 1000 {
		side = strconv.FormatFloat(square, 'f', -1, 64) + " m"
	}
	d := &drawing{ID: id, Caption: caption, Squares: r.text("map.squares", "side", r.decimal(side))}
	if r.atlas.Shows(frame) && r.atlas.Attribution != "" {
		d.Source = r.text("map.source", "source", r.atlas.Attribution)
	}
	// The drawing escapes what people have written.
	d.SVG = template.HTML(atlas.Draw(atlas.Sheet{Frame: frame, Data: r.atlas, Marks: marks, Label: id, Scale: r.decimal(side)}))
	return d
}

// decimal writes a number's point as the language does.
func (r request) decimal(number string) string {
	return strings.Replace(number, ".", r.text("number.point"), 1)
}

// kommunMap shows the places of a kommun, each a link, or nothing where it has fewer
// than two.
func (r request) kommunMap(slug, caption string, leadsTo func(slug string) string) *drawing {
	var places []Locality
	var spots []scheduling.Position
	for _, l := range r.snapshot.LocalitiesIn(slug) {
		if !l.Position.IsZero() {
			places, spots = append(places, l), append(spots, l.Position)
		}
	}
	if len(places) < 2 {
		return nil
	}
	return r.draw("karta-"+slug, caption, atlas.Fit(mapWidth, spots, leastOfKommun), r.placeMarks(places, leadsTo))
}

// placeMarks are the marks of places, those that matter most first.
func (r request) placeMarks(places []Locality, leadsTo func(slug string) string) []atlas.Mark {
	rank := []scheduling.LocalityKind{scheduling.Centralort, scheduling.Basort, scheduling.Stadsdel, scheduling.Tatort}
	slices.SortStableFunc(places, func(a, b Locality) int {
		return cmp.Compare(slices.Index(rank, a.Kind), slices.Index(rank, b.Kind))
	})
	marks := make([]atlas.Mark, len(places))
	for i, l := range places {
		marks[i] = atlas.Mark{At: l.Position, Name: l.Name, URL: leadsTo(l.Slug), Class: "map-quiet", Text: r.text("map.none", "place", l.Name)}
		if next, _ := r.next(r.coming(r.snapshot.VisitsTo(l.Slug))); next != nil {
			marks[i].Class, marks[i].Text = "map-coming", r.text("map.next", "place", l.Name, "date", r.words.ShortDate(scheduling.DayOf(next.Starts)))
		}
	}
	return marks
}

// placeURL is the page of a place.
func (r request) placeURL(slug string) string { return r.href("/orter/" + slug) }

// sitesOf words the sites of a place, and draws them with the places around.
func (r request) sitesOf(l Locality) ([]siteWords, *drawing) {
	var sites []siteWords
	var spots []scheduling.Position
	for i, s := range r.snapshot.SitesIn(l.Slug) {
		words := r.siteWords(s)
		words.Number, words.Anchor = i+1, "plats-"+strconv.Itoa(i+1)
		sites = append(sites, words)
		if !s.Position.IsZero() {
			spots = append(spots, s.Position)
		}
	}
	frame := atlas.Fit(mapWidth, spots, leastOfPlace)
	if frame.Scale == 0 {
		return sites, nil
	}
	marks := r.siteMarks(l, frame)
	var around []Locality
	for _, other := range r.snapshot.Localities {
		if other.Slug != l.Slug && !other.Position.IsZero() && frame.Holds(other.Position) {
			around = append(around, other)
		}
	}
	return sites, r.draw("karta", r.text("map.place", "place", l.Name), frame, append(marks, r.placeMarks(around, r.placeURL)...))
}

// siteMarks are the marks of a place's sites, by their numbers in the list. Those that
// would lie on each other share one.
func (r request) siteMarks(l Locality, frame atlas.Frame) []atlas.Mark {
	var marks []atlas.Mark
	var numbers, names [][]string
	for i, s := range r.snapshot.SitesIn(l.Slug) {
		if s.Position.IsZero() {
			continue
		}
		number := strconv.Itoa(i + 1)
		at := slices.IndexFunc(marks, func(m atlas.Mark) bool { return frame.Touch(m.At, s.Position) })
		if at < 0 {
			marks = append(marks, atlas.Mark{At: s.Position, Name: number + " " + s.Name, Text: number + " " + s.Name,
				URL: "#plats-" + number, Class: "map-site"})
			numbers, names = append(numbers, []string{number}), append(names, []string{s.Name})
			continue
		}
		numbers[at], names[at] = append(numbers[at], number), append(names[at], s.Name)
		marks[at].Name = strings.Join(numbers[at], ", ")
		// What is read out begins with what is seen (WCAG 2.5.3).
		marks[at].Text = marks[at].Name + " " + strings.Join(names[at], ", ")
	}
	return marks
}
