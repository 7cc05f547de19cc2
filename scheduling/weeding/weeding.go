package weeding

import (
	"context"
	"fmt"

	"poliskontor/scheduling"
)

// Weeding keeps rules and holds, and weeds by them, for whoever acts in the context.
// Each authority rules over its own records.
type Weeding struct {
	store  Store
	folder Folder
	now    scheduling.Clock
}

// New returns the weeding of a store, with the folder that its protocols are kept in.
func New(store Store, folder Folder, now scheduling.Clock) *Weeding {
	return &Weeding{store: store, folder: folder, now: now}
}

// Rules returns rules, and how many there are without the query's limit.
func (w *Weeding) Rules(ctx context.Context, q scheduling.Query) ([]Rule, int, error) {
	return w.store.Rules().List(ctx, q)
}

// Rule returns a rule, or an error of kind [scheduling.NotFound].
func (w *Weeding) Rule(ctx context.Context, id RuleID) (Rule, error) {
	return w.store.Rules().Get(ctx, id)
}

// AddRule stores a rule over records of the actor's authority. The error's kind is
// [scheduling.Invalid], or [scheduling.Conflict] where there is one of that kind.
func (w *Weeding) AddRule(ctx context.Context, r Rule) (Rule, error) {
	owner, err := authority(ctx)
	if err != nil {
		return Rule{}, err
	}
	r.Owner, r.ID = owner, scheduling.NewID[RuleID]()
	if r, err = r.checked(scheduling.DayOf(w.now())); err != nil {
		return Rule{}, err
	}
	if err := w.store.Rules().Create(ctx, r); err != nil {
		return Rule{}, fmt.Errorf("add a rule for %s: %w", r.Kind, err)
	}
	return w.store.Rules().Get(ctx, r.ID)
}

// ChangeRule replaces what a rule says, but for its kind and district. The error's kind is
// [scheduling.NotFound], [scheduling.Stale], [scheduling.Invalid], or
// [scheduling.Refused] where the rule is the other authority's.
func (w *Weeding) ChangeRule(ctx context.Context, r Rule) (Rule, error) {
	var changed Rule
	err := w.store.InTx(ctx, func(store Store) error {
		stored, err := store.Rules().Get(ctx, r.ID)
		if err != nil {
			return err
		}
		if err := own(ctx, stored.Owner); err != nil {
			return err
		}
		if stored.Version != r.Version {
			return scheduling.StaleError(stored)
		}
		r.DistrictID, r.Kind, r.Owner, r.Meta = stored.DistrictID, stored.Kind, stored.Owner, stored.Meta
		if r, err = r.checked(scheduling.DayOf(w.now())); err != nil {
			return err
		}
		if err := store.Rules().Update(ctx, r); err != nil {
			return fmt.Errorf("change rule %s: %w", r.ID, err)
		}
		changed, err = store.Rules().Get(ctx, r.ID)
		return err
	})
	return changed, err
}

// RemoveRule removes a rule; its protocols stay. The error's kind is as of ChangeRule.
func (w *Weeding) RemoveRule(ctx context.Context, id RuleID, version int) error {
	stored, err := w.store.Rules().Get(ctx, id)
	if err != nil {
		return err
	}
	if err := own(ctx, stored.Owner); err != nil {
		return err
	}
	return w.store.Rules().Delete(ctx, id, version)
}

// Holds returns holds, and how many there are without the query's limit.
func (w *Weeding) Holds(ctx context.Context, q scheduling.Query) ([]Hold, int, error) {
	return w.store.Holds().List(ctx, q)
}

// Hold returns a hold, or an error of kind [scheduling.NotFound].
func (w *Weeding) Hold(ctx context.Context, id HoldID) (Hold, error) {
	return w.store.Holds().Get(ctx, id)
}

// SetHold stores a hold. The error's kind is [scheduling.Invalid].
func (w *Weeding) SetHold(ctx context.Context, h Hold) (Hold, error) {
	owner, err := authority(ctx)
	if err != nil {
		return Hold{}, err
	}
	h.ID, h.Owner = scheduling.NewID[HoldID](), owner
	if h, err = h.checked(); err != nil {
		return Hold{}, err
	}
	if h.LocalityID != "" {
		locality, err := w.store.Schedule().Localities().Get(ctx, h.LocalityID)
		if scheduling.KindOf(err) == scheduling.NotFound || err == nil && locality.DistrictID != h.DistrictID {
			return Hold{}, scheduling.InvalidField("localityId", scheduling.CodeUnknown)
		}
		if err != nil {
			return Hold{}, err
		}
	}
	if err := w.store.Holds().Create(ctx, h); err != nil {
		return Hold{}, fmt.Errorf("set a hold: %w", err)
	}
	return w.store.Holds().Get(ctx, h.ID)
}

// LiftHold removes a hold of the actor's authority. The error's kind is as of ChangeRule.
func (w *Weeding) LiftHold(ctx context.Context, id HoldID, version int) error {
	stored, err := w.store.Holds().Get(ctx, id)
	if err != nil {
		return err
	}
	if err := own(ctx, stored.Owner); err != nil {
		return err
	}
	return w.store.Holds().Delete(ctx, id, version)
}

// Lists returns dry runs, newest first, and how many there are without the query's limit.
func (w *Weeding) Lists(ctx context.Context, q scheduling.Query) ([]List, int, error) {
	return w.store.Lists().List(ctx, q)
}

// List returns a dry run, or an error of kind [scheduling.NotFound].
func (w *Weeding) List(ctx context.Context, id ListID) (List, error) {
	return w.store.Lists().Get(ctx, id)
}

// Protocols returns protocols, newest first, and how many there are without the query's
// limit.
func (w *Weeding) Protocols(ctx context.Context, q scheduling.Query) ([]Protocol, int, error) {
	return w.store.Protocols().List(ctx, q)
}

// Protocol returns a protocol, or an error of kind [scheduling.NotFound].
func (w *Weeding) Protocol(ctx context.Context, id ProtocolID) (Protocol, error) {
	return w.store.Protocols().Get(ctx, id)
}

// authority returns whose the actor is, who must be of an authority.
func authority(ctx context.Context) (scheduling.Owner, error) {
	actor, _ := scheduling.ActorFrom(ctx)
	if actor.Authority != scheduling.Police && actor.Authority != scheduling.Kommun {
		return "", scheduling.RefusedError(scheduling.CodeOtherAuthority)
	}
	return actor.Authority, nil
}

// own refuses an actor of another authority.
func own(ctx context.Context, owner scheduling.Owner) error {
	actors, err := authority(ctx)
	if err == nil && actors != owner {
		err = scheduling.RefusedError(scheduling.CodeOtherAuthority)
	}
	return err
}
