//go:build unix

package site

import (
	"net/http"
	"testing"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
	"poliskontor/storage/storagetest"
)

// keeping is a world with a pledge that is followed up, and with all that became of its visits.
func keeping(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.config.FollowUp = w.store.FollowUp()
	w.start()
	pledge := scheduling.Pledge{
		ID: "p-1", DistrictID: w.seeds.District.ID, MunicipalityID: w.seeds.Municipality.ID, Slug: "lofte", Kind: scheduling.CitizenPledge,
		Title: "Medborgarlöfte 2026", Signed: storagetest.Monday - 7, From: storagetest.Monday - 7,
		Commitments: []scheduling.Commitment{
			{ID: "c-1", Article: 1, Title: "Kontoret kommer", Owner: scheduling.Police, Indicator: scheduling.Visits, Binds: scheduling.YearRound,
				Target: scheduling.Target{AimDays: 5, MaxGapDays: 10}, Scope: scheduling.Scope{Kinds: []scheduling.LocalityKind{scheduling.Basort}}},
			{ID: "c-2", Article: 2, Title: "Trygghetsvandra", Owner: scheduling.Kommun, Indicator: scheduling.SafetyWalks, Binds: scheduling.YearRound,
				Target: scheduling.Target{Count: 2, Per: scheduling.PerYear}},
			{ID: "c-3", Article: 3, Title: "Lägesbild varje vecka", Owner: scheduling.Police, Indicator: scheduling.SituationPictures, Binds: scheduling.YearRound,
				Target: scheduling.Target{Count: 1, Per: scheduling.PerYear}},
		},
	}
	draft := pledge
	draft.ID, draft.Slug, draft.Signed, draft.Commitments = "p-2", "utkast", 0, nil
	coming := pledge
	coming.ID, coming.Slug, coming.From, coming.Commitments = "p-3", "kommande", storagetest.Monday+100, nil
	for _, p := range []scheduling.Pledge{pledge, draft, coming} {
		if err := w.store.Pledges().Create(w.ctx, p); err != nil {
			t.Fatal(err)
		}
	}
	w.everyState()
	return w
}

// walk is a safety walk that was made, stored without the site being asked to refresh.
func (w *world) walk(day scheduling.Day) {
	w.t.Helper()
	a := followup.Activity{ID: scheduling.NewID[scheduling.ActivityID](), DistrictID: w.seeds.District.ID, MunicipalityID: w.seeds.Municipality.ID,
		LocalityID: w.seeds.Localities[0].ID, Place: "canary-place", Kind: followup.SafetyWalk, Step: followup.Walk, Title: "canary-title", Owner: scheduling.Kommun, Day: day,
		Status: followup.Done, Text: "canary-text"}
	if err := w.store.FollowUp().Activities().Create(w.ctx, a); err != nil {
		w.t.Fatal(err)
	}
}

// TestEverybodyReadsHowAPledgeIsKept: in figures, and nothing that was only written down
// for colleagues.
func TestEverybodyReadsHowAPledgeIsKept(t *testing.T) {
	w := keeping(t)
	w.walk(storagetest.Monday + 1)
	w.refresh()
	page := w.page("/loften/lofte")
	want(t, "the page", page, "Så hålls löftet 2026",
		"Kontoret annonserade 9 besök på orterna. 2 är genomförda, 1 ställdes in, 1 är över utan att någon har noterat hur det gick, och 5 återstår.",
		"7 av 9 annonserades minst 14 dagar i förväg.", "Så stod det måndag 30 november 2026.",
		"<td>2 besök</td>", "Delvis hållet: 1 av 3 orter", "<td>1 aktivitet</td>", "<td>Inget ännu</td>",
		"2 besök, som längst 8 dagars väntan.", "0 besök, som längst 15 dagars väntan. <strong>Längre än lovat.</strong>")
	never(t, "the page", page, "canary-", "personer kom") // nobody counted
	english := w.page("/en/loften/lofte")
	want(t, "the page in English", english, "Kept in part: 1 of 3 places", "Visits: 2. Longest wait: 8 days.")
	never(t, "the page in English", english, "canary-")
	never(t, "a pledge that does not hold yet", w.page("/loften/kommande"), "Så hålls löftet")
	if status := w.get("/loften/utkast").StatusCode; status != http.StatusNotFound {
		t.Errorf("a pledge that nobody has signed answers %d", status)
	}
}

// TestASharedPictureCounts when it is shared, and says nothing of what is in it.
func TestASharedPictureCounts(t *testing.T) {
	w := keeping(t)
	part := situation.Part{ID: "part", DistrictID: w.seeds.District.ID, Owner: scheduling.Police, Monday: storagetest.Monday - 7, Text: "canary-text",
		Frozen: situation.Ready(storagetest.Monday - 7)}
	if err := w.store.Situation().Parts().Create(w.ctx, part); err != nil {
		t.Fatal(err)
	}
	w.refresh()
	never(t, "before it is shared", w.page("/loften/lofte"), "1 lägesbild")
	part.Released, part.ReleasedBy, part.Version = part.Frozen, "canary-name", 1
	if err := w.store.Situation().Parts().Update(w.ctx, part); err != nil {
		t.Fatal(err)
	}
	w.refresh()
	want(t, "then", w.page("/loften/lofte"), "<td>1 lägesbild</td>")
	never(t, "then", w.page("/loften/lofte"), "canary-")
	want(t, "in English", w.page("/en/loften/lofte"), "<td>1 picture of the situation</td>")
}

// TestAPledgeIsKeptByWhatIsDone, and where nothing is followed up nothing is said of it.
func TestAPledgeIsKeptByWhatIsDone(t *testing.T) {
	w := keeping(t)
	w.refresh()
	never(t, "before a walk", w.page("/loften/lofte"), "1 aktivitet")
	w.walk(storagetest.Monday + 1)
	w.walk(storagetest.Monday + 2)
	w.refresh()
	want(t, "after two", w.page("/loften/lofte"), "<td>2 aktiviteter</td>", "Hållet")

	w.config.FollowUp = nil
	w.restart()
	page := w.page("/loften/lofte")
	want(t, "without follow-up", page, "Trygghetsvandra")
	never(t, "without follow-up", page, "Så hålls löftet")
}
