package storage

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

// Answers keeps which requests were carried out, and what was answered to them. As
// with sessions, none of it is in the audit log, which has what the requests changed.
type Answers struct{ store *Store }

// Answers returns what was answered.
func (s *Store) Answers() Answers { return Answers{s} }

type answerRow struct {
	Name    string `gorm:"primaryKey"`
	Request string
	At      time.Time
	Sealed  []byte // NULL until it is answered
}

func (answerRow) TableName() string { return "answers" }

// keepRequest is the first thing that a transaction for a request writes: who comes
// second with it, to any server, waits for the first to commit and is refused.
func (s *Store) keepRequest(ctx context.Context, once *scheduling.Once) error {
	err := s.db.WithContext(ctx).Omit("Sealed").Create(&answerRow{Name: once.Name, Request: once.Request, At: s.now()}).Error
	if _, kind := refusalOf(err); kind == taken {
		return scheduling.ConflictError(scheduling.CodeUnderWay, err)
	}
	if err != nil {
		return fmt.Errorf("note that a request is carried out: %w", err)
	}
	return nil
}

// Find tells whether a request of a name was carried out, which one it was, and what
// was kept of the answer; nil where none was.
func (a Answers) Find(ctx context.Context, name string) (request string, sealed []byte, known bool, err error) {
	var rows []answerRow
	err = a.store.read(ctx, func(db *gorm.DB) error { return db.Where("name = ?", name).Find(&rows).Error })
	if err != nil {
		return "", nil, false, fmt.Errorf("look for what was answered: %w", err)
	}
	if len(rows) == 0 {
		return "", nil, false, nil
	}
	return rows[0].Request, rows[0].Sealed, true, nil
}

// Keep keeps what is answered to a request that was carried out.
func (a Answers) Keep(ctx context.Context, name string, sealed []byte) error {
	return a.store.write(ctx, func(tx *Store) error {
		if err := tx.db.WithContext(ctx).Model(new(answerRow)).Where("name = ?", name).Update("sealed", sealed).Error; err != nil {
			return fmt.Errorf("keep what is answered: %w", err)
		}
		return nil
	})
}

// Forget removes what was answered before a time.
func (a Answers) Forget(ctx context.Context, before time.Time) error {
	return a.store.write(ctx, func(tx *Store) error {
		if err := tx.db.WithContext(ctx).Where("at < ?", instant(before)).Delete(new(answerRow)).Error; err != nil {
			return fmt.Errorf("forget what was answered: %w", err)
		}
		return nil
	})
}
