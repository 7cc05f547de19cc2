package accounts

import (
	"cmp"
	"context"
	"slices"

	"poliskontor/scheduling"
)

// List returns the accounts that a caller may manage: those with a role in a
// district of theirs, or in none at all.
func (s *Service) List(ctx context.Context, by Caller, q scheduling.Query) ([]Account, int, error) {
	districts, everywhere := by.Reach(ManageAccounts)
	if everywhere {
		return s.store.List(ctx, q)
	}
	if q.DistrictID != "" && !slices.Contains(districts, q.DistrictID) {
		return nil, 0, nil
	}
	page := q
	page.Limit, page.Offset = 0, 0
	all, _, err := s.store.List(ctx, page)
	if err != nil {
		return nil, 0, err
	}
	mine := slices.DeleteFunc(all, func(a Account) bool { return !by.manages(a) })
	from := min(q.Offset, len(mine))
	to := len(mine)
	if q.Limit > 0 {
		to = min(from+q.Limit, to)
	}
	return mine[from:to], len(mine), nil
}

// WhoMay returns the accounts of an authority that have a permission in a district and may
// sign in, by name.
func (s *Service) WhoMay(ctx context.Context, p Permission, district scheduling.DistrictID, of Authority) ([]Account, error) {
	all, _, err := s.store.List(ctx, scheduling.Query{})
	if err != nil {
		return nil, err
	}
	may := slices.DeleteFunc(all, func(a Account) bool {
		return a.Authority != of || !Caller{Account: a}.MayIn(p, district)
	})
	slices.SortFunc(may, func(a, b Account) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return may, nil
}

// Get returns an account that a caller may manage; for others an error of kind
// [scheduling.NotFound].
func (s *Service) Get(ctx context.Context, by Caller, id AccountID) (Account, error) {
	return manageable(ctx, s.store, by, id)
}

func manageable(ctx context.Context, store Store, by Caller, id AccountID) (Account, error) {
	account, err := store.Get(ctx, id)
	if err == nil && !by.manages(account) {
		err = scheduling.NotFoundError("account", string(id))
	}
	if err != nil {
		return Account{}, err
	}
	return account, nil
}

// manages tells whether the caller sees an account: they share a district, or it
// has no role at all.
func (c Caller) manages(a Account) bool {
	if len(a.Grants) == 0 {
		return c.May(ManageAccounts)
	}
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return c.MayIn(ManageAccounts, g.DistrictID) })
}

// ownsAll tells whether every role of an account is the caller's to give, so that
// they may decide over the account itself.
func (c Caller) ownsAll(a Account) bool {
	return !slices.ContainsFunc(a.Grants, func(g Grant) bool { return !c.MayIn(ManageAccounts, g.DistrictID) })
}

// Create stores a new account. It returns an error of kind [scheduling.Invalid],
// of kind [scheduling.Conflict] where the e-mail address is taken, and of kind
// [scheduling.Forbidden] where a role is not the caller's to give.
func (s *Service) Create(ctx context.Context, by Caller, account Account) (Account, error) {
	account, err := account.Checked()
	if err != nil {
		return Account{}, err
	}
	account.ID = scheduling.NewID[AccountID]()
	account.WeeklyMail = WeeklyMail{Language: Languages[0]}
	if !by.May(ManageAccounts) {
		return Account{}, forbidden(CodeForbidden)
	}
	if !by.ownsAll(account) {
		return Account{}, forbidden(CodeGrantTooFar)
	}
	if err := s.store.Create(ctx, account); err != nil {
		return Account{}, err
	}
	return s.store.Get(ctx, account.ID)
}

// Update replaces an account. Only roles that are the caller's to give are given and
// taken away; only who may give all of an account's roles changes the rest of it.
// Nobody closes their own account or takes their own management away. Closing an
// account ends its sessions and removes its keys.
func (s *Service) Update(ctx context.Context, by Caller, account Account) (Account, error) {
	account, err := account.Checked()
	if err != nil {
		return Account{}, err
	}
	err = s.store.InTx(ctx, func(store Store) error {
		stored, err := manageable(ctx, store, by, account.ID)
		if err != nil {
			return err
		}
		if err := by.mayReplace(stored, account); err != nil {
			return err
		}
		account.WeeklyMail = stored.WeeklyMail
		if err := store.Update(ctx, account); err != nil {
			return err
		}
		if account.Closed && !stored.Closed {
			if err := closed(ctx, store, account.ID); err != nil {
				return err
			}
		}
		account, err = store.Get(ctx, account.ID)
		return err
	})
	return account, err
}

func (c Caller) mayReplace(stored, next Account) error {
	for _, g := range difference(stored.Grants, next.Grants) {
		if !c.MayIn(ManageAccounts, g.DistrictID) {
			return forbidden(CodeGrantTooFar)
		}
	}
	itself := stored.Email != next.Email || stored.Name != next.Name || stored.Authority != next.Authority || stored.Closed != next.Closed
	if itself && !c.ownsAll(stored) {
		return forbidden(CodeGrantTooFar)
	}
	if stored.ID == c.Account.ID {
		after := Caller{Account: next}
		for _, g := range stored.Grants {
			if g.Role.May(ManageAccounts) && !after.MayIn(ManageAccounts, g.DistrictID) {
				return &scheduling.Error{Kind: scheduling.Refused, Code: CodeOwnAccess}
			}
		}
	}
	return nil
}

// difference returns the grants that stand in one list only.
func difference(a, b []Grant) []Grant {
	var only []Grant
	for _, g := range a {
		if !slices.Contains(b, g) {
			only = append(only, g)
		}
	}
	for _, g := range b {
		if !slices.Contains(a, g) {
			only = append(only, g)
		}
	}
	return only
}

// closed takes every way in from an account.
func closed(ctx context.Context, store Store, id AccountID) error {
	if err := store.RemoveSessions(ctx, id); err != nil {
		return err
	}
	for _, kind := range []KeyKind{TokenKey, FeedKey, InvitationKey} {
		keys, err := store.Keys(ctx, id, kind)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if err := store.RemoveKey(ctx, id, key.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
