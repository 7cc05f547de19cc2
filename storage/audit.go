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
	ActorID    string
	ActorName  string
	ActorFrom  string
	Action     string
	Thing      string
	ThingID    string
	DistrictID string
	BeforeRow  string
	AfterRow   string
	Hash       string
}

func (auditRow) TableName() string { return "audit_log" }

func auditToRow(e scheduling.AuditEntry) auditRow {
	return auditRow{
		ID: e.ID, At: e.At, ActorID: e.Actor.ID, ActorName: e.Actor.Name, ActorFrom: e.Actor.From, Action: string(e.Action),
		Thing: e.Thing, ThingID: e.ThingID, DistrictID: string(e.District), BeforeRow: e.Before, AfterRow: e.After,
		Hash: e.Hash.String(),
	}
}

// entry returns the entry. What is no hash becomes the zero value, which seals none.
func (r auditRow) entry() scheduling.AuditEntry {
	hash, err := scheduling.ParseAuditHash(r.Hash)
	if err != nil {
		hash = scheduling.AuditHash{}
	}
	return scheduling.AuditEntry{
		ID: r.ID, At: r.At, Actor: scheduling.Actor{ID: r.ActorID, Name: r.ActorName, From: r.ActorFrom},
		Action: scheduling.AuditAction(r.Action), Thing: r.Thing, ThingID: r.ThingID,
		District: scheduling.DistrictID(r.DistrictID), Before: r.BeforeRow, After: r.AfterRow, Hash: hash,
	}
}

// headRow is the only row of its table. The database moves it when entries are
// committed.
type headRow struct {
	Count int64
	Hash  string
}

func (headRow) TableName() string { return "audit_head" }

// auditHead reads where the log ends; nil where that is lost.
func auditHead(db *gorm.DB) (*scheduling.AuditHead, error) {
	var row headRow
	err := db.Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the end of the audit log: %w", err)
	}
	if last, unreadable := scheduling.ParseAuditHash(row.Hash); unreadable == nil {
		return &scheduling.AuditHead{Count: row.Count, Last: last}, nil
	}
	return nil, nil
}

// lastEntry is where the next entry follows: the end that was noted, or entries of
// this transaction behind it. They are asked for by the log's key, for PostgreSQL
// looks ever longer for a row that one transaction changes again and again.
const lastEntry = `SELECT count, hash FROM audit_head
	UNION ALL SELECT id, hash FROM (SELECT id, hash FROM audit_log ORDER BY id DESC LIMIT 1) AS newest
	ORDER BY 1 DESC LIMIT 1`

// auditEnd reads where the next entry follows.
func auditEnd(db *gorm.DB) (scheduling.AuditHead, error) {
	var row headRow
	if err := db.Raw(lastEntry).Scan(&row).Error; err != nil {
		return scheduling.AuditHead{}, fmt.Errorf("read the end of the audit log: %w", err)
	}
	last, err := scheduling.ParseAuditHash(row.Hash)
	if err != nil {
		return scheduling.AuditHead{}, fmt.Errorf("read the end of the audit log: %w", err)
	}
	return scheduling.AuditHead{Count: row.Count, Last: last}, nil
}

// entry is a write, for the audit log. before and after are rows; nil for none. They
// are written as JSON with every column: one that holds a secret, or what it can be
// guessed from, has the tag json:"-" in its row.
type entry struct {
	action        scheduling.AuditAction
	thing, id     string
	district      scheduling.DistrictID
	before, after any
}

// record enters a write in the audit log, in the transaction that s lives in, and sees to it
// that other servers hear of it.
// Writers wait for each other, so the end that is read is the end until then.
func (s *Store) record(ctx context.Context, e entry) error {
	actor, known := scheduling.ActorFrom(ctx)
	if !known || actor.Name == "" {
		return fmt.Errorf("%s %s %s: %w", e.action, e.thing, e.id, errNoActor)
	}
	db := s.db.WithContext(ctx)
	end, err := auditEnd(db)
	if err != nil {
		return err
	}
	next := scheduling.AuditEntry{
		ID: end.Count + 1, At: s.now(), Actor: actor, Action: e.action, Thing: e.thing, ThingID: e.id, District: e.district,
	}
	if next.Before, err = written(e.before); err != nil {
		return fmt.Errorf("write %s %s for the audit log: %w", e.thing, e.id, err)
	}
	if next.After, err = written(e.after); err != nil {
		return fmt.Errorf("write %s %s for the audit log: %w", e.thing, e.id, err)
	}
	next.Hash = next.Seal(end.Last)
	row := auditToRow(next)
	if err := db.Create(&row).Error; err != nil {
		return fmt.Errorf("enter %s %s in the audit log: %w", e.thing, e.id, err)
	}
	return s.spread(ctx, e.thing)
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

func (a auditLog) Record(ctx context.Context, e scheduling.AuditEvent) error {
	event := entry{action: e.Action, thing: e.Thing, id: e.ThingID, district: e.District}
	if e.Details != nil {
		event.after = e.Details
	}
	return a.write(ctx, func(tx *Store) error { return tx.record(ctx, event) })
}

func (a auditLog) List(ctx context.Context, q scheduling.AuditQuery) ([]scheduling.AuditEntry, int, error) {
	var entries []scheduling.AuditEntry
	var total int
	err := a.read(ctx, func(db *gorm.DB) error {
		rows, n, err := paged[auditRow](auditOf(ctx, db, q), q.Limit, q.Offset, "id DESC")
		if err != nil {
			return fmt.Errorf("list the audit log: %w", err)
		}
		entries, total = mapped(rows, auditRow.entry), n
		return nil
	})
	return entries, total, err
}

// auditOf selects what a query asks for and the context reaches.
func auditOf(ctx context.Context, db *gorm.DB, q scheduling.AuditQuery) *gorm.DB {
	db = db.Model(new(auditRow))
	if reach, bound := scheduling.ReachFrom(ctx); bound {
		db = db.Where("district_id IN ?", reach) // an empty list holds nothing
	}
	where := func(given bool, condition string, values ...any) {
		if given {
			db = db.Where(condition, values...)
		}
	}
	where(q.DistrictID != "", ofDistrict, q.DistrictID)
	where(q.Actor != "", "(actor_id = ? OR actor_name = ?)", q.Actor, q.Actor)
	where(q.Action != "", "action = ?", q.Action)
	where(q.Thing != "", "thing = ?", q.Thing)
	where(q.ThingID != "", "thing_id = ?", q.ThingID)
	where(q.After > 0, "id > ?", q.After)
	where(!q.From.IsZero(), "at >= ?", instant(q.From))
	where(!q.Until.IsZero(), "at < ?", instant(q.Until))
	return db
}
