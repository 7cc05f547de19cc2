package scheduling

import (
	"context"
	"fmt"
)

// Registers are the things that a schedule is made of: what there is to plan with
// and what has been promised.
type Registers struct {
	Districts      Register[District, DistrictID]
	Municipalities Register[Municipality, MunicipalityID]
	Localities     Register[Locality, LocalityID]
	Sites          Register[Site, SiteID]
	Offices        Register[Office, OfficeID]
	Absences       Register[Absence, AbsenceID]
	Shifts         Register[Shift, ShiftID]
	Pledges        Register[Pledge, PledgeID]
	Seasons        Register[Season, SeasonID]
	EventCalendars Register[EventCalendar, EventCalendarID]
	Occasions      Register[Occasion, OccasionID]
}

// Register edits the things of one type.
type Register[T any, ID ~string] struct {
	store Store
	of    func(Store) Repository[T, ID]
	// parts gives access to what every thing has; nil for a thing of its own district.
	parts func(*T) parts[ID]
	// checked tidies a thing and checks it against the others in the store.
	checked func(context.Context, Store, T) (T, error)
	// replaceable refuses a change or a removal that would leave others without ground,
	// and puts back what is not the caller's to say; next is nil for a removal. It may be nil.
	replaceable func(ctx context.Context, store Store, stored T, next *T) error
	// keep carries over what is changed elsewhere, from the stored thing or, for a new
	// one, from the zero one. It may be nil.
	keep func(stored T, next *T)
}

type parts[ID ~string] struct {
	id       *ID
	district DistrictID
	meta     *Meta
}

// Get returns a thing, or an error of kind [NotFound].
func (r Register[T, ID]) Get(ctx context.Context, id ID) (T, error) {
	return r.of(r.store).Get(ctx, id)
}

// List returns the things that a query selects, and how many there are without its
// limit.
func (r Register[T, ID]) List(ctx context.Context, q Query) ([]T, int, error) {
	return r.of(r.store).List(ctx, q)
}

// Create stores a new thing under a fresh ID, or under its own if it has one. It
// returns an error of kind [Invalid] or [Conflict].
func (r Register[T, ID]) Create(ctx context.Context, thing T) (T, error) {
	var created T
	err := r.store.InTx(ctx, func(store Store) error {
		next, err := r.checked(ctx, store, thing)
		if err != nil {
			return err
		}
		var none T
		r.carry(none, &next)
		id := r.parts(&next).id
		if *id == "" {
			*id = NewID[ID]()
		}
		if err := r.of(store).Create(ctx, next); err != nil {
			return fmt.Errorf("create %T: %w", next, err)
		}
		created, err = r.of(store).Get(ctx, *id)
		return err
	})
	return created, err
}

// Update replaces the stored thing of the same ID if its version is the one that
// the caller saw. It returns an error of kind [Invalid], [NotFound], [Stale],
// [Conflict] or [Refused].
func (r Register[T, ID]) Update(ctx context.Context, thing T) (T, error) {
	var updated T
	err := r.store.InTx(ctx, func(store Store) error {
		seen := r.parts(&thing)
		stored, err := r.current(ctx, store, *seen.id, seen.meta.Version)
		if err != nil {
			return err
		}
		if owner := r.parts(&stored).district; owner != seen.district {
			return InvalidField("districtId", CodeOtherDistrict)
		}
		next, err := r.checked(ctx, store, thing)
		if err != nil {
			return err
		}
		if err := r.mayReplace(ctx, store, stored, &next); err != nil {
			return err
		}
		r.carry(stored, &next)
		if err := r.of(store).Update(ctx, next); err != nil {
			return fmt.Errorf("update %T %s: %w", next, *seen.id, err)
		}
		updated, err = r.of(store).Get(ctx, *seen.id)
		return err
	})
	return updated, err
}

// Delete removes a thing if its version is the one that the caller saw. It returns
// an error of kind [NotFound], [Stale], [Conflict] or [Refused].
func (r Register[T, ID]) Delete(ctx context.Context, id ID, version int) error {
	return r.store.InTx(ctx, func(store Store) error {
		stored, err := r.current(ctx, store, id, version)
		if err != nil {
			return err
		}
		if err := r.mayReplace(ctx, store, stored, nil); err != nil {
			return err
		}
		return r.of(store).Delete(ctx, id, version)
	})
}

// current returns the stored thing if its version is the one that the caller saw.
func (r Register[T, ID]) current(ctx context.Context, store Store, id ID, seen int) (T, error) {
	stored, err := r.of(store).Get(ctx, id)
	if err != nil {
		return stored, err
	}
	if r.parts(&stored).meta.Version != seen {
		return stored, StaleError(stored)
	}
	return stored, nil
}

func (r Register[T, ID]) carry(stored T, next *T) {
	if r.keep != nil {
		r.keep(stored, next)
	}
}

func (r Register[T, ID]) mayReplace(ctx context.Context, store Store, stored T, next *T) error {
	if r.replaceable == nil {
		return nil
	}
	return r.replaceable(ctx, store, stored, next)
}
