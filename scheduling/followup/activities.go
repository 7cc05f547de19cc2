package followup

import (
	"cmp"
	"context"
	"fmt"

	"poliskontor/scheduling"
)

// Activities keeps what was done for commitments beside visits, and says what counts
// toward what, for whoever acts in the context.
type Activities struct {
	store Store
	now   scheduling.Clock
}

// NewActivities returns the activities of a store.
func NewActivities(store Store, now scheduling.Clock) *Activities { return &Activities{store, now} }

// List returns the activities that a query selects, newest first, and how many there are
// without its limit.
func (s *Activities) List(ctx context.Context, q scheduling.Query) ([]Activity, int, error) {
	return s.store.Activities().List(ctx, q)
}

// Get returns an activity, or an error of kind [scheduling.NotFound].
func (s *Activities) Get(ctx context.Context, id scheduling.ActivityID) (Activity, error) {
	return s.store.Activities().Get(ctx, id)
}

// Add stores a new activity, which is the actor's own authority's where it does not say
// whose it is. The error's kind is [scheduling.Invalid], [scheduling.Forbidden] where it is
// the other authority's, or [scheduling.Conflict] where its reference is taken.
func (s *Activities) Add(ctx context.Context, a Activity) (Activity, error) {
	var added Activity
	err := s.store.InTx(ctx, func(store Store) error {
		a.ID = scheduling.NewID[scheduling.ActivityID]()
		checked, err := s.check(ctx, store, a)
		if err != nil {
			return err
		}
		if err := store.Activities().Create(ctx, checked); err != nil {
			return fmt.Errorf("add activity %s: %w", checked.ID, err)
		}
		added, err = store.Activities().Get(ctx, checked.ID)
		return err
	})
	return added, err
}

// Change replaces an activity if its version is the one that the caller saw. Its district
// and its owner stay. The error's kind is as of Add, [scheduling.NotFound] or
// [scheduling.Stale].
func (s *Activities) Change(ctx context.Context, a Activity) (Activity, error) {
	var changed Activity
	err := s.store.InTx(ctx, func(store Store) error {
		stored, err := changeable(ctx, store, a.ID, a.Version)
		if err != nil {
			return err
		}
		if a.DistrictID != stored.DistrictID {
			return scheduling.InvalidField("districtId", scheduling.CodeOtherDistrict)
		}
		if a.Owner = cmp.Or(a.Owner, stored.Owner); a.Owner != stored.Owner {
			return otherAuthority()
		}
		a.Meta = stored.Meta
		if a, err = s.check(ctx, store, a); err != nil {
			return err
		}
		if err := store.Activities().Update(ctx, a); err != nil {
			return fmt.Errorf("change activity %s: %w", a.ID, err)
		}
		changed, err = store.Activities().Get(ctx, a.ID)
		return err
	})
	return changed, err
}

// Remove removes an activity if its version is the one that the caller saw, with what was
// said of what it counts toward. The error's kind is as of Change.
func (s *Activities) Remove(ctx context.Context, id scheduling.ActivityID, version int) error {
	return s.store.InTx(ctx, func(store Store) error { return RemoveActivity(ctx, store, id, version) })
}

// RemoveActivity is [Activities.Remove] within a transaction of the caller's.
func RemoveActivity(ctx context.Context, store Store, id scheduling.ActivityID, version int) error {
	stored, err := changeable(ctx, store, id, version)
	if err != nil {
		return err
	}
	correction, err := correctionOf(ctx, store, scheduling.Query{DistrictID: stored.DistrictID, ActivityID: id})
	if err != nil {
		return err
	}
	if correction != nil {
		if err := store.Corrections().Delete(ctx, correction.ID, correction.Version); err != nil {
			return fmt.Errorf("remove the correction of activity %s: %w", id, err)
		}
	}
	return store.Activities().Delete(ctx, id, version)
}

// check tidies an activity, sees whose it is, and that what it refers to is in its district.
func (s *Activities) check(ctx context.Context, store Store, a Activity) (Activity, error) {
	actor, _ := scheduling.ActorFrom(ctx)
	if a.Owner = cmp.Or(a.Owner, actor.Authority); a.Owner != "" && !a.ChangeableBy(actor.Authority) {
		return a, otherAuthority()
	}
	a, err := a.checked(scheduling.DayOf(s.now()))
	if err != nil {
		return a, err
	}
	schedule := store.Schedule()
	if err := refers(ctx, "districtId", schedule.Districts(), a.DistrictID, func(d scheduling.District) bool { return d.ID == a.DistrictID }); err != nil {
		return a, err
	}
	err = refers(ctx, "localityId", schedule.Localities(), a.LocalityID, func(l scheduling.Locality) bool {
		a.MunicipalityID = cmp.Or(a.MunicipalityID, l.MunicipalityID)
		return l.DistrictID == a.DistrictID && l.MunicipalityID == a.MunicipalityID
	})
	if err != nil {
		return a, err
	}
	err = refers(ctx, "municipalityId", schedule.Municipalities(), a.MunicipalityID, func(m scheduling.Municipality) bool { return m.DistrictID == a.DistrictID })
	if err != nil {
		return a, err
	}
	if err := refers(ctx, "wishId", schedule.Wishes(), a.WishID, func(w scheduling.Wish) bool { return w.DistrictID == a.DistrictID }); err != nil {
		return a, err
	}
	action, err := find(ctx, "actionId", store.Dialogue().Actions(), a.ActionID)
	if err != nil {
		return a, err
	}
	if action.DistrictID != a.DistrictID && a.ActionID != "" {
		return a, scheduling.InvalidField("actionId", scheduling.CodeOtherDistrict)
	}
	walk, err := find(ctx, "walkId", store.Activities(), a.WalkID)
	if err != nil {
		return a, err
	}
	if a.WalkID != "" && (walk.DistrictID != a.DistrictID || walk.Kind != SafetyWalk || walk.Step != Walk) {
		return a, scheduling.InvalidField("walkId", CodeNotAWalk)
	}
	return a, nil
}

// refers sees that what a field refers to exists and belongs there; nothing is no fault.
func refers[T any, ID ~string](ctx context.Context, field string, repository getter[T, ID], id ID, belongs func(T) bool) error {
	found, err := find(ctx, field, repository, id)
	if err != nil || id == "" || belongs(found) {
		return err
	}
	return scheduling.InvalidField(field, scheduling.CodeOtherDistrict)
}

// getter is the part of a repository that looks one thing up.
type getter[T any, ID ~string] interface {
	Get(ctx context.Context, id ID) (T, error)
}

// find returns what a field refers to; the zero value for nothing.
func find[T any, ID ~string](ctx context.Context, field string, repository getter[T, ID], id ID) (T, error) {
	var none T
	if id == "" {
		return none, nil
	}
	found, err := repository.Get(ctx, id)
	if scheduling.KindOf(err) == scheduling.NotFound {
		return none, scheduling.InvalidField(field, scheduling.CodeUnknown)
	}
	if err != nil {
		return none, fmt.Errorf("look up %s %s: %w", field, id, err)
	}
	return found, nil
}

// changeable returns the stored activity in the version that was seen, where it is the
// actor's to change.
func changeable(ctx context.Context, store Store, id scheduling.ActivityID, seen int) (Activity, error) {
	actor, _ := scheduling.ActorFrom(ctx)
	stored, err := store.Activities().Get(ctx, id)
	switch {
	case err != nil:
		return stored, err
	case !stored.ChangeableBy(actor.Authority):
		return stored, otherAuthority()
	case stored.Version != seen:
		return stored, scheduling.StaleError(stored)
	}
	return stored, nil
}

func otherAuthority() error {
	return &scheduling.Error{Kind: scheduling.Forbidden, Code: scheduling.CodeOtherAuthority}
}
