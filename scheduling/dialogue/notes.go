package dialogue

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"poliskontor/scheduling"
)

// Dialogue writes and reads notes and actions for whoever acts in the context.
type Dialogue struct {
	store Store
	now   scheduling.Clock
}

// New returns the dialogue of a store.
func New(store Store, now scheduling.Clock) *Dialogue { return &Dialogue{store: store, now: now} }

// Write stores the first note of the actor's authority on a visit that has begun, with
// what was promised there. Only NoteID, VisitID, Written and what was said are taken from
// the note. The error's kind is [scheduling.NotFound], [scheduling.Invalid],
// [scheduling.Refused], or [scheduling.Stale] with the note that the authority has of the
// visit already.
func (d *Dialogue) Write(ctx context.Context, n Note, promised []Action) (Note, error) {
	var written Note
	err := d.store.InTx(ctx, func(store Store) error {
		actor, err := authorityOf(ctx)
		if err != nil {
			return err
		}
		visit, err := store.Schedule().Visits().Get(ctx, n.VisitID)
		if err != nil {
			return err
		}
		if d.now().Before(visit.Starts) {
			return scheduling.RefusedError(CodeNoteEarly)
		}
		topics, err := topicsOf(ctx, store, visit.DistrictID)
		if err != nil {
			return err
		}
		n.DistrictID, n.LocalityID = visit.DistrictID, visit.LocalityID
		n.Owner, n.Purpose, n.AuthorID = actor.Authority, purposeOf(actor.Authority), actor.ID
		if n.ID == "" {
			n.ID = scheduling.NewID[NoteID]()
		}
		if n, err = n.checked(topics, d.now()); err != nil {
			return err
		}
		if there, err := ownNotes(ctx, store, scheduling.Query{VisitID: visit.ID}); err != nil {
			return err
		} else if len(there) > 0 {
			return scheduling.StaleError(there[0])
		}
		if err := store.Notes().Create(ctx, n); err != nil {
			return fmt.Errorf("write note of visit %s: %w", visit.ID, err)
		}
		for i, a := range promised {
			a.ID, a.DistrictID, a.LocalityID, a.NoteID, a.Status = scheduling.NewID[ActionID](), n.DistrictID, n.LocalityID, n.ID, Open
			a.WishID, a.ActivityID = "", ""
			if err := createAction(ctx, store, a, topics); err != nil {
				return scheduling.Within(field("promised", i)+".", err)
			}
		}
		written, err = store.Notes().Get(ctx, n.ID)
		return err
	})
	return written, d.told(ctx, err)
}

// Revise replaces what a note of the actor's authority says if its version is the one
// that the caller saw. The error's kind is [scheduling.NotFound], [scheduling.Invalid],
// or [scheduling.Stale] with what the note says now.
func (d *Dialogue) Revise(ctx context.Context, n Note) (Note, error) {
	var revised Note
	err := d.store.InTx(ctx, func(store Store) error {
		stored, err := ownNote(ctx, store, n.ID)
		if err != nil {
			return err
		}
		if stored.Version != n.Version {
			return scheduling.StaleError(stored)
		}
		topics, err := topicsOf(ctx, store, stored.DistrictID)
		if err != nil {
			return err
		}
		next := stored
		next.Nothing, next.Attendance, next.Topics, next.Text = n.Nothing, n.Attendance, n.Topics, n.Text
		if next, err = next.checked(withOld(topics, stored.Topics), d.now()); err != nil {
			return err
		}
		if err := store.Notes().Update(ctx, next); err != nil {
			return fmt.Errorf("revise note %s: %w", n.ID, err)
		}
		revised, err = store.Notes().Get(ctx, n.ID)
		return err
	})
	return revised, d.told(ctx, err)
}

// told enters in the audit log that a stale writer is told what the note says now.
func (d *Dialogue) told(ctx context.Context, err error) error {
	var stale *scheduling.Error
	if !errors.As(err, &stale) || stale.Kind != scheduling.Stale {
		return err
	}
	if n, isNote := stale.Current.(Note); isNote {
		if failed := d.recordRead(ctx, n.DistrictID, string(n.ID), nil); failed != nil {
			return failed
		}
	}
	return err
}

// Note returns a note of the actor's authority, or an error of kind
// [scheduling.NotFound]. The reading is in the audit log.
func (d *Dialogue) Note(ctx context.Context, id NoteID) (Note, error) {
	found, err := ownNote(ctx, d.store, id)
	if err != nil {
		return Note{}, err
	}
	return found, d.recordRead(ctx, found.DistrictID, string(id), nil)
}

// OfVisit returns the note of the actor's authority on a visit; none where there is none
// yet. The reading is in the audit log.
func (d *Dialogue) OfVisit(ctx context.Context, id scheduling.VisitID) ([]Note, error) {
	visit, err := d.store.Schedule().Visits().Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return d.read(ctx, visit.DistrictID, scheduling.Query{VisitID: id})
}

// Brief is what a crew can know before it comes to a locality.
type Brief struct {
	Notes   []Note   // of the actor's authority, newest first; at most [BriefNotes]
	Actions []Action // open ones, and those that ended since the oldest of the notes
}

// BriefNotes is how many visits a brief goes back.
const BriefNotes = 3

// Brief tells what a locality raised last, and which answers there are. The reading is
// in the audit log.
func (d *Dialogue) Brief(ctx context.Context, id scheduling.LocalityID) (Brief, error) {
	locality, err := d.store.Schedule().Localities().Get(ctx, id)
	if err != nil {
		return Brief{}, err
	}
	var b Brief
	if b.Notes, err = d.read(ctx, locality.DistrictID, scheduling.Query{LocalityID: id}); err != nil {
		return Brief{}, err
	}
	b.Notes = b.Notes[:min(len(b.Notes), BriefNotes)]
	all, _, err := d.store.Actions().List(ctx, scheduling.Query{LocalityID: id})
	if err != nil {
		return Brief{}, fmt.Errorf("actions of locality %s: %w", id, err)
	}
	for _, a := range all {
		if a.Status == Open || len(b.Notes) > 0 && a.Ended.After(b.Notes[len(b.Notes)-1].Written) {
			b.Actions = append(b.Actions, a)
		}
	}
	return b, nil
}

// read returns the notes of the actor's authority that a query selects, and enters in
// the audit log that they were read.
func (d *Dialogue) read(ctx context.Context, district scheduling.DistrictID, q scheduling.Query) ([]Note, error) {
	notes, err := ownNotes(ctx, d.store, q)
	if err != nil || len(notes) == 0 {
		return nil, err
	}
	id := ""
	if len(notes) == 1 {
		id = string(notes[0].ID)
	}
	if err := d.recordRead(ctx, district, id, map[string]string{"visit": string(q.VisitID), "locality": string(q.LocalityID)}); err != nil {
		return nil, err
	}
	return notes, nil
}

func (d *Dialogue) recordRead(ctx context.Context, district scheduling.DistrictID, note string, details map[string]string) error {
	err := d.store.Schedule().Audit().Record(ctx, scheduling.AuditEvent{
		Action: scheduling.AuditRead, Thing: "dialogue_note", ThingID: note, District: district, Details: details})
	if err != nil {
		return fmt.Errorf("record that notes were read: %w", err)
	}
	return nil
}

func ownNotes(ctx context.Context, store Store, q scheduling.Query) ([]Note, error) {
	actor, err := authorityOf(ctx)
	if err != nil {
		return nil, err
	}
	q.Owner = actor.Authority
	notes, _, err := store.Notes().List(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("notes of %s: %w", actor.Authority, err)
	}
	return notes, nil
}

// ownNote returns a note of the actor's authority; another's does not exist to them.
func ownNote(ctx context.Context, store Store, id NoteID) (Note, error) {
	actor, err := authorityOf(ctx)
	if err != nil {
		return Note{}, err
	}
	found, err := store.Notes().Get(ctx, id)
	if err == nil && found.Owner != actor.Authority {
		return Note{}, scheduling.NotFoundError("note", string(id))
	}
	return found, err
}

// authorityOf returns who acts, who must be of an authority.
func authorityOf(ctx context.Context) (scheduling.Actor, error) {
	actor, _ := scheduling.ActorFrom(ctx)
	if actor.Authority != scheduling.Police && actor.Authority != scheduling.Kommun {
		return actor, scheduling.RefusedError(scheduling.CodeOtherAuthority)
	}
	return actor, nil
}

func topicsOf(ctx context.Context, store Store, id scheduling.DistrictID) ([]string, error) {
	district, err := store.Schedule().Districts().Get(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("topics of district %s: %w", id, err)
	}
	return district.Topics, nil
}

// withOld adds topics that have gone from the district's list since they were chosen.
func withOld(topics, chosen []string) []string {
	all := slices.Clone(topics)
	for _, topic := range chosen {
		if !slices.Contains(all, topic) {
			all = append(all, topic)
		}
	}
	return all
}
