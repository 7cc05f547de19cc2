package accounts

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"poliskontor/scheduling"
)

// KeyID identifies a [Key].
type KeyID string

// KeyKind is what a key opens.
type KeyKind string

// The kinds of keys.
const (
	TokenKey      KeyKind = "token"      // the API, for other machines
	FeedKey       KeyKind = "feed"       // a private calendar
	InvitationKey KeyKind = "invitation" // one sign-in, to choose a password or a passkey
)

// Key is a secret that acts for an account. The secret itself is shown once and
// stored as a hash.
type Key struct {
	ID        KeyID
	Kind      KeyKind
	AccountID AccountID
	Name      string // in its owner's words
	Hash      string
	// Scopes are what a token may do, of what its account may.
	Scopes []Permission
	// DistrictID limits a key to one district of its account's; "" does not.
	DistrictID scheduling.DistrictID
	// OfficeID limits a feed to one office; "" does not.
	OfficeID scheduling.OfficeID
	Created  time.Time
	Expires  time.Time // zero for a feed, which lasts until it is revoked
	Used     time.Time // zero until then; exact to the hour
}

// Expired tells whether the key opens nothing any more.
func (k Key) Expired(now time.Time) bool { return !k.Expires.IsZero() && !now.Before(k.Expires) }

// Secret is what must not be written anywhere. It prints as [secret].
type Secret string

func (Secret) String() string { return "[secret]" }

// GoString hides the secret from %#v.
func (Secret) GoString() string { return "[secret]" }

// MarshalText hides the secret from logs and encoders; whoever shows it once
// converts it.
func (Secret) MarshalText() ([]byte, error) { return []byte("[secret]"), nil }

// prefix lets secret scanners recognise a key that was published by mistake.
const prefix = "mpk_"

// newSecret returns a secret of 260 random bits.
func newSecret() Secret { return Secret(prefix + strings.ToLower(rand.Text()+rand.Text())) }

// hash is how a secret is stored: its randomness makes a slow hash needless.
func (s Secret) hash() string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
