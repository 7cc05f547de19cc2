package accounts

import (
	"context"
	"slices"

	"poliskontor/scheduling"
)

// WeeklyMail is how an account hears each week of what its authority is to do.
type WeeklyMail struct {
	Off      bool
	Language string // one of Languages
}

// Languages are those that the weekly mail is written in, the usual one first.
var Languages = []string{"sv", "en"}

// Weekly tells whether the account gets the weekly mail of a district: whoever writes
// notes there, unless they have turned it off.
func (a Account) Weekly(district scheduling.DistrictID) bool {
	return !a.WeeklyMail.Off && Caller{Account: a}.MayIn(WriteNotes, district)
}

// SetWeeklyMail changes the caller's own weekly mail, and returns the account. The error's
// kind is [scheduling.Invalid].
func (s *Service) SetWeeklyMail(ctx context.Context, by Caller, wanted WeeklyMail) (Account, error) {
	if !slices.Contains(Languages, wanted.Language) {
		return Account{}, &scheduling.Error{Kind: scheduling.Invalid, Code: scheduling.CodeInvalid, Violations: []scheduling.Violation{
			{Field: "language", Code: scheduling.CodeChoice, Params: map[string]string{"allowed": "sv, en"}}}}
	}
	var account Account
	err := s.store.InTx(ctx, func(store Store) error {
		var err error
		if account, err = store.Get(ctx, by.Account.ID); err != nil || account.WeeklyMail == wanted {
			return err
		}
		account.WeeklyMail = wanted
		if err := store.Update(ctx, account); err != nil {
			return err
		}
		account, err = store.Get(ctx, account.ID)
		return err
	})
	return account, err
}
