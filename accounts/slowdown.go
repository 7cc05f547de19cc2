package accounts

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"poliskontor/scheduling"
)

// How attempts to sign in are slowed down. Each failure beyond the free ones in a
// row doubles the wait, up to the longest. A day after the last one all is
// forgotten.
const (
	freeByAccount = 5
	freeByAddress = 30 // an authority's people may come from one address
	longestWait   = 15 * time.Minute
	forgotten     = 24 * time.Hour
)

// waits returns how long after the last failure the next attempt is heard.
func (f Failures) waits(free int) time.Duration {
	beyond := f.Count - free
	switch {
	case beyond < 0:
		return 0
	case beyond >= 10:
		return longestWait
	}
	return min(time.Second<<beyond, longestWait)
}

// attempt is one attempt to sign in, as it is counted: by the account that it names,
// whether that exists or not, and by the address that it comes from.
type attempt struct{ account, address string }

// attemptOf hashes what it counts by, since a person may type a password where the
// e-mail address belongs.
func attemptOf(email, from string) attempt {
	return attempt{account: counted("account", email), address: counted("address", from)}
}

func counted(what, value string) string {
	sum := sha256.Sum256([]byte(what + "\x00" + value))
	return what + ":" + hex.EncodeToString(sum[:])
}

func (a attempt) each(f func(key string, free int) error) error {
	if err := f(a.account, freeByAccount); err != nil {
		return err
	}
	return f(a.address, freeByAddress)
}

// admit refuses an attempt that comes too soon, and counts the others as failed
// until they succeed, so that attempts at the same time do not all get through.
func (s *Service) admit(ctx context.Context, a attempt) error {
	return s.store.InTx(ctx, func(store Store) error {
		now := s.now()
		next := map[string]Failures{}
		if err := a.each(func(key string, free int) error {
			failed, err := store.Failures(ctx, key)
			if err != nil {
				return err
			}
			if now.Sub(failed.Last) >= forgotten {
				failed = Failures{}
			}
			if left := failed.waits(free) - now.Sub(failed.Last); left > 0 {
				return later(left)
			}
			next[key] = Failures{Count: failed.Count + 1, Last: now}
			return nil
		}); err != nil {
			return err
		}
		return a.each(func(key string, _ int) error { return store.SetFailures(ctx, key, next[key]) })
	})
}

// succeeded forgets the account's failures, and takes back the one that admit
// counted for the address.
func (s *Service) succeeded(ctx context.Context, a attempt) error {
	return s.store.InTx(ctx, func(store Store) error {
		if err := store.SetFailures(ctx, a.account, Failures{}); err != nil {
			return err
		}
		failed, err := store.Failures(ctx, a.address)
		if err != nil {
			return err
		}
		return store.SetFailures(ctx, a.address, Failures{Count: max(failed.Count-1, 0), Last: failed.Last})
	})
}

// later says when the next attempt is heard.
func later(left time.Duration) error {
	seconds := int((left + time.Second - 1) / time.Second)
	return &scheduling.Error{Kind: scheduling.Later, Code: CodeSignInLater, Params: map[string]string{"seconds": strconv.Itoa(seconds)}}
}
