package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

type sessionRow struct {
	Hash      string `gorm:"primaryKey"`
	ID        string
	AccountID *string // NULL until somebody has signed in
	Data      []byte
	Agent     string
	From      string    `gorm:"column:came_from"`
	Created   time.Time `gorm:"column:created_at"`
	Seen      time.Time `gorm:"column:seen_at"`
	Ends      time.Time `gorm:"column:ends_at"`
}

func (sessionRow) TableName() string { return "sessions" }

func sessionToRow(s accounts.Session) sessionRow {
	return sessionRow{
		Hash: s.Hash, ID: s.ID, AccountID: optional(string(s.AccountID)), Data: s.Data, Agent: s.Agent, From: s.From,
		Created: instant(s.Created), Seen: instant(s.Seen), Ends: instant(s.Ends),
	}
}

func (r sessionRow) session() accounts.Session {
	return accounts.Session{
		Hash: r.Hash, ID: r.ID, AccountID: accounts.AccountID(orZero(r.AccountID)), Data: r.Data, Agent: r.Agent,
		From: r.From, Created: r.Created, Seen: r.Seen, Ends: r.Ends,
	}
}

func (p people) Sessions(ctx context.Context, id accounts.AccountID) ([]accounts.Session, error) {
	var rows []sessionRow
	err := p.read(ctx, func(db *gorm.DB) error {
		return db.Where("account_id = ? AND ends_at > ?", id, p.now()).Order("created_at DESC, id").Find(&rows).Error
	})
	if err != nil {
		return nil, fmt.Errorf("read the sessions of account %s: %w", id, err)
	}
	return mapped(rows, sessionRow.session), nil
}

func (p people) Session(ctx context.Context, hash string) (accounts.Session, error) {
	var row sessionRow
	err := p.read(ctx, func(db *gorm.DB) error {
		return db.Where("hash = ? AND ends_at > ?", hash, p.now()).Take(&row).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return accounts.Session{}, scheduling.NotFoundError("session", "")
	}
	if err != nil {
		return accounts.Session{}, fmt.Errorf("look for a session: %w", err)
	}
	return row.session(), nil
}

func (p people) PutSession(ctx context.Context, s accounts.Session) error {
	row := sessionToRow(s)
	return p.write(ctx, func(tx *Store) error {
		if err := tx.db.WithContext(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
			return fmt.Errorf("store a session: %w", translated(err, writing))
		}
		return nil
	})
}

func (p people) RemoveSession(ctx context.Context, hash string) error {
	return p.write(ctx, func(tx *Store) error {
		if err := tx.db.WithContext(ctx).Where("hash = ?", hash).Delete(new(sessionRow)).Error; err != nil {
			return fmt.Errorf("end a session: %w", err)
		}
		return nil
	})
}

func (p people) RemoveSessions(ctx context.Context, id accounts.AccountID) error {
	return p.write(ctx, func(tx *Store) error {
		if err := tx.db.WithContext(ctx).Where("account_id = ?", id).Delete(new(sessionRow)).Error; err != nil {
			return fmt.Errorf("end the sessions of account %s: %w", id, err)
		}
		return nil
	})
}

func (p people) RemoveEnded(ctx context.Context, now time.Time) error {
	return p.write(ctx, func(tx *Store) error {
		db := tx.db.WithContext(ctx)
		if err := db.Where("ends_at <= ?", instant(now)).Delete(new(sessionRow)).Error; err != nil {
			return fmt.Errorf("remove sessions that have ended: %w", err)
		}
		if err := db.Where("kind = ? AND expires_at <= ?", accounts.InvitationKey, instant(now)).Delete(new(keyRow)).Error; err != nil {
			return fmt.Errorf("remove invitations that are too old: %w", err)
		}
		if err := db.Where("last <= ?", instant(now.Add(-48*time.Hour))).Delete(new(failuresRow)).Error; err != nil {
			return fmt.Errorf("forget attempts to sign in: %w", err)
		}
		return nil
	})
}

type failuresRow struct {
	What  string `gorm:"primaryKey"`
	Count int
	Last  time.Time
}

func (failuresRow) TableName() string { return "sign_in_failures" }

func (p people) Failures(ctx context.Context, key string) (accounts.Failures, error) {
	var rows []failuresRow
	err := p.read(ctx, func(db *gorm.DB) error { return db.Where("what = ?", key).Find(&rows).Error })
	if err != nil {
		return accounts.Failures{}, fmt.Errorf("read attempts to sign in: %w", err)
	}
	if len(rows) == 0 {
		return accounts.Failures{}, nil
	}
	return accounts.Failures{Count: rows[0].Count, Last: rows[0].Last}, nil
}

func (p people) SetFailures(ctx context.Context, key string, f accounts.Failures) error {
	return p.write(ctx, func(tx *Store) error {
		db := tx.db.WithContext(ctx)
		err := error(nil)
		if f.Count == 0 {
			err = db.Where("what = ?", key).Delete(new(failuresRow)).Error
		} else {
			err = db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&failuresRow{What: key, Count: f.Count, Last: instant(f.Last)}).Error
		}
		if err != nil {
			return fmt.Errorf("count an attempt to sign in: %w", err)
		}
		return nil
	})
}
