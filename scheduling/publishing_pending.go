package scheduling

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Ask asks for a release that goes out by itself after the district's moment of regret.
// Just the changes that the order means now are released. It is refused as
// [Publishing.Release] is, and is in [Conflict] with [CodeReleasePending] where another
// release of the district waits. In a district without such a moment it has been
// settled when it is answered.
func (p *Publishing) Ask(ctx context.Context, order Order) (PendingRelease, error) {
	var broken violations
	order.Comment = broken.text("comment", order.Comment, MaxNote)
	if err := broken.err(); err != nil {
		return PendingRelease{}, err
	}
	var asked PendingRelease
	err := p.store.InTx(ctx, func(store Store) error {
		waiting, _, err := store.PendingReleases().List(ctx, Query{DistrictID: order.DistrictID, From: p.now()})
		if err != nil {
			return fmt.Errorf("pending releases of %s: %w", order.DistrictID, err)
		}
		if len(waiting) > 0 {
			return ConflictError(CodeReleasePending, nil)
		}
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
		next := s.pending(ctx, order)
		if err := store.PendingReleases().Create(ctx, next); err != nil {
			return fmt.Errorf("keep pending release of %s: %w", order.DistrictID, err)
		}
		asked, err = store.PendingReleases().Get(ctx, next.ID)
		return err
	})
	if err != nil || asked.Leaves.After(p.now()) {
		return asked, err
	}
	if err := p.depart(ctx, asked.ID); err != nil {
		return PendingRelease{}, err
	}
	return p.store.PendingReleases().Get(ctx, asked.ID)
}

// pending is the order to release a situation's changes later.
func (s situation) pending(ctx context.Context, order Order) PendingRelease {
	actor, _ := ActorFrom(ctx)
	next := PendingRelease{
		ID: NewID[PendingReleaseID](), DistrictID: order.DistrictID, After: order.After, Comment: order.Comment,
		Asked: s.now, Leaves: s.now.Add(time.Duration(s.district.RegretSeconds) * time.Second),
		ByID: actor.ID, ByName: actor.Name, State: PendingWaiting,
	}
	for _, change := range s.changes {
		next.Visits = append(next.Visits, PendingVisit{ID: change.After.ID, Version: s.visits[change.After.ID].Version})
	}
	return next
}

// TakeBack keeps a pending release from going out. The error's kind is [NotFound], or
// [Refused] with [CodeReleaseSettled] where it waits no more.
func (p *Publishing) TakeBack(ctx context.Context, id PendingReleaseID) error {
	return p.store.InTx(ctx, func(store Store) error {
		pending, err := store.PendingReleases().Get(ctx, id)
		if err != nil {
			return err
		}
		if pending.State != PendingWaiting {
			return refused(CodeReleaseSettled)
		}
		actor, _ := ActorFrom(ctx)
		pending.State, pending.Settled, pending.SettledBy = PendingTakenBack, p.now(), actor.Name
		return store.PendingReleases().Update(ctx, pending)
	})
}

// Pending returns the releases that have waited since an instant, oldest first.
func (p *Publishing) Pending(ctx context.Context, district DistrictID, since time.Time) ([]PendingRelease, error) {
	pending, _, err := p.store.PendingReleases().List(ctx, Query{DistrictID: district, From: since})
	return pending, err
}

// PendingOne returns a pending release, or an error of kind [NotFound].
func (p *Publishing) PendingOne(ctx context.Context, id PendingReleaseID) (PendingRelease, error) {
	return p.store.PendingReleases().Get(ctx, id)
}

// Depart lets every pending release go out whose time has come. Several servers on one
// store may do so at once: each release goes out once. What stands in a release's way is
// kept with it; the error is a fault, after which it waits for the next time.
func (p *Publishing) Depart(ctx context.Context) error {
	now := p.now()
	pending, err := p.Pending(ctx, "", now)
	var faults []error
	for _, one := range pending {
		if !one.Leaves.After(now) {
			faults = append(faults, p.depart(ctx, one.ID))
		}
	}
	return errors.Join(append(faults, err)...)
}

// depart settles one pending release, in the name of who asked for it.
func (p *Publishing) depart(ctx context.Context, id PendingReleaseID) error {
	var made *Release
	err := p.store.InTx(ctx, func(store Store) error {
		made = nil
		pending, err := store.PendingReleases().Get(ctx, id)
		if err != nil || pending.State != PendingWaiting {
			return err
		}
		as := WithActor(WithReach(ctx, []DistrictID{pending.DistrictID}), Actor{ID: pending.ByID, Name: pending.ByName})
		var release Release
		err = store.InTx(as, func(store Store) error {
			release, err = p.releasePending(as, store, pending)
			return err
		})
		var because *Error
		switch {
		case err == nil:
			made = &release
			pending.State, pending.Number = PendingReleased, release.Number
		case errors.As(err, &because):
			pending.State, pending.Refusal = PendingRefused, because.Code
		default:
			return fmt.Errorf("release what waits in %s: %w", pending.DistrictID, err)
		}
		pending.Settled = p.now()
		return store.PendingReleases().Update(as, pending)
	})
	if err == nil && made != nil {
		p.tell(ctx, *made)
	}
	return err
}

// releasePending makes a release of what was asked for, as it was seen then. Other
// releases may have come in between; what they told already is left out.
func (p *Publishing) releasePending(ctx context.Context, store Store, pending PendingRelease) (Release, error) {
	last, err := store.Releases().Last(ctx, pending.DistrictID)
	if err != nil {
		return Release{}, fmt.Errorf("last release of %s: %w", pending.DistrictID, err)
	}
	order := Order{DistrictID: pending.DistrictID, After: last, Comment: pending.Comment, Only: pending.visitIDs()}
	s, err := p.ordered(ctx, store, order)
	if err != nil {
		return Release{}, err
	}
	if slices.ContainsFunc(s.changes, func(c Change) bool { return pending.changed(s.visits[c.After.ID]) }) {
		return Release{}, refused(CodeReleaseChanged)
	}
	return p.release(ctx, store, s, order, false)
}
