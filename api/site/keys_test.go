//go:build unix

package site

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// notOfTheSnapshot are the routes whose answers no release changes, or that nobody may keep.
var notOfTheSnapshot = []string{"/om", "/robots.txt", "/favicon.svg", "/static/", "/foto/", "/embed.js", "/embed.v1.js", "/inbaddning/farger.css",
	"/prenumerera/", "/lagesbild/", "/onskemal", "/*"}

// TestEveryPublicAnswerHasItsKeys sees that no route is forgotten: what shows visits says so
// to caches, and what does not is listed above.
func TestEveryPublicAnswerHasItsKeys(t *testing.T) {
	w := newWorld(t)
	w.refresh()
	tagged := 0
	for _, route := range w.echo.Routes() {
		if route.Method != http.MethodGet {
			continue
		}
		path := strings.TrimPrefix(route.Path, "/en")
		_, keyed := keyOf(route.Path)
		left := path == "" || slices.ContainsFunc(notOfTheSnapshot, func(prefix string) bool { return strings.HasPrefix(path, prefix) })
		if keyed == left && path != "/embed.v1.json" { // which begins as its script does
			t.Errorf("%s has keys: %t", route.Path, keyed)
		}
		if keyed {
			tagged++
		}
	}
	if tagged < 40 {
		t.Errorf("only %d routes have keys", tagged)
	}
}

func TestKeysOfAnswers(t *testing.T) {
	w := newWorld(t)
	v := w.plan(0, 0, 10, 12)
	w.release("Höstens tidtabell")
	place, kommun := w.locality(0), w.seeds.Municipality.Slug
	for path, want := range map[string]string{
		"/":                                   "all lists",
		"/en/orter/" + place:                  "all place-" + place,
		"/affisch/" + place:                   "all place-" + place + " lists",
		"/besok/" + string(v.ID):              "all visit-" + string(v.ID),
		"/kalender/alla.ics":                  "all lists",
		"/kalender/g/ort/" + place + ".ics":   "all place-" + place,
		"/kalender/ort/" + place + ".xlsx":    "all place-" + place,
		"/kalender/kommun/" + kommun + ".ics": "all municipality-" + kommun,
		"/kalender/urval.csv?ort=" + place:    "all lists",
		"/loften":                             "all pledges",
		"/orter/evil":                         "all lists",
		"/om":                                 "",
		"/robots.txt":                         "",
	} {
		if got := w.get(path).Header.Get("Surrogate-Key"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if got := w.get("/kalender/alla.ics", "If-None-Match", w.get("/kalender/alla.ics").Header.Get("ETag")); got.StatusCode != http.StatusNotModified || got.Header.Get("Surrogate-Key") != "all lists" {
		t.Errorf("not modified: %d %q", got.StatusCode, got.Header.Get("Surrogate-Key"))
	}
}

// TestKeysTellExactlyWhatHasChanged asks for everything before and after each change, and
// sees that what is answered otherwise is told, and that other places are left in peace.
func TestKeysTellExactlyWhatHasChanged(t *testing.T) {
	var told [][]string
	w := newWorld(t, func(c *Config) { c.Changed = func(keys []string) { told = append(told, keys) } })
	first, second := w.plan(0, 8, 10, 12), w.plan(1, 9, 10, 12)
	w.release("Höstens tidtabell")
	kommun := w.seeds.Municipality.Slug
	paths := []string{"/", "/manad", "/andringar", "/loften", "/kalender/alla.ics", "/kalender/alla.json", "/kalender/kommun/" + kommun + ".ics",
		"/besok/" + string(first.ID), "/besok/" + string(second.ID), "/sitemap.xml", "/embed.v1.json"}
	for i := range 3 {
		for _, form := range []string{"/orter/%", "/affisch/%", "/kalender/ort/%.ics", "/kalender/g/ort/%.ics", "/en/kalender/ort/%.csv"} {
			paths = append(paths, strings.ReplaceAll(form, "%", w.locality(i)))
		}
	}
	answers := func() (tags map[string]string, keys map[string][]string) {
		tags, keys = map[string]string{}, map[string][]string{}
		for _, path := range paths {
			a := w.get(path)
			tags[path], keys[path] = a.body, strings.Fields(a.Header.Get("Surrogate-Key"))
		}
		return tags, keys
	}

	told = nil
	w.refresh()
	if len(told) != 0 {
		t.Errorf("nothing has changed, and %q is told", told)
	}

	before, _ := answers()
	told = nil
	w.cancel(first.ID, "Bilen är på verkstad")
	if len(told) == 0 {
		t.Fatal("nothing is told of a cancelled visit")
	}
	after, keysOf := answers()
	purged := slices.Concat(told...)
	for _, path := range paths {
		if before[path] != after[path] && !slices.ContainsFunc(keysOf[path], func(key string) bool { return slices.Contains(purged, key) }) {
			t.Errorf("%s is answered otherwise, and only %q is told", path, purged)
		}
	}
	for _, want := range []string{"lists", "place-" + w.locality(0), "municipality-" + kommun, "visit-" + string(first.ID)} {
		if !slices.Contains(purged, want) {
			t.Errorf("%s is not told: %q", want, purged)
		}
	}
	for _, peace := range []string{"all", "place-" + w.locality(1), "visit-" + string(second.ID)} {
		if slices.Contains(purged, peace) {
			t.Errorf("%s is told and has not changed", peace)
		}
	}

	told = nil
	spot := w.seeds.Sites[1]
	stored, err := w.store.Sites().Get(w.ctx, spot.ID)
	if err != nil {
		t.Fatal(err)
	}
	stored.Parking = "Bakom affären"
	if err := w.store.Sites().Update(w.ctx, stored); err != nil {
		t.Fatal(err)
	}
	w.refresh()
	if want := []string{"place-" + w.locality(1), "visit-" + string(second.ID)}; len(told) != 1 || !slices.Equal(told[0], want) {
		t.Errorf("a site is described otherwise, and %q is told, want %q", told, want)
	}

	told = nil
	w.now = w.now.AddDate(0, 0, 1)
	w.refresh()
	if len(told) != 1 || !slices.Equal(told[0], []string{KeyAll}) {
		t.Errorf("on the next day %q is told", told)
	}
}
