//go:build unix

package site

import (
	"fmt"
	"strings"
	"testing"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// country is a world with more places than a page lists, most of them in a kommun of their own.
func country(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	kommun := w.seeds.Municipality
	kommun.ID, kommun.Slug, kommun.Name = scheduling.NewID[scheduling.MunicipalityID](), "langbortistan", "Långbortistan"
	if err := w.store.Municipalities().Create(w.ctx, kommun); err != nil {
		t.Fatal(err)
	}
	for i := range mostPlaces {
		l := w.seeds.Localities[0]
		l.ID, l.Slug, l.Name, l.MunicipalityID = scheduling.NewID[scheduling.LocalityID](), fmt.Sprint("by-", i), fmt.Sprint("By ", i), kommun.ID
		if err := w.store.Localities().Create(w.ctx, l); err != nil {
			t.Fatal(err)
		}
	}
	w.plan(0, 8, 10, 12)
	w.now = at(7, 12, 0)
	w.release("Höstens tidtabell")
	return w
}

// TestWhereTheCountryIsWide: a page lists what has room, and leads to one kommun for the rest.
func TestWhereTheCountryIsWide(t *testing.T) {
	w := country(t)
	own := w.seeds.Municipality.Slug
	for _, page := range []string{"/", "/prenumerera"} {
		body := w.page(page)
		want(t, page, body, "Välj en kommun för att se dess orter.", `href="`+page+`?kommun=`+own+`"`, `href="`+page+`?kommun=langbortistan"`)
		never(t, page, body, "By 7<", `value="by-7"`)
	}
	never(t, "the way to all visits", w.page("/prenumerera"), "alla=1")
	for _, page := range []string{"/?kommun=langbortistan", "/prenumerera?kommun=langbortistan", "/?ort=by-7", "/prenumerera?ort=by-7&ort=by-8"} {
		body := w.page(page)
		want(t, page, body, "By 7<", "By 299<", "kommun="+own+`"`)
		never(t, page, body, `value="`+w.locality(0)+`"`)
	}
	want(t, "the month of everything", w.page("/manad"), "Besöken är för många för att visas på en sida.", `href="/#orter"`)
	never(t, "the month of everything", w.page("/manad?manad=2026-12"), "Almby", "<table")
	never(t, "the first page", w.page("/"), "Välj en ort för att se")
	want(t, "the month of a kommun", w.page("/manad?manad=2026-12&kommun="+own), "Almby")
	want(t, "texts about everything", w.page("/texter"), "Välj en kommun", "/texter?kommun="+own)
	want(t, "texts about a kommun", w.page("/texter?kommun="+own), "Almby")
	want(t, "the calendar of everything", w.get("/kalender/alla.ics").body, "SUMMARY")

	narrow := newWorld(t)
	narrow.plan(0, 8, 10, 12)
	narrow.release("")
	for _, page := range []string{"/", "/prenumerera", "/manad", "/texter"} {
		never(t, page+" of a district", narrow.page(page), "Välj en kommun för att se dess orter.", "för många")
	}
	want(t, "the way to all visits of a district", narrow.page("/prenumerera"), "alla=1")
}

func TestAFeedHoldsWhatIsNearest(t *testing.T) {
	today := storagetest.Monday
	visits := func(past, coming int) []scheduling.PublicVisit {
		var all []scheduling.PublicVisit
		for i := range past + coming {
			v := scheduling.PublicVisit{ID: scheduling.VisitID(fmt.Sprint(i))}
			day := today + scheduling.Day(i-past)
			v.Starts, v.Ends = day.At(600), day.At(660)
			all = append(all, v)
		}
		return all
	}
	for name, c := range map[string]struct{ past, coming, first, count int }{
		"all have room":   {mostInFeed - 1, 1, 0, mostInFeed},
		"the past goes":   {mostInFeed, 100, 100, mostInFeed},
		"the future goes": {10, mostInFeed + 5, 10, mostInFeed},
		"only the past":   {mostInFeed + 7, 0, 7, mostInFeed},
		"nothing":         {0, 0, 0, 0},
	} {
		got := nearest(visits(c.past, c.coming), today)
		if len(got) != c.count || c.count > 0 && got[0].ID != scheduling.VisitID(fmt.Sprint(c.first)) {
			t.Errorf("%s: %d from %v", name, len(got), got[:min(1, len(got))])
		}
	}
}

// TestACutFeedSaysSo: who subscribes to more than there is room for is told, and how to get all.
func TestACutFeedSaysSo(t *testing.T) {
	w := newWorld(t)
	v := w.plan(0, 8, 10, 12)
	w.release("")
	many := *w.site.Snapshot()
	shown, _ := many.Visit(v.ID)
	for i := range mostInFeed {
		shown.ID = scheduling.VisitID(fmt.Sprintf("00000000-0000-4000-8000-%012d", i))
		many.Visits = append(many.Visits, shown)
	}
	many.index()
	w.site.publish(&many, nil)
	said := func(body string) bool {
		return strings.Contains(strings.ReplaceAll(body, "\r\n ", ""), "plats för de 5000 besök som ligger närmast")
	}
	if all := w.get("/kalender/alla.ics"); !said(all.body) || strings.Count(all.body, "BEGIN:VEVENT") != mostInFeed {
		t.Errorf("the feed of everything holds %d visits, and says so: %t", strings.Count(all.body, "BEGIN:VEVENT"), said(all.body))
	}
	if one := w.get("/kalender/ort/" + w.locality(1) + ".ics"); said(one.body) {
		t.Error("a feed with room says that there is none")
	}
}
