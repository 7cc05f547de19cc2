package fetching_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/fetching"
)

var noon = scheduling.NewDay(2026, time.November, 24).At(12 * 60)

// shelf is a store that can be away.
type shelf struct {
	fetching.Store
	away    bool
	tallies []fetching.Tally
	copies  []fetching.Copy
}

func (s *shelf) Add(_ context.Context, tallies []fetching.Tally, copies []fetching.Copy) error {
	if s.away {
		return errors.New("away")
	}
	s.tallies, s.copies = append(s.tallies, tallies...), append(s.copies, copies...)
	return nil
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatCouldNotBeStoredIsStoredLater(t *testing.T) {
	now := noon
	store := &shelf{away: true}
	fetches := fetching.New(store, func() time.Time { return now })
	must(t, fetches.Flush(t.Context())) // there is nothing to store
	all := fetching.Fetch{Feed: fetching.Feed{Kind: fetching.All}, Family: fetching.Apple, Changed: noon.Add(-time.Hour)}
	fetches.Count(all)
	if fetches.Flush(t.Context()) == nil {
		t.Fatal("nobody says that nothing was stored")
	}
	now = now.Add(time.Minute)
	all.Unchanged, all.Changed = true, noon
	fetches.Count(all)
	store.away = false
	must(t, fetches.Flush(t.Context()))
	must(t, fetches.Flush(t.Context())) // once
	today := scheduling.DayOf(noon)
	if want := (fetching.Tally{Day: today, Kind: fetching.All, Family: fetching.Apple, Fetches: 2, Unchanged: 1, Last: now}); len(store.tallies) != 1 || store.tallies[0] != want {
		t.Errorf("stored %+v, want %+v", store.tallies, want)
	}
	if want := (fetching.Copy{Feed: all.Feed, Family: fetching.Apple, Day: today, Changed: noon}); len(store.copies) != 1 || store.copies[0] != want {
		t.Errorf("stored %+v, want %+v", store.copies, want)
	}
}

func TestADayEndsInSweden(t *testing.T) {
	now := scheduling.NewDay(2026, time.November, 24).At(23*60 + 59)
	store := &shelf{}
	fetches := fetching.New(store, func() time.Time { return now })
	for range 2 {
		fetches.Count(fetching.Fetch{Feed: fetching.Feed{Kind: fetching.Selection}, Family: fetching.Google})
		now = now.Add(time.Minute)
	}
	must(t, fetches.Flush(t.Context()))
	if len(store.tallies) != 2 || len(store.copies) != 1 || store.copies[0].Day != scheduling.NewDay(2026, time.November, 25) {
		t.Errorf("stored %+v and %+v", store.tallies, store.copies)
	}
}

func TestWhoDoesNotComeBackHasNoCopy(t *testing.T) {
	store := &shelf{}
	fetches := fetching.New(store, func() time.Time { return noon })
	for _, family := range fetching.Families {
		fetches.Count(fetching.Fetch{Feed: fetching.Feed{Kind: fetching.All}, Family: family})
	}
	must(t, fetches.Flush(t.Context()))
	if len(store.tallies) != len(fetching.Families) || len(store.copies) != len(fetching.Families)-2 {
		t.Errorf("%d tallies and %d copies of %d families", len(store.tallies), len(store.copies), len(fetching.Families))
	}
	for _, c := range store.copies {
		if c.Family == fetching.Browser || c.Family == fetching.Script {
			t.Errorf("%s has a copy", c.Family)
		}
	}
}

func TestManyCountAtOnce(t *testing.T) {
	store := &shelf{}
	fetches := fetching.New(store, func() time.Time { return noon })
	var readers sync.WaitGroup
	for range 20 {
		readers.Go(func() {
			for range 50 {
				fetches.Count(fetching.Fetch{Feed: fetching.Feed{Kind: fetching.All}, Family: fetching.Google})
			}
		})
		readers.Go(func() { _ = fetches.Flush(t.Context()) })
	}
	readers.Wait()
	must(t, fetches.Flush(t.Context()))
	sum := 0
	for _, tally := range store.tallies {
		sum += tally.Fetches
	}
	if sum != 1000 {
		t.Errorf("%d of 1000 fetches were counted", sum)
	}
}

// TestCountingCostsAReaderNothing counts what the path of a feed's answer allocates.
func TestCountingCostsAReaderNothing(t *testing.T) {
	fetches := fetching.New(&shelf{}, func() time.Time { return noon })
	count := func() {
		fetches.Count(fetching.Fetch{Feed: fetching.Feed{Kind: fetching.Locality, Slug: "ahus"},
			Family: fetching.FamilyOf("Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0"), Changed: noon})
	}
	count()
	if allocated := testing.AllocsPerRun(100, count); allocated > 0 {
		t.Errorf("%v allocations", allocated)
	}
}
