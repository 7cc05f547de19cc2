package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"poliskontor/scheduling"
)

// Snapshot is everything public at one moment. It is immutable: nobody changes what
// it holds once it is loaded, so it is shared without locks.
type Snapshot struct {
	// Visits are those that ended at most 13 months before the snapshot and all
	// coming ones, by start, then ID.
	Visits         []scheduling.PublicVisit
	Municipalities []Municipality // by name
	Localities     []Locality     // by name
	Topics         []string       // what a wish can be about, in every district
	Pledges        []Pledge       // the signed ones, those that begin last first
	// Releases are those of the last 12 months that changed something visible, newest first.
	Releases []Release
	// LastChange is when something visible was last released; the zero time before
	// the first release.
	LastChange time.Time
	// Stamp tells which releases and summaries the snapshot was made from.
	Stamp Stamp
	// Taken is when it was made.
	Taken time.Time
	// Counted is when it was last counted how the pledges of a district are kept.
	Counted map[scheduling.DistrictID]Counted

	released        []Release // all that the visits' history is made of, newest first
	sites           map[scheduling.SiteID]Spot
	byPlace         map[string][]scheduling.SiteID // sites, by the slug of their locality
	byID            map[scheduling.VisitID]int
	byLocality      map[string][]int // indices of Visits, by the slug of the locality
	byMunicipality  map[string][]int
	placesOf        map[string][]Locality // by the slug of the municipality, by name
	municipalities  map[string]Municipality
	localities      map[string]Locality
	history         map[scheduling.VisitID][]toldIn // oldest first
	districtContact []Contact
	told            map[string][]Told // by the slug of the locality
	slugs           map[scheduling.LocalityID]string
	restored        bool // from a file in part, and not yet read from the store
}

// Municipality is a kommun as its pages show it.
type Municipality struct {
	Slug string
	Name string // without "kommun"
	// District is the name of the district that plans its visits; "" for a former kommun.
	District string
	// HasOffice tells whether its district has an office of its own.
	HasOffice bool
	Contact   string // where the public turns with questions: one line, may be empty
}

// Locality is a place that the office visits or that is promised visits.
type Locality struct {
	Slug         string
	Name         string
	Kind         scheduling.LocalityKind
	Position     scheduling.Position // its centre; zero where unknown
	Municipality scheduling.PublicName
	Promises     []Promise // valid when the snapshot was taken, strictest first
}

// Promise is what a signed pledge promises a locality in visits.
type Promise struct {
	Pledge     string // the pledge's title
	Slug       string // the pledge's
	MaxGapDays int    // the greatest interval that keeps the promise, in days
	AimDays    int    // the interval that planning aims at, in days; 0 for none
	Summer     bool   // whether it binds in summer too
	// Demonstration marks a pledge that nobody signed.
	Demonstration bool
}

// Contact is where the public turns with questions about a district's schedule.
type Contact struct {
	District string
	Line     string
}

// Release is one published version of a district's schedule: what citizens see of it.
type Release struct {
	DistrictID scheduling.DistrictID
	District   string // the district's name
	Number     int    // counted in the district
	At         time.Time
	Comment    string
	Changes    []scheduling.Change // the visible ones
}

// toldIn is where a visit was told of: indices of the release, and of the change in it.
type toldIn struct{ release, change int }

// Entry is one line of a visit's history.
type Entry struct {
	At      time.Time
	Comment string // the release's
	Change  scheduling.Change
}

// Visit returns a visit by its ID.
func (s *Snapshot) Visit(id scheduling.VisitID) (scheduling.PublicVisit, bool) {
	i, found := s.byID[id]
	if !found {
		return scheduling.PublicVisit{}, false
	}
	return s.Visits[i], true
}

// Municipality returns a kommun by its slug.
func (s *Snapshot) Municipality(slug string) (Municipality, bool) {
	m, found := s.municipalities[slug]
	return m, found
}

// Locality returns a place by its slug.
func (s *Snapshot) Locality(slug string) (Locality, bool) {
	l, found := s.localities[slug]
	return l, found
}

// VisitsTo returns the visits to a place, by start.
func (s *Snapshot) VisitsTo(locality string) []scheduling.PublicVisit {
	return s.visitsAt(s.byLocality[locality])
}

// VisitsIn returns the visits to a kommun, by start.
func (s *Snapshot) VisitsIn(municipality string) []scheduling.PublicVisit {
	return s.visitsAt(s.byMunicipality[municipality])
}

// LocalitiesIn returns the places in a kommun, by name.
func (s *Snapshot) LocalitiesIn(municipality string) []Locality {
	return s.placesOf[municipality]
}

// History returns what was released about a visit, oldest first.
func (s *Snapshot) History(id scheduling.VisitID) []Entry {
	entries := make([]Entry, 0, len(s.history[id]))
	for _, in := range s.history[id] {
		r := s.released[in.release]
		entries = append(entries, Entry{At: r.At, Comment: r.Comment, Change: r.Changes[in.change]})
	}
	return entries
}

// Contacts returns where to turn with questions, by district.
func (s *Snapshot) Contacts() []Contact { return s.districtContact }

// visitsToAny returns the visits to some places, by start.
func (s *Snapshot) visitsToAny(localities []string) []scheduling.PublicVisit {
	var at []int
	for _, slug := range localities {
		at = append(at, s.byLocality[slug]...)
	}
	slices.Sort(at)
	return s.visitsAt(at)
}

func (s *Snapshot) visitsAt(indices []int) []scheduling.PublicVisit {
	visits := make([]scheduling.PublicVisit, len(indices))
	for n, i := range indices {
		visits[n] = s.Visits[i]
	}
	return visits
}

// byStart orders visits as a snapshot does.
func byStart(a, b scheduling.PublicVisit) int {
	return cmp.Or(a.Starts.Compare(b.Starts), cmp.Compare(a.ID, b.ID))
}

// index sorts what the snapshot holds and makes it findable.
func (s *Snapshot) index() {
	s.remember()
	slices.SortFunc(s.Visits, byStart)
	s.byID = make(map[scheduling.VisitID]int, len(s.Visits))
	s.byLocality, s.byMunicipality = map[string][]int{}, map[string][]int{}
	for i, v := range s.Visits {
		s.byID[v.ID] = i
		s.byLocality[v.Locality.Slug] = append(s.byLocality[v.Locality.Slug], i)
		s.byMunicipality[v.Municipality.Slug] = append(s.byMunicipality[v.Municipality.Slug], i)
	}
	s.municipalities = map[string]Municipality{}
	for _, m := range s.Municipalities {
		s.municipalities[m.Slug] = m
	}
	s.localities = map[string]Locality{}
	for _, l := range s.Localities {
		s.localities[l.Slug] = l
	}
	s.keepFormerNames()
	s.Municipalities = slices.SortedFunc(maps.Values(s.municipalities), func(a, b Municipality) int {
		return cmp.Or(cmp.Compare(swedishOrder(a.Name), swedishOrder(b.Name)), cmp.Compare(a.Slug, b.Slug))
	})
	s.Localities = slices.SortedFunc(maps.Values(s.localities), func(a, b Locality) int {
		return cmp.Or(cmp.Compare(swedishOrder(a.Name), swedishOrder(b.Name)), cmp.Compare(a.Slug, b.Slug))
	})
	s.placesOf = map[string][]Locality{}
	for _, l := range s.Localities {
		s.placesOf[l.Municipality.Slug] = append(s.placesOf[l.Municipality.Slug], l)
	}
}

// keepFormerNames adds the places that only visits name, because the registers name
// them otherwise by now: their addresses are in people's calendars and bookmarks.
func (s *Snapshot) keepFormerNames() {
	for _, v := range s.Visits {
		if _, found := s.municipalities[v.Municipality.Slug]; !found {
			s.municipalities[v.Municipality.Slug] = Municipality{
				Slug: v.Municipality.Slug, Name: v.Municipality.Name, HasOffice: true}
		}
		if _, found := s.localities[v.Locality.Slug]; !found {
			s.localities[v.Locality.Slug] = Locality{
				Slug: v.Locality.Slug, Name: v.Locality.Name, Kind: v.Kind, Municipality: v.Municipality}
		}
	}
}

// swedishLast puts å, ä and ö after z, in that order.
var swedishLast = strings.NewReplacer("å", "{", "ä", "|", "ö", "}")

// swedishOrder returns a key that sorts names as Swedish readers look for them.
func swedishOrder(name string) string { return swedishLast.Replace(strings.ToLower(name)) }
