package weeding

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"poliskontor/scheduling"
)

// Again weeds what protocols say is gone and a restored backup has brought back, unless it
// is on hold, and returns the protocols of that; none where nothing is back. Protocols in
// the folder that the database does not have are entered in it. Protocols of districts
// that are out of the context's reach, or not there, are left alone. A protocol that is
// not as it was written is in the error, and the others count all the same.
func (w *Weeding) Again(ctx context.Context) ([]Protocol, error) {
	filed, unreadable := w.folder.all()
	var again []Protocol
	err := w.store.InTx(ctx, func(store Store) error {
		again = nil
		known, err := w.entered(ctx, store, filed)
		if err != nil {
			return err
		}
		for _, p := range known {
			back, err := w.weedAgain(ctx, store, p)
			if err != nil {
				return err
			}
			if back.ID != "" {
				again = append(again, back)
			}
		}
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, unreadable)
	}
	for _, p := range again {
		unreadable = errors.Join(unreadable, w.folder.put(p))
	}
	return again, unreadable
}

// entered returns all protocols within reach, oldest first, and enters those in the
// database that only the folder has.
func (w *Weeding) entered(ctx context.Context, store Store, filed []Protocol) ([]Protocol, error) {
	known, _, err := store.Protocols().List(ctx, scheduling.Query{})
	if err != nil {
		return nil, fmt.Errorf("read the protocols: %w", err)
	}
	has := map[ProtocolID]bool{}
	for _, p := range known {
		has[p.ID] = true
	}
	for _, p := range filed {
		if has[p.ID] || !p.Kind.known() || !scheduling.Reaches(ctx, p.DistrictID) {
			continue
		}
		if _, err := store.Schedule().Districts().Get(ctx, p.DistrictID); scheduling.KindOf(err) == scheduling.NotFound {
			continue
		} else if err != nil {
			return nil, err
		}
		if err := store.Protocols().Add(ctx, p); err != nil {
			return nil, fmt.Errorf("enter protocol %s: %w", p.ID, err)
		}
		known = append(known, p)
	}
	slices.SortFunc(known, func(a, b Protocol) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return known, nil
}

// weedAgain removes what is back of one protocol's records; the zero protocol is for
// nothing.
func (w *Weeding) weedAgain(ctx context.Context, store Store, p Protocol) (Protocol, error) {
	if len(p.Removed) == 0 {
		return Protocol{}, nil
	}
	gone := map[string]bool{}
	for _, r := range p.Removed {
		gone[r.ID] = true
	}
	records, err := shelves[p.Kind].records(ctx, store, p.DistrictID)
	if err != nil {
		return Protocol{}, err
	}
	list := List{DistrictID: p.DistrictID, Terms: p.Terms}
	for _, r := range records {
		if gone[r.ID] {
			list.Items = append(list.Items, r)
		}
	}
	if len(list.Items) == 0 {
		return Protocol{}, nil
	}
	actor, _ := scheduling.ActorFrom(ctx)
	back := Protocol{ID: scheduling.NewID[ProtocolID](), DistrictID: p.DistrictID, Again: p.ID, Terms: p.Terms, By: actor.Name, At: w.now()}
	if back.Removed, back.Kept, err = w.remove(ctx, store, list); err != nil {
		return Protocol{}, err
	}
	if len(back.Removed) == 0 {
		return Protocol{}, nil
	}
	if back, err = back.sealed(); err != nil {
		return Protocol{}, err
	}
	if err := store.Protocols().Add(ctx, back); err != nil {
		return Protocol{}, fmt.Errorf("store protocol %s: %w", back.ID, err)
	}
	return back, nil
}
