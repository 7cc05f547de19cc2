package accounts

import (
	"context"
	"time"

	"poliskontor/scheduling"
)

// Service signs people in and says what they may do.
type Service struct {
	store Store
	now   scheduling.Clock
	// hashing bounds how many passwords are hashed at once: each takes much memory.
	// queue bounds how many are hashed or wait for it.
	hashing, queue chan struct{}
}

const (
	hashedAtOnce = 2
	// longestQueue is a second or two of hashing: who comes then does better to come again.
	longestQueue = 16
)

// New returns the service on a store.
func New(store Store, now scheduling.Clock) *Service {
	return &Service{store: store, now: now, hashing: make(chan struct{}, hashedAtOnce), queue: make(chan struct{}, longestQueue)}
}

// Store returns what the service keeps its accounts in, for what needs no rule.
func (s *Service) Store() Store { return s.store }

// BySession returns who a session belongs to. It returns an error of kind
// [scheduling.NotFound] where the account is closed or gone.
func (s *Service) BySession(ctx context.Context, id AccountID, session string) (Caller, error) {
	account, err := s.open(ctx, id)
	return Caller{Account: account, Session: session}, err
}

// ByKey returns who a secret of a kind acts for, and notes its use. It returns an
// error of kind [scheduling.NotFound] where the secret opens nothing.
func (s *Service) ByKey(ctx context.Context, kind KeyKind, secret Secret) (Caller, error) {
	key, err := s.store.KeyByHash(ctx, kind, secret.hash())
	if err != nil {
		return Caller{}, err
	}
	now := s.now()
	if key.Expired(now) {
		return Caller{}, scheduling.NotFoundError("key", string(key.ID))
	}
	account, err := s.open(ctx, key.AccountID)
	if err != nil {
		return Caller{}, err
	}
	if now.Sub(key.Used) >= time.Hour {
		if err := s.store.UseKey(ctx, key.ID, now); err != nil {
			return Caller{}, err
		}
	}
	return Caller{Account: account, Key: &key}, nil
}

// open returns an account that may sign in.
func (s *Service) open(ctx context.Context, id AccountID) (Account, error) {
	account, err := s.store.Get(ctx, id)
	if err == nil && account.Closed {
		err = scheduling.NotFoundError("account", string(id))
	}
	if err != nil {
		return Account{}, err
	}
	return account, nil
}

// forbidden says that the caller's roles do not allow it.
func forbidden(code scheduling.Code) error {
	return &scheduling.Error{Kind: scheduling.Forbidden, Code: code}
}
