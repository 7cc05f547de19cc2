package demo

import (
	"testing"
	"time"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

func TestCitizensAreToldWhatWasDone(t *testing.T) {
	t.Parallel()
	now := friday
	store := loaded(t, now)
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
