package api

import (
	"context"
	"encoding/json"

	"poliskontor/scheduling"
)

// AuditEntry is one write: who, when, what, and what it was before and after.
type AuditEntry struct {
	ID         int64           `json:"id" doc:"Counts up."`
	At         Time            `json:"at" doc:"When it was written."`
	Actor      string          `json:"actor" doc:"Who acted: an account or a command." example:"api"`
	From       string          `json:"from,omitempty" doc:"The address it came from." example:"192.0.2.1"`
	Action     string          `json:"action" doc:"What was done." example:"update"`
	Thing      string          `json:"thing" doc:"To what kind of thing." example:"visit"`
	ThingID    string          `json:"thingId" doc:"To which one."`
	DistrictID Ref             `json:"districtId,omitempty" doc:"The district that it belongs to."`
	Before     json.RawMessage `json:"before,omitempty" doc:"As it was, in the store's own form."`
	After      json.RawMessage `json:"after,omitempty" doc:"As it is, in the store's own form."`
}

func (a *api) listAudit(ctx context.Context, in *DistrictFilter) (*listed[AuditEntry], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	entries, total, err := a.Store.Audit().List(ctx, q)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, entries, total, showAuditEntry), nil
}

func showAuditEntry(e scheduling.AuditEntry) AuditEntry {
	return AuditEntry{
		ID: e.ID, At: timeOf(e.At), Actor: e.Actor.Name, From: e.Actor.From, Action: e.Action, Thing: e.Thing,
		ThingID: e.ThingID, DistrictID: Ref(e.District), Before: json.RawMessage(e.Before), After: json.RawMessage(e.After),
	}
}
