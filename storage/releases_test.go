package storage_test

import (
	"reflect"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// release announces the world's visit.
func release(t *testing.T, w *world) scheduling.Release {
	t.Helper()
	r := releaseOf(w, 1, storagetest.Now, scheduling.ChangeNew, w.visit)
	must(t, w.store.Releases().Add(act(t), r))
	return r
}

func releaseOf(w *world, number int, at time.Time, kind scheduling.ChangeKind, visits ...scheduling.Visit) scheduling.Release {
	r := scheduling.Release{
		ID: scheduling.NewID[scheduling.ReleaseID](), DistrictID: w.District.ID, Number: number, At: at, Comment: "Nytt.",
	}
	for _, v := range visits {
		r.Changes = append(r.Changes, scheduling.Change{Kind: kind, After: scheduling.PublicVisit{
			ID: v.ID, DistrictID: v.DistrictID, Slot: v.Slot, State: scheduling.Announced, Sequence: number - 1, Release: number,
			Created: at, Changed: at,
		}})
	}
	return r
}

func TestReleaseKeepsEveryField(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		r := fill[scheduling.Release](newFiller(w))
		must(t, w.store.Releases().Add(act(t), r))
		got, err := w.store.Releases().Get(act(t), r.DistrictID, 1)
		must(t, err)
		wantEqual(t, got, r)

		changes, err := w.store.Releases().Changes(act(t), "", r.At)
		must(t, err)
		wantEqual(t, changes, []scheduling.Release{r})

		announced, err := w.store.Releases().Announced(act(t), r.DistrictID, storagetest.Now)
		must(t, err)
		wantEqual(t, announced, []scheduling.PublicVisit{r.Changes[1].After})

		listed, total, err := w.store.Releases().List(act(t), scheduling.Query{})
		must(t, err)
		r.Changes = nil
		wantEqual(t, listed, []scheduling.Release{r})
		wantEqual(t, total, 1)

		_, err = w.store.Releases().Get(act(t), r.DistrictID, 2)
		wantError(t, err, scheduling.NotFound, scheduling.CodeNotFound)
	})
}

func TestReleasesFollowEachOther(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		last, err := w.store.Releases().Last(act(t), w.District.ID)
		must(t, err)
		wantEqual(t, last, 0)
		release(t, w)
		last, err = w.store.Releases().Last(act(t), w.District.ID)
		must(t, err)
		wantEqual(t, last, 1)

		again := releaseOf(w, 1, storagetest.Now, scheduling.ChangeNew, w.visit)
		wantError(t, w.store.Releases().Add(act(t), again), scheduling.Conflict, scheduling.CodeReleaseRaced)
		gap := releaseOf(w, 3, storagetest.Now, scheduling.ChangeNew, w.visit)
		if err := w.store.Releases().Add(act(t), gap); err == nil || scheduling.KindOf(err) != "" {
			t.Errorf("release 3 after 1: got %v, want a fault", err)
		}
		stray := releaseOf(w, 2, storagetest.Now, scheduling.ChangeNew, scheduling.Visit{ID: "nowhere", Slot: w.visit.Slot})
		wantError(t, w.store.Releases().Add(act(t), stray), scheduling.Conflict, scheduling.CodeUnknown)
		same := releaseOf(w, 2, storagetest.Now, scheduling.ChangeNew)
		first, err := w.store.Releases().Get(act(t), w.District.ID, 1)
		must(t, err)
		same.ID = first.ID
		wantError(t, w.store.Releases().Add(act(t), same), scheduling.Conflict, scheduling.CodeExists)
	})
}

// TestRacingReleases sees that of those who read the last number and add the next
// in one transaction, each gets a number of its own, and that of those who read it
// before, one wins.
func TestRacingReleases(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		const racers = 10
		for _, err := range race(racers, func(int) error {
			return w.store.InTx(act(t), func(store scheduling.Store) error {
				last, err := store.Releases().Last(act(t), w.District.ID)
				if err != nil {
					return err
				}
				return store.Releases().Add(act(t), releaseOf(w, last+1, storagetest.Now, scheduling.ChangeNew, w.visit))
			})
		}) {
			must(t, err)
		}
		last, err := w.store.Releases().Last(act(t), w.District.ID)
		must(t, err)
		wantEqual(t, last, racers)

		won := 0
		for _, err := range race(racers, func(int) error {
			return w.store.Releases().Add(act(t), releaseOf(w, last+1, storagetest.Now, scheduling.ChangeNew, w.visit))
		}) {
			if err == nil {
				won++
				continue
			}
			wantError(t, err, scheduling.Conflict, scheduling.CodeReleaseRaced)
		}
		wantEqual(t, won, 1)
	})
}

func TestAnnouncedIsTheLatestOfEachVisit(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		later := w.Visit(1, storagetest.Monday+1, 600, 700)
		must(t, w.store.Visits().Create(act(t), later))
		at := storagetest.Now
		must(t, w.store.Releases().Add(act(t), releaseOf(w, 1, at, scheduling.ChangeNew, later, w.visit)))
		moved := later
		moved.Starts, moved.Ends = later.Starts.Add(time.Hour), later.Ends.Add(time.Hour)
		at = at.Add(time.Hour)
		must(t, w.store.Releases().Add(act(t), releaseOf(w, 2, at, scheduling.ChangeMoved, moved)))

		announced := func(district scheduling.DistrictID, endsAfter time.Time) []scheduling.PublicVisit {
			t.Helper()
			visits, err := w.store.Releases().Announced(act(t), district, endsAfter)
			must(t, err)
			return visits
		}
		all := announced("", storagetest.Now)
		if len(all) != 2 || all[0].ID != w.visit.ID || all[1].ID != later.ID || all[1].Release != 2 {
			t.Fatalf("got %+v, want the first visit of release 1 and the second of release 2", all)
		}
		wantEqual(t, all[1].Slot, moved.Slot)
		wantEqual(t, announced(w.District.ID, w.visit.Ends), all[1:]) // one that ends then is over
		wantEqual(t, announced("elsewhere", storagetest.Now), []scheduling.PublicVisit{})
		wantEqual(t, announced("", later.Ends), all[1:]) // by its new time, not the old one
		wantEqual(t, announced("", moved.Ends), []scheduling.PublicVisit{})

		changes, err := w.store.Releases().Changes(act(t), w.District.ID, storagetest.Now)
		must(t, err)
		if len(changes) != 2 || changes[0].Number != 2 || changes[1].Number != 1 || len(changes[1].Changes) != 2 ||
			changes[1].Changes[0].After.ID != later.ID {
			t.Errorf("got %+v, want releases 2 and 1, with changes in their order", changes)
		}
		changes, err = w.store.Releases().Changes(act(t), w.District.ID, at)
		must(t, err)
		if len(changes) != 1 || changes[0].Number != 2 {
			t.Errorf("got %+v, want release 2", changes)
		}
	})
}

func TestNumbersRiseWithReleases(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		numbers := func(want map[scheduling.DistrictID]int) {
			t.Helper()
			got, err := w.store.Releases().Numbers(act(t))
			must(t, err)
			wantEqual(t, got, want)
		}
		other := w.District
		other.ID, other.Slug = scheduling.NewID[scheduling.DistrictID](), "annan"
		must(t, w.store.Districts().Create(act(t), other))
		numbers(map[scheduling.DistrictID]int{})
		must(t, w.store.Visits().Create(act(t), w.Visit(1, storagetest.Monday+1, 600, 700)))
		numbers(map[scheduling.DistrictID]int{})
		release(t, w)
		numbers(map[scheduling.DistrictID]int{w.District.ID: 1})
	})
}

func TestLedger(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		release(t, w)
		f := newFiller(w)
		f.known[reflect.TypeFor[scheduling.CommitmentID]()] = func() any { return w.pledge.Commitments[0].ID }
		full := fill[scheduling.LedgerEntry](f)
		bare := full
		bare.CommitmentIDs, bare.LocalityID, bare.Notice = nil, w.Localities[0].ID, -time.Hour
		must(t, w.store.Ledger().Add(act(t), []scheduling.LedgerEntry{full, bare}))
		must(t, w.store.Ledger().Add(act(t), nil))

		list := func(q scheduling.Query) []scheduling.LedgerEntry {
			t.Helper()
			entries, _, err := w.store.Ledger().List(act(t), q)
			must(t, err)
			return entries
		}
		both := []scheduling.LedgerEntry{full, bare}
		wantEqual(t, list(scheduling.Query{}), both)
		wantEqual(t, list(scheduling.Query{DistrictID: w.District.ID, MunicipalityID: w.Municipality.ID}), both)
		wantEqual(t, list(scheduling.Query{LocalityID: full.LocalityID}), both[:1])
		wantEqual(t, list(scheduling.Query{From: full.Starts, Until: full.Ends}), both)
		wantEqual(t, list(scheduling.Query{Until: full.Starts}), []scheduling.LedgerEntry{})
		wantEqual(t, list(scheduling.Query{Offset: 1}), both[1:])

		full.Release = 9
		wantError(t, w.store.Ledger().Add(act(t), []scheduling.LedgerEntry{bare, full}), scheduling.Conflict, scheduling.CodeUnknown)
		wantEqual(t, list(scheduling.Query{}), both) // all or nothing
	})
}
