//go:build unix

package site

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
)

func TestNothingToShowYet(t *testing.T) {
	w := newWorld(t)
	if w.site.Ready() || w.site.Snapshot() != nil {
		t.Error("the site is ready before it has anything to show")
	}
	for _, path := range []string{"/", "/en/om", "/kalender/alla.ics", "/sitemap.xml"} {
		if a := w.get(path); a.StatusCode != http.StatusServiceUnavailable || a.Header.Get("Retry-After") == "" {
			t.Errorf("%s: status %d", path, a.StatusCode)
		}
	}
	w.refresh()
	if !w.site.Ready() {
		t.Error("the site is not ready when it has something to show")
	}
}

func TestLastGoodSnapshotStays(t *testing.T) {
	w := newWorld(t)
	v := w.plan(0, 0, 10, 12)
	w.release("")
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.site.Refresh(w.ctx); err == nil {
		t.Fatal("a refresh without a database succeeds")
	}
	w.now = w.now.Add(time.Hour)
	for range 3 {
		w.site.look(w.ctx)
	}
	if n := strings.Count(w.log.String(), "stay as they are"); n != 1 {
		t.Errorf("the log tells of the trouble %d times, want 1", n)
	}
	want(t, "first page", w.page("/"), string(v.ID))
	if !strings.Contains(w.get("/kalender/alla.ics").body, string(v.ID)) {
		t.Error("the feed is gone with the database")
	}
}

func TestFollowing(t *testing.T) {
	w := newWorld(t)
	w.site.look(w.ctx)
	first := w.site.Snapshot()
	if first == nil {
		t.Fatal("the first look loads nothing")
	}
	looked := func(what string, refreshes bool) {
		t.Helper()
		before := w.site.Snapshot()
		w.site.look(w.ctx)
		if err := w.site.renewIfOld(w.ctx); err != nil {
			t.Fatal(err)
		}
		if refreshed := w.site.Snapshot() != before; refreshed != refreshes {
			t.Errorf("%s: refreshed is %t", what, refreshed)
		}
	}
	looked("nothing new", false)
	w.plan(0, 0, 10, 12)
	looked("a draft", false)
	last, err := w.store.Releases().Last(w.ctx, w.seeds.District.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.publishing.Release(w.ctx, scheduling.Order{DistrictID: w.seeds.District.ID, After: last}); err != nil {
		t.Fatal(err)
	}
	looked("a release", true)
	looked("nothing new", false)
	w.now = w.now.Add(reloadEvery - time.Second)
	looked("a while later", false)
	w.now = w.now.Add(time.Second)
	looked("for what changes without a release", true)
	w.now = (scheduling.DayOf(w.now) + 1).Starts().Add(-time.Second)
	looked("late in the evening", true)
	w.now = w.now.Add(time.Second)
	looked("midnight", true)
	w.now = w.now.Add(2 * time.Hour)
	looked("the night", true)
	w.now = w.now.Add(-time.Second)
	looked("a clock that is set right", false)
	w.now = w.now.Add(-time.Hour)
	looked("a clock that is set back", true)
}

func TestPastVisitsLeave(t *testing.T) {
	w := newWorld(t)
	v := w.plan(0, 0, 10, 12)
	w.release("")
	path := "/besok/" + string(v.ID)
	w.now = at(0, 12, 0).AddDate(0, monthsOfVisits, 0)
	w.refresh()
	w.page(path)
	if !strings.Contains(w.get("/kalender/alla.ics").body, string(v.ID)) {
		t.Error("the feed drops a visit before 13 months have passed")
	}
	w.now = w.now.AddDate(0, 0, 3)
	w.refresh()
	if a := w.get(path); a.StatusCode != http.StatusNotFound {
		t.Errorf("after 13 months: status %d", a.StatusCode)
	}
	if strings.Contains(w.get("/kalender/alla.ics").body, string(v.ID)) {
		t.Error("the feed keeps a visit after 13 months")
	}
}

func TestSnapshotKnowsReleases(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	s := w.site.Snapshot()
	if len(s.Releases) != 7 { // the first, and each change but that one was held
		t.Errorf("there are %d releases", len(s.Releases))
	}
	if !s.LastChange.Equal(at(7, 12, 0)) {
		t.Errorf("the last change was at %s", s.LastChange)
	}
	for id, entries := range map[string]int{"held": 1, "moved_time": 2, "announced": 1} {
		if n := len(s.History(visits[id].ID)); n != entries {
			t.Errorf("%s: %d entries, want %d", id, n, entries)
		}
	}
	v, found := s.Visit(visits["held"].ID)
	if !found || !v.Held {
		t.Error("the snapshot does not know that a visit was held")
	}
	w.now = w.now.AddDate(1, 0, 1)
	w.refresh()
	if s := w.site.Snapshot(); len(s.Releases) != 0 || len(s.History(visits["announced"].ID)) != 1 {
		t.Errorf("after a year: %d releases are listed and a visit has %d entries", len(s.Releases), len(s.History(visits["announced"].ID)))
	}
}

func TestStylesheetAndMark(t *testing.T) {
	w := newWorld(t, func(c *Config) { c.Brand = Brand{Name: "Kontoret", Colour: "#ffcc00"} })
	w.refresh()
	css := w.get(w.site.assets.stylesheetPath())
	if css.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || !strings.Contains(css.body, "--brand: #ffcc00; --on-brand: #000000;") {
		t.Errorf("style sheet: %s", css.Header.Get("Cache-Control"))
	}
	if old := w.get("/static/old/public.css"); old.StatusCode != 200 || old.Header.Get("Cache-Control") != "public, max-age=60" {
		t.Errorf("style sheet of another version: %d %s", old.StatusCode, old.Header.Get("Cache-Control"))
	}
	want(t, "mark", w.get("/favicon.svg").body, `fill="#ffcc00"`, `stroke="#000000"`)
	want(t, "first page", w.page("/"), "Kontoret</a>", "<title>Nästa besök – Kontoret</title>")
	if robots := w.get("/robots.txt").body; !strings.Contains(robots, "Allow: /kalender/\n") || !strings.Contains(robots, "Disallow: /api/\n") || !strings.Contains(robots, "Sitemap: "+publicURL+"/sitemap.xml") {
		t.Error(robots)
	}
}
