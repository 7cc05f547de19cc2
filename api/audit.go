package api

import (
	"context"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"poliskontor/scheduling"
)

// AuditEntry is one line of the audit log: who, when, what, and what it was before
// and after.
type AuditEntry struct {
	ID         int64           `json:"id" doc:"Its place in the log, from 1 without a gap."`
	At         Time            `json:"at" doc:"When it was written."`
	Actor      string          `json:"actor" doc:"Who acted: an account or a command." example:"api"`
	ActorID    Ref             `json:"actorId,omitempty" doc:"The account, if it was one."`
	From       string          `json:"from,omitempty" doc:"The address it came from." example:"192.0.2.1"`
	Action     string          `json:"action" enum:"create,update,delete,release,read,sign_in,sign_in_refused,sign_out" doc:"What was done; read is the reading of internal notes." example:"update"`
	Thing      string          `json:"thing" doc:"To what kind of thing." example:"visit"`
	ThingID    string          `json:"thingId" doc:"To which one."`
	DistrictID Ref             `json:"districtId,omitempty" doc:"The district that it belongs to."`
	Before     json.RawMessage `json:"before,omitempty" doc:"As it was, in the store's own form."`
	After      json.RawMessage `json:"after,omitempty" doc:"As it is, in the store's own form."`
	Hash       string          `json:"hash" doc:"SHA-256 over the entry and the hash of the one before it, in hexadecimal digits."`
}

// AuditFilter narrows the audit log.
type AuditFilter struct {
	District Ref    `query:"district" doc:"Only those of the district with this ID."`
	Actor    Person `query:"actor" maxLength:"200" doc:"Only what was done by the account with this ID, or under exactly this name."`
	Action   string `query:"action" enum:"create,update,delete,release,read,sign_in,sign_in_refused,sign_out" doc:"Only what was done in this way."`
	Thing    Ref    `query:"thing" doc:"Only what was done to things of this kind." example:"visit"`
	ThingID  Ref    `query:"thingId" doc:"Only what was done to the thing with this ID."`
	Period
	Paging
}

// Person is the ID of an account, or the name that somebody acts under.
type Person string

// Resolve refuses what no name can hold, before a database is asked for it.
func (p Person) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	switch {
	case !utf8.ValidString(string(p)):
		return []error{&fault{location: at.String(), code: scheduling.CodeNotUTF8}}
	case strings.ContainsFunc(string(p), unicode.IsControl):
		return []error{&fault{location: at.String(), code: scheduling.CodeControlChars}}
	}
	return nil
}

func (f AuditFilter) query() (scheduling.AuditQuery, error) {
	q := scheduling.AuditQuery{
		DistrictID: scheduling.DistrictID(f.District), Actor: string(f.Actor), Action: scheduling.AuditAction(f.Action), Thing: string(f.Thing),
		ThingID: string(f.ThingID), Limit: f.Limit, Offset: f.Offset,
	}
	return q, f.narrow(&q.From, &q.Until)
}

func (a *api) listAudit(ctx context.Context, in *AuditFilter) (*listed[AuditEntry], error) {
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

// withoutNote hides the internal note of a visit, which has readers of its own: the
// log shows that it was there and who wrote, not what.
func withoutNote(row string) json.RawMessage {
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(row), &fields) != nil || len(fields["Note"]) <= len(`""`) {
		return json.RawMessage(row)
	}
	fields["Note"] = json.RawMessage(`"[note]"`)
	hidden, err := json.Marshal(fields)
	if err != nil {
		return nil
	}
	return hidden
}

func showAuditEntry(e scheduling.AuditEntry) AuditEntry {
	return AuditEntry{
		ID: e.ID, At: timeOf(e.At), Actor: e.Actor.Name, ActorID: Ref(e.Actor.ID), From: e.Actor.From, Action: string(e.Action),
		Thing: e.Thing, ThingID: e.ThingID, DistrictID: Ref(e.District), Before: withoutNote(e.Before),
		After: withoutNote(e.After), Hash: e.Hash.String(),
	}
}
