package accounts

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"poliskontor/scheduling"
)

const (
	mostKeys = 50                   // of a kind, of an account
	lasting  = 366 * 24 * time.Hour // the longest life of a token
)

// NewKey stores a token or a feed's key for the caller and returns its secret, which
// nobody can show again. A token needs scopes that the caller has, and an end within
// a year. Keys make no keys.
func (s *Service) NewKey(ctx context.Context, by Caller, key Key) (Secret, Key, error) {
	if by.Key != nil {
		return "", Key{}, forbidden(CodeForbidden)
	}
	now := s.now()
	if err := checkKey(&key, by, now); err != nil {
		return "", Key{}, err
	}
	secret := newSecret()
	key.ID, key.AccountID, key.Hash, key.Created, key.Used = scheduling.NewID[KeyID](), by.Account.ID, secret.hash(), now, time.Time{}
	err := s.store.InTx(ctx, func(store Store) error {
		present, err := store.Keys(ctx, by.Account.ID, key.Kind)
		if err != nil {
			return err
		}
		if len(present) >= mostKeys {
			return &scheduling.Error{Kind: scheduling.Refused, Code: CodeTooManyKeys, Params: map[string]string{"most": strconv.Itoa(mostKeys)}}
		}
		return store.AddKey(ctx, key)
	})
	return secret, key, err
}

func checkKey(key *Key, by Caller, now time.Time) error {
	var broken []scheduling.Violation
	add := func(field string, code scheduling.Code) {
		broken = append(broken, scheduling.Violation{Field: field, Code: code})
	}
	key.Name = strings.TrimSpace(key.Name)
	switch {
	case key.Name == "":
		add("name", scheduling.CodeRequired)
	case utf8.RuneCountInString(key.Name) > scheduling.MaxName:
		broken = append(broken, scheduling.Violation{Field: "name", Code: scheduling.CodeTooLong, Params: map[string]string{"limit": "120"}})
	case !utf8.ValidString(key.Name) || strings.ContainsFunc(key.Name, misleads):
		add("name", scheduling.CodeControlChars)
	}
	needed := []Permission{Read, ReadNotes} // what a private feed shows, which is the police's
	if key.Kind == TokenKey {
		needed = key.Scopes
		if len(key.Scopes) == 0 {
			add("scopes", scheduling.CodeRequired)
		}
		if !key.Expires.After(now) || key.Expires.After(now.Add(lasting)) {
			add("expires", CodeKeyExpiry)
		}
	} else {
		key.Scopes = needed
		if by.Account.Authority != Police {
			add("scopes", CodeScope)
		}
	}
	for _, p := range needed {
		if !slices.Contains(Permissions(), p) || !by.may(p, key.DistrictID) {
			add("scopes", CodeScope)
			break
		}
	}
	if len(broken) > 0 {
		return &scheduling.Error{Kind: scheduling.Invalid, Code: scheduling.CodeInvalid, Violations: broken}
	}
	return nil
}

// may tells whether the caller has a permission in a district; in any where it is "".
func (c Caller) may(p Permission, district scheduling.DistrictID) bool {
	if district == "" {
		return c.May(p)
	}
	return c.MayIn(p, district)
}

// RevokeKey removes a key of the caller's; it is not found where it is another's or
// of another kind.
func (s *Service) RevokeKey(ctx context.Context, by Caller, kind KeyKind, id KeyID) error {
	keys, err := s.store.Keys(ctx, by.Account.ID, kind)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(keys, func(k Key) bool { return k.ID == id }) {
		return scheduling.NotFoundError("key", string(id))
	}
	return s.store.RemoveKey(ctx, by.Account.ID, id)
}

// RemovePasskey removes a passkey of the caller's.
func (s *Service) RemovePasskey(ctx context.Context, by Caller, id string) error {
	return s.store.RemovePasskey(ctx, by.Account.ID, id)
}
