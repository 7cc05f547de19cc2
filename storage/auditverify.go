package storage

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

// Verify reads the log on one state of the database and keeps no more than an entry
// of it in memory. Others write meanwhile. In a transaction that has written, the
// end that the database noted may not be where the log ends yet.
func (a auditLog) Verify(ctx context.Context, noted scheduling.AuditHash) (scheduling.AuditReport, error) {
	var report scheduling.AuditReport
	err := a.read(ctx, func(db *gorm.DB) error {
		check := scheduling.NewAuditCheck(noted)
		all := db.Model(new(auditRow)).Order("id").Session(&gorm.Session{})
		var broken int64
		err := eachEntry(all, func(e scheduling.AuditEntry, readable bool) bool {
			broken = e.ID
			if !readable {
				check.Unreadable()
				return false
			}
			return check.Next(e)
		})
		if err != nil {
			return err
		}
		if check.Changed() {
			// Where is what was written there? Later, if the order was changed.
			err := eachEntry(all.Where("id > ?", broken), func(e scheduling.AuditEntry, readable bool) bool {
				return !readable || !check.Later(e)
			})
			if err != nil {
				return err
			}
		}
		head, err := auditHead(db)
		report = check.End(head)
		return err
	})
	return report, err
}

// eachEntry calls f with one entry after the other while it returns true. One whose
// columns hold what they cannot have been given is not readable.
func eachEntry(db *gorm.DB, f func(e scheduling.AuditEntry, readable bool) bool) (err error) {
	rows, err := db.Rows()
	if err != nil {
		return fmt.Errorf("read the audit log: %w", err)
	}
	defer func() {
		if closing := rows.Close(); err == nil && closing != nil {
			err = fmt.Errorf("read the audit log: %w", closing)
		}
	}()
	for rows.Next() {
		var row auditRow
		readable := db.ScanRows(rows, &row) == nil
		if !f(row.entry(), readable) {
			return nil
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the audit log: %w", err)
	}
	return nil
}
