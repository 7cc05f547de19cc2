package fetching

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"poliskontor/scheduling"
)

const (
	// Kept is how many days what was counted is kept.
	Kept = 400
	// flushPatience is how long somebody who asks waits for the last minute's fetches.
	flushPatience = 2 * time.Second
)

// Fetches counts how feeds are fetched, and tells of it.
type Fetches struct {
	store   Store
	clock   scheduling.Clock
	counter counter

	flushing  sync.Mutex // guards what follows
	districts map[Feed]scheduling.DistrictID
}

// New returns a count of nothing, beside what is stored.
func New(store Store, clock scheduling.Clock) *Fetches {
	return &Fetches{store: store, clock: clock}
}

// Count counts a fetch in memory: it waits for nothing and cannot fail. [Fetches.Flush] stores
// it; until then it is lost with the process.
func (f *Fetches) Count(fetch Fetch) {
	now := f.clock()
	one := count{fetches: 1, last: now, changed: fetch.Changed}
	if fetch.Unchanged {
		one.unchanged = 1
	}
	f.counter.add(key{fetch.Feed, fetch.Family, scheduling.DayOf(now)}, one)
}

// Flush stores what was counted since it was last called, in a context that reaches every
// district. Where that fails it is counted on, and stored the next time.
func (f *Fetches) Flush(ctx context.Context) error {
	f.flushing.Lock()
	defer f.flushing.Unlock()
	counts := f.counter.empty()
	if len(counts) == 0 {
		return nil
	}
	if err := f.flush(ctx, counts); err != nil {
		for k, c := range counts {
			f.counter.add(k, *c)
		}
		return fmt.Errorf("store how feeds were fetched: %w", err)
	}
	return nil
}

func (f *Fetches) flush(ctx context.Context, counts map[key]*count) error {
	if err := f.locate(ctx, counts); err != nil {
		return err
	}
	tallies, copies := map[Tally]*Tally{}, map[Copy]*Copy{}
	for k, c := range counts {
		district, known := f.districtOf(k.feed)
		if !known {
			continue // the place has been removed meanwhile
		}
		of := Tally{Day: k.day, District: district, Kind: k.feed.Kind, Family: k.family}
		if tallies[of] == nil {
			t := of
			tallies[of] = &t
		}
		t := tallies[of]
		t.Fetches, t.Unchanged, t.Last = t.Fetches+c.fetches, t.Unchanged+c.unchanged, later(t.Last, c.last)

		if !k.family.Subscribes() {
			continue
		}
		kept := Copy{Feed: k.feed, Family: k.family, District: district}
		if copies[kept] == nil {
			copied := kept
			copies[kept] = &copied
		}
		last := copies[kept]
		last.Day, last.Changed = max(last.Day, k.day), later(last.Changed, c.changed)
	}
	return f.store.Add(ctx, values(tallies), values(copies))
}

// locate reads which district each kommun and place belongs to, where one is not known yet.
func (f *Fetches) locate(ctx context.Context, counts map[key]*count) error {
	missing := func() bool {
		for k := range counts {
			if _, known := f.districtOf(k.feed); !known {
				return true
			}
		}
		return false
	}
	if !missing() {
		return nil
	}
	municipalities, _, err := f.store.Schedule().Municipalities().List(ctx, scheduling.Query{})
	if err != nil {
		return err
	}
	localities, _, err := f.store.Schedule().Localities().List(ctx, scheduling.Query{})
	if err != nil {
		return err
	}
	f.districts = map[Feed]scheduling.DistrictID{}
	for _, m := range municipalities {
		f.districts[Feed{Municipality, m.Slug}] = m.DistrictID
	}
	for _, l := range localities {
		f.districts[Feed{Locality, l.Slug}] = l.DistrictID
	}
	return nil
}

// districtOf returns the district that a feed is of; "" for one of all visits.
func (f *Fetches) districtOf(feed Feed) (scheduling.DistrictID, bool) {
	if feed.Kind == All || feed.Kind == Selection {
		return "", true
	}
	district, known := f.districts[feed]
	return district, known
}

// Forget removes what is older than [Kept] days.
func (f *Fetches) Forget(ctx context.Context) error {
	return f.store.Forget(ctx, scheduling.DayOf(f.clock())-Kept)
}

// Health tells how the feeds with a district's visits are fetched. What this server has not
// stored yet is stored first, if that goes at once.
func (f *Fetches) Health(ctx context.Context, district scheduling.DistrictID) (Health, error) {
	if _, err := f.store.Schedule().Districts().Get(ctx, district); err != nil {
		return Health{}, err
	}
	f.flushNow()
	today := scheduling.DayOf(f.clock())
	since := today - (Days - 1)
	tallies, err := f.store.Tallies(ctx, district, since)
	if err != nil {
		return Health{}, err
	}
	copies, err := f.store.Copies(ctx, district, since)
	if err != nil {
		return Health{}, err
	}
	releases, err := f.store.Schedule().Releases().Changes(ctx, district, since.Starts())
	if err != nil {
		return Health{}, err
	}
	return reckon(today, tallies, copies, changesOf(releases)), nil
}

// flushNow stores what is of every district, whatever part of them somebody reaches who asks.
// Where it fails, the figures are a minute old.
func (f *Fetches) flushNow() {
	ctx, cancel := context.WithTimeout(context.Background(), flushPatience)
	defer cancel()
	_ = f.Flush(ctx) // it is tried again within a minute, and logged then
}

// values returns what a map points to.
func values[K comparable, V any](of map[K]*V) []V {
	found := slices.Grow([]V(nil), len(of))
	for _, v := range of {
		found = append(found, *v)
	}
	return found
}
