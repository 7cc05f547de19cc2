package accounts

import (
	"context"
	"time"

	"poliskontor/scheduling"
)

// Store keeps accounts and what opens them. Errors are as of [scheduling.Store]:
// each method that looks for one thing returns an error of kind
// [scheduling.NotFound] where there is none. Every change but of sessions,
// failures and times of use is in the audit log.
type Store interface {
	scheduling.Repository[Account, AccountID] // by e-mail; a query's district selects those with a role in it

	ByEmail(ctx context.Context, email string) (Account, error)
	Count(ctx context.Context) (int, error)

	// ByIdentity returns the account of a subject of an OpenID provider.
	ByIdentity(ctx context.Context, issuer, subject string) (Account, error)
	Join(ctx context.Context, id AccountID, issuer, subject string) error

	// Password returns the hash; "" where the account has none.
	Password(ctx context.Context, id AccountID) (string, error)
	SetPassword(ctx context.Context, id AccountID, hash string) error // "" removes it

	Passkeys(ctx context.Context, id AccountID) ([]Passkey, error)
	PutPasskey(ctx context.Context, p Passkey) error // by its ID
	RemovePasskey(ctx context.Context, id AccountID, passkey string) error

	Keys(ctx context.Context, id AccountID, kind KeyKind) ([]Key, error) // newest first
	KeyByHash(ctx context.Context, kind KeyKind, hash string) (Key, error)
	AddKey(ctx context.Context, k Key) error
	RemoveKey(ctx context.Context, id AccountID, key KeyID) error
	UseKey(ctx context.Context, key KeyID, at time.Time) error

	Sessions(ctx context.Context, id AccountID) ([]Session, error) // newest first
	Session(ctx context.Context, hash string) (Session, error)
	PutSession(ctx context.Context, s Session) error // by its Hash
	RemoveSession(ctx context.Context, hash string) error
	RemoveSessions(ctx context.Context, id AccountID) error
	// RemoveEnded forgets what opens nothing any more: sessions, invitations, and old failures.
	RemoveEnded(ctx context.Context, now time.Time) error

	// Failures returns how often in a row signing in failed under a key.
	Failures(ctx context.Context, key string) (Failures, error)
	SetFailures(ctx context.Context, key string, f Failures) error // a Count of 0 removes it

	// Record enters in the audit log what changed nothing that is stored.
	Record(ctx context.Context, e scheduling.AuditEvent) error

	// InTx is as of [scheduling.Store].
	InTx(ctx context.Context, f func(Store) error) error
}

// Session is one sign-in on one device.
type Session struct {
	Hash      string // of the cookie's value
	ID        string // names it to its owner, and opens nothing
	AccountID AccountID
	Data      []byte // what the web keeps in it
	Agent     string // the browser, in its own words
	From      string // the address it was made from
	Created   time.Time
	Seen      time.Time // exact to the minute
	Ends      time.Time // when it is not seen before
}

// Passkey is a WebAuthn credential.
type Passkey struct {
	ID         string // the credential's, in base64url
	AccountID  AccountID
	Name       string
	Credential []byte // as the WebAuthn library keeps it
	Created    time.Time
	Used       time.Time // zero until then
}

// Failures are attempts to sign in that failed in a row.
type Failures struct {
	Count int
	Last  time.Time
}
