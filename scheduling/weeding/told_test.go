//go:build unix

package weeding_test

import (
	"slices"
	"testing"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/weeding"
	"poliskontor/storage/storagetest"
)

// run weeds by a new rule of the police for a kind, and returns the dry run too.
func (w *world) run(kind weeding.Kind) (weeding.List, weeding.Protocol) {
	w.t.Helper()
	police := w.as(scheduling.Police)
	rule, err := w.AddRule(police, w.rule(kind))
	w.must(err)
	list, err := w.DryRun(police, rule.ID)
	w.must(err)
	_, err = w.Export(police, list.ID)
	w.must(err)
	protocol, err := w.Run(police, list.ID, list.Digest)
	w.must(err)
	return list, protocol
}

// TestAnActivityGoesWithWhatItCountsToward takes a safety walk whose preparation is younger:
// that stays, and what the walk was said to count toward goes with it.
func TestAnActivityGoesWithWhatItCountsToward(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		deeds := followup.NewActivities(w.store.FollowUp(), w.clock)
		add := func(owner scheduling.Owner, daysAgo scheduling.Day, step followup.Step, walk scheduling.ActivityID) followup.Activity {
			a, err := deeds.Add(w.as(owner), followup.Activity{DistrictID: w.seeds.District.ID, LocalityID: w.seeds.Localities[0].ID, Kind: followup.SafetyWalk,
				Step: step, WalkID: walk, Day: scheduling.DayOf(w.now) - daysAgo, Status: followup.Done, Text: "canary-activity"})
			w.must(err)
			return a
		}
		walk := add(scheduling.Police, 400, followup.Walk, "")
		later := add(scheduling.Police, 100, followup.FollowUpWalk, walk.ID)
		theirs := add(scheduling.Kommun, 500, followup.Walk, "")
		_, err := deeds.Correct(w.as(scheduling.Police), walk.ID, walk.Version, nil)
		w.must(err)

		_, protocol := w.run(weeding.Activities)
		if !slices.Equal(names(protocol.Removed), []string{string(walk.ID)}) || len(protocol.Kept) > 0 {
			t.Errorf("%v went and %v stayed", protocol.Removed, protocol.Kept)
		}
		left, _, err := w.store.FollowUp().Activities().List(w.program(), scheduling.Query{})
		w.must(err)
		if len(left) != 2 || left[0].ID != later.ID || left[0].WalkID != "" || left[1].ID != theirs.ID {
			t.Errorf("left are %+v", left)
		}
		corrections, _, err := w.store.FollowUp().Corrections().List(w.program(), scheduling.Query{})
		w.must(err)
		if len(corrections) > 0 {
			t.Errorf("left of what it counted toward is %v", corrections)
		}
	})
}

// TestASummaryStaysWhileCitizensReadIt has one that is public, and one that was withdrawn:
// an older backup brings back the words of that, which go again at once.
func TestASummaryStaysWhileCitizensReadIt(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		address := database.Fresh(t)
		w := newWorld(t, address)
		today := w.now
		w.now = today.AddDate(-3, 0, 0)
		summary := func(id dialogue.SummaryID, owner scheduling.Owner) dialogue.Summary {
			said := dialogue.Telling{Topic: "Trafik", From: scheduling.DayOf(w.now) - 20, To: scheduling.DayOf(w.now) - 10, Said: "canary-said", Done: "Vi har mätt."}
			s := dialogue.Summary{ID: id, DistrictID: w.seeds.District.ID, LocalityID: w.seeds.Localities[0].ID, Owner: owner, Telling: said,
				State: dialogue.SummaryPublished, AuthorID: "a", EditorID: "a", ApproverID: "b", Public: &dialogue.Edition{Telling: said, Approved: w.now}}
			w.must(w.store.Dialogue().Summaries().Create(w.as(owner), s))
			s.Version = 1
			return s
		}
		summary("public", scheduling.Police)
		summary("theirs", scheduling.Kommun)
		withdrawn := summary("withdrawn", scheduling.Police)
		older := w.backup(address)
		w.now = today.AddDate(-2, 0, 0)
		withdrawn.State, withdrawn.Public = dialogue.SummaryWithdrawn, nil
		withdrawn.Withdrawal = &dialogue.Withdrawal{ByID: "b", At: w.now, Reason: "Fel ort."}
		w.must(w.store.Dialogue().Summaries().Update(w.as(scheduling.Police), withdrawn))
		w.now = today

		list, protocol := w.run(weeding.Summaries)
		if len(list.Held) != 1 || list.Held[0].ID != "public" || list.Held[0].Why != weeding.IsPublic {
			t.Errorf("the dry run says that %+v stays", list.Held)
		}
		if stored, err := w.List(w.as(scheduling.Police), list.ID); err != nil || len(stored.Held) != 1 || stored.Held[0].Why != weeding.IsPublic {
			t.Errorf("read again it says %+v, %v", stored.Held, err)
		}
		if !slices.Equal(names(protocol.Removed), []string{"withdrawn"}) {
			t.Errorf("%v went", protocol.Removed)
		}
		published := func() []string {
			found, err := w.store.Dialogue().Summaries().Published(w.program())
			w.must(err)
			var ids []string
			for _, p := range found {
				ids = append(ids, string(p.ID))
			}
			slices.Sort(ids)
			return ids
		}
		w.must(w.store.Close())
		w.open(older)
		if got := published(); !slices.Equal(got, []string{"public", "theirs", "withdrawn"}) {
			t.Fatalf("in the backup %v are public", got)
		}
		_, err := w.Again(w.program())
		w.must(err)
		if got := published(); !slices.Equal(got, []string{"public", "theirs"}) {
			t.Errorf("after the restore %v are public", got)
		}
	})
}
