//go:build unix

package site

import (
	"net/http"
	"testing"

	"poliskontor/scheduling/fetching"
)

// TestFetchesAreToldOf asks for feeds in all ways, and for what is none.
func TestFetchesAreToldOf(t *testing.T) {
	var heard []fetching.Fetch
	w := newWorld(t, func(c *Config) { c.Fetched = func(f fetching.Fetch) { heard = append(heard, f) } })
	w.plan(0, 0, 10, 12)
	w.release("")
	first, second := w.locality(0), w.locality(1)
	place := fetching.Feed{Kind: fetching.Locality, Slug: first}
	kommun := fetching.Feed{Kind: fetching.Municipality, Slug: w.seeds.Municipality.Slug}
	for path, want := range map[string]fetching.Feed{
		"/kalender/alla.ics": {Kind: fetching.All}, "/en/kalender/g/alla.ics": {Kind: fetching.All}, "/kalender/alla.ics?paminn=60": {Kind: fetching.All},
		"/kalender/ort/" + first + ".ics": place, "/en/kalender/g/ort/" + first + ".ics": place, "/kalender/urval.ics?ort=" + first: place,
		"/kalender/kommun/" + kommun.Slug + ".ics": kommun, "/kalender/urval.ics?kommun=" + kommun.Slug: kommun,
		"/kalender/urval.ics?ort=" + first + "," + second: {Kind: fetching.Selection}, "/kalender/alla.ics?evenemang=nej": {Kind: fetching.Selection},
		"/kalender/ort/" + first + ".ics?evenemang=nej": {Kind: fetching.Selection},
	} {
		heard = nil
		tag := w.get(path, "User-Agent", "Google-Calendar-Importer").Header.Get("ETag")
		w.get(path, "User-Agent", "iOS/17.4.1 (21E236) dataaccessd/1.0", "If-None-Match", tag)
		changed := w.site.Snapshot().LastChange
		if len(heard) != 2 || heard[0] != (fetching.Fetch{Feed: want, Family: fetching.Google, Changed: changed}) ||
			heard[1] != (fetching.Fetch{Feed: want, Family: fetching.Apple, Unchanged: true, Changed: changed}) {
			t.Errorf("%s: told %+v", path, heard)
		}
	}
	heard = nil
	for _, path := range []string{"/", "/kalender/alla.json", "/kalender/alla.csv", "/kalender/ort/ingenstans.ics", "/kalender/urval.ics", "/kalender/alla.ics?paminn=x", "/andringar.atom"} {
		w.get(path)
	}
	w.ask(http.MethodHead, "/kalender/alla.ics")
	if len(heard) != 0 {
		t.Errorf("told of no fetches: %+v", heard)
	}
}
