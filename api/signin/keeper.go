package signin

import (
	"bytes"
	"context"
	"errors"
	"time"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

const (
	idle     = 8 * time.Hour      // a session ends when it is not used for so long
	longest  = 7 * 24 * time.Hour // and at the latest so long after the sign-in
	awaiting = 15 * time.Minute   // how long a sign-in may take that leads elsewhere
	seenEach = time.Minute        // how exactly it is stored when a session was used
)

// keeper keeps the sessions of scs in an [accounts.Store]. It decides by its own
// clock when they end. A session that was ended meanwhile stays ended: neither its
// use nor a change of it brings it back.
type keeper struct {
	store accounts.Store
	now   scheduling.Clock
}

// visit is what one request knows of its session.
type visit struct {
	hash string // under which the session is stored; "" where it is not yet
	data []byte // what it holds there
}

type visitKey struct{}

func withVisit(ctx context.Context) context.Context {
	return context.WithValue(ctx, visitKey{}, new(visit))
}

func visitFrom(ctx context.Context) *visit {
	if v, found := ctx.Value(visitKey{}).(*visit); found {
		return v
	}
	return new(visit)
}

var (
	// errEnded says that a session was ended while a request changed it.
	errEnded = errors.New("the session has ended meanwhile")
	// errRaced says that another request changed it first: what a session holds once
	// is spent once.
	errRaced = errors.New("the session was changed meanwhile")
)

// FindCtx is as of [scs.CtxStore].
func (k *keeper) FindCtx(ctx context.Context, hash string) ([]byte, bool, error) {
	session, err := k.store.Session(ctx, hash)
	if scheduling.KindOf(err) == scheduling.NotFound {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	now := k.now()
	if _, _, err := (codec{}).Decode(session.Data); err != nil || !now.Before(session.Ends) {
		return nil, false, nil //nolint:nilerr // what another version wrote is no session of this one
	}
	if session.AccountID != "" && now.Sub(session.Seen) >= seenEach {
		if err := k.seen(ctx, hash, now); errors.Is(err, errEnded) {
			return nil, false, nil
		} else if err != nil {
			return nil, false, err
		}
	}
	*visitFrom(ctx) = visit{hash: hash, data: session.Data}
	return session.Data, true, nil
}

// seen notes that a session is in use.
func (k *keeper) seen(ctx context.Context, hash string, now time.Time) error {
	return k.store.InTx(ctx, func(store accounts.Store) error {
		session, err := store.Session(ctx, hash)
		if scheduling.KindOf(err) == scheduling.NotFound {
			return errEnded
		}
		if err != nil {
			return err
		}
		session.Seen, session.Ends = now, ends(session, now)
		return store.PutSession(ctx, session)
	})
}

// ends returns when a session ends that is used now, and not any more.
func ends(s accounts.Session, now time.Time) time.Time {
	if s.AccountID == "" {
		return s.Created.Add(awaiting)
	}
	latest := s.Created.Add(longest)
	if next := now.Add(idle); next.Before(latest) {
		return next
	}
	return latest
}

// CommitCtx is as of [scs.CtxStore].
func (k *keeper) CommitCtx(ctx context.Context, hash string, data []byte, _ time.Time) error {
	_, values, err := codec{}.Decode(data)
	if err != nil {
		return err
	}
	text := func(key string) string { t, _ := values[key].(string); return t }
	now := k.now()
	session := accounts.Session{
		Hash: hash, ID: text(valueID), AccountID: accounts.AccountID(text(valueAccount)), Data: data,
		Agent: text(valueAgent), From: text(valueFrom), Created: now, Seen: now,
	}
	if session.ID == "" {
		session.ID = scheduling.NewID[string]()
	}
	seen := visitFrom(ctx)
	known := seen.hash == hash
	err = k.store.InTx(ctx, func(store accounts.Store) error {
		present, err := store.Session(ctx, hash)
		switch {
		case err == nil && !bytes.Equal(present.Data, seen.data):
			return errRaced
		case err == nil:
			session.ID, session.Created = present.ID, present.Created
		case scheduling.KindOf(err) != scheduling.NotFound:
			return err
		case known:
			return errEnded
		}
		session.Ends = ends(session, now)
		return store.PutSession(ctx, session)
	})
	if err == nil {
		*seen = visit{hash: hash, data: data}
	}
	return err
}

// DeleteCtx is as of [scs.CtxStore].
func (k *keeper) DeleteCtx(ctx context.Context, hash string) error {
	return k.store.RemoveSession(ctx, hash)
}

// Find, Commit and Delete are as of [scs.Store], which asks for them; scs calls those
// with a context.

// Find is as of [scs.Store].
func (k *keeper) Find(hash string) ([]byte, bool, error) {
	return k.FindCtx(context.Background(), hash)
}

// Commit is as of [scs.Store].
func (k *keeper) Commit(hash string, data []byte, ends time.Time) error {
	return k.CommitCtx(context.Background(), hash, data, ends)
}

// Delete is as of [scs.Store].
func (k *keeper) Delete(hash string) error { return k.DeleteCtx(context.Background(), hash) }
