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

type passwordRow struct {
	AccountID string    `gorm:"primaryKey"`
	Hash      string    `json:"-"`
	Changed   time.Time `gorm:"column:changed_at"`
}

func (passwordRow) TableName() string { return "account_passwords" }

func (p people) Password(ctx context.Context, id accounts.AccountID) (string, error) {
	var hash string
	err := p.read(ctx, func(db *gorm.DB) error {
		return db.Model(new(passwordRow)).Select("hash").Where("account_id = ?", id).Take(&hash).Error
	})
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return "", fmt.Errorf("read the password of account %s: %w", id, err)
	}
	return hash, nil
}

func (p people) SetPassword(ctx context.Context, id accounts.AccountID, hash string) error {
	return p.write(ctx, func(tx *Store) error {
		db := tx.db.WithContext(ctx)
		row := passwordRow{AccountID: string(id), Hash: hash, Changed: tx.now()}
		action, err := scheduling.AuditUpdate, error(nil)
		if hash == "" {
			action, err = scheduling.AuditDelete, db.Where("account_id = ?", id).Delete(new(passwordRow)).Error
		} else {
			err = db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error
		}
		if err != nil {
			return fmt.Errorf("set the password of account %s: %w", id, translated(err, writing))
		}
		return tx.record(ctx, entry{action: action, thing: "password", id: string(id)})
	})
}

type passkeyRow struct {
	ID         string
	AccountID  string
	Name       string
	Credential []byte     `json:"-"`
	Created    time.Time  `gorm:"column:created_at"`
	Used       *time.Time `gorm:"column:used_at"`
}

func (passkeyRow) TableName() string { return "passkeys" }

func (r passkeyRow) passkey() accounts.Passkey {
	return accounts.Passkey{
		ID: r.ID, AccountID: accounts.AccountID(r.AccountID), Name: r.Name, Credential: r.Credential,
		Created: r.Created, Used: orZero(r.Used),
	}
}

func (p people) Passkeys(ctx context.Context, id accounts.AccountID) ([]accounts.Passkey, error) {
	var rows []passkeyRow
	err := p.read(ctx, func(db *gorm.DB) error {
		return db.Where("account_id = ?", id).Order("created_at, id").Find(&rows).Error
	})
	if err != nil {
		return nil, fmt.Errorf("read the passkeys of account %s: %w", id, err)
	}
	return mapped(rows, passkeyRow.passkey), nil
}

// PutPasskey audits a new passkey and a new name; that one was used is in the entry
// of the sign-in.
func (p people) PutPasskey(ctx context.Context, k accounts.Passkey) error {
	row := passkeyRow{
		ID: k.ID, AccountID: string(k.AccountID), Name: k.Name, Credential: k.Credential,
		Created: instant(k.Created), Used: optionalInstant(k.Used),
	}
	return p.write(ctx, func(tx *Store) error {
		db := tx.db.WithContext(ctx)
		var before []passkeyRow
		if err := db.Where("id = ?", row.ID).Find(&before).Error; err != nil {
			return fmt.Errorf("read a passkey of account %s: %w", k.AccountID, err)
		}
		if len(before) == 1 && before[0].AccountID != row.AccountID {
			return fmt.Errorf("store a passkey of account %s: it is another's", k.AccountID)
		}
		if err := db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
			return fmt.Errorf("store a passkey of account %s: %w", k.AccountID, translated(err, writing))
		}
		switch {
		case len(before) == 0:
			return tx.record(ctx, entry{action: scheduling.AuditCreate, thing: "passkey", id: row.ID, after: row})
		case before[0].Name != row.Name:
			return tx.record(ctx, entry{action: scheduling.AuditUpdate, thing: "passkey", id: row.ID, before: before[0], after: row})
		}
		return nil
	})
}

func (p people) RemovePasskey(ctx context.Context, id accounts.AccountID, passkey string) error {
	return p.removeOwn(ctx, new(passkeyRow), "passkey", string(id), passkey)
}
