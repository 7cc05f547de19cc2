package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

type keyRow struct {
	ID         string
	Kind       string
	AccountID  string
	Name       string
	Hash       string `json:"-"`
	Scopes     document[[]accounts.Permission]
	DistrictID *string    // NULL for all of the account's
	OfficeID   *string    // NULL for all
	Created    time.Time  `gorm:"column:created_at"`
	Expires    *time.Time `gorm:"column:expires_at"`
	Used       *time.Time `gorm:"column:used_at"`
}

func (keyRow) TableName() string { return "account_keys" }

func keyToRow(k accounts.Key) keyRow {
	return keyRow{
		ID: string(k.ID), Kind: string(k.Kind), AccountID: string(k.AccountID), Name: k.Name, Hash: k.Hash,
		Scopes: document[[]accounts.Permission]{k.Scopes}, DistrictID: optional(string(k.DistrictID)),
		OfficeID: optional(string(k.OfficeID)), Created: instant(k.Created), Expires: optionalInstant(k.Expires),
		Used: optionalInstant(k.Used),
	}
}

func (r keyRow) key() accounts.Key {
	return accounts.Key{
		ID: accounts.KeyID(r.ID), Kind: accounts.KeyKind(r.Kind), AccountID: accounts.AccountID(r.AccountID), Name: r.Name,
		Hash: r.Hash, Scopes: r.Scopes.Content, DistrictID: scheduling.DistrictID(orZero(r.DistrictID)),
		OfficeID: scheduling.OfficeID(orZero(r.OfficeID)), Created: r.Created, Expires: orZero(r.Expires), Used: orZero(r.Used),
	}
}

func (p people) Keys(ctx context.Context, id accounts.AccountID, kind accounts.KeyKind) ([]accounts.Key, error) {
	var rows []keyRow
	err := p.read(ctx, func(db *gorm.DB) error {
		return db.Where("account_id = ? AND kind = ?", id, kind).Order("created_at DESC, id").Find(&rows).Error
	})
	if err != nil {
		return nil, fmt.Errorf("read the keys of account %s: %w", id, err)
	}
	return mapped(rows, keyRow.key), nil
}

func (p people) KeyByHash(ctx context.Context, kind accounts.KeyKind, hash string) (accounts.Key, error) {
	var row keyRow
	err := p.read(ctx, func(db *gorm.DB) error {
		return db.Where("hash = ? AND kind = ?", hash, kind).Take(&row).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return accounts.Key{}, scheduling.NotFoundError("key", "")
	}
	if err != nil {
		return accounts.Key{}, fmt.Errorf("look for a key: %w", err)
	}
	return row.key(), nil
}

func (p people) AddKey(ctx context.Context, k accounts.Key) error {
	row := keyToRow(k)
	return p.write(ctx, func(tx *Store) error {
		if err := tx.db.WithContext(ctx).Create(&row).Error; err != nil {
			return fmt.Errorf("store a key of account %s: %w", k.AccountID, translated(err, writing))
		}
		return tx.record(ctx, entry{action: scheduling.AuditCreate, thing: row.Kind, id: row.ID, district: k.DistrictID, after: row})
	})
}

func (p people) RemoveKey(ctx context.Context, id accounts.AccountID, key accounts.KeyID) error {
	return p.removeOwn(ctx, new(keyRow), "key", string(id), string(key))
}

func (p people) UseKey(ctx context.Context, key accounts.KeyID, at time.Time) error {
	return p.write(ctx, func(tx *Store) error {
		err := tx.db.WithContext(ctx).Model(new(keyRow)).Where("id = ?", key).Update("used_at", instant(at)).Error
		if err != nil {
			return fmt.Errorf("note the use of key %s: %w", key, err)
		}
		return nil
	})
}

// removeOwn removes what belongs to an account; it is not found where it belongs to
// another.
func (p people) removeOwn(ctx context.Context, model any, thing, account, id string) error {
	return p.write(ctx, func(tx *Store) error {
		done := tx.db.WithContext(ctx).Where("account_id = ? AND id = ?", account, id).Delete(model)
		if done.Error != nil {
			return fmt.Errorf("remove a %s of account %s: %w", thing, account, done.Error)
		}
		if done.RowsAffected == 0 {
			return scheduling.NotFoundError(thing, id)
		}
		return tx.record(ctx, entry{action: scheduling.AuditDelete, thing: thing, id: id})
	})
}
