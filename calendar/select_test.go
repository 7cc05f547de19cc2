package calendar

import (
	"slices"
	"testing"
	"time"

	"poliskontor/scheduling"
)

func TestSelectKeepsThirteenMonths(t *testing.T) {
	tests := []struct {
		now  string
		ends string
		kept bool
	}{
		{"2026-11-24T12:00", "2027-05-01T18:00", true},
		{"2026-11-24T12:00", "2026-11-23T18:00", true},
		{"2026-11-24T12:00", "2025-10-24T09:00", true},
		{"2026-11-24T12:00", "2025-10-23T23:59", false},
		{"2026-11-24T00:30", "2025-10-23T23:59", false}, // still the 23rd in UTC
		{"2026-11-23T23:30", "2025-10-23T00:30", true},
		// 13 months before 31 March is the last day of February.
		{"2027-03-31T12:00", "2026-02-28T10:00", true},
		{"2027-03-31T12:00", "2026-02-27T10:00", false},
		{"2026-01-31T12:00", "2024-12-31T10:00", true},
		{"2026-01-31T12:00", "2024-12-30T10:00", false},
	}
	for _, test := range tests {
		for _, state := range []scheduling.State{scheduling.Announced, scheduling.Cancelled} {
			v := ordinary(t)
			v.Ends, v.State = at(t, test.ends), state
			v.Starts = v.Ends.Add(-time.Hour)
			if kept := len(Select([]scheduling.PublicVisit{v}, at(t, test.now))) == 1; kept != test.kept {
				t.Errorf("%s visit until %s at %s: kept %v", state, test.ends, test.now, kept)
			}
		}
	}
}

func TestCancelledVisitsStayThirtyDays(t *testing.T) {
	v := ordinary(t)
	v.State = scheduling.Cancelled
	for days := range 31 {
		if len(Select([]scheduling.PublicVisit{v}, v.Ends.AddDate(0, 0, days))) != 1 {
			t.Errorf("gone after %d days", days)
		}
	}
}

func TestSelectSortsACopy(t *testing.T) {
	early, late, same := ordinary(t), ordinary(t), ordinary(t)
	early.ID, late.ID, same.ID = "c", "a", "b"
	late.Starts = late.Starts.Add(time.Minute)
	given := []scheduling.PublicVisit{late, early, same}
	var ids []scheduling.VisitID
	for _, v := range Select(given, early.Starts) {
		ids = append(ids, v.ID)
	}
	if want := []scheduling.VisitID{"b", "c", "a"}; !slices.Equal(ids, want) {
		t.Errorf("got %v, want %v", ids, want)
	}
	if given[0].ID != "a" {
		t.Error("the given slice was reordered")
	}
}
