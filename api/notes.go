package api

import (
	"context"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// note is what an authority has written for itself about a thing.
type note struct {
	thing, id string
	district  scheduling.DistrictID
	owner     accounts.Authority
	shared    bool
	text      string
}

// revealNote writes a note into an answer for a caller who may read it, and enters
// the reading in the audit log.
func (a *api) revealNote(ctx context.Context, n note, into *string) error {
	if n.text == "" || !callerFrom(ctx).ReadsNotes(n.owner, n.shared, n.district) {
		return nil
	}
	*into = n.text
	return a.Store.Audit().Record(ctx, scheduling.AuditEvent{
		Action: scheduling.AuditRead, Thing: n.thing + "_note", ThingID: n.id, District: n.district})
}
