package dialogue

import (
	"context"
	"fmt"
	"time"

	"poliskontor/scheduling"
)

// Actions returns the actions that a query selects, open ones first, by the day that they
// are due on, and how many there are without its limit.
func (d *Dialogue) Actions(ctx context.Context, q scheduling.Query) ([]Action, int, error) {
	return d.store.Actions().List(ctx, q)
}

// Action returns an action, or an error of kind [scheduling.NotFound].
func (d *Dialogue) Action(ctx context.Context, id ActionID) (Action, error) {
	return d.store.Actions().Get(ctx, id)
}

// Add stores a new action. The error's kind is [scheduling.Invalid].
func (d *Dialogue) Add(ctx context.Context, a Action) (Action, error) {
	var added Action
	err := d.store.InTx(ctx, func(store Store) error {
		locality, err := store.Schedule().Localities().Get(ctx, a.LocalityID)
		if scheduling.KindOf(err) == scheduling.NotFound {
			return scheduling.InvalidField("localityId", scheduling.CodeUnknown)
		}
		if err != nil {
			return err
		}
		topics, err := topicsOf(ctx, store, locality.DistrictID)
		if err != nil {
			return err
		}
		a.ID, a.DistrictID, a.NoteID = scheduling.NewID[ActionID](), locality.DistrictID, ""
		if err := checkSource(ctx, store, a); err != nil {
			return err
		}
		if a.Status != Open {
			a.Ended = d.now()
		}
		if err := createAction(ctx, store, a, topics); err != nil {
			return err
		}
		added, err = store.Actions().Get(ctx, a.ID)
		return err
	})
	return added, err
}

// Change replaces an action if its version is the one that the caller saw; where it
// comes from and when it ended stay. The error's kind is [scheduling.NotFound],
// [scheduling.Invalid], [scheduling.Stale], or [scheduling.Refused] where the action is
// the other authority's.
func (d *Dialogue) Change(ctx context.Context, a Action) (Action, error) {
	var changed Action
	err := d.store.InTx(ctx, func(store Store) error {
		stored, err := d.changeable(ctx, store, a.ID, a.Version)
		if err != nil {
			return err
		}
		if a.LocalityID != stored.LocalityID {
			return scheduling.InvalidField("localityId", scheduling.CodeOtherLocality)
		}
		topics, err := topicsOf(ctx, store, stored.DistrictID)
		if err != nil {
			return err
		}
		a.DistrictID, a.Meta = stored.DistrictID, stored.Meta
		a.NoteID, a.WishID, a.ActivityID = stored.NoteID, stored.WishID, stored.ActivityID
		a.Ended = stored.Ended
		switch {
		case a.Status == Open:
			a.Ended = time.Time{}
		case stored.Status == Open:
			a.Ended = d.now()
		}
		if a, err = a.checked(withOld(topics, []string{stored.Topic})); err != nil {
			return err
		}
		if err := store.Actions().Update(ctx, a); err != nil {
			return fmt.Errorf("change action %s: %w", a.ID, err)
		}
		changed, err = store.Actions().Get(ctx, a.ID)
		return err
	})
	return changed, err
}

// Remove removes an action that nothing was answered to if its version is the one that
// the caller saw. The error's kind is as of Change.
func (d *Dialogue) Remove(ctx context.Context, id ActionID, version int) error {
	return d.store.InTx(ctx, func(store Store) error {
		stored, err := d.changeable(ctx, store, id, version)
		if err != nil {
			return err
		}
		if stored.Status != Open {
			return scheduling.RefusedError(CodeAnswered)
		}
		return store.Actions().Delete(ctx, id, version)
	})
}

// changeable returns an action that the actor's authority may change: its own, and one
// that came from its own note.
func (d *Dialogue) changeable(ctx context.Context, store Store, id ActionID, seen int) (Action, error) {
	actor, err := authorityOf(ctx)
	if err != nil {
		return Action{}, err
	}
	stored, err := store.Actions().Get(ctx, id)
	if err != nil {
		return Action{}, err
	}
	if stored.Version != seen {
		return Action{}, scheduling.StaleError(stored)
	}
	if stored.Owner == actor.Authority {
		return stored, nil
	}
	if stored.NoteID != "" {
		if _, err := ownNote(ctx, store, stored.NoteID); err == nil {
			return stored, nil
		}
	}
	return Action{}, scheduling.RefusedError(scheduling.CodeOtherAuthority)
}

// checkSource sees that what an action comes from is in its district.
func checkSource(ctx context.Context, store Store, a Action) error {
	if a.WishID != "" {
		wish, err := store.Schedule().Wishes().Get(ctx, a.WishID)
		if scheduling.KindOf(err) == scheduling.NotFound || err == nil && wish.DistrictID != a.DistrictID {
			return scheduling.InvalidField("wishId", scheduling.CodeUnknown)
		}
		if err != nil {
			return fmt.Errorf("look up wish %s: %w", a.WishID, err)
		}
	}
	if a.ActivityID != "" {
		there, err := store.HasActivity(ctx, a.DistrictID, a.ActivityID)
		if err != nil {
			return fmt.Errorf("look up activity %s: %w", a.ActivityID, err)
		}
		if !there {
			return scheduling.InvalidField("activityId", scheduling.CodeUnknown)
		}
	}
	return nil
}

func createAction(ctx context.Context, store Store, a Action, topics []string) error {
	a, err := a.checked(topics)
	if err != nil {
		return err
	}
	if err := store.Actions().Create(ctx, a); err != nil {
		return fmt.Errorf("add action %s: %w", a.ID, err)
	}
	return nil
}
