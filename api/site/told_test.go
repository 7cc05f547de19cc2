//go:build unix

package site

import (
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// told is what the police tell of days ago, published without the site being asked to
// refresh, as another server would.
func (w *world) told(topic string, ago scheduling.Day, said string, actions ...dialogue.ShownAction) dialogue.Summary {
	w.t.Helper()
	day := scheduling.DayOf(w.now) - ago
	s := dialogue.Summary{ID: scheduling.NewID[dialogue.SummaryID](), DistrictID: w.seeds.District.ID, LocalityID: w.seeds.Localities[0].ID,
		Owner: scheduling.Police, State: dialogue.SummaryPublished, AuthorID: "anna", EditorID: "anna", ApproverID: "berit", Remark: "canary-remark",
		Telling: dialogue.Telling{Topic: topic, From: day, To: day, Said: "canary-said", Done: "canary-done"},
		Public: &dialogue.Edition{Approved: w.now, Telling: dialogue.Telling{Topic: topic, From: day, To: day, Said: said, Done: "Vi svarade.",
			Actions: actions}}}
	if err := w.store.Dialogue().Summaries().Create(w.ctx, s); err != nil {
		w.t.Fatal(err)
	}
	return s
}

func TestSummariesStandByTopicNewestFirst(t *testing.T) {
	w := newWorld(t)
	today := scheduling.DayOf(w.now)
	w.told("Nedskräpning", 20, "Det <b>ligger</b> skräp.\nÖverallt.")
	w.told("Trafik", 30, "Först om farten.")
	w.told("Trafik", 10, "Sedan om farten.",
		dialogue.ShownAction{Owner: scheduling.Kommun, Role: "Gatuchef", Due: today - 1, Status: dialogue.Open},
		dialogue.ShownAction{Owner: scheduling.Police, Role: "Kommunpolis", Due: today + 1, Status: dialogue.Open},
		dialogue.ShownAction{Owner: scheduling.Police, Role: "Trafikpolis", Due: today, Status: dialogue.Done, Answer: "Snittet är 38 km/h."},
		dialogue.ShownAction{Owner: scheduling.Police, Role: "Chef", Due: today, Status: dialogue.Dropped, Answer: "Det får vi inte."})
	w.refresh()
	path := "/orter/" + w.locality(0)
	page := w.page(path)
	order := -1
	for _, part := range []string{"Ni sa, vi gjorde", "Sedan om farten.", "Tidigare om Trafik", "Först om farten.", "Det &lt;b&gt;ligger&lt;/b&gt; skräp."} {
		at := strings.Index(page, part)
		if at < order || at < 0 {
			t.Errorf("%q stands at %d, after %d", part, at, order)
		}
		order = at
	}
	want(t, "the page", page, "Gatuchef (kommunen)", "Pågår, efter utsatt tid", "Kommunpolis (polisen)", "Klart", "Snittet är 38 km/h.", "Blir inte av",
		"Publicerat av polisen")
	want(t, "the page in English", w.page("/en"+path), "You said, we did", `<p class="lines" lang="sv">Sedan om farten.`, "Under way, past its day",
		"Published by the police")
	for _, other := range []string{path, "/en" + path, "/orter/" + w.locality(1)} {
		never(t, other, w.page(other), "canary-")
	}
	never(t, "another place", w.page("/orter/"+w.locality(1)), "Ni sa, vi gjorde")
}

// TestAnotherServerFollowsSummaries looks without having been told.
func TestAnotherServerFollowsSummaries(t *testing.T) {
	w := newWorld(t)
	w.refresh()
	path := "/orter/" + w.locality(0)
	s := w.told("Trafik", 10, "Kanariefarten är för hög.")
	never(t, "before a look", w.page(path), "Kanariefarten")
	w.site.look(w.ctx)
	before := w.get(path)
	want(t, "after a look", before.body, "Kanariefarten")
	s.Version, s.State, s.Public = 1, dialogue.SummaryWithdrawn, nil
	s.Withdrawal = &dialogue.Withdrawal{ByID: "anna", At: w.now, Reason: "canary-reason"}
	if err := w.store.Dialogue().Summaries().Update(w.ctx, s); err != nil {
		t.Fatal(err)
	}
	w.site.look(w.ctx)
	after := w.get(path)
	never(t, "withdrawn elsewhere", after.body, "Kanariefarten", "canary-")
	if before.Header.Get("ETag") == after.Header.Get("ETag") {
		t.Error("the tag of the page is the same")
	}
	if lookEvery > time.Second/2 {
		t.Errorf("others look every %s, and withdrawn text is to be gone within a second", lookEvery)
	}
}
