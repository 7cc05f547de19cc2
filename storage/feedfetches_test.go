package storage_test

import (
	"sync"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/fetching"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// TestServersAddUpWhatTheyCount lets two servers count the same feeds on one database.
func TestServersAddUpWhatTheyCount(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		other := storagetest.Open(t, w.address, func() time.Time { return *w.now })
		today := scheduling.DayOf(*w.now)
		earlier, later := w.now.Add(-time.Hour).Truncate(time.Second).UTC(), w.now.Truncate(time.Second).UTC()
		place := fetching.Feed{Kind: fetching.Locality, Slug: "ahus"}
		add := func(store *storage.Store, n, unchanged int, at, changed time.Time) error {
			return store.Fetching().Add(t.Context(),
				[]fetching.Tally{{Day: today, District: w.District.ID, Kind: place.Kind, Family: fetching.Apple, Fetches: n, Unchanged: unchanged, Last: at}},
				[]fetching.Copy{{Feed: place, Family: fetching.Apple, District: w.District.ID, Day: scheduling.DayOf(at), Changed: changed}})
		}
		var servers sync.WaitGroup
		for range 10 {
			servers.Go(func() {
				if err := add(w.store, 3, 1, later, earlier); err != nil {
					t.Error(err)
				}
			})
			servers.Go(func() {
				if err := add(other, 2, 2, earlier, later); err != nil {
					t.Error(err)
				}
			})
		}
		servers.Wait()
		tallies, err := other.Fetching().Tallies(t.Context(), w.District.ID, today)
		must(t, err)
		wantEqual(t, tallies, []fetching.Tally{{Day: today, District: w.District.ID, Kind: fetching.Locality, Family: fetching.Apple, Fetches: 50, Unchanged: 30, Last: later}})
		copies, err := w.store.Fetching().Copies(t.Context(), w.District.ID, today)
		must(t, err)
		wantEqual(t, copies, []fetching.Copy{{Feed: place, Family: fetching.Apple, District: w.District.ID, Day: today, Changed: later}})
	})
}

func TestFetchesOfADistrictAndWhatIsLeftOfOldOnes(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		today := scheduling.DayOf(*w.now)
		tally := func(district scheduling.DistrictID, kind fetching.Kind, family fetching.Family, ago scheduling.Day) fetching.Tally {
			return fetching.Tally{Day: today - ago, District: district, Kind: kind, Family: family, Fetches: 1, Last: (today - ago).At(600).UTC()}
		}
		copied := func(district scheduling.DistrictID, kind fetching.Kind, slug string, ago scheduling.Day) fetching.Copy {
			return fetching.Copy{Feed: fetching.Feed{Kind: kind, Slug: slug}, Family: fetching.Google, District: district, Day: today - ago, Changed: time.Time{}.UTC()}
		}
		must(t, w.store.Fetching().Add(t.Context(), []fetching.Tally{
			tally("", fetching.All, fetching.Google, 0), tally("", fetching.All, fetching.Google, 6), tally("", fetching.All, fetching.Google, 7),
			tally(w.District.ID, fetching.Locality, fetching.Apple, 30), tally(w.District.ID, fetching.Locality, fetching.Apple, 401),
			tally("elsewhere", fetching.Locality, fetching.Apple, 0),
		}, []fetching.Copy{
			copied("", fetching.All, "", 0), copied(w.District.ID, fetching.Locality, "ahus", 6), copied(w.District.ID, fetching.Locality, "tollarp", 7),
			copied("elsewhere", fetching.Locality, "lund", 0),
		}))
		of := func(ctxDistricts ...scheduling.DistrictID) ([]fetching.Tally, []fetching.Copy) {
			ctx := scheduling.WithReach(t.Context(), ctxDistricts)
			tallies, err := w.store.Fetching().Tallies(ctx, w.District.ID, today-6)
			must(t, err)
			copies, err := w.store.Fetching().Copies(ctx, w.District.ID, today-6)
			must(t, err)
			return tallies, copies
		}
		tallies, copies := of(w.District.ID)
		wantEqual(t, set(tallies), set([]fetching.Tally{tally("", fetching.All, fetching.Google, 0), tally("", fetching.All, fetching.Google, 6),
			tally(w.District.ID, fetching.Locality, fetching.Apple, 30)}))
		wantEqual(t, set(copies), set([]fetching.Copy{copied("", fetching.All, "", 0), copied(w.District.ID, fetching.Locality, "ahus", 6)}))
		tallies, copies = of("elsewhere")
		wantEqual(t, len(tallies)+len(copies), 0)

		must(t, w.store.Fetching().Forget(t.Context(), today-6))
		tallies, copies = of(w.District.ID)
		wantEqual(t, len(tallies), 2)
		wantEqual(t, len(copies), 2)
		var rows int
		must(t, w.raw(t).QueryRowContext(t.Context(), "SELECT (SELECT count(*) FROM feed_fetches) + (SELECT count(*) FROM feed_copies)").Scan(&rows))
		wantEqual(t, rows, 6) // the other district's two are left too
	})
}

// set is a list without its order.
func set[T comparable](list []T) map[T]bool {
	found := map[T]bool{}
	for _, one := range list {
		found[one] = true
	}
	return found
}
