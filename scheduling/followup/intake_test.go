//go:build unix

package followup_test

import (
	"strings"
	"testing"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
	"poliskontor/storage/storagetest"
)

func outcomes(rows []followup.Row) string {
	var list []string
	for _, r := range rows {
		said := string(r.Intake)
		if r.Problem != "" {
			said += " " + r.Field + " " + string(r.Problem)
		}
		list = append(list, said)
	}
	return strings.Join(list, ", ")
}

// TestATableIsTakenUpOnce sends a table dry, wet, again, and with more in it.
func TestATableIsTakenUpOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police := w.as(scheduling.Police)
		control := func(line int, day scheduling.Day, place string) followup.Entry {
			return followup.Entry{Line: line, Locality: w.seeds.Localities[0].Name, Activity: followup.Activity{Kind: followup.TrafficControl, Day: day, Place: place, Status: followup.Done}}
		}
		referred := control(7, storagetest.Monday-9, "Skolan")
		referred.Activity.Reference = "17"
		theirs := control(5, storagetest.Monday-5, "")
		theirs.Activity.Owner = scheduling.Kommun
		far := control(4, storagetest.Monday-5, "")
		far.Locality = "Ingenstans"
		entries := []followup.Entry{
			control(2, storagetest.Monday-4, "Torget"), control(3, storagetest.Monday-4, "torget"), far, theirs,
			control(6, storagetest.Monday+4, ""), referred, {Line: 8, Problem: scheduling.CodeEntryNoStart, Field: "day"},
		}
		const first = "new, duplicate, problem localityId place_unknown, problem owner other_authority, problem status activity_ahead, new, problem day entry_no_start"
		stored := func(want int) {
			t.Helper()
			if _, total, err := w.List(police, scheduling.Query{}); err != nil || total != want {
				t.Errorf("%d are stored, %v", total, err)
			}
		}
		sent := func(dry bool, entries []followup.Entry, want string) []followup.Row {
			t.Helper()
			rows, err := w.Intake(police, w.seeds.District.ID, entries, dry)
			w.must(err)
			if got := outcomes(rows); got != want {
				t.Errorf("the outcome is %s, want %s", got, want)
			}
			return rows
		}
		sent(true, entries, first)
		stored(0)
		rows := sent(false, entries, first)
		stored(2)
		if a := rows[0].Stored; a.Owner != scheduling.Police || a.LocalityID != w.seeds.Localities[0].ID || a.MunicipalityID != w.seeds.Municipality.ID {
			t.Errorf("stored as %+v", a)
		}
		sent(false, entries, strings.ReplaceAll(first, "new", "duplicate"))
		stored(2)

		more := control(2, storagetest.Monday-4, "Torget")
		more.Activity.Participants, more.Activity.Feedback, more.Activity.Named = new(3), storagetest.Monday-1, true
		moved := referred
		moved.Activity.Day++ // by its reference it is the same
		changed := sent(false, []followup.Entry{more, moved, more}, "changed, changed, duplicate")
		stored(2)
		read, err := w.Get(police, changed[0].Stored.ID)
		w.must(err)
		if *read.Participants != 3 || read.Feedback != storagetest.Monday-1 || read.Version != 2 {
			t.Errorf("changed to %+v", read)
		}
		sent(false, entries[:1], "duplicate") // an empty cell takes nothing away
		if moved, err := w.Get(police, changed[1].Stored.ID); err != nil || moved.Day != storagetest.Monday-8 {
			t.Errorf("moved to %+v, %v", moved, err)
		}
		_, err = w.Intake(police, "nowhere", entries, true)
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
	})
}
