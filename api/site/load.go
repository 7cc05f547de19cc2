package site

import (
	"context"
	"fmt"
	"slices"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
)

// How far back a snapshot reaches.
const (
	monthsOfVisits   = 13
	monthsOfReleases = 12
)

// Load reads everything public from the store. What it returns depends on the day:
// promises and visits leave it as time passes. Without summaries there are
// none to read, and without kept it is not told how pledges are kept.
func Load(ctx context.Context, store scheduling.Store, summaries dialogue.PublicSummaries, kept followup.Store, now time.Time) (*Snapshot, error) {
	// The stamp comes first: a release that is added while the rest is read makes
	// the snapshot look old, never new.
	stamp, err := stampOf(ctx, store, summaries)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{Stamp: stamp, Taken: now}
	registers, err := readRegisters(ctx, store)
	if err != nil {
		return nil, err
	}
	s.Municipalities = registers.publicMunicipalities()
	s.Localities = registers.publicLocalities(scheduling.DayOf(now))
	s.Pledges = registers.publicPledges()
	for _, d := range registers.districts {
		for _, topic := range d.Topics {
			if !slices.Contains(s.Topics, topic) {
				s.Topics = append(s.Topics, topic)
			}
		}
		if d.ContactLine != "" {
			s.districtContact = append(s.districtContact, Contact{District: d.Name, Line: d.ContactLine})
		}
	}
	// From the day's beginning, as a feed keeps a whole day.
	earliest := (scheduling.DayOf(now.AddDate(0, -monthsOfVisits, 0)) - 1).Starts()
	if s.Visits, err = store.Releases().Announced(ctx, "", earliest); err != nil {
		return nil, fmt.Errorf("read the announced visits: %w", err)
	}
	releases, err := store.Releases().Changes(ctx, "", firstAnnounced(s.Visits, now))
	if err != nil {
		return nil, fmt.Errorf("read the changes: %w", err)
	}
	s.addReleases(releases, registers.districtNames())
	s.index()
	s.publicSites(registers.sites)
	if err := s.addKept(ctx, kept, registers.pledges); err != nil {
		return nil, err
	}
	if err := s.addSummaries(ctx, summaries, registers.localities); err != nil {
		return nil, err
	}
	return s, nil
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

func (s *Snapshot) addReleases(releases []scheduling.Release, districts map[scheduling.DistrictID]string) {
	slices.SortStableFunc(releases, func(a, b scheduling.Release) int { return b.At.Compare(a.At) })
	for _, r := range releases {
		visible := slices.DeleteFunc(slices.Clone(r.Changes), func(c scheduling.Change) bool { return !c.Visible() })
		if len(visible) > 0 {
			s.released = append(s.released, Release{
				District: districts[r.DistrictID], Number: r.Number, At: r.At, Comment: r.Comment, Changes: visible})
		}
	}
}

// remember makes the history of each visit, and the list of what was released lately.
func (s *Snapshot) remember() {
	s.history = map[scheduling.VisitID][]Entry{}
	listed := s.Taken.AddDate(0, -monthsOfReleases, 0)
	for _, r := range s.released {
		if r.At.After(s.LastChange) {
			s.LastChange = r.At
		}
		for _, c := range r.Changes {
			s.history[c.After.ID] = append(s.history[c.After.ID], Entry{At: r.At, Comment: r.Comment, Change: c})
		}
		if r.At.After(listed) {
			s.Releases = append(s.Releases, r)
		}
	}
	for _, entries := range s.history {
		slices.Reverse(entries)
	}
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
	public := make([]Locality, 0, len(r.localities))
	for _, l := range r.localities {
		locality := Locality{Slug: l.Slug, Name: l.Name, Kind: l.Kind, Position: l.Position, Municipality: names[l.MunicipalityID]}
		for _, p := range scheduling.PromisesOf(l, r.pledges, today, today) {
			locality.Promises = append(locality.Promises, Promise{
				Pledge: p.Pledge.Title, Slug: p.Pledge.Slug, MaxGapDays: p.Commitment.Target.MaxGapDays, AimDays: p.Commitment.Target.AimDays,
				Summer: p.Commitment.Binds == scheduling.YearRound, Demonstration: p.Pledge.Demonstration})
		}
		public = append(public, locality)
	}
	return public
}
