package accounts

import (
	"context"
	"slices"

	"poliskontor/scheduling"
)

// SignInByPassword returns the account of an e-mail address and a password. An
// unknown address, a wrong password and a closed account get the same error of kind
// [scheduling.Refused], in the same time; too many attempts one of kind
// [scheduling.Later].
func (s *Service) SignInByPassword(ctx context.Context, email string, password Secret, from string) (Account, error) {
	leave, err := s.queued()
	if err != nil {
		return Account{}, err
	}
	defer leave()
	email, wrong := checkedEmail(email)
	attempt := attemptOf(email, from)
	if err := s.admit(ctx, attempt); err != nil {
		return Account{}, err
	}
	if wrong != nil {
		email = "" // what is no address is an unknown one
	}
	account, err := s.store.ByEmail(ctx, email)
	known := err == nil && !account.Closed
	if err != nil && scheduling.KindOf(err) != scheduling.NotFound {
		return Account{}, err
	}
	hash := ""
	if known {
		if hash, err = s.store.Password(ctx, account.ID); err != nil {
			return Account{}, err
		}
	}
	right, err := s.matches(ctx, string(password), hash)
	if err != nil {
		return Account{}, err
	}
	if !right {
		return Account{}, s.refuse(ctx, account, from)
	}
	if err := s.succeeded(ctx, attempt); err != nil {
		return Account{}, err
	}
	return account, s.signedIn(ctx, account, from)
}

// refuse notes a refused attempt, and answers as every other one.
func (s *Service) refuse(ctx context.Context, account Account, from string) error {
	// What was typed as a name may be a password, so that the log does not have it.
	ctx = scheduling.WithActor(ctx, scheduling.Actor{Name: "unknown", From: from})
	if err := s.store.Record(ctx, scheduling.AuditEvent{Action: scheduling.AuditSignInRefused, Thing: "account", ThingID: string(account.ID), District: account.District()}); err != nil {
		return err
	}
	return &scheduling.Error{Kind: scheduling.Refused, Code: CodeSignInWrong}
}

// signedIn enters a sign-in in the audit log.
func (s *Service) signedIn(ctx context.Context, account Account, from string) error {
	return s.store.Record(scheduling.WithActor(ctx, account.Actor(from)),
		scheduling.AuditEvent{Action: scheduling.AuditSignIn, Thing: "account", ThingID: string(account.ID), District: account.District()})
}

// Actor is the account as the audit log knows it.
func (a Account) Actor(from string) scheduling.Actor {
	return scheduling.Actor{ID: string(a.ID), Name: a.Email, From: from, Authority: a.Authority}
}

// SignInByPasskey returns the account that a passkey belongs to, once the web has
// verified it; used is the passkey as it is after that.
func (s *Service) SignInByPasskey(ctx context.Context, used Passkey, from string) (Account, error) {
	account, err := s.open(ctx, used.AccountID)
	if scheduling.KindOf(err) == scheduling.NotFound {
		return Account{}, s.refuse(ctx, Account{ID: used.AccountID}, from)
	}
	if err != nil {
		return Account{}, err
	}
	ctx = scheduling.WithActor(ctx, account.Actor(from))
	used.Used = s.now()
	if err := s.store.PutPasskey(ctx, used); err != nil {
		return Account{}, err
	}
	return account, s.signedIn(ctx, account, from)
}

// Claims are what an OpenID provider says of a person, verified.
type Claims struct {
	Issuer, Subject string
	Email           string
	EmailVerified   bool
	Name            string
	Authority       Authority // the provider's
	Grants          []Grant   // what the person's groups give
}

// SignInByProvider returns the account of a person that a provider vouches for, with
// the roles that the provider's groups give now; the first time it joins or makes
// one. It joins an account only by an e-mail address that the provider has verified,
// and only one of its own authority. Errors are of kind [scheduling.Refused].
func (s *Service) SignInByProvider(ctx context.Context, c Claims, from string) (Account, error) {
	var account Account
	err := s.store.InTx(ctx, func(store Store) error {
		var err error
		account, err = s.ofProvider(ctx, store, c, from)
		return err
	})
	if err == nil && len(account.Grants) == 0 { // the loss of the last one is stored all the same
		err = &scheduling.Error{Kind: scheduling.Refused, Code: CodeSignInNoRole}
	}
	if err != nil {
		return Account{}, err
	}
	return account, s.signedIn(ctx, account, from)
}

func (s *Service) ofProvider(ctx context.Context, store Store, c Claims, from string) (Account, error) {
	refused := func(code scheduling.Code) error { return &scheduling.Error{Kind: scheduling.Refused, Code: code} }
	email, emailErr := checkedEmail(c.Email)
	actor := Account{Email: email}
	if emailErr != nil {
		actor.Email = "unknown"
	}
	account, err := store.ByIdentity(ctx, c.Issuer, c.Subject)
	switch {
	case err == nil && account.Closed:
		return Account{}, refused(CodeSignInNoRole)
	case err == nil:
		actor.ID = account.ID
		account.Grants, account.Name = c.Grants, orElse(c.Name, account.Name)
		return s.brought(scheduling.WithActor(ctx, actor.Actor(from)), store, account)
	case scheduling.KindOf(err) != scheduling.NotFound:
		return Account{}, err
	case len(c.Grants) == 0:
		return Account{}, refused(CodeSignInNoRole)
	case emailErr != nil || !c.EmailVerified:
		return Account{}, refused(CodeSignInUnverified)
	}
	account, err = store.ByEmail(ctx, email)
	switch {
	case scheduling.KindOf(err) == scheduling.NotFound:
		account = Account{ID: scheduling.NewID[AccountID](), Email: email, Name: orElse(c.Name, email), Authority: c.Authority, Grants: c.Grants}
		actor.ID = account.ID
		ctx = scheduling.WithActor(ctx, actor.Actor(from))
		if account, err = account.Checked(); err != nil {
			return Account{}, err
		}
		if err := store.Create(ctx, account); err != nil {
			return Account{}, err
		}
	case err != nil:
		return Account{}, err
	case account.Closed:
		return Account{}, refused(CodeSignInNoRole)
	case account.Authority != c.Authority:
		return Account{}, refused(CodeSignInUnverified)
	default:
		actor.ID = account.ID
		ctx = scheduling.WithActor(ctx, actor.Actor(from))
		account.Grants = c.Grants
		if account, err = s.brought(ctx, store, account); err != nil {
			return Account{}, err
		}
	}
	return account, store.Join(ctx, account.ID, c.Issuer, c.Subject)
}

// brought stores an account as the provider sees it, where that is new.
func (s *Service) brought(ctx context.Context, store Store, account Account) (Account, error) {
	account, err := account.Checked()
	if err != nil {
		return Account{}, err
	}
	stored, err := store.Get(ctx, account.ID)
	if err != nil {
		return Account{}, err
	}
	if slices.Equal(stored.Grants, account.Grants) && stored.Name == account.Name {
		return stored, nil
	}
	if err := store.Update(ctx, account); err != nil {
		return Account{}, err
	}
	return store.Get(ctx, account.ID)
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
