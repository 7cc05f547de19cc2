package alerts

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"poliskontor/scheduling"
)

// SecretBytes is how long the secret of a [Vault] is.
const SecretBytes = 32

// Vault seals addresses and makes the secrets of links, all from one secret that is not in
// the database.
type Vault struct {
	seal   cipher.AEAD
	lookup []byte
	links  []byte
}

// NewVault returns the vault of a secret of [SecretBytes].
func NewVault(secret []byte) (*Vault, error) {
	if len(secret) != SecretBytes {
		return nil, fmt.Errorf("the secret has %d bytes, not %d", len(secret), SecretBytes)
	}
	var keys [3][]byte
	for i, purpose := range []string{"alert addresses", "alert lookup", "alert links"} {
		var err error
		if keys[i], err = hkdf.Key(sha256.New, secret, nil, purpose, 32); err != nil {
			return nil, fmt.Errorf("derive the key for %s: %w", purpose, err)
		}
	}
	block, err := aes.NewCipher(keys[0])
	if err != nil {
		return nil, fmt.Errorf("prepare the cipher: %w", err)
	}
	seal, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("prepare the cipher: %w", err)
	}
	return &Vault{seal: seal, lookup: keys[1], links: keys[2]}, nil
}

// sealed is an address that only the vault can read. It is bound to its lookup, so that
// nobody who writes to the database can put it in another's place.
func (v *Vault) sealed(address string) []byte {
	nonce := make([]byte, v.seal.NonceSize())
	rand.Read(nonce) //nolint:errcheck // it never fails
	return v.seal.Seal(nonce, nonce, []byte(address), []byte(v.lookupOf(address)))
}

// Subscriber is somebody with an address, who follows places.
func (v *Vault) Subscriber(id, address, language string, places ...scheduling.LocalityID) Subscriber {
	return Subscriber{ID: id, Lookup: v.lookupOf(address), Address: v.sealed(address), Language: language, Places: places}
}

var errUnreadable = errors.New("an address was sealed with another key, or has been changed")

func (v *Vault) open(sealed []byte, lookup string) (string, error) {
	if len(sealed) < v.seal.NonceSize() {
		return "", errUnreadable
	}
	nonce, rest := sealed[:v.seal.NonceSize()], sealed[v.seal.NonceSize():]
	address, err := v.seal.Open(nil, nonce, rest, []byte(lookup))
	if err != nil {
		return "", errUnreadable
	}
	return string(address), nil
}

// lookupOf finds an address again without telling what it is.
func (v *Vault) lookupOf(address string) string {
	return v.keyed(v.lookup, "address", strings.ToLower(address))
}

// counted is what a caller's attempts are counted by.
func (v *Vault) counted(what, value string) string {
	return what + ":" + v.keyed(v.lookup, what, value)
}

func (v *Vault) keyed(key []byte, what, value string) string {
	return hex.EncodeToString(mac(key, what, value))
}

func mac(key []byte, what, value string) []byte {
	sum := hmac.New(sha256.New, key)
	sum.Write([]byte(what + "\x00" + value))
	return sum.Sum(nil)
}

// code is the secret of a link about one request or subscriber. It is reckoned anew for
// every mail and stands nowhere in the database.
func (v *Vault) code(what, id string) string {
	return id + "." + base64.RawURLEncoding.EncodeToString(mac(v.links, what, id))
}

// idOf returns what a link is about, and whether its secret is right.
func (v *Vault) idOf(what, code string) (id string, right bool) {
	id, _, _ = strings.Cut(code, ".")
	return id, hmac.Equal([]byte(code), []byte(v.code(what, id)))
}

// hashed is what the database keeps of a link's secret.
func hashed(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:])
}
