//go:build unix

package dialogue_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// world is a district with a visit on Monday from 10 to 13, and its clock at 12.
type world struct {
	t     *testing.T
	store *storage.Store
	seeds storagetest.Seeds
	visit scheduling.Visit
	now   time.Time
	*dialogue.Dialogue
}

func newWorld(t *testing.T, address string) *world {
	t.Helper()
	w := &world{t: t, now: storagetest.Monday.At(12 * 60)}
	clock := func() time.Time { return w.now }
	w.store = storagetest.Open(t, address, clock)
	w.seeds = storagetest.Seed(t, w.store)
	w.visit = w.seeds.Visit(0, storagetest.Monday, 10*60, 13*60)
	w.must(w.store.Visits().Create(storagetest.Context(t), w.visit))
	district := w.seeds.District
	district.Topics = []string{"Trafik", "Nedskräpning", "Annat"}
	w.must(w.store.Districts().Update(storagetest.Context(t), district))
	w.Dialogue = dialogue.New(w.store.Dialogue(), clock)
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// refused checks an error's kind, and that it has a code.
func (w *world) refused(err error, kind scheduling.Kind, code scheduling.Code) {
	w.t.Helper()
	if scheduling.KindOf(err) != kind || !scheduling.HasCode(err, code) {
		w.t.Errorf("error %v, want %s with %s", err, kind, code)
	}
}

// as is the context of somebody of an authority.
func (w *world) as(owner scheduling.Owner) context.Context {
	return scheduling.WithActor(w.t.Context(), scheduling.Actor{ID: "a-" + string(owner), Name: string(owner), Authority: owner})
}

func (w *world) note() dialogue.Note {
	return dialogue.Note{VisitID: w.visit.ID, Written: w.now, Attendance: &dialogue.Attendance{Adults: 12, Youths: 3},
		Topics: []string{"Annat", "Trafik"}, Text: "Många undrar över farten förbi skolan. canary-note"}
}

func (w *world) promise() dialogue.Action {
	return dialogue.Action{Topic: "Trafik", What: "Mäta farten vid skolan canary-action", Owner: scheduling.Police, Role: "Kommunpolis",
		Due: storagetest.Monday + 30}
}

func TestANoteIsItsAuthoritysOwn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police, kommun := w.as(scheduling.Police), w.as(scheduling.Kommun)
		written, err := w.Write(police, w.note(), []dialogue.Action{w.promise()})
		w.must(err)
		if !slices.Equal(written.Topics, []string{"Trafik", "Annat"}) || *written.Attendance != (dialogue.Attendance{Adults: 12, Youths: 3}) ||
			written.Purpose != dialogue.CrimePrevention || written.AuthorID != "a-police" || written.LocalityID != w.visit.LocalityID {
			t.Errorf("written as %+v", written)
		}
		if seen, err := w.OfVisit(kommun, w.visit.ID); err != nil || len(seen) != 0 {
			t.Errorf("the kommun reads %v of the police, %v", seen, err)
		}
		_, err = w.Revise(kommun, written)
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
		theirs := w.note()
		theirs.Text = "Parkens lampor är trasiga."
		theirs, err = w.Write(kommun, theirs, nil)
		w.must(err)
		if theirs.Purpose != dialogue.PublicTask {
			t.Errorf("the kommun's purpose is %s", theirs.Purpose)
		}
		brief, err := w.Brief(police, w.visit.LocalityID)
		w.must(err)
		if len(brief.Notes) != 1 || brief.Notes[0].ID != written.ID || len(brief.Actions) != 1 || brief.Actions[0].NoteID != written.ID {
			t.Errorf("the brief is %+v", brief)
		}
		_, err = w.Write(w.as(""), w.note(), nil)
		w.refused(err, scheduling.Refused, scheduling.CodeOtherAuthority)
	})
}

// TestTheAuditLogKnowsWhoReadAndNotWhatWasSaid looks for what notes and actions say, which
// must be gone when they are weeded.
func TestTheAuditLogKnowsWhoReadAndNotWhatWasSaid(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police := w.as(scheduling.Police)
		written, err := w.Write(police, w.note(), []dialogue.Action{w.promise()})
		w.must(err)
		_, err = w.OfVisit(police, w.visit.ID)
		w.must(err)
		_, err = w.Brief(police, w.visit.LocalityID)
		w.must(err)
		entries, _, err := w.store.Audit().List(t.Context(), scheduling.AuditQuery{Actor: "a-police"})
		w.must(err)
		read := 0
		for _, e := range entries {
			if strings.Contains(e.Before+e.After, "canary-") {
				t.Errorf("the audit log says %s", e.After)
			}
			if e.Action == scheduling.AuditRead && e.Thing == "dialogue_note" && e.ThingID == string(written.ID) {
				read++
			}
		}
		if read != 2 {
			t.Errorf("the log has %d readings of two", read)
		}
	})
}

func TestASecondDeviceMeetsTheFirst(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police := w.as(scheduling.Police)
		first, err := w.Write(police, w.note(), nil)
		w.must(err)
		second := w.note()
		second.Text = "Det andra."
		_, err = w.Write(police, second, []dialogue.Action{w.promise()})
		w.refused(err, scheduling.Stale, scheduling.CodeStale)
		var stale *scheduling.Error
		if !errors.As(err, &stale) || stale.Current.(dialogue.Note).ID != first.ID {
			t.Errorf("it is told of %v", err)
		}
		if _, total, err := w.Actions(police, scheduling.Query{}); err != nil || total != 0 {
			t.Errorf("%d actions of a note that was refused, %v", total, err)
		}
		revised := first
		revised.Text = "Båda."
		revised, err = w.Revise(police, revised)
		w.must(err)
		if revised.Text != "Båda." || revised.Version != 2 {
			t.Errorf("revised to %+v", revised)
		}
		_, err = w.Revise(police, first)
		w.refused(err, scheduling.Stale, scheduling.CodeStale)
	})
}

func TestNotesThatAreRefused(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	police := w.as(scheduling.Police)
	for name, test := range map[string]struct {
		change func(*dialogue.Note)
		code   scheduling.Code
	}{
		"empty":               {func(n *dialogue.Note) { n.Text, n.Topics, n.Attendance = "  ", nil, nil }, dialogue.CodeNoteEmpty},
		"nothing, and a text": {func(n *dialogue.Note) { n.Nothing = true }, dialogue.CodeNothingAndSomething},
		"unknown topic":       {func(n *dialogue.Note) { n.Topics = []string{"Vädret"} }, dialogue.CodeTopicUnknown},
		"too long":            {func(n *dialogue.Note) { n.Text = strings.Repeat("å", dialogue.MaxNoteText+1) }, scheduling.CodeTooLong},
		"hidden characters":   {func(n *dialogue.Note) { n.Text = "a\x00b" }, scheduling.CodeControlChars},
		"fewer than nobody":   {func(n *dialogue.Note) { n.Attendance.Youths = -1 }, scheduling.CodeOutOfRange},
		"from tomorrow":       {func(n *dialogue.Note) { n.Written = w.now.Add(time.Hour) }, dialogue.CodeWrittenLater},
		"personnummer":        {func(n *dialogue.Note) { n.Text = "Anna, 850709-9805, ringer igen." }, scheduling.CodePersonalNumber},
	} {
		n := w.note()
		test.change(&n)
		_, err := w.Write(police, n, nil)
		w.refused(err, scheduling.Invalid, test.code)
		if err != nil && strings.Contains(err.Error(), "9805") {
			t.Errorf("%s: the error repeats what must not be stored: %v", name, err)
		}
	}
	early := w.now
	w.now = w.visit.Starts.Add(-time.Minute)
	n := w.note()
	_, err := w.Write(police, n, nil)
	w.refused(err, scheduling.Refused, dialogue.CodeNoteEarly)
	w.now = early

	n = w.note()
	n.Nothing, n.Text, n.Topics = true, "", nil
	written, err := w.Write(police, n, nil)
	w.must(err)
	if !written.Nothing || written.Attendance.Adults != 12 {
		t.Errorf("written as %+v", written)
	}
}

func TestATopicThatWasTakenOffTheListStaysWhereItWas(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	police := w.as(scheduling.Police)
	written, err := w.Write(police, w.note(), nil)
	w.must(err)
	district, err := w.store.Districts().Get(police, w.seeds.District.ID)
	w.must(err)
	district.Topics = []string{"Annat"}
	w.must(w.store.Districts().Update(police, district))
	written.Text = "Mer."
	revised, err := w.Revise(police, written)
	w.must(err)
	if !slices.Equal(revised.Topics, []string{"Annat", "Trafik"}) {
		t.Errorf("the topics are %v", revised.Topics)
	}
}

func TestActions(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police, kommun := w.as(scheduling.Police), w.as(scheduling.Kommun)
		a := w.promise()
		a.LocalityID, a.Status = w.visit.LocalityID, dialogue.Open
		added, err := w.Add(kommun, a)
		w.must(err)
		late := added
		late.Due++
		_, err = w.Change(kommun, late)
		w.refused(err, scheduling.Refused, scheduling.CodeOtherAuthority) // it is for the police to do

		done := added
		done.Status = dialogue.Done
		_, err = w.Change(police, done)
		w.refused(err, scheduling.Invalid, dialogue.CodeAnswerMissing)
		done.Answer = "Farten är mätt: snittet är 38 km/h."
		done, err = w.Change(police, done)
		w.must(err)
		if !done.Ended.Equal(w.now) {
			t.Errorf("done as %+v", done)
		}
		_, err = w.Change(police, added)
		w.refused(err, scheduling.Stale, scheduling.CodeStale)
		w.refused(w.Remove(police, done.ID, done.Version), scheduling.Refused, dialogue.CodeAnswered)
		again := done
		again.Status = dialogue.Open
		again, err = w.Change(police, again)
		w.must(err)
		if !again.Ended.IsZero() {
			t.Errorf("opened again as %+v", again)
		}
		w.must(w.Remove(police, again.ID, again.Version))

		a.What = "Ring 850709-9805"
		_, err = w.Add(police, a)
		w.refused(err, scheduling.Invalid, scheduling.CodePersonalNumber)
		n, bad := w.note(), w.promise()
		bad.Role = ""
		_, err = w.Write(police, n, []dialogue.Action{w.promise(), bad})
		var invalid *scheduling.Error
		if !errors.As(err, &invalid) || len(invalid.Violations) != 1 || invalid.Violations[0].Field != "promised[1].role" {
			t.Errorf("a promise without a role: %v", err)
		}
		if seen, err := w.OfVisit(police, w.visit.ID); err != nil || len(seen) != 0 {
			t.Errorf("half a note is stored: %v, %v", seen, err)
		}

		// What the police promised for the kommun in a note of theirs is theirs to correct.
		forKommun := w.promise()
		forKommun.Owner, forKommun.Role = scheduling.Kommun, "Gatuchef"
		_, err = w.Write(police, n, []dialogue.Action{forKommun})
		w.must(err)
		list, _, err := w.Actions(police, scheduling.Query{Owner: scheduling.Kommun})
		w.must(err)
		list[0].Due++
		_, err = w.Change(police, list[0])
		w.must(err)
	})
}

func TestBothAuthoritiesNotesAreCountedAndNotRead(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police, kommun := w.as(scheduling.Police), w.as(scheduling.Kommun)
		theirs, err := w.Write(police, w.note(), nil)
		w.must(err)
		quiet := dialogue.Note{VisitID: w.visit.ID, Written: w.now, Nothing: true}
		_, err = w.Write(kommun, quiet, nil)
		w.must(err)
		counts, err := w.store.Dialogue().Counts(kommun, scheduling.Query{LocalityID: w.visit.LocalityID})
		w.must(err)
		if len(counts) != 2 {
			t.Fatalf("%d notes are counted", len(counts))
		}
		for _, c := range counts {
			if c.Owner == scheduling.Kommun && (!c.Nothing || c.Attendance != nil || len(c.Topics) > 0) {
				t.Errorf("the kommun's counts %+v", c)
			}
			if c.Owner == scheduling.Police && (c.NoteID != theirs.ID || c.Attendance.Total() != 15 || !slices.Equal(c.Topics, []string{"Trafik", "Annat"})) {
				t.Errorf("the police's counts %+v", c)
			}
		}
		elsewhere := scheduling.WithReach(kommun, nil)
		if counts, err := w.store.Dialogue().Counts(elsewhere, scheduling.Query{}); err != nil || len(counts) != 0 {
			t.Errorf("from elsewhere %d are counted, %v", len(counts), err)
		}
	})
}
