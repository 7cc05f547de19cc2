package dialogue

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"poliskontor/scheduling"
)

// Summaries writes, approves and withdraws summaries for whoever acts in the context.
// Until it is public, a summary is its authority's own: to others it does not exist.
type Summaries struct {
	store Store
	now   scheduling.Clock
	tell  func()
}

// NewSummaries returns the summaries of a store. tell is called once what citizens read
// has changed, before whoever changed it is answered.
func NewSummaries(store Store, now scheduling.Clock, tell func()) *Summaries {
	return &Summaries{store: store, now: now, tell: tell}
}

// List returns the summaries of the actor's authority that a query selects, those last
// changed first, and how many there are without its limit.
func (s *Summaries) List(ctx context.Context, q scheduling.Query) ([]Summary, int, error) {
	actor, err := authorityOf(ctx)
	if err != nil {
		return nil, 0, err
	}
	q.Owner = actor.Authority
	return s.store.Summaries().List(ctx, q)
}

// Get returns a summary of the actor's authority, or an error of kind
// [scheduling.NotFound].
func (s *Summaries) Get(ctx context.Context, id SummaryID) (Summary, error) {
	return ownSummary(ctx, s.store, id)
}

// Write stores a new draft of the actor's authority, from the fields that say what it is
// about and what it tells; of an action it needs the ID. The error's kind is
// [scheduling.Invalid].
func (s *Summaries) Write(ctx context.Context, draft Summary) (Summary, error) {
	var written Summary
	err := s.store.InTx(ctx, func(store Store) error {
		actor, err := authorityOf(ctx)
		if err != nil {
			return err
		}
		locality, err := store.Schedule().Localities().Get(ctx, draft.LocalityID)
		if scheduling.KindOf(err) == scheduling.NotFound {
			return scheduling.InvalidField("localityId", scheduling.CodeUnknown)
		}
		if err != nil {
			return err
		}
		next := Summary{
			ID: scheduling.NewID[SummaryID](), DistrictID: locality.DistrictID, LocalityID: locality.ID, Owner: actor.Authority,
			Telling: draft.Telling, Visits: draft.Visits, Notes: draft.Notes, State: SummaryDraft, AuthorID: actor.ID, EditorID: actor.ID,
		}
		if next, err = s.complete(ctx, store, next, Summary{}); err != nil {
			return err
		}
		if err := store.Summaries().Create(ctx, next); err != nil {
			return fmt.Errorf("write summary: %w", err)
		}
		written, err = store.Summaries().Get(ctx, next.ID)
		return err
	})
	return written, err
}

// Revise replaces what a summary says if its version is the one that the caller saw. One
// that waits for approval or is published waits for it anew; what citizens read stays
// until then. The error's kind is [scheduling.NotFound], [scheduling.Invalid],
// [scheduling.Stale], or [scheduling.Refused] where it is withdrawn.
func (s *Summaries) Revise(ctx context.Context, revised Summary) (Summary, error) {
	return s.change(ctx, revised.ID, revised.Version, func(store Store, actor scheduling.Actor, stored Summary) (Summary, error) {
		if stored.State == SummaryWithdrawn {
			return stored, scheduling.RefusedError(CodeSummaryWithdrawn)
		}
		if revised.LocalityID != stored.LocalityID {
			return stored, scheduling.InvalidField("localityId", scheduling.CodeOtherLocality)
		}
		next := stored
		next.Telling, next.Visits, next.Notes, next.EditorID = revised.Telling, revised.Visits, revised.Notes, actor.ID
		if next.State == SummaryPublished {
			next.State = SummaryAwaiting
		}
		return s.complete(ctx, store, next, stored)
	})
}

// Submit sends a draft for approval, or what is published for a new approval where its
// actions have got further. The error's kind is as of Revise.
func (s *Summaries) Submit(ctx context.Context, id SummaryID, seen int) (Summary, error) {
	return s.change(ctx, id, seen, func(store Store, actor scheduling.Actor, stored Summary) (Summary, error) {
		if stored.State == SummaryWithdrawn {
			return stored, scheduling.RefusedError(CodeSummaryWithdrawn)
		}
		next := stored
		next.State, next.Remark = SummaryAwaiting, ""
		next, err := s.complete(ctx, store, next, stored)
		if err == nil && !reflect.DeepEqual(next.Telling, stored.Telling) {
			next.EditorID = actor.ID // who takes new answers in has changed what it says
		}
		return next, err
	})
}

// SendBack makes a draft of a summary that waits for approval, and says why. The error's
// kind is as of Revise.
func (s *Summaries) SendBack(ctx context.Context, id SummaryID, seen int, remark string) (Summary, error) {
	return s.change(ctx, id, seen, func(_ Store, _ scheduling.Actor, next Summary) (Summary, error) {
		if next.State != SummaryAwaiting {
			return next, scheduling.RefusedError(CodeSummaryNotAwaiting)
		}
		var err error
		next.State = SummaryDraft
		next.Remark, err = checkedRemark("remark", remark)
		return next, err
	})
}

// Remove removes a summary that was never public if its version is the one that the
// caller saw. The error's kind is [scheduling.NotFound], [scheduling.Stale] or
// [scheduling.Refused].
func (s *Summaries) Remove(ctx context.Context, id SummaryID, seen int) error {
	return s.store.InTx(ctx, func(store Store) error {
		stored, err := ownSummary(ctx, store, id)
		if err != nil {
			return err
		}
		if stored.Public != nil || stored.Withdrawal != nil {
			return scheduling.RefusedError(CodeSummaryWasPublic)
		}
		return store.Summaries().Delete(ctx, id, seen)
	})
}

// change makes one change of a summary of the actor's authority, and tells where it
// concerns what citizens read.
func (s *Summaries) change(ctx context.Context, id SummaryID, seen int, make func(Store, scheduling.Actor, Summary) (Summary, error)) (Summary, error) {
	var changed Summary
	var public bool
	err := s.store.InTx(ctx, func(store Store) error {
		actor, err := authorityOf(ctx)
		if err != nil {
			return err
		}
		stored, err := ownSummary(ctx, store, id)
		if err != nil {
			return err
		}
		if stored.Version != seen {
			return scheduling.StaleError(stored)
		}
		next, err := make(store, actor, stored)
		if err != nil {
			return err
		}
		public = next.Public != stored.Public
		if err := store.Summaries().Update(ctx, next); err != nil {
			return fmt.Errorf("change summary %s: %w", id, err)
		}
		changed, err = store.Summaries().Get(ctx, id)
		return err
	})
	if err == nil && public {
		s.tell()
	}
	return changed, err
}

// complete checks a summary against what it refers to, and takes in its actions as they
// are now. What was stored with it may be gone since: a topic from the district's list, a
// note or an action that was weeded.
func (s *Summaries) complete(ctx context.Context, store Store, next, stored Summary) (Summary, error) {
	topics, err := topicsOf(ctx, store, next.DistrictID)
	if err != nil {
		return next, err
	}
	next, err = next.checked(withOld(topics, []string{stored.Topic}), scheduling.DayOf(s.now()))
	if err != nil {
		return next, err
	}
	for i, id := range next.Visits {
		visit, err := store.Schedule().Visits().Get(ctx, id)
		if err := belongs("visits", i, visit.LocalityID == next.LocalityID, slices.Contains(stored.Visits, id), err); err != nil {
			return next, err
		}
	}
	for i, id := range next.Notes {
		note, err := ownNote(ctx, store, id)
		if err := belongs("notes", i, note.LocalityID == next.LocalityID, slices.Contains(stored.Notes, id), err); err != nil {
			return next, err
		}
	}
	next.Actions = slices.Clone(next.Actions)
	for i, a := range next.Actions {
		action, err := store.Actions().Get(ctx, a.ID)
		before := slices.IndexFunc(stored.Actions, func(old ShownAction) bool { return old.ID == a.ID })
		if scheduling.KindOf(err) == scheduling.NotFound && before >= 0 {
			next.Actions[i] = stored.Actions[before]
			continue
		}
		if err := belongs("actions", i, action.LocalityID == next.LocalityID, false, err); err != nil {
			return next, err
		}
		next.Actions[i] = shown(action)
	}
	return next, nil
}

// belongs refuses what a summary refers to where it does not exist for the actor and did
// not before, or is about another locality.
func belongs(list string, i int, here, before bool, err error) error {
	switch {
	case scheduling.KindOf(err) == scheduling.NotFound && before:
		return nil
	case scheduling.KindOf(err) == scheduling.NotFound:
		return scheduling.InvalidField(field(list, i), scheduling.CodeUnknown)
	case err != nil:
		return err
	case !here:
		return scheduling.InvalidField(field(list, i), scheduling.CodeOtherLocality)
	}
	return nil
}

// ownSummary returns a summary of the actor's authority; another's does not exist to
// them.
func ownSummary(ctx context.Context, store Store, id SummaryID) (Summary, error) {
	actor, err := authorityOf(ctx)
	if err != nil {
		return Summary{}, err
	}
	found, err := store.Summaries().Get(ctx, id)
	if err == nil && found.Owner != actor.Authority {
		return Summary{}, scheduling.NotFoundError("summary", string(id))
	}
	return found, err
}
