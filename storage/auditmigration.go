package storage

import (
	"context"
	"database/sql"
	"fmt"
	"path"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"

	"poliskontor/scheduling"
)

// auditChain is migration 5. It makes the audit log a chain, and the entries that
// there are its first links: one rule for all of them. They keep their order and
// are numbered anew, as PostgreSQL had left gaps in their numbers.
func (s *Store) auditChain() *goose.Migration {
	return goose.NewGoMigration(5, &goose.GoFunc{RunTx: s.chainAuditLog}, nil)
}

// unchainedRow is an entry as it was before the migration.
type unchainedRow struct {
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

func (unchainedRow) TableName() string { return "audit_log_unchained" }

// chainedRow is an entry as the migration leaves it; [auditRow] may learn more.
type chainedRow struct {
	Entry   unchainedRow `gorm:"embedded"`
	ActorID string
	Hash    string
}

func (chainedRow) TableName() string { return "audit_log" }

// entriesAtOnce bounds what the migration holds in memory.
const entriesAtOnce = 500

func (s *Store) chainAuditLog(ctx context.Context, tx *sql.Tx) error {
	db := s.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	db.Statement.ConnPool = tx
	if s.dialect.lockWriter != "" { // another process may still write with the program from before
		if err := db.Exec(s.dialect.lockWriter).Error; err != nil {
			return fmt.Errorf("wait for other writers: %w", err)
		}
	}
	if err := s.runScript(ctx, tx, "00005_audit_chain/tables.sql"); err != nil {
		return err
	}
	var head scheduling.AuditHead
	for moved := int64(0); ; {
		var old []unchainedRow
		if err := db.Where("id > ?", moved).Order("id").Limit(entriesAtOnce).Find(&old).Error; err != nil {
			return fmt.Errorf("read the audit log: %w", err)
		}
		if len(old) == 0 {
			break
		}
		moved = old[len(old)-1].ID
		if err := db.Create(chained(&head, old)).Error; err != nil {
			return fmt.Errorf("chain the entries of the audit log up to %d: %w", moved, err)
		}
	}
	if err := db.Exec("INSERT INTO audit_head VALUES (1, ?, ?)", head.Count, head.Last.String()).Error; err != nil {
		return fmt.Errorf("note the end of the audit log: %w", err)
	}
	return s.runScript(ctx, tx, "00005_audit_chain/guards.sql")
}

// runScript runs what a migration in Go leaves to SQL.
func (s *Store) runScript(ctx context.Context, tx *sql.Tx, name string) error {
	script, err := scripts.ReadFile(path.Join(s.dialect.migrations.folder, name))
	if err != nil {
		return fmt.Errorf("read a migration: %w", err)
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return fmt.Errorf("run %s: %w", name, err)
	}
	return nil
}

// chained are entries as they follow the head, which moves to the last of them.
func chained(head *scheduling.AuditHead, old []unchainedRow) []chainedRow {
	rows := make([]chainedRow, len(old))
	for i, row := range old {
		head.Count++
		row.ID = head.Count
		head.Last = scheduling.AuditEntry{
			ID: row.ID, At: row.At, Actor: scheduling.Actor{Name: row.ActorName, From: row.ActorFrom},
			Action: scheduling.AuditAction(row.Action), Thing: row.Thing, ThingID: row.ThingID,
			District: scheduling.DistrictID(row.DistrictID), Before: row.BeforeRow, After: row.AfterRow,
		}.Seal(head.Last)
		rows[i] = chainedRow{Entry: row, Hash: head.Last.String()}
	}
	return rows
}
