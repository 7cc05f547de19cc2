package scheduling

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Checkpoint (sparat läge) is a season's working schedule as one planner has kept it,
// to compare with and to go back to. It is that planner's own, and never changes.
type Checkpoint struct {
	ID         CheckpointID
	DistrictID DistrictID
	SeasonID   SeasonID
	OwnerID    string // the account's
	Name       string
	Visits     []Visit // all that begin in the season
	Meta
}

// MostCheckpoints is how many a planner may keep of one season.
const MostCheckpoints = 20

// Checkpoints keeps the checkpoints of whoever acts. To everybody else they do not exist.
type Checkpoints struct {
	store Store
	now   Clock
}

// NewCheckpoints returns the checkpoints of a store.
func NewCheckpoints(store Store, now Clock) *Checkpoints { return &Checkpoints{store: store, now: now} }

// VisitDifference is how a visit differs between two schedules. One of both is nil
// where only the other has the visit.
type VisitDifference struct {
	Before, After *Visit
}

// Returned is what came of going back to a checkpoint.
type Returned struct {
	Put        int // visits that were changed or are there again
	Removed    int
	Unrestored []Unrestored
}

// Unrestored is a visit that could not become what it was, and stays as it is.
type Unrestored struct {
	VisitID VisitID
	Code    Code
	Params  map[string]string
}

// Save keeps the working schedule of a season. The error's kind is [NotFound],
// [Invalid], or [Refused] where there are [MostCheckpoints] already.
func (c *Checkpoints) Save(ctx context.Context, id SeasonID, name string) (Checkpoint, error) {
	var broken violations
	name = broken.requiredLine("name", name, MaxName)
	if err := broken.err(); err != nil {
		return Checkpoint{}, err
	}
	var saved Checkpoint
	err := c.store.InTx(ctx, func(store Store) error {
		season, err := store.Seasons().Get(ctx, id)
		if err != nil {
			return err
		}
		owner := ownerOf(ctx)
		own, _, err := store.Checkpoints().List(ctx, Query{SeasonID: id, AccountID: owner})
		if err != nil {
			return fmt.Errorf("checkpoints of season %s: %w", id, err)
		}
		if len(own) >= MostCheckpoints {
			return refused(CodeTooManyCheckpoints, "most", strconv.Itoa(MostCheckpoints))
		}
		visits, err := visitsOf(ctx, store, season)
		if err != nil {
			return err
		}
		next := Checkpoint{ID: NewID[CheckpointID](), DistrictID: season.DistrictID, SeasonID: id, OwnerID: owner, Name: name, Visits: visits}
		if err := store.Checkpoints().Create(ctx, next); err != nil {
			return fmt.Errorf("keep checkpoint of season %s: %w", id, err)
		}
		saved, err = store.Checkpoints().Get(ctx, next.ID)
		return err
	})
	return saved, err
}

// List returns the checkpoints of a season, oldest first.
func (c *Checkpoints) List(ctx context.Context, id SeasonID) ([]Checkpoint, error) {
	if _, err := c.store.Seasons().Get(ctx, id); err != nil {
		return nil, err
	}
	own, _, err := c.store.Checkpoints().List(ctx, Query{SeasonID: id, AccountID: ownerOf(ctx)})
	return own, err
}

// Remove forgets a checkpoint.
func (c *Checkpoints) Remove(ctx context.Context, id CheckpointID) error {
	return c.store.InTx(ctx, func(store Store) error {
		found, err := ownCheckpoint(ctx, store, id)
		if err != nil {
			return err
		}
		return store.Checkpoints().Delete(ctx, id, found.Version)
	})
}

// Compare tells how the schedule of one checkpoint differs from that of another one of
// the same season, or from what it is now where to is "".
func (c *Checkpoints) Compare(ctx context.Context, from, to CheckpointID) ([]VisitDifference, error) {
	before, err := ownCheckpoint(ctx, c.store, from)
	if err != nil {
		return nil, err
	}
	if to != "" {
		after, err := ownCheckpoint(ctx, c.store, to)
		switch {
		case KindOf(err) == NotFound, err == nil && after.SeasonID != before.SeasonID:
			return nil, InvalidField("with", CodeUnknown)
		case err != nil:
			return nil, err
		}
		return compare(before.Visits, after.Visits), nil
	}
	season, err := c.store.Seasons().Get(ctx, before.SeasonID)
	if err != nil {
		return nil, err
	}
	now, err := visitsOf(ctx, c.store, season)
	return compare(before.Visits, now), err
}

func compare(before, after []Visit) []VisitDifference {
	var list []VisitDifference
	for i := range before {
		at := slices.IndexFunc(after, func(v Visit) bool { return v.ID == before[i].ID })
		switch {
		case at < 0:
			list = append(list, VisitDifference{Before: &before[i]})
		case !before[i].samePlan(after[at]):
			list = append(list, VisitDifference{Before: &before[i], After: &after[at]})
		}
	}
	for i := range after {
		if !slices.ContainsFunc(before, func(v Visit) bool { return v.ID == after[i].ID }) {
			list = append(list, VisitDifference{After: &after[i]})
		}
	}
	when := func(d VisitDifference) time.Time {
		if d.After != nil {
			return d.After.Starts
		}
		return d.Before.Starts
	}
	slices.SortStableFunc(list, func(a, b VisitDifference) int { return when(a).Compare(when(b)) })
	return list
}

// samePlan tells whether two versions of a visit say the same to everybody who sees
// the schedule.
func (v Visit) samePlan(o Visit) bool {
	return v.sameSlot(o.Slot) && v.State == o.State && v.Pinned == o.Pinned && v.PublicNote == o.PublicNote && v.Reason == o.Reason
}

func (s Slot) sameSlot(o Slot) bool {
	return s.SiteID == o.SiteID && s.OfficeID == o.OfficeID && s.Starts.Equal(o.Starts) && s.Ends.Equal(o.Ends)
}

// Return makes the working schedule of a season what it was, in one transaction. What
// has been announced keeps its rules: it is moved or cancelled, for which reason is the
// public one, and nothing that is over changes. A visit that cannot become what it was
// stays as it is and is told. The error's kind is [NotFound], [Invalid] where a reason
// is needed, or [Conflict] where what stays is in the way of what returns.
func (c *Checkpoints) Return(ctx context.Context, id CheckpointID, reason string) (Returned, error) {
	var told Returned
	err := c.store.InTx(ctx, func(store Store) error {
		checkpoint, err := ownCheckpoint(ctx, store, id)
		if err != nil {
			return err
		}
		r := returning{store: store, now: c.now(), reason: reason}
		if r.announced, err = announcedByID(ctx, store, checkpoint.DistrictID, time.Time{}); err != nil {
			return err
		}
		season, err := store.Seasons().Get(ctx, checkpoint.SeasonID)
		if err != nil {
			return err
		}
		now, err := visitsOf(ctx, store, season)
		if err != nil {
			return err
		}
		for _, d := range compare(now, checkpoint.Visits) {
			if err := r.change(ctx, d); err != nil {
				return err
			}
		}
		if err := store.Visits().Replace(ctx, r.put, r.remove); err != nil {
			return fmt.Errorf("return to checkpoint %s: %w", id, err)
		}
		told = Returned{Put: len(r.put), Removed: len(r.remove), Unrestored: r.unrestored}
		return nil
	})
	return told, err
}

// returning collects what going back to a checkpoint changes.
type returning struct {
	store      Store
	now        time.Time
	reason     string
	announced  map[VisitID]PublicVisit
	put        []Visit
	remove     []VisitID
	unrestored []Unrestored
}

// change takes up one difference between now, which is before, and the checkpoint.
func (r *returning) change(ctx context.Context, d VisitDifference) error {
	var next Visit
	var err error
	id := VisitID("")
	switch {
	case d.After == nil:
		id = d.Before.ID
		if d.Before.State == Draft {
			r.remove = append(r.remove, id)
			return nil
		}
		next, err = d.Before.Cancel(r.reason, r.now)
	case d.Before == nil:
		id = d.After.ID
		if next, err = r.again(*d.After); err == nil {
			next, err = checkVisit(ctx, r.store, next)
		}
	default:
		id = d.After.ID
		if next, err = r.back(*d.Before, *d.After); err == nil && !next.sameSlot(d.Before.Slot) {
			next, err = checkVisit(ctx, r.store, next)
		}
	}
	var because *Error
	switch {
	case err == nil && d.Before != nil && next == *d.Before: // it was only announced since
	case err == nil:
		r.put = append(r.put, next)
	case !errors.As(err, &because) || HasCode(err, CodeRequired):
		return err // a fault, or the reason is missing
	case len(because.Violations) > 0:
		r.unrestored = append(r.unrestored, Unrestored{id, because.Violations[0].Code, because.Violations[0].Params})
	default:
		r.unrestored = append(r.unrestored, Unrestored{id, because.Code, because.Params})
	}
	return nil
}

// again is a visit that is there no more. Only a draft can have been removed.
func (r *returning) again(kept Visit) (Visit, error) {
	if !kept.Starts.After(r.now) {
		return kept, refused(CodeVisitStarted)
	}
	kept.State, kept.Reason, kept.Meta = Draft, "", Meta{}
	return kept, nil
}

// back is a visit that has changed since, as it was.
func (r *returning) back(now, kept Visit) (Visit, error) {
	public, known := r.announced[now.ID]
	next := now
	if next.State.Final() {
		// What was cancelled without anybody being told is taken back.
		if next.State != Cancelled || !known || public.State == Cancelled || !next.Ends.After(r.now) {
			return now, refused(CodeVisitState, "state", string(now.State))
		}
		next = next.Restore(public)
	}
	next.Pinned, next.PublicNote, next.Note = kept.Pinned, kept.PublicNote, kept.Note
	switch {
	case kept.State == Cancelled:
		return next.Cancel(r.reason, r.now)
	case kept.sameSlot(next.Slot):
		return next, nil
	case known && kept.sameSlot(public.Slot):
		if err := next.changeable(r.now); err != nil {
			return now, err
		}
		next.Slot, next.State, next.Reason = public.Slot, public.State, public.Reason
		return next, nil
	}
	return next.MoveTo(kept.Slot, r.reason, r.now)
}

// visitsOf are the visits that begin in a season.
func visitsOf(ctx context.Context, store Store, season Season) ([]Visit, error) {
	visits, _, err := store.Visits().List(ctx, Query{
		DistrictID: season.DistrictID, From: season.From.Starts(), Until: (season.To + 1).Starts()})
	if err != nil {
		return nil, fmt.Errorf("visits of season %s: %w", season.ID, err)
	}
	return slices.DeleteFunc(visits, func(v Visit) bool { return !season.Covers(DayOf(v.Starts)) }), nil
}

func ownerOf(ctx context.Context) string {
	actor, _ := ActorFrom(ctx)
	return actor.ID
}

func ownCheckpoint(ctx context.Context, store Store, id CheckpointID) (Checkpoint, error) {
	found, err := store.Checkpoints().Get(ctx, id)
	if err == nil && found.OwnerID != ownerOf(ctx) {
		return Checkpoint{}, NotFoundError("checkpoint", string(id))
	}
	return found, err
}
