package storage_test

import (
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// three stores three visits on a day, at a site each and as near as the drives allow.
func three(t *testing.T, w *world) [3]scheduling.Visit {
	t.Helper()
	day := storagetest.Monday + 1
	var stored [3]scheduling.Visit
	for i, slot := range [3][2]int{{540, 600}, {642, 700}, {800, 860}} {
		v := w.Visit(i, day, slot[0], slot[1])
		must(t, w.store.Visits().Create(act(t), v))
		stored[i] = get(t, w.store.Visits(), v.ID)
	}
	return stored
}

// at gives a visit another's time; it stays at its site.
func at(v, other scheduling.Visit) scheduling.Visit {
	v.Starts, v.Ends = other.Starts, other.Ends
	return v
}

func TestVisitsChangePlaces(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		v := three(t, w)
		want := []scheduling.Visit{at(v[0], v[1]), at(v[1], v[0])}
		must(t, w.store.Visits().Replace(act(t), want, nil))
		for _, moved := range want {
			moved.Version = 2
			wantEqual(t, get(t, w.store.Visits(), moved.ID), moved)
		}
		// Their old slots are taken again: the slots were let go of for a moment only.
		wantError(t, w.store.Visits().Create(act(t), w.Visit(0, storagetest.Monday+1, 540, 600)), scheduling.Conflict, scheduling.CodeDoubleBooked)
		wantError(t, w.store.Visits().Create(act(t), w.Visit(1, storagetest.Monday+1, 642, 700)), scheduling.Conflict, scheduling.CodeDoubleBooked)
	})
}

func TestReplaceAllAtOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		v := three(t, w)
		shorter := v[1]
		shorter.Ends = shorter.Ends.Add(-30 * time.Minute)
		into := v[2]
		into.SiteID, into.LocalityID, into.Starts, into.Ends = v[1].SiteID, v[1].LocalityID, shorter.Ends, shorter.Ends.Add(20*time.Minute)
		added := w.Visit(0, storagetest.Monday+1, 540, 590)
		// A new one where one goes, and one that moves into what another leaves.
		must(t, w.store.Visits().Replace(act(t), []scheduling.Visit{added, into, shorter}, []scheduling.VisitID{v[0].ID}))

		stored, _, err := w.store.Visits().List(act(t), scheduling.Query{From: v[0].Starts})
		must(t, err)
		var got []scheduling.VisitID
		for _, s := range stored {
			got = append(got, s.ID)
		}
		wantEqual(t, got, []scheduling.VisitID{added.ID, shorter.ID, into.ID})
		wantEqual(t, get(t, w.store.Visits(), into.ID).Slot, into.Slot)
	})
}

func TestReplaceIsAllOrNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		v := three(t, w)
		stale := v[1]
		stale.Version = 7
		gone := v[1]
		gone.ID = "gone"
		for _, test := range []struct {
			name   string
			put    []scheduling.Visit
			remove []scheduling.VisitID
			kind   scheduling.Kind
			code   scheduling.Code
		}{
			{"onto one that stays", []scheduling.Visit{at(v[0], v[1])}, nil, scheduling.Conflict, scheduling.CodeDoubleBooked},
			{"two into one slot", []scheduling.Visit{at(v[0], v[2]), at(v[1], v[2])}, nil, scheduling.Conflict, scheduling.CodeDoubleBooked},
			{"stale", []scheduling.Visit{at(v[0], v[1]), stale}, nil, scheduling.Stale, scheduling.CodeStale},
			{"not found", []scheduling.Visit{at(v[0], v[1]), gone}, nil, scheduling.NotFound, scheduling.CodeNotFound},
			{"remove what is not there", []scheduling.Visit{v[0]}, []scheduling.VisitID{"gone"}, scheduling.NotFound, scheduling.CodeNotFound},
		} {
			err := w.store.Visits().Replace(act(t), test.put, test.remove)
			if scheduling.KindOf(err) != test.kind || !scheduling.HasCode(err, test.code) {
				t.Errorf("%s: got %v, want %s with code %s", test.name, err, test.kind, test.code)
			}
			for _, before := range v {
				wantEqual(t, get(t, w.store.Visits(), before.ID), before)
			}
		}
		release(t, w)
		err := w.store.Visits().Replace(act(t), nil, []scheduling.VisitID{w.visit.ID})
		wantError(t, err, scheduling.Conflict, scheduling.CodeInUse)
		must(t, w.store.Visits().Replace(act(t), nil, nil))
	})
}
