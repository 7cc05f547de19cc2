package site

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"poliskontor/scheduling"
)

// The keys by which caches find what a release has changed (Surrogate-Key). Every public
// answer that is made of the snapshot has [KeyAll], and one more at least.
const (
	KeyAll     = "all"     // whatever shows anything
	KeyLists   = "lists"   // what shows several places
	KeyPledges = "pledges" // what shows how pledges are kept
)

const surrogateHeader = "Surrogate-Key"

func placeKey(slug string) string           { return "place-" + slug }
func municipalityKey(slug string) string    { return "municipality-" + slug }
func visitKey(id scheduling.VisitID) string { return "visit-" + string(id) }

// keyed finds the key of what one answer is about; "" where that is not shown.
type keyed func(c echo.Context, s *Snapshot) string

func always(key string) keyed { return func(echo.Context, *Snapshot) string { return key } }

func placeIn(parameter string) keyed {
	return func(c echo.Context, s *Snapshot) string {
		slug, _, _ := strings.Cut(c.Param(parameter), ".")
		if _, shown := s.Locality(slug); shown {
			return placeKey(slug)
		}
		return ""
	}
}

// andLists is for what also tells when the timetable last changed.
func andLists(about keyed) keyed {
	return func(c echo.Context, s *Snapshot) string { return strings.TrimSpace(about(c, s) + " " + KeyLists) }
}

func municipalityIn(c echo.Context, s *Snapshot) string {
	slug, _, _ := strings.Cut(c.Param("file"), ".")
	if _, shown := s.Municipality(slug); shown {
		return municipalityKey(slug)
	}
	return ""
}

func visitIn(c echo.Context, s *Snapshot) string {
	id := scheduling.VisitID(c.Param("id"))
	if _, shown := s.Visit(id); shown {
		return visitKey(id)
	}
	return ""
}

// keys says by its route what an answer is about, as far as it is made of the snapshot.
// Addresses in other languages are as the Swedish ones.
var keys = map[string]keyed{
	"/":                             always(KeyLists),
	"/orter/:slug":                  placeIn("slug"),
	"/affisch/:slug":                andLists(placeIn("slug")),
	"/besok/:id":                    visitIn,
	"/manad":                        always(KeyLists),
	"/texter":                       always(KeyLists),
	"/prenumerera":                  always(KeyLists),
	"/andringar":                    always(KeyLists),
	"/andringar.atom":               always(KeyLists),
	"/loften":                       always(KeyPledges),
	"/loften/:slug":                 always(KeyPledges),
	"/tillganglighet":               always(KeyLists), // the districts' contacts
	builderPath:                     always(KeyLists),
	embedFramePath:                  always(KeyLists),
	embedDataPath:                   always(KeyLists),
	"/dcat.ttl":                     always(KeyLists),
	"/dcat.jsonld":                  always(KeyLists),
	"/sitemap.xml":                  always(KeyLists),
	"/kalender/ort/:file":           placeIn("file"),
	"/kalender/g/ort/:file":         placeIn("file"),
	"/kalender/kommun/:file":        municipalityIn,
	"/kalender/g/kommun/:file":      municipalityIn,
	"/api/v1/public/visits":         always(KeyLists),
	"/api/v1/public/visits/:id":     visitIn,
	"/api/v1/public/localities":     always(KeyLists),
	"/api/v1/public/releases":       always(KeyLists),
	"/api/v1/public/map":            always(KeyLists),
	"/api/v1/public/pledges":        always(KeyPledges),
	"/api/v1/public/municipalities": always(KeyLists),
	"/api/v1/public/neighbourhoods": always(KeyLists),
	"/api/v1/public/localities/:slug/summaries":      placeIn("slug"),
	"/api/v1/public/neighbourhoods/:slug/events":     placeIn("slug"),
	"/api/v1/public/neighbourhoods/:slug/priorities": always(KeyPledges),
}

// keyOf returns what an answer is about, and whether it is made of the snapshot.
func keyOf(route string) (keyed, bool) {
	route = strings.TrimPrefix(route, "/en")
	key, found := keys[route]
	for _, folder := range []string{"/kalender/alla.", "/kalender/urval.", "/kalender/g/alla.", "/kalender/g/urval."} {
		if strings.HasPrefix(route, folder) {
			return always(KeyLists), true
		}
	}
	return key, found
}

// Tag tells caches what each answer is about, so that they can let go of exactly what a
// release has changed. It is for the whole server, after routing. What is about a place that
// is not shown is like a list: it changes when the place comes.
func (s *Site) Tag(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		method := c.Request().Method
		key, public := keyOf(c.Path())
		snapshot := s.Snapshot()
		if public && snapshot != nil && (method == http.MethodGet || method == http.MethodHead) {
			about := key(c, snapshot)
			if about == "" {
				about = KeyLists
			}
			c.Response().Header().Set(surrogateHeader, KeyAll+" "+about)
		}
		return next(c)
	}
}
