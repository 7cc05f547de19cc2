package site

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"poliskontor/scheduling"
)

// How far back a snapshot reaches.
const (
	monthsOfVisits   = 13
	monthsOfReleases = 12
)

// read makes a snapshot of everything public in the store. What it holds depends on the day:
// promises and visits leave it as time passes. Of the same day's snapshot before it, which
// may be nil, it keeps what no release has changed unless the whole is asked for, and how
// pledges are kept, which [Site.Count] tells anew.
func (s *Site) read(ctx context.Context, before *Snapshot, whole bool, now time.Time) (*Snapshot, error) {
	// The stamp comes first: a release that is added while the rest is read makes
	// the snapshot look old, never new.
	stamp, err := s.stamp(ctx)
	if err != nil {
		return nil, err
	}
	next := &Snapshot{Stamp: stamp, Taken: now, Counted: map[scheduling.DistrictID]Counted{}}
	registers, err := readRegisters(ctx, s.store)
	if err != nil {
		return nil, err
	}
	next.addRegisters(registers)
	if before != nil && !whole && scheduling.DayOf(before.Taken) == scheduling.DayOf(now) && stamp.follows(before.Stamp) {
		next.restored = before.restored
		err = s.readOn(ctx, next, before)
	} else {
		err = s.readAll(ctx, next)
	}
	if err != nil {
		return nil, err
	}
	next.nameReleases(registers.districtNames())
	next.index()
	next.publicSites(registers.sites)
	next.takeCounts(before)
	next.slugs = registers.slugs()
	if before != nil && before.Stamp.Told == stamp.Told && maps.Equal(before.slugs, next.slugs) {
		next.told = before.told
	} else if err := next.addSummaries(ctx, s.summaries); err != nil {
		return nil, err
	}
	return next, nil
}

// readAtOnce is of how many districts everything is read at once: what is read on the way takes
// several times the room of what stays.
const readAtOnce = 2

// readAll reads the visits and what was released about them, district by district.
func (s *Site) readAll(ctx context.Context, next *Snapshot) error {
	var mu sync.Mutex // guards next
	districts, ctx := errgroup.WithContext(ctx)
	districts.SetLimit(readAtOnce)
	for district := range next.Stamp.Released {
		districts.Go(func() error {
			visits, err := s.store.Releases().Announced(ctx, district, next.earliest())
			if err != nil {
				return fmt.Errorf("read the announced visits of district %s: %w", district, err)
			}
			releases, err := s.store.Releases().Changes(ctx, district, firstAnnounced(visits, next.Taken))
			if err != nil {
				return fmt.Errorf("read the changes of district %s: %w", district, err)
			}
			mu.Lock()
			defer mu.Unlock()
			next.Visits = append(next.Visits, visits...)
			next.addReleases(releases)
			return nil
		})
	}
	if err := districts.Wait(); err != nil {
		return err
	}
	slices.SortFunc(next.released, newestFirst)
	return nil
}

// readOn reads what was released since the snapshot before, and takes the rest from that.
func (s *Site) readOn(ctx context.Context, next, before *Snapshot) error {
	releases, err := s.since(ctx, before.Stamp, next.Stamp)
	if err != nil {
		return err
	}
	next.Visits = slices.Clone(before.Visits)
	added := map[scheduling.VisitID]int{}
	for _, r := range releases {
		for _, c := range r.Changes {
			at, found := before.byID[c.After.ID]
			if !found {
				at, found = added[c.After.ID]
			}
			if found {
				next.Visits[at] = c.After
				continue
			}
			added[c.After.ID] = len(next.Visits)
			next.Visits = append(next.Visits, c.After)
		}
	}
	earliest := next.earliest()
	next.Visits = slices.DeleteFunc(next.Visits, func(v scheduling.PublicVisit) bool { return !v.Ends.After(earliest) })
	// What was released while the one before was read may be in it already.
	known := map[scheduling.DistrictID]int{}
	for _, r := range before.released {
		known[r.DistrictID] = max(known[r.DistrictID], r.Number)
	}
	next.addReleases(slices.DeleteFunc(releases, func(r scheduling.Release) bool { return r.Number <= known[r.DistrictID] }))
	next.released = append(next.released, before.released...)
	slices.SortFunc(next.released, newestFirst)
	return nil
}

// earliest is when visits must have ended to be out of view. It is the beginning of a day, as
// a feed keeps a whole day.
func (s *Snapshot) earliest() time.Time {
	return (scheduling.DayOf(s.Taken.AddDate(0, -monthsOfVisits, 0)) - 1).Starts()
}

func (s *Snapshot) addRegisters(r registers) {
	s.Municipalities = r.publicMunicipalities()
	s.Localities = r.publicLocalities(scheduling.DayOf(s.Taken))
	s.Pledges = r.publicPledges()
	for _, d := range r.districts {
		for _, topic := range d.Topics {
			if !slices.Contains(s.Topics, topic) {
				s.Topics = append(s.Topics, topic)
			}
		}
		if d.ContactLine != "" {
			s.districtContact = append(s.districtContact, Contact{District: d.Name, Line: d.ContactLine})
		}
	}
}

// firstAnnounced is when the oldest history among the visits begins.
func firstAnnounced(visits []scheduling.PublicVisit, now time.Time) time.Time {
	first := now.AddDate(0, -monthsOfReleases, 0)
	for _, v := range visits {
		if v.Created.Before(first) {
			first = v.Created
		}
	}
	return first
}

func (s *Snapshot) addReleases(releases []scheduling.Release) {
	for _, r := range releases {
		visible := slices.DeleteFunc(slices.Clone(r.Changes), func(c scheduling.Change) bool { return !c.Visible() })
		if len(visible) > 0 {
			s.released = append(s.released, Release{DistrictID: r.DistrictID, Number: r.Number, At: r.At, Comment: r.Comment, Changes: visible})
		}
	}
}

// newestFirst orders releases, those of one instant by district and number.
func newestFirst(a, b Release) int {
	return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.DistrictID, b.DistrictID), cmp.Compare(b.Number, a.Number))
}

// nameReleases tells each release which district it is of, as that is called now.
func (s *Snapshot) nameReleases(districts map[scheduling.DistrictID]string) {
	for i := range s.released {
		s.released[i].District = districts[s.released[i].DistrictID]
	}
}

// remember finds the history of each visit, and lists what was released lately.
func (s *Snapshot) remember() {
	s.history = map[scheduling.VisitID][]toldIn{}
	listed := s.Taken.AddDate(0, -monthsOfReleases, 0)
	for i, r := range slices.Backward(s.released) {
		if r.At.After(s.LastChange) {
			s.LastChange = r.At
		}
		for n, c := range r.Changes {
			s.history[c.After.ID] = append(s.history[c.After.ID], toldIn{i, n})
		}
		if r.At.After(listed) {
			s.Releases = append(s.Releases, r)
		}
	}
	slices.Reverse(s.Releases)
}

// registers is what the store knows of places and promises.
type registers struct {
	districts      []scheduling.District
	municipalities []scheduling.Municipality
	localities     []scheduling.Locality
	sites          []scheduling.Site
	offices        []scheduling.Office
	pledges        []scheduling.Pledge
}

func readRegisters(ctx context.Context, store scheduling.Store) (registers, error) {
	var r registers
	var err error
	all := scheduling.Query{}
	if r.districts, _, err = store.Districts().List(ctx, all); err != nil {
		return r, fmt.Errorf("read the districts: %w", err)
	}
	if r.municipalities, _, err = store.Municipalities().List(ctx, all); err != nil {
		return r, fmt.Errorf("read the municipalities: %w", err)
	}
	if r.localities, _, err = store.Localities().List(ctx, all); err != nil {
		return r, fmt.Errorf("read the localities: %w", err)
	}
	if r.sites, _, err = store.Sites().List(ctx, all); err != nil {
		return r, fmt.Errorf("read the sites: %w", err)
	}
	if r.offices, _, err = store.Offices().List(ctx, all); err != nil {
		return r, fmt.Errorf("read the offices: %w", err)
	}
	if r.pledges, _, err = store.Pledges().List(ctx, all); err != nil {
		return r, fmt.Errorf("read the pledges: %w", err)
	}
	return r, nil
}

func (r registers) districtNames() map[scheduling.DistrictID]string {
	names := map[scheduling.DistrictID]string{}
	for _, d := range r.districts {
		names[d.ID] = d.Name
	}
	return names
}

func (r registers) slugs() map[scheduling.LocalityID]string {
	slugs := map[scheduling.LocalityID]string{}
	for _, l := range r.localities {
		slugs[l.ID] = l.Slug
	}
	return slugs
}

func (r registers) publicMunicipalities() []Municipality {
	crewed := map[scheduling.DistrictID]bool{}
	for _, o := range r.offices {
		crewed[o.DistrictID] = crewed[o.DistrictID] || !o.Retired
	}
	contacts := map[scheduling.DistrictID]string{}
	for _, d := range r.districts {
		contacts[d.ID] = d.ContactLine
	}
	districts := r.districtNames()
	public := make([]Municipality, 0, len(r.municipalities))
	for _, m := range r.municipalities {
		public = append(public, Municipality{
			Slug: m.Slug, Name: m.Name, District: districts[m.DistrictID], HasOffice: crewed[m.DistrictID], Contact: contacts[m.DistrictID]})
	}
	return public
}

func (r registers) publicLocalities(today scheduling.Day) []Locality {
	names := map[scheduling.MunicipalityID]scheduling.PublicName{}
	for _, m := range r.municipalities {
		names[m.ID] = scheduling.PublicName{Slug: m.Slug, Name: m.Name}
	}
	pledges := map[scheduling.MunicipalityID][]scheduling.Pledge{}
	for _, p := range scheduling.InForce(r.pledges) {
		pledges[p.MunicipalityID] = append(pledges[p.MunicipalityID], p)
	}
	public := make([]Locality, 0, len(r.localities))
	for _, l := range r.localities {
		locality := Locality{Slug: l.Slug, Name: l.Name, Kind: l.Kind, Position: l.Position, Municipality: names[l.MunicipalityID]}
		for _, p := range scheduling.PromisesOf(l, pledges[l.MunicipalityID], today, today) {
			locality.Promises = append(locality.Promises, Promise{
				Pledge: p.Pledge.Title, Slug: p.Pledge.Slug, MaxGapDays: p.Commitment.Target.MaxGapDays, AimDays: p.Commitment.Target.AimDays,
				Summer: p.Commitment.Binds == scheduling.YearRound, Demonstration: p.Pledge.Demonstration})
		}
		public = append(public, locality)
	}
	return public
}
