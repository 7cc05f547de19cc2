package accounts

import (
	"context"
	"time"

	"poliskontor/scheduling"
)

// invited is how long an invitation stands.
const invited = 72 * time.Hour

// Invite returns a secret with which the account's owner signs in once, to choose a
// password or a passkey; earlier ones open nothing any more. Whoever may decide over
// the account may invite, also somebody who has lost every other way in: their
// password and passkeys stay until they choose anew.
func (s *Service) Invite(ctx context.Context, by Caller, id AccountID) (Secret, Key, error) {
	secret := newSecret()
	var key Key
	err := s.store.InTx(ctx, func(store Store) error {
		account, err := manageable(ctx, store, by, id)
		if err != nil {
			return err
		}
		if account.Closed || !by.ownsAll(account) {
			return forbidden(CodeGrantTooFar)
		}
		key, err = invite(ctx, store, id, secret, s.now())
		return err
	})
	return secret, key, err
}

func invite(ctx context.Context, store Store, id AccountID, secret Secret, now time.Time) (Key, error) {
	earlier, err := store.Keys(ctx, id, InvitationKey)
	if err != nil {
		return Key{}, err
	}
	for _, key := range earlier {
		if err := store.RemoveKey(ctx, id, key.ID); err != nil {
			return Key{}, err
		}
	}
	key := Key{ID: scheduling.NewID[KeyID](), Kind: InvitationKey, AccountID: id, Hash: secret.hash(), Created: now, Expires: now.Add(invited)}
	return key, store.AddKey(ctx, key)
}

// Invited returns the account that an invitation is for. It returns an error of kind
// [scheduling.Refused] where the invitation is spent, too old or none.
func (s *Service) Invited(ctx context.Context, secret Secret) (Account, error) {
	caller, err := s.ByKey(ctx, InvitationKey, secret)
	if scheduling.KindOf(err) == scheduling.NotFound {
		return Account{}, &scheduling.Error{Kind: scheduling.Refused, Code: CodeInvitationSpent}
	}
	return caller.Account, err
}

// Accept spends an invitation: it sets the password and signs the account in. All
// that opened the account before opens it no more.
func (s *Service) Accept(ctx context.Context, secret, password Secret, from string) (Account, error) {
	leave, err := s.queued()
	if err != nil {
		return Account{}, err
	}
	defer leave()
	account, err := s.Invited(ctx, secret)
	if err != nil {
		return Account{}, err
	}
	if err := checkPassword(string(password), account); err != nil {
		return Account{}, err
	}
	hash, err := s.hashPassword(ctx, string(password))
	if err != nil {
		return Account{}, err
	}
	ctx = scheduling.WithActor(ctx, account.Actor(from))
	err = s.store.InTx(ctx, func(store Store) error {
		if _, err := store.KeyByHash(ctx, InvitationKey, secret.hash()); scheduling.KindOf(err) == scheduling.NotFound {
			return &scheduling.Error{Kind: scheduling.Refused, Code: CodeInvitationSpent}
		} else if err != nil {
			return err
		}
		if err := closed(ctx, store, account.ID); err != nil {
			return err
		}
		passkeys, err := store.Passkeys(ctx, account.ID)
		if err != nil {
			return err
		}
		for _, p := range passkeys {
			if err := store.RemovePasskey(ctx, account.ID, p.ID); err != nil {
				return err
			}
		}
		return store.SetPassword(ctx, account.ID, hash)
	})
	if err != nil {
		return Account{}, err
	}
	return account, s.signedIn(ctx, account, from)
}

// ChangePassword replaces the caller's password. The present one must be named where
// there is one. Every other session ends.
func (s *Service) ChangePassword(ctx context.Context, by Caller, present, next Secret, from string) error {
	if by.Session == "" {
		return forbidden(CodeForbidden)
	}
	leave, err := s.queued()
	if err != nil {
		return err
	}
	defer leave()
	hash, err := s.store.Password(ctx, by.Account.ID)
	if err != nil {
		return err
	}
	if hash != "" {
		// Counted as attempts to sign in are: a session left open must not become the password.
		attempt := attemptOf(by.Account.Email, from)
		if err := s.admit(ctx, attempt); err != nil {
			return err
		}
		right, err := s.matches(ctx, string(present), hash)
		if err != nil {
			return err
		}
		if !right {
			return scheduling.InvalidField("present", CodePasswordWrong)
		}
		if err := s.succeeded(ctx, attempt); err != nil {
			return err
		}
	}
	if err := checkPassword(string(next), by.Account); err != nil {
		return err
	}
	if hash, err = s.hashPassword(ctx, string(next)); err != nil {
		return err
	}
	return s.store.InTx(ctx, func(store Store) error {
		if err := store.SetPassword(ctx, by.Account.ID, hash); err != nil {
			return err
		}
		return endOthers(ctx, store, by)
	})
}

// EndSession ends one of the caller's sessions.
func (s *Service) EndSession(ctx context.Context, by Caller, id string) error {
	sessions, err := s.store.Sessions(ctx, by.Account.ID)
	if err != nil {
		return err
	}
	for _, session := range sessions {
		if session.ID == id {
			return s.store.RemoveSession(ctx, session.Hash)
		}
	}
	return scheduling.NotFoundError("session", id)
}

// EndSessions ends every session of the caller's, this one too.
func (s *Service) EndSessions(ctx context.Context, by Caller) error {
	if err := s.store.RemoveSessions(ctx, by.Account.ID); err != nil {
		return err
	}
	return s.store.Record(ctx, scheduling.AuditEvent{
		Action: scheduling.AuditSignOut, Thing: "account", ThingID: string(by.Account.ID), District: by.Account.District()})
}

func endOthers(ctx context.Context, store Store, by Caller) error {
	sessions, err := store.Sessions(ctx, by.Account.ID)
	if err != nil {
		return err
	}
	for _, session := range sessions {
		if session.ID == by.Session {
			continue
		}
		if err := store.RemoveSession(ctx, session.Hash); err != nil {
			return err
		}
	}
	return nil
}
