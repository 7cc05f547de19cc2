package storage

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

type accountRow struct {
	ID        string
	Email     string
	Name      string
	Authority string
	Closed    bool
	Grants    []grantRow `gorm:"-"`

	WeeklyOff      bool
	WeeklyLanguage string

	Meta metaColumns `gorm:"embedded"`
}

func (accountRow) TableName() string { return "accounts" }

type grantRow struct {
	AccountID  string `json:"-"`
	Position   int    `json:"-"`
	Role       string
	DistrictID *string // NULL for every district
}

func (grantRow) TableName() string { return "account_grants" }

var accountsKind = kind[accounts.Account, accountRow, accounts.AccountID]{
	thing: "account", order: "email, id",
	where:   conditions{district: "id IN (SELECT account_id FROM account_grants WHERE district_id = ?)"},
	parts:   func(a *accounts.Account) parts { return parts{string(a.ID), a.District(), &a.Meta} },
	toRow:   accountToRow,
	fromRow: accountFromRow,
	beside:  &beside[accountRow]{put: putGrants, load: loadGrants, drop: dropGrants},
	// Who may manage an account is for package accounts to say: it belongs to no one district.
	unbound: true,
}

func accountToRow(a accounts.Account) accountRow {
	row := accountRow{
		ID: string(a.ID), Email: a.Email, Name: a.Name, Authority: string(a.Authority), Closed: a.Closed, Meta: metaOf(a.Meta),
		WeeklyOff: a.WeeklyMail.Off, WeeklyLanguage: a.WeeklyMail.Language,
	}
	for i, g := range a.Grants {
		row.Grants = append(row.Grants, grantRow{AccountID: row.ID, Position: i, Role: string(g.Role),
			DistrictID: optional(string(g.DistrictID))})
	}
	return row
}

func accountFromRow(r accountRow) accounts.Account {
	a := accounts.Account{
		ID: accounts.AccountID(r.ID), Email: r.Email, Name: r.Name, Authority: accounts.Authority(r.Authority),
		Closed: r.Closed, WeeklyMail: accounts.WeeklyMail{Off: r.WeeklyOff, Language: r.WeeklyLanguage}, Meta: r.Meta.value(),
	}
	for _, g := range r.Grants {
		a.Grants = append(a.Grants, accounts.Grant{Role: accounts.Role(g.Role),
			DistrictID: scheduling.DistrictID(orZero(g.DistrictID))})
	}
	return a
}

func putGrants(db *gorm.DB, before *accountRow, after accountRow) error {
	if before != nil {
		if err := dropGrants(db, after); err != nil {
			return err
		}
	}
	if err := storeAll(db, after.Grants); err != nil {
		return fmt.Errorf("store the roles: %w", err)
	}
	return nil
}

func dropGrants(db *gorm.DB, row accountRow) error {
	if err := db.Where("account_id = ?", row.ID).Delete(new(grantRow)).Error; err != nil {
		return fmt.Errorf("remove the roles: %w", err)
	}
	return nil
}

func loadGrants(db *gorm.DB, rows []accountRow) error {
	at := make(map[string]int, len(rows))
	ids := make([]string, len(rows))
	for i, row := range rows {
		at[row.ID], ids[i] = i, row.ID
	}
	var grants []grantRow
	if err := db.Where("account_id IN ?", ids).Order("account_id, position").Find(&grants).Error; err != nil {
		return fmt.Errorf("read the roles: %w", err)
	}
	for _, g := range grants {
		row := &rows[at[g.AccountID]]
		row.Grants = append(row.Grants, g)
	}
	return nil
}

// People returns the accounts and what opens them.
func (s *Store) People() accounts.Store { return people{s.accounts()} }

func (s *Store) accounts() table[accounts.Account, accountRow, accounts.AccountID] {
	return table[accounts.Account, accountRow, accounts.AccountID]{s, &accountsKind}
}

type people struct {
	table[accounts.Account, accountRow, accounts.AccountID]
}

func (p people) InTx(ctx context.Context, f func(accounts.Store) error) error {
	return p.write(ctx, func(tx *Store) error { return f(tx.People()) })
}

func (p people) ByEmail(ctx context.Context, email string) (accounts.Account, error) {
	return p.one(ctx, "email = ?", email)
}

func (p people) ByIdentity(ctx context.Context, issuer, subject string) (accounts.Account, error) {
	return p.one(ctx, "id = (SELECT account_id FROM account_identities WHERE issuer = ? AND subject = ?)", issuer, subject)
}

func (p people) one(ctx context.Context, where string, values ...any) (accounts.Account, error) {
	var id string
	err := p.read(ctx, func(db *gorm.DB) error {
		return db.Model(new(accountRow)).Select("id").Where(where, values...).Take(&id).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return accounts.Account{}, scheduling.NotFoundError("account", "")
	}
	if err != nil {
		return accounts.Account{}, fmt.Errorf("look for an account: %w", err)
	}
	return p.Get(ctx, accounts.AccountID(id))
}

func (p people) Count(ctx context.Context) (int, error) {
	var count int64
	err := p.read(ctx, func(db *gorm.DB) error { return db.Model(new(accountRow)).Count(&count).Error })
	if err != nil {
		return 0, fmt.Errorf("count the accounts: %w", err)
	}
	return int(count), nil
}

type identityRow struct {
	Issuer, Subject string
	AccountID       string
}

func (identityRow) TableName() string { return "account_identities" }

func (p people) Join(ctx context.Context, id accounts.AccountID, issuer, subject string) error {
	row := identityRow{Issuer: issuer, Subject: subject, AccountID: string(id)}
	return p.write(ctx, func(tx *Store) error {
		if err := tx.db.WithContext(ctx).Create(&row).Error; err != nil {
			return fmt.Errorf("join an identity: %w", translated(err, writing))
		}
		return tx.record(ctx, entry{action: scheduling.AuditCreate, thing: "identity", id: string(id), after: row})
	})
}

func (p people) Record(ctx context.Context, e scheduling.AuditEvent) error {
	return p.Audit().Record(ctx, e)
}
