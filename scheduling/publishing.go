package scheduling

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Publishing turns the working schedule into releases.
type Publishing struct {
	store    Store
	now      Clock
	holidays Holidays
	// released hears of every release once it is stored.
	released func(context.Context, Release)
}

// NewPublishing returns the publishing of a store. released is called after each
// release is stored and before its maker is answered; it may be nil.
func NewPublishing(store Store, now Clock, holidays Holidays, released func(context.Context, Release)) *Publishing {
	return &Publishing{store: store, now: now, holidays: holidays, released: released}
}

// history is how far back the schedule is compared and kept in feeds.
const history = 400 * 24 * time.Hour

// Preview is what a release would publish now.
type Preview struct {
	After    int // the number of the last release
	Changes  []Change
	Findings []Finding
}

// Order asks for a release.
type Order struct {
	DistrictID DistrictID
	// After is the number of the last release that the planner saw. If another came
	// in between, the order is refused with [CodeReleaseRaced].
	After   int
	Comment string // public
	// Only, if not empty, names the visits to release; other changes wait.
	Only []VisitID
}

// Preview returns the differences between a district's working schedule and what
// is announced, and what the checks find in them.
func (p *Publishing) Preview(ctx context.Context, district DistrictID) (Preview, error) {
	last, err := p.store.Releases().Last(ctx, district)
	if err != nil {
		return Preview{}, fmt.Errorf("last release of %s: %w", district, err)
	}
	s, err := p.situation(ctx, p.store, district)
	if err != nil {
		return Preview{}, err
	}
	return Preview{After: last, Changes: s.changes, Findings: s.findings()}, nil
}

// Release publishes the differences. It is refused with [CodeReleaseNothing] where
// there are none, with [CodeReleaseBlocked] or [CodeReleaseReason] where a check
// stands in the way (Violations name the visits), and is in [Conflict] with
// [CodeReleaseRaced] where the planner has not seen the last release.
func (p *Publishing) Release(ctx context.Context, order Order) (Release, error) {
	var broken violations
	order.Comment = broken.text("comment", order.Comment, MaxNote)
	if err := broken.err(); err != nil {
		return Release{}, err
	}
	var release Release
	err := p.store.InTx(ctx, func(store Store) error {
		last, err := store.Releases().Last(ctx, order.DistrictID)
		if err != nil {
			return fmt.Errorf("last release of %s: %w", order.DistrictID, err)
		}
		if last != order.After {
			return ConflictError(CodeReleaseRaced, nil)
		}
		s, err := p.ordered(ctx, store, order)
		if err != nil {
			return err
		}
		release, err = p.release(ctx, store, s, order, false)
		return err
	})
	if err == nil {
		p.tell(ctx, release)
	}
	return release, err
}

// Get returns a release with its changes, or an error of kind [NotFound].
func (p *Publishing) Get(ctx context.Context, district DistrictID, number int) (Release, error) {
	return p.store.Releases().Get(ctx, district, number)
}

// List returns releases without their changes, newest first.
func (p *Publishing) List(ctx context.Context, q Query) ([]Release, int, error) {
	return p.store.Releases().List(ctx, q)
}

// Ledger returns lines of the promise ledger, oldest first.
func (p *Publishing) Ledger(ctx context.Context, q Query) ([]LedgerEntry, int, error) {
	return p.store.Ledger().List(ctx, q)
}

// releaseOne publishes one visit's change by itself. It does nothing when there is
// nothing to tell.
func (p *Publishing) releaseOne(ctx context.Context, store Store, v Visit) (*Release, error) {
	last, err := store.Releases().Last(ctx, v.DistrictID)
	if err != nil {
		return nil, fmt.Errorf("last release of %s: %w", v.DistrictID, err)
	}
	order := Order{DistrictID: v.DistrictID, After: last, Only: []VisitID{v.ID}}
	s, err := p.ordered(ctx, store, order)
	if HasCode(err, CodeReleaseNothing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	release, err := p.release(ctx, store, s, order, true)
	return &release, err
}

// ordered is the situation with the changes that an order asks for, once the checks
// have let them through.
func (p *Publishing) ordered(ctx context.Context, store Store, order Order) (situation, error) {
	s, err := p.situation(ctx, store, order.DistrictID)
	if err != nil {
		return s, err
	}
	if len(order.Only) > 0 {
		s.changes = slices.DeleteFunc(s.changes, func(c Change) bool { return !slices.Contains(order.Only, c.After.ID) })
	}
	if len(s.changes) == 0 {
		return s, refused(CodeReleaseNothing)
	}
	return s, hindrance(s.findings(), order.Comment)
}

// release makes a release of a situation's changes within a transaction.
func (p *Publishing) release(ctx context.Context, store Store, s situation, order Order, urgent bool) (Release, error) {
	release := Release{
		ID: NewID[ReleaseID](), DistrictID: order.DistrictID, Number: order.After + 1, At: s.now,
		Comment: order.Comment, Urgent: urgent, Changes: s.changes,
	}
	var announced []Visit
	for i := range release.Changes {
		change := &release.Changes[i]
		change.After.Release = release.Number
		if v := s.visits[change.After.ID]; v.State == Draft {
			v.State = Announced
			announced = append(announced, v)
		}
	}
	if err := store.Visits().Replace(ctx, announced, nil); err != nil {
		return Release{}, fmt.Errorf("announce visits of %s: %w", order.DistrictID, err)
	}
	if err := store.Releases().Add(ctx, release); err != nil {
		return Release{}, fmt.Errorf("add release %d of %s: %w", release.Number, order.DistrictID, err)
	}
	if err := store.Ledger().Add(ctx, ledgerEntries(release, s.visits, s.names, s.pledges)); err != nil {
		return Release{}, fmt.Errorf("enter release %d of %s in the ledger: %w", release.Number, order.DistrictID, err)
	}
	if err := queueAlerts(ctx, store, release); err != nil {
		return Release{}, fmt.Errorf("queue what release %d of %s tells by e-mail: %w", release.Number, order.DistrictID, err)
	}
	return release, nil
}

// hindrance returns why findings stand in the way of a release with that comment.
func hindrance(findings []Finding, comment string) error {
	for _, severity := range []Severity{Blocks, NeedsReason} {
		var broken violations
		for _, f := range findings {
			if f.Severity == severity {
				broken = append(broken, Violation{Field: "visits." + string(f.VisitID), Code: f.Check, Params: f.Params})
			}
		}
		switch {
		case len(broken) == 0:
		case severity == Blocks:
			return &Error{Kind: Refused, Code: CodeReleaseBlocked, Violations: broken}
		case comment == "":
			return &Error{Kind: Refused, Code: CodeReleaseReason, Violations: broken}
		}
	}
	return nil
}

// situation reads what a release of the district would look at.
func (p *Publishing) situation(ctx context.Context, store Store, district DistrictID) (situation, error) {
	now := p.now().UTC().Truncate(time.Second)
	s := situation{now: now, holidays: p.holidays, visits: map[VisitID]Visit{}}
	var err error
	if s.district, err = store.Districts().Get(ctx, district); err != nil {
		return s, err
	}
	if s.names, err = loadDirectory(ctx, store, district); err != nil {
		return s, err
	}
	q := Query{DistrictID: district, From: now.Add(-history), Until: now.Add(10 * history)}
	if s.crewing, err = loadCrewing(ctx, store, q); err != nil {
		return s, err
	}
	if s.pledges, _, err = store.Pledges().List(ctx, Query{DistrictID: district}); err != nil {
		return s, fmt.Errorf("pledges of district %s: %w", district, err)
	}
	if s.seasons, _, err = store.Seasons().List(ctx, Query{DistrictID: district}); err != nil {
		return s, fmt.Errorf("seasons of district %s: %w", district, err)
	}
	visits, _, err := store.Visits().List(ctx, q)
	if err != nil {
		return s, fmt.Errorf("visits of district %s: %w", district, err)
	}
	for _, v := range visits {
		s.visits[v.ID] = v
	}
	announced, err := announcedByID(ctx, store, district, q.From)
	if err != nil {
		return s, err
	}
	s.changes = Differences(visits, announced, s.names, now)
	return s, nil
}

func announcedByID(ctx context.Context, store Store, district DistrictID, endsAfter time.Time) (map[VisitID]PublicVisit, error) {
	visits, err := store.Releases().Announced(ctx, district, endsAfter)
	if err != nil {
		return nil, fmt.Errorf("announced visits of district %s: %w", district, err)
	}
	found := make(map[VisitID]PublicVisit, len(visits))
	for _, v := range visits {
		found[v.ID] = v
	}
	return found, nil
}

func (p *Publishing) tell(ctx context.Context, r Release) {
	if p.released != nil {
		p.released(ctx, r)
	}
}
