package situation

import (
	"context"
	"fmt"
	"time"

	"poliskontor/scheduling"
)

// Pictures makes, shows and releases lägesbilder for whoever acts in the context.
type Pictures struct {
	store Store
	now   scheduling.Clock
}

// New returns the lägesbilder of a store.
func New(store Store, now scheduling.Clock) *Pictures { return &Pictures{store: store, now: now} }

// Picture returns the lägesbild of a week: the part of the actor's authority, and the
// other's once it is released. The reading is in the audit log. The error's kind is
// [scheduling.NotFound], [scheduling.Invalid] where the day is no Monday, or
// [scheduling.Refused].
func (p *Pictures) Picture(ctx context.Context, district scheduling.DistrictID, monday scheduling.Day) (Picture, error) {
	own, err := authority(ctx)
	if err != nil {
		return Picture{}, err
	}
	if err := checkMonday(monday); err != nil {
		return Picture{}, err
	}
	if _, err := p.store.Schedule().Districts().Get(ctx, district); err != nil {
		return Picture{}, err
	}
	picture := Picture{Monday: monday, Ready: ended(Ready(monday), p.now())}
	for _, owner := range owners {
		part, err := p.part(ctx, p.store, district, owner, monday)
		if err != nil {
			return Picture{}, err
		}
		if owner != own && part.Released.IsZero() {
			picture.Waiting = append(picture.Waiting, owner)
			continue
		}
		picture.Parts = append(picture.Parts, part)
	}
	return picture, p.recordRead(ctx, p.store, district, monday)
}

// Write sets what the part of the actor's authority says. version is that of the stored
// part, 0 where nothing of it is stored. The error's kind is [scheduling.NotFound],
// [scheduling.Invalid], [scheduling.Stale], or [scheduling.Refused] where it is released.
func (p *Pictures) Write(ctx context.Context, district scheduling.DistrictID, monday scheduling.Day, text string, version int) (Part, error) {
	return p.change(ctx, district, monday, version, func(part *Part) error {
		if !part.Released.IsZero() {
			return scheduling.RefusedError(CodeReleasedPart)
		}
		part.Text = text
		return nil
	})
}

// Release lets the other side and the group see the part of the actor's authority. The
// error's kind is as of Write, or [scheduling.Refused] before the part is ready.
func (p *Pictures) Release(ctx context.Context, district scheduling.DistrictID, monday scheduling.Day, version int) (Part, error) {
	return p.change(ctx, district, monday, version, func(part *Part) error {
		if part.Frozen.IsZero() {
			return scheduling.RefusedError(CodeNotReady)
		}
		if part.Released.IsZero() {
			actor, _ := scheduling.ActorFrom(ctx)
			part.Released, part.ReleasedBy = p.now(), actor.Name
		}
		return nil
	})
}

// TakeBack hides the part of the actor's authority again. The error's kind is as of Write.
func (p *Pictures) TakeBack(ctx context.Context, district scheduling.DistrictID, monday scheduling.Day, version int) (Part, error) {
	return p.change(ctx, district, monday, version, func(part *Part) error {
		part.Released, part.ReleasedBy = time.Time{}, ""
		return nil
	})
}

// change changes the part of the actor's authority, and stores it where nothing of it was.
func (p *Pictures) change(ctx context.Context, district scheduling.DistrictID, monday scheduling.Day, version int, do func(*Part) error) (Part, error) {
	own, err := authority(ctx)
	if err != nil {
		return Part{}, err
	}
	if err := checkMonday(monday); err != nil {
		return Part{}, err
	}
	var changed Part
	err = p.store.InTx(ctx, func(store Store) error {
		if _, err := store.Schedule().Districts().Get(ctx, district); err != nil {
			return err
		}
		part, err := p.part(ctx, store, district, own, monday)
		if err != nil {
			return err
		}
		if part.Version != version {
			return scheduling.StaleError(part)
		}
		if err := do(&part); err != nil {
			return err
		}
		if part, err = part.checked(); err != nil {
			return err
		}
		changed, err = put(ctx, store, part)
		return err
	})
	return changed, err
}

// put stores a part, as a new one where it has no ID.
func put(ctx context.Context, store Store, part Part) (Part, error) {
	var err error
	if part.ID == "" {
		part.ID = scheduling.NewID[PartID]()
		err = store.Parts().Create(ctx, part)
	} else {
		err = store.Parts().Update(ctx, part)
	}
	if err != nil {
		return Part{}, fmt.Errorf("store the %s part of the week of %s: %w", part.Owner, part.Monday, err)
	}
	return store.Parts().Get(ctx, part.ID)
}

// part returns an authority's part of a week, as it stands or as it would be now.
func (p *Pictures) part(ctx context.Context, store Store, district scheduling.DistrictID, owner scheduling.Owner, monday scheduling.Day) (Part, error) {
	found, err := stored(ctx, store, scheduling.Query{DistrictID: district, Owner: owner, From: monday.Starts(), Until: (monday + 1).Starts()})
	if err != nil {
		return Part{}, err
	}
	part := Part{DistrictID: district, Owner: owner, Monday: monday}
	if len(found) > 0 {
		part = found[0]
	}
	if !part.Frozen.IsZero() {
		return part, nil
	}
	in, err := inputs(ctx, store, district, monday)
	if err != nil {
		return Part{}, fmt.Errorf("reckon the week of %s: %w", monday, err)
	}
	part.Figures = Reckon(in, owner, monday)
	if ended(Ready(monday), p.now()) {
		part.Frozen = p.now()
	}
	return part, nil
}

func stored(ctx context.Context, store Store, q scheduling.Query) ([]Part, error) {
	found, _, err := store.Parts().List(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("read the parts of a lägesbild: %w", err)
	}
	return found, nil
}

// Freeze stores the figures of the last week that is ready, in every district, where they
// are not stored yet. It does nothing the second time, on any server.
func (p *Pictures) Freeze(ctx context.Context) error {
	monday := Latest(p.now())
	districts, _, err := p.store.Schedule().Districts().List(ctx, scheduling.Query{})
	if err != nil {
		return fmt.Errorf("freeze the week of %s: %w", monday, err)
	}
	for _, district := range districts {
		found, err := stored(ctx, p.store, scheduling.Query{DistrictID: district.ID, From: monday.Starts(), Until: (monday + 1).Starts()})
		if err != nil {
			return err
		}
		if len(found) == len(owners) && allFrozen(found) {
			continue
		}
		if err := p.freeze(ctx, district.ID, monday); err != nil {
			return err
		}
	}
	return nil
}

func allFrozen(parts []Part) bool {
	for _, part := range parts {
		if part.Frozen.IsZero() {
			return false
		}
	}
	return true
}

func (p *Pictures) freeze(ctx context.Context, district scheduling.DistrictID, monday scheduling.Day) error {
	return p.store.InTx(ctx, func(store Store) error {
		for _, owner := range owners {
			found, err := stored(ctx, store, scheduling.Query{DistrictID: district, Owner: owner, From: monday.Starts(), Until: (monday + 1).Starts()})
			if err != nil {
				return err
			}
			if len(found) > 0 && !found[0].Frozen.IsZero() {
				continue
			}
			part, err := p.part(ctx, store, district, owner, monday)
			if err != nil {
				return err
			}
			if _, err := put(ctx, store, part); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *Pictures) recordRead(ctx context.Context, store Store, district scheduling.DistrictID, monday scheduling.Day) error {
	err := store.Schedule().Audit().Record(ctx, scheduling.AuditEvent{
		Action: scheduling.AuditRead, Thing: "situation_picture", ThingID: monday.String(), District: district})
	if err != nil {
		return fmt.Errorf("record that a lägesbild was read: %w", err)
	}
	return nil
}

func checkMonday(day scheduling.Day) error {
	if day.Monday() != day {
		return scheduling.InvalidField("week", CodeNoMonday)
	}
	return nil
}

// authority returns whose the actor is, who must be of an authority.
func authority(ctx context.Context) (scheduling.Owner, error) {
	actor, _ := scheduling.ActorFrom(ctx)
	if actor.Authority != scheduling.Police && actor.Authority != scheduling.Kommun {
		return "", scheduling.RefusedError(scheduling.CodeOtherAuthority)
	}
	return actor.Authority, nil
}
