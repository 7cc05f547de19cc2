package weeding_test

import (
	"slices"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/weeding"
)

func day(year int, month time.Month, date int) scheduling.Day {
	return scheduling.NewDay(year, month, date)
}

func TestWhenTheTimeOfARecordHasRunOut(t *testing.T) {
	for _, test := range []struct {
		name   string
		months int
		from   weeding.Counting
		of     scheduling.Day
		first  scheduling.Day // on which it goes
	}{
		{"two years", 24, weeding.FromDay, day(2024, time.November, 21), day(2026, time.November, 22)},
		{"from the year's end", 24, weeding.FromYearEnd, day(2024, time.February, 3), day(2027, time.January, 1)},
		{"a month from the last of January", 1, weeding.FromDay, day(2026, time.January, 31), day(2026, time.March, 1)},
		{"a month in a leap year", 1, weeding.FromDay, day(2028, time.January, 31), day(2028, time.March, 1)},
		{"a year from a leap day", 12, weeding.FromDay, day(2028, time.February, 29), day(2029, time.March, 1)},
		{"over New Year", 2, weeding.FromDay, day(2026, time.December, 31), day(2027, time.March, 1)},
		{"the last day of a year, from its end", 12, weeding.FromYearEnd, day(2026, time.December, 31), day(2028, time.January, 1)},
	} {
		terms := weeding.Terms{Kind: weeding.Notes, Owner: scheduling.Police, Months: test.months, From: test.from}
		record := weeding.Record{ID: "r", Day: test.of, Owner: scheduling.Police}
		if terms.Due(record, test.first-1) {
			t.Errorf("%s: it goes before %s", test.name, test.first)
		}
		if !terms.Due(record, test.first) {
			t.Errorf("%s: it stays on %s", test.name, test.first)
		}
	}
}

func TestWhatGoesAndWhatIsHeld(t *testing.T) {
	terms := weeding.Terms{Kind: weeding.Notes, Owner: scheduling.Police, Months: 12, From: weeding.FromDay}
	today := day(2026, time.November, 21)
	old := day(2025, time.June, 1)
	records := []weeding.Record{
		{ID: "old", Day: old, LocalityID: "a", Owner: scheduling.Police},
		{ID: "elsewhere", Day: old, LocalityID: "b", Owner: scheduling.Police},
		{ID: "later", Day: old + 30, LocalityID: "a", Owner: scheduling.Police},
		{ID: "read", Day: old + 1, LocalityID: "c", Owner: scheduling.Police, Public: true},
		{ID: "young", Day: today - 30, LocalityID: "a", Owner: scheduling.Police},
		{ID: "theirs", Day: old, LocalityID: "a", Owner: scheduling.Kommun},
		{ID: "open", LocalityID: "a", Owner: scheduling.Police}, // its age is not counted yet
	}
	for _, test := range []struct {
		name    string
		holds   []weeding.Hold
		heldToo bool // what is public, which stays by itself
		due     []string
	}{
		{"no hold", nil, false, []string{"old", "elsewhere", "later"}},
		{"a place", []weeding.Hold{{LocalityID: "a"}}, false, []string{"elsewhere"}},
		{"a place, of another kind", []weeding.Hold{{LocalityID: "a", Kind: weeding.Wishes}}, false, []string{"old", "elsewhere", "later"}},
		{"from a day on", []weeding.Hold{{From: old + 1}}, true, []string{"old", "elsewhere"}},
		{"until a day", []weeding.Hold{{To: old}}, false, []string{"later"}},
		{"a place and a period", []weeding.Hold{{LocalityID: "a", From: old, To: old}}, false, []string{"elsewhere", "later"}},
		{"a record", []weeding.Hold{{RecordID: "old"}}, false, []string{"elsewhere", "later"}},
		{"two holds", []weeding.Hold{{RecordID: "old"}, {LocalityID: "b"}}, false, []string{"later"}},
	} {
		due, stayed := weeding.Sort(terms, records, test.holds, today)
		kept := recordsOf(stayed)
		if !slices.Equal(names(due), test.due) || len(due)+len(kept) != 4 {
			t.Errorf("%s: %v go and %v are held, want %v", test.name, names(due), names(kept), test.due)
		}
		for _, k := range stayed {
			if public := k.ID == "read" && !test.heldToo; public != (k.Why == weeding.IsPublic) || public == (k.Why == weeding.OnHold) {
				t.Errorf("%s: %s stays because of %q", test.name, k.ID, k.Why)
			}
		}
	}
}

func recordsOf(kept []weeding.Kept) []weeding.Record {
	var records []weeding.Record
	for _, k := range kept {
		records = append(records, k.Record)
	}
	return records
}

func names(records []weeding.Record) []string {
	var ids []string
	for _, r := range records {
		ids = append(ids, r.ID)
	}
	return ids
}
