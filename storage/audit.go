package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

// errNoActor is the fault of a write in a context without [scheduling.WithActor].
var errNoActor = errors.New("a write without an actor")

type auditRow struct {
	ID         int64
	At         time.Time
	ActorName  string
	ActorFrom  string
	Action     string
	Thing      string
	ThingID    string
	DistrictID string
	BeforeRow  string
	AfterRow   string
}

func (auditRow) TableName() string { return "audit_log" }

func (r auditRow) entry() scheduling.AuditEntry {
	return scheduling.AuditEntry{
		ID: r.ID, At: r.At, Actor: scheduling.Actor{Name: r.ActorName, From: r.ActorFrom},
		Action: r.Action, Thing: r.Thing, ThingID: r.ThingID, District: scheduling.DistrictID(r.DistrictID),
		Before: r.BeforeRow, After: r.AfterRow,
	}
}

// entry is a write, for the audit log. before and after are rows; nil for none.
type entry struct {
	action, thing, id string
	district          scheduling.DistrictID
	before, after     any
}

// record enters a write in the audit log, in the transaction that s lives in.
func (s *Store) record(ctx context.Context, e entry) error {
	actor, known := scheduling.ActorFrom(ctx)
	if !known || actor.Name == "" {
		return fmt.Errorf("%s %s %s: %w", e.action, e.thing, e.id, errNoActor)
	}
	row := auditRow{
		At: s.now(), ActorName: actor.Name, ActorFrom: actor.From,
		Action: e.action, Thing: e.thing, ThingID: e.id, DistrictID: string(e.district),
	}
	var err error
	if row.BeforeRow, err = written(e.before); err != nil {
		return fmt.Errorf("write %s %s for the audit log: %w", e.thing, e.id, err)
	}
	if row.AfterRow, err = written(e.after); err != nil {
		return fmt.Errorf("write %s %s for the audit log: %w", e.thing, e.id, err)
	}
	if err := s.db.WithContext(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("enter %s %s in the audit log: %w", e.thing, e.id, err)
	}
	return nil
}

func written(row any) (string, error) {
	if row == nil {
		return "", nil
	}
	text, err := json.Marshal(row)
	return string(text), err
}

// Audit returns the audit log.
func (s *Store) Audit() scheduling.AuditRepository { return auditLog{s} }

type auditLog struct{ *Store }

func (a auditLog) List(ctx context.Context, q scheduling.Query) ([]scheduling.AuditEntry, int, error) {
	var entries []scheduling.AuditEntry
	var total int
	err := a.read(ctx, func(db *gorm.DB) error {
		where := conditions{district: ofDistrict, from: "at >= ?", until: "at < ?"}
		rows, n, err := list[auditRow](db, where, q, "id DESC")
		if err != nil {
			return fmt.Errorf("list the audit log: %w", err)
		}
		entries, total = mapped(rows, auditRow.entry), n
		return nil
	})
	return entries, total, err
}
