package storage_test

import (
	"testing"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/storage/storagetest"
)

// TestWhatWasHeardIsCounted holds visits, wishes and actions of one place against another's,
// and against what is too old.
func TestWhatWasHeardIsCounted(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		today := scheduling.DayOf(*w.now)
		note := func(site int, ago scheduling.Day, owner scheduling.Owner, came int, topics ...string) {
			t.Helper()
			v := w.Visit(site, today-ago, 600, 700)
			if owner == scheduling.Kommun { // of the visit before
				found, _, err := w.store.Visits().List(act(t), scheduling.Query{LocalityID: v.LocalityID, From: v.Starts, Until: v.Ends})
				must(t, err)
				v = found[0]
			} else {
				must(t, w.store.Visits().Create(act(t), v))
			}
			n := dialogue.Note{ID: scheduling.NewID[dialogue.NoteID](), DistrictID: w.District.ID, VisitID: v.ID, LocalityID: v.LocalityID, Owner: owner,
				Purpose: dialogue.PublicTask, AuthorID: "a", Written: v.Ends, Topics: topics, Text: "x"}
			if came >= 0 {
				n.Attendance = &dialogue.Attendance{Adults: came}
			}
			must(t, w.store.Dialogue().Notes().Create(act(t), n))
		}
		note(0, 300, scheduling.Police, 50, "Trafik") // too old
		note(0, 40, scheduling.Police, 9, "Trafik", "Annat")
		note(0, 40, scheduling.Kommun, 12, "Trafik") // the same visit
		note(0, 30, scheduling.Police, -1, "Annat")
		note(0, 20, scheduling.Police, 0)
		note(0, 10, scheduling.Police, 0)
		note(1, 15, scheduling.Police, 0)
		note(1, 5, scheduling.Police, 4)
		for i, ago := range []scheduling.Day{1, 2, 300} {
			must(t, w.store.Wishes().Create(act(t), scheduling.Wish{ID: scheduling.WishID(rune('a' + i)), DistrictID: w.District.ID, MunicipalityID: w.Municipality.ID,
				LocalityID: w.Localities[0].ID, Days: scheduling.AnyDay, Hours: scheduling.AnyHour, Received: (today - ago).At(600)}))
		}
		for _, a := range []dialogue.Action{{Due: today - 1, Status: dialogue.Open}, {Due: today, Status: dialogue.Open}, {Due: today - 9, Status: dialogue.Done, Ended: *w.now}} {
			a.ID, a.DistrictID, a.LocalityID, a.Owner = scheduling.NewID[dialogue.ActionID](), w.District.ID, w.Localities[0].ID, scheduling.Police
			must(t, w.store.Dialogue().Actions().Create(act(t), a))
		}
		heard, err := w.store.Hearings().Heard(act(t), w.District.ID, (today - 182).Starts(), today)
		must(t, err)
		wantEqual(t, heard[w.Localities[0].ID], scheduling.Heard{Counted: 3, Came: 12, Empty: 2, Topics: 3, Wishes: 2, Unanswered: 1})
		wantEqual(t, heard[w.Localities[1].ID], scheduling.Heard{Counted: 2, Came: 4})
		elsewhere, err := w.store.Hearings().Heard(scheduling.WithReach(act(t), nil), w.District.ID, (today - 182).Starts(), today)
		must(t, err)
		wantEqual(t, len(elsewhere), 0)
	})
}
