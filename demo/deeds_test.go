package demo

import (
	"testing"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/storage"
)

// checkDeeds sees that what is done beside visits is of each kind and by both parties,
// fits the pledges, and that some actions are late and some answered.
func checkDeeds(t *testing.T, store *storage.Store, today scheduling.Day) {
	t.Helper()
	district := districtOf(t, store)
	deeds := followup.NewActivities(store.FollowUp(), today.Starts)
	all, _, err := deeds.List(t.Context(), scheduling.Query{DistrictID: district.ID})
	if err != nil {
		t.Fatal(err)
	}
	countings, err := deeds.Countings(t.Context(), district.ID, all)
	if err != nil {
		t.Fatal(err)
	}
	kinds, owners, toward, corrected := map[followup.Kind]int{}, map[scheduling.Owner]int{}, map[scheduling.CommitmentID]int{}, 0
	for i, a := range all {
		kinds[a.Kind]++
		owners[a.Owner]++
		for _, c := range countings[i].Counts {
			toward[c.CommitmentID]++
		}
		if countings[i].Corrected() {
			corrected++
		}
	}
	for _, kind := range followup.Kinds {
		if kinds[kind] == 0 {
			t.Errorf("no activity is a %s", kind)
		}
	}
	if owners[scheduling.Police] == 0 || owners[scheduling.Kommun] == 0 || len(toward) < 8 {
		t.Errorf("the activities are %v and count toward %d commitments", owners, len(toward))
	}
	if year, _, _ := today.Date(); year <= 2028 && corrected != 1 {
		t.Errorf("%d activities are counted by hand", corrected)
	}
	actions, _, err := store.Dialogue().Actions().List(t.Context(), scheduling.Query{DistrictID: district.ID})
	if err != nil {
		t.Fatal(err)
	}
	late, answered := 0, 0
	for _, a := range actions {
		if a.Overdue(today) {
			late++
		}
		if a.Status != dialogue.Open && a.Answer != "" {
			answered++
		}
	}
	if late != 3 || answered != 4 {
		t.Errorf("%d actions are late and %d answered", late, answered)
	}
}
