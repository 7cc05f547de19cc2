package demo

import (
	"testing"
	"time"

	"poliskontor/accounts"
	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/storage/storagetest"
)

func TestCitizensAreToldWhatWasDone(t *testing.T) {
	now := scheduling.NewDay(2026, time.November, 21).At(9 * 60)
	store := storagetest.Open(t, storagetest.SQLite(t), func() time.Time { return now })
	if err := Load(t.Context(), store.FollowUp(), calendar.NewHolidays(), now); err != nil {
		t.Fatal(err)
	}
	people := accounts.New(store.People(), func() time.Time { return now })
	if err := AddAccounts(t.Context(), people, store.Districts()); err != nil {
		t.Fatal(err)
	}
	for range 2 { // it is added once
		if err := AddDialogue(t.Context(), store.Dialogue(), people, now); err != nil {
			t.Fatal(err)
		}
	}
	all, _, err := store.Dialogue().Summaries().List(t.Context(), scheduling.Query{})
	if err != nil {
		t.Fatal(err)
	}
	count, places := map[dialogue.SummaryState]int{}, map[scheduling.LocalityID]bool{}
	for _, s := range all {
		count[s.State]++
		if s.State == dialogue.SummaryPublished {
			places[s.LocalityID] = true
		}
		if warnings := s.Warnings(); len(warnings) > 0 {
			t.Errorf("%s of %s warns of %v", s.Topic, s.Said, warnings)
		}
	}
	if count[dialogue.SummaryPublished] != 3 || count[dialogue.SummaryAwaiting] != 1 || count[dialogue.SummaryDraft] != 1 || len(places) < 2 {
		t.Errorf("told are %v in %d places", count, len(places))
	}
}
