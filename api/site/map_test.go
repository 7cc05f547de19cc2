//go:build unix

package site

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"poliskontor/atlas"
	"poliskontor/scheduling"
)

// coast is the world with geodata.
func coast(t *testing.T) func(*Config) {
	t.Helper()
	file, err := os.ReadFile("../../atlas/testdata/coast.geojson")
	if err != nil {
		t.Fatal(err)
	}
	data, err := atlas.Read(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return func(c *Config) { c.Atlas = data }
}

// describe gives a site's register entry what a planner may write there.
func (w *world) describe(id scheduling.SiteID, change func(*scheduling.Site)) {
	w.t.Helper()
	site, err := w.store.Sites().Get(w.ctx, id)
	if err == nil {
		change(&site)
		err = w.store.Sites().Update(w.ctx, site)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// photograph puts a photo on a site, whose picture is its name twice.
func (w *world) photograph(id scheduling.SiteID, hash string) {
	w.t.Helper()
	picture := scheduling.Picture{Hash: hash, Width: 1600, Height: 1200, Large: []byte("large " + hash), Small: []byte("small " + hash)}
	if err := w.store.Pictures().Put(w.ctx, id, picture); err != nil {
		w.t.Fatal(err)
	}
	w.describe(id, func(s *scheduling.Site) {
		s.Photo = scheduling.Photo{Hash: hash, Alt: `Torget "i kväll" <b>`, Width: 1600, Height: 1200}
	})
}

func TestAPlaceShowsItsSites(t *testing.T) {
	w := newWorld(t, coast(t))
	v := w.plan(0, 1, 10, 12)
	w.describe(w.seeds.Sites[0].ID, func(s *scheduling.Site) { s.Parking, s.Accessibility = "Bakom torget.", "Plan mark & ramp." })
	w.photograph(w.seeds.Sites[0].ID, "aaaa")
	hidden := w.otherSite(0)
	w.photograph(hidden.ID, "bbbb")
	w.release("Först")

	for _, path := range []string{"/orter/" + w.locality(0), "/en/orter/" + w.locality(0), "/besok/" + string(v.ID)} {
		page := w.page(path)
		for _, want := range []string{"Bakom torget.", "Plan mark &amp; ramp.", `src="/foto/aaaa-liten.jpg"`, `width="640" height="480"`,
			`alt="Torget &#34;i kväll&#34; &lt;b&gt;"`, "https://www.openstreetmap.org/?mlat=", `href="geo:`} {
			if !strings.Contains(page, want) {
				t.Errorf("%s does not say %s", path, want)
			}
		}
		if strings.Contains(page, "Biblioteket") || strings.Contains(page, "bbbb") {
			t.Errorf("%s shows a site that was never announced", path)
		}
	}
	if page := w.page("/orter/" + w.locality(0)); !strings.Contains(page, `<a class="map-mark map-site" href="#plats-1"`) || !strings.Contains(page, `<li id="plats-1">`) {
		t.Error("the map does not lead to the list")
	}
}

func TestOnlyPhotosOfPublicSitesAreShown(t *testing.T) {
	w := newWorld(t)
	w.plan(0, 1, 10, 12)
	w.photograph(w.seeds.Sites[0].ID, "aaaa")
	w.photograph(w.seeds.Sites[1].ID, "bbbb")
	w.release("Först")

	for path, body := range map[string]string{"/foto/aaaa.jpg": "large aaaa", "/foto/aaaa-liten.jpg": "small aaaa"} {
		got := w.get(path)
		if got.StatusCode != http.StatusOK || got.body != body || got.Header.Get("Content-Type") != "image/jpeg" ||
			got.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || got.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d %v %q", path, got.StatusCode, got.Header, got.body)
		}
		if again := w.get(path, "If-None-Match", got.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s again: %d", path, again.StatusCode)
		}
		if head := w.ask(http.MethodHead, path); head.StatusCode != http.StatusOK || head.body != "" {
			t.Errorf("HEAD %s: %d %q", path, head.StatusCode, head.body)
		}
	}
	for _, path := range []string{"/foto/bbbb.jpg", "/foto/bbbb-liten.jpg", "/foto/aaaa", "/foto/aaaa.png", "/foto/.jpg", "/foto/-liten.jpg", "/foto/..%2faaaa.jpg"} {
		if got := w.get(path); got.StatusCode != http.StatusNotFound || strings.Contains(got.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %s", path, got.StatusCode, got.Header.Get("Cache-Control"))
		}
	}

	w.photograph(w.seeds.Sites[0].ID, "cccc")
	w.refresh()
	if old, now := w.get("/foto/aaaa.jpg"), w.get("/foto/cccc.jpg"); old.StatusCode != http.StatusNotFound || now.StatusCode != http.StatusOK {
		t.Errorf("after another photo: the old one %d, the new one %d", old.StatusCode, now.StatusCode)
	}
	w.describe(w.seeds.Sites[0].ID, func(s *scheduling.Site) { s.Retired = true })
	w.refresh()
	if got := w.get("/foto/cccc.jpg"); got.StatusCode != http.StatusOK {
		t.Errorf("a retired site with a visit to come: %d", got.StatusCode)
	}
	w.now = at(3, 9, 0)
	w.refresh()
	if got := w.get("/foto/cccc.jpg"); got.StatusCode != http.StatusNotFound {
		t.Errorf("a retired site: %d", got.StatusCode)
	}
}

// TestTheListComesBeforeTheMap sees that the map says nothing alone, leads only where
// the list does, and loads nothing.
func TestTheListComesBeforeTheMap(t *testing.T) {
	w := newWorld(t, coast(t))
	w.plan(0, 1, 10, 12)
	w.release("Först")
	page := w.page("/")
	list, drawn, found := strings.Cut(page, `<figure class="map-figure">`)
	if !found {
		t.Fatal("there is no map")
	}
	drawn, _, _ = strings.Cut(drawn, "</figure>")
	links := regexp.MustCompile(`href="([^"]+)"`).FindAllStringSubmatch(drawn, -1)
	if len(links) != len(w.seeds.Localities) {
		t.Errorf("%d links", len(links))
	}
	for _, link := range links {
		if !strings.Contains(list, `<a href="`+link[1]+`">`) {
			t.Errorf("%s is not in the list", link[1])
		}
	}
	if regexp.MustCompile(`style=|<image|<use|<script|url\(`).MatchString(drawn) {
		t.Error("the map loads something, or has a style that the policy forbids")
	}
	if !strings.Contains(drawn, "Underlag: Ingen.") {
		t.Error("nobody is named for the geodata")
	}
	choosing := w.page("/prenumerera")
	for _, l := range w.seeds.Localities {
		if !strings.Contains(choosing, `<a class="map-mark`) || !strings.Contains(choosing, `href="/prenumerera?ort=`+l.Slug+`"`) {
			t.Errorf("%s cannot be chosen on the map", l.Name)
		}
	}
}

func TestAMapWithoutGeodataIsStillAMap(t *testing.T) {
	w := newWorld(t)
	w.plan(0, 1, 10, 12)
	w.release("Först")
	page := w.page("/")
	for _, want := range []string{`class="map-net"`, `class="map-scale"`, `class="map-mark map-coming"`, `class="map-mark map-quiet"`} {
		if !strings.Contains(page, want) {
			t.Errorf("there is no %s", want)
		}
	}
	if strings.Contains(page, "Underlag") {
		t.Error("somebody is named for nothing")
	}
}

// TestTheFirstViewIsSmall adds up all that a browser loads for "/".
func TestTheFirstViewIsSmall(t *testing.T) {
	w := newWorld(t, coast(t))
	w.everyState()
	total := 0
	page := w.page("/")
	paths := []string{"/", w.site.assets.stylesheetPath(), "/favicon.svg"}
	if strings.Contains(page, "<img") || strings.Contains(page, "<script src") {
		t.Error("something else is loaded")
	}
	for _, path := range paths {
		got := w.get(path, "Accept-Encoding", "gzip")
		if _, err := gzip.NewReader(strings.NewReader(got.body)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		total += len(got.body)
	}
	if total > 60_000 {
		t.Errorf("%d bytes", total)
	}
}
