package storage

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"poliskontor/scheduling"
)

// gate is in no audit log: it knows nobody.
type gate struct{ *Store }

// Gate returns what keeps machines from public forms.
func (s *Store) Gate() scheduling.Gate { return gate{s} }

type secretRow struct {
	Name   string `gorm:"primaryKey"`
	Secret []byte
}

func (secretRow) TableName() string { return "server_secrets" }

type usedPuzzleRow struct {
	ID   string    `gorm:"primaryKey"`
	Ends time.Time `gorm:"column:ends_at"`
}

func (usedPuzzleRow) TableName() string { return "used_puzzles" }

const gateSecret = "gate"

func (g gate) Secret(ctx context.Context) ([]byte, error) {
	row, found, err := one[secretRow](ctx, g.Store, "read the secret of forms", "name = ?", gateSecret)
	if err != nil || found {
		return row.Secret, err
	}
	fresh := make([]byte, 32)
	rand.Read(fresh) //nolint:errcheck // it never fails
	err = g.write(ctx, func(tx *Store) error {
		err := tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&secretRow{Name: gateSecret, Secret: fresh}).Error
		if err != nil {
			return fmt.Errorf("keep the secret of forms: %w", err)
		}
		// Another server may have been first.
		row, _, err = one[secretRow](ctx, tx, "read the secret of forms", "name = ?", gateSecret)
		return err
	})
	return row.Secret, err
}

func (g gate) Use(ctx context.Context, ticket string, ends time.Time) (fresh bool, err error) {
	err = g.write(ctx, func(tx *Store) error {
		done := tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&usedPuzzleRow{ID: ticket, Ends: instant(ends)})
		fresh = done.RowsAffected > 0
		if done.Error != nil {
			return fmt.Errorf("note that a form was sent: %w", done.Error)
		}
		return nil
	})
	return fresh, err
}

func (g gate) Count(ctx context.Context, what string, now time.Time, window time.Duration) (int, error) {
	return g.countAttempt(ctx, what, now, window)
}

func (g gate) Forget(ctx context.Context, now time.Time) error {
	return g.write(ctx, func(tx *Store) error {
		err := tx.db.WithContext(ctx).Where("ends_at <= ?", instant(now)).Delete(new(usedPuzzleRow)).Error
		if err != nil {
			return fmt.Errorf("forget forms that were sent: %w", err)
		}
		return nil
	})
}
