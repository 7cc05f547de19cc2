package weeding

import (
	"context"
	"errors"
	"fmt"

	"poliskontor/scheduling"
)

// DryRun lists what would go by a rule today, and stores the list; nothing else changes.
// The error's kind is [scheduling.NotFound], or [scheduling.Refused] where the rule is
// the other authority's.
func (w *Weeding) DryRun(ctx context.Context, id RuleID) (List, error) {
	var made List
	err := w.store.InTx(ctx, func(store Store) error {
		rule, err := store.Rules().Get(ctx, id)
		if err != nil {
			return err
		}
		if err := own(ctx, rule.Owner); err != nil {
			return err
		}
		records, err := shelves[rule.Kind].records(ctx, store, rule.DistrictID)
		if err != nil {
			return err
		}
		holds, err := holdsOf(ctx, store, rule.DistrictID)
		if err != nil {
			return err
		}
		actor, _ := scheduling.ActorFrom(ctx)
		list := List{ID: scheduling.NewID[ListID](), DistrictID: rule.DistrictID, RuleID: rule.ID, Terms: rule.Terms, By: actor.Name, Made: w.now()}
		list.Items, list.Held = Sort(rule.Terms, records, holds, scheduling.DayOf(w.now()))
		list.Digest = list.digest()
		if err := store.Lists().Create(ctx, list); err != nil {
			return fmt.Errorf("store a dry run of rule %s: %w", id, err)
		}
		made, err = store.Lists().Get(ctx, list.ID)
		return err
	})
	return made, err
}

// Run removes what a list says, and nothing else. What has changed since, or was put on
// hold, stays. digest is that of the list that was confirmed. The error's kind is
// [scheduling.NotFound] or [scheduling.Refused]: with [CodeListOther], [CodeListRun],
// [CodeListOld], [CodeRuleChanged], [CodeNotArchived] or [CodeNoFolder]. Then nothing is
// removed.
func (w *Weeding) Run(ctx context.Context, id ListID, digest string) (Protocol, error) {
	if _, err := w.Again(ctx); err != nil {
		return Protocol{}, err
	}
	protocol := Protocol{ID: scheduling.NewID[ProtocolID]()}
	written := false
	err := w.store.InTx(ctx, func(store Store) error {
		list, err := w.runnable(ctx, store, id, digest)
		if err != nil {
			return err
		}
		actor, _ := scheduling.ActorFrom(ctx)
		p := Protocol{ID: protocol.ID, DistrictID: list.DistrictID, ListID: list.ID, Digest: list.Digest, Terms: list.Terms, By: actor.Name, At: w.now()}
		if p.Removed, p.Kept, err = w.remove(ctx, store, list); err != nil {
			return err
		}
		list.ProtocolID = p.ID
		if err := store.Lists().Update(ctx, list); err != nil {
			return fmt.Errorf("note that list %s was run: %w", id, err)
		}
		if protocol, err = p.sealed(); err != nil {
			return err
		}
		if err := store.Protocols().Add(ctx, protocol); err != nil {
			return fmt.Errorf("store protocol %s: %w", p.ID, err)
		}
		// Last, so that whatever is refused leaves no file; a server that dies between
		// this and the commit finds the file when it starts, and weeds by it.
		if err := w.folder.put(protocol); err != nil {
			return errors.Join(scheduling.RefusedError(CodeNoFolder), err)
		}
		written = true
		return nil
	})
	if err != nil && written {
		err = errors.Join(err, w.folder.drop(protocol.ID))
	}
	return protocol, err
}

// runnable returns a list that the actor may run now.
func (w *Weeding) runnable(ctx context.Context, store Store, id ListID, digest string) (List, error) {
	list, err := store.Lists().Get(ctx, id)
	if err != nil {
		return List{}, err
	}
	if err := own(ctx, list.Owner); err != nil {
		return List{}, err
	}
	rule, err := store.Rules().Get(ctx, list.RuleID)
	if err != nil && scheduling.KindOf(err) != scheduling.NotFound {
		return List{}, err
	}
	switch {
	case list.ProtocolID != "":
		return List{}, scheduling.RefusedError(CodeListRun)
	case digest != list.Digest || digest != list.digest():
		return List{}, scheduling.RefusedError(CodeListOther)
	case w.now().After(list.Made.Add(ListKept)):
		return List{}, scheduling.RefusedError(CodeListOld)
	case err != nil || rule.Terms != list.Terms:
		return List{}, scheduling.RefusedError(CodeRuleChanged)
	case list.ArchiveFirst && list.Archived.IsZero() && len(list.Items) > 0:
		return List{}, scheduling.RefusedError(CodeNotArchived)
	}
	return list, nil
}

// remove removes what is on a list and may go, and tells what went and what stayed.
func (w *Weeding) remove(ctx context.Context, store Store, list List) (removed []Record, kept []Kept, err error) {
	shelf := shelves[list.Kind]
	records, err := shelf.records(ctx, store, list.DistrictID)
	if err != nil {
		return nil, nil, err
	}
	there := map[string]Record{}
	for _, r := range records {
		there[r.ID] = r
	}
	holds, err := holdsOf(ctx, store, list.DistrictID)
	if err != nil {
		return nil, nil, err
	}
	for _, item := range list.Items {
		now, found := there[item.ID]
		switch {
		case !found:
			kept = append(kept, Kept{item, Gone})
			continue
		case now != item:
			kept = append(kept, Kept{item, Changed})
			continue
		case held(holds, list.Kind, item):
			kept = append(kept, Kept{item, OnHold})
			continue
		}
		err := shelf.remove(ctx, store, item)
		switch {
		case scheduling.HasCode(err, scheduling.CodeInUse):
			kept = append(kept, Kept{item, InUse})
		case err != nil:
			return nil, nil, fmt.Errorf("weed %s %s: %w", list.Kind, item.ID, err)
		default:
			removed = append(removed, item)
		}
	}
	return removed, kept, nil
}

func holdsOf(ctx context.Context, store Store, district scheduling.DistrictID) ([]Hold, error) {
	holds, _, err := store.Holds().List(ctx, scheduling.Query{DistrictID: district})
	if err != nil {
		return nil, fmt.Errorf("read the holds of district %s: %w", district, err)
	}
	return holds, nil
}
