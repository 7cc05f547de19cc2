package scheduling

import (
	"context"
	"fmt"
	"time"
)

// Schedule edits the working schedule. Nothing here is public until it is released,
// except where a change is asked to be a release of its own.
type Schedule struct {
	store      Store
	now        Clock
	publishing *Publishing
}

// NewSchedule returns the working schedule of a store.
func NewSchedule(store Store, now Clock, publishing *Publishing) *Schedule {
	return &Schedule{store: store, now: now, publishing: publishing}
}

// VisitRef names a visit in the version that the caller saw, and says whether the
// change is to be released at once, alone.
type VisitRef struct {
	ID      VisitID
	Version int
	Release bool
}

// Get returns a visit, or an error of kind [NotFound].
func (s *Schedule) Get(ctx context.Context, id VisitID) (Visit, error) {
	return s.store.Visits().Get(ctx, id)
}

// List returns the visits that a query selects, by time, and how many there are
// without its limit.
func (s *Schedule) List(ctx context.Context, q Query) ([]Visit, int, error) {
	return s.store.Visits().List(ctx, q)
}

// Plan adds a visit as a [Draft]. It returns an error of kind [Invalid] where the
// visit breaks a rule and [Conflict] where the office cannot be there.
func (s *Schedule) Plan(ctx context.Context, v Visit) (Visit, error) {
	v.State, v.Reason = Draft, ""
	if v.ID == "" {
		v.ID = NewID[VisitID]()
	}
	var planned Visit
	err := s.store.InTx(ctx, func(store Store) error {
		checked, err := checkVisit(ctx, store, v)
		if err != nil {
			return err
		}
		if !checked.Starts.After(s.now()) {
			return InvalidField("starts", CodeVisitStarted)
		}
		if err := store.Visits().Create(ctx, checked); err != nil {
			return fmt.Errorf("plan visit %s: %w", checked.ID, err)
		}
		planned, err = store.Visits().Get(ctx, checked.ID)
		return err
	})
	return planned, err
}

// Details are what can be said of a visit without touching its time and place.
type Details struct {
	PublicNote string
	Note       string
	Pinned     bool
}

// Describe replaces a visit's details.
func (s *Schedule) Describe(ctx context.Context, ref VisitRef, d Details) (Visit, error) {
	return s.change(ctx, ref, func(_ Store, v Visit) (Visit, error) {
		v.PublicNote, v.Note, v.Pinned = d.PublicNote, d.Note, d.Pinned
		return v.Checked()
	})
}

// Move gives a visit another slot; see [Visit.MoveTo].
func (s *Schedule) Move(ctx context.Context, ref VisitRef, to Slot, reason string) (Visit, error) {
	return s.change(ctx, ref, func(store Store, v Visit) (Visit, error) {
		moved, err := v.MoveTo(to, reason, s.now())
		if err != nil {
			return v, err
		}
		return checkVisit(ctx, store, moved)
	})
}

// Delay says that a visit begins later on its day; see [Visit.Delay].
func (s *Schedule) Delay(ctx context.Context, ref VisitRef, starts time.Time, reason string) (Visit, error) {
	return s.change(ctx, ref, func(_ Store, v Visit) (Visit, error) { return v.Delay(starts, reason, s.now()) })
}

// Cancel says that a visit does not take place; see [Visit.Cancel].
func (s *Schedule) Cancel(ctx context.Context, ref VisitRef, reason string) (Visit, error) {
	return s.change(ctx, ref, func(_ Store, v Visit) (Visit, error) { return v.Cancel(reason, s.now()) })
}

// BreakOff says that the office left a visit early; see [Visit.BreakOff].
func (s *Schedule) BreakOff(ctx context.Context, ref VisitRef, at time.Time, reason string) (Visit, error) {
	return s.change(ctx, ref, func(_ Store, v Visit) (Visit, error) { return v.BreakOff(at, reason, s.now()) })
}

// Hold records that a visit took place; see [Visit.Hold].
func (s *Schedule) Hold(ctx context.Context, ref VisitRef) (Visit, error) {
	return s.change(ctx, ref, func(_ Store, v Visit) (Visit, error) { return v.Hold(s.now()) })
}

// Restore takes back what was changed in a visit since it was last released. It is
// refused with [CodeNeverAnnounced] for a visit that never was.
func (s *Schedule) Restore(ctx context.Context, ref VisitRef) (Visit, error) {
	return s.change(ctx, ref, func(store Store, v Visit) (Visit, error) {
		announced, err := announcedByID(ctx, store, v.DistrictID, v.Starts.Add(-history))
		if err != nil {
			return v, err
		}
		public, known := announced[v.ID]
		if !known {
			return v, refused(CodeNeverAnnounced)
		}
		return v.Restore(public), nil
	})
}

// Unsay takes back the delay, cancellation or breaking off that a visit's last release
// told; see [Visit.Unsay].
func (s *Schedule) Unsay(ctx context.Context, ref VisitRef) (Visit, error) {
	return s.change(ctx, ref, func(store Store, v Visit) (Visit, error) {
		said, err := store.Releases().LastChange(ctx, v.ID)
		if KindOf(err) == NotFound {
			return v, refused(CodeNeverAnnounced)
		}
		if err != nil {
			return v, fmt.Errorf("last change of visit %s: %w", v.ID, err)
		}
		return v.Unsay(said, s.now())
	})
}

// Remove takes a draft out of the working schedule. An announced visit is cancelled
// instead, so that those who know of it are told.
func (s *Schedule) Remove(ctx context.Context, id VisitID, version int) error {
	return s.store.InTx(ctx, func(store Store) error {
		v, err := store.Visits().Get(ctx, id)
		switch {
		case err != nil:
			return err
		case v.Version != version:
			return StaleError(v)
		case v.State != Draft:
			return refused(CodeVisitAnnounced)
		}
		return store.Visits().Delete(ctx, id, version)
	})
}

// change applies one change to the visit that the caller saw, and releases it at
// once where asked. An error's kind is [NotFound], [Stale], [Invalid], [Refused] or
// [Conflict]; nothing is changed then.
func (s *Schedule) change(ctx context.Context, ref VisitRef, f func(Store, Visit) (Visit, error)) (Visit, error) {
	var changed Visit
	var released *Release
	err := s.store.InTx(ctx, func(store Store) error {
		released = nil
		v, err := store.Visits().Get(ctx, ref.ID)
		if err != nil {
			return err
		}
		if v.Version != ref.Version {
			return StaleError(v)
		}
		next, err := f(store, v)
		if err != nil {
			return err
		}
		if err := store.Visits().Update(ctx, next); err != nil {
			return fmt.Errorf("change visit %s: %w", ref.ID, err)
		}
		if ref.Release {
			if released, err = s.publishing.releaseOne(ctx, store, next); err != nil {
				return err
			}
		}
		changed, err = store.Visits().Get(ctx, ref.ID)
		return err
	})
	if err == nil && released != nil {
		s.publishing.tell(ctx, *released)
	}
	return changed, err
}

// checkVisit tidies a visit and sees that it stands on firm ground: its places and
// office are its district's and belong together, and the office is crewed.
func checkVisit(ctx context.Context, store Store, v Visit) (Visit, error) {
	v, err := v.Checked()
	if err != nil {
		return v, err
	}
	var broken violations
	if _, err := lookupDistrict(ctx, &broken, store, v.DistrictID); err != nil {
		return v, err
	}
	if _, err := lookup(ctx, &broken, "localityId", store.Localities(), v.LocalityID, v.DistrictID,
		func(l Locality) DistrictID { return l.DistrictID }); err != nil {
		return v, err
	}
	site, err := lookup(ctx, &broken, "siteId", store.Sites(), v.SiteID, v.DistrictID,
		func(s Site) DistrictID { return s.DistrictID })
	if err != nil {
		return v, err
	}
	if _, err := lookupOffice(ctx, &broken, store, v.OfficeID, v.DistrictID); err != nil {
		return v, err
	}
	if _, err := lookup(ctx, &broken, "occasionId", store.Occasions(), v.OccasionID, v.DistrictID,
		func(o Occasion) DistrictID { return o.DistrictID }); err != nil {
		return v, err
	}
	if len(broken) > 0 {
		return v, broken.err()
	}
	broken.check(site.LocalityID == v.LocalityID, "siteId", CodeOtherLocality)
	broken.check(!site.Retired, "siteId", CodeSiteRetired)
	crewing, err := loadCrewing(ctx, store, Query{DistrictID: v.DistrictID, OfficeID: v.OfficeID, From: v.Starts, Until: v.Ends})
	if err != nil {
		return v, err
	}
	broken.check(crewing.crewed(v), "starts", CodeOutsideShift)
	broken.check(!crewing.away(v), "starts", CodeOfficeAway)
	return v, broken.err()
}
