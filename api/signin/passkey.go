package signin

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// passkeyTime is how long somebody may take to confirm with a passkey.
const passkeyTime = 5 * time.Minute

// relyingParty returns how this server is known to passkeys at the address of a
// request, or nil where there can be none: WebAuthn wants a name instead of an IP
// address, and a secure context.
func (r *Room) relyingParty(request *http.Request) (*webauthn.WebAuthn, error) {
	origin := r.config.PublicURL
	if origin == nil {
		origin = &url.URL{Scheme: "http", Host: request.Host}
		if request.TLS != nil {
			origin.Scheme = "https"
		}
		if origin.Hostname() != "localhost" {
			return nil, nil
		}
	}
	host := origin.Hostname()
	if net.ParseIP(host) != nil || origin.Scheme != "https" && host != "localhost" {
		return nil, nil
	}
	limit := webauthn.TimeoutConfig{Enforce: true, Timeout: passkeyTime, TimeoutUVD: passkeyTime}
	resident := true
	party, err := webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: r.brand(), RPOrigins: []string{origin.Scheme + "://" + origin.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: &resident,
			UserVerification: protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{Login: limit, Registration: limit},
	})
	if err != nil {
		return nil, fmt.Errorf("prepare for passkeys at %s: %w", origin.Host, err)
	}
	return party, nil
}

// passkeysAt tells whether passkeys work at the address of a request.
func (r *Room) passkeysAt(request *http.Request) bool {
	party, err := r.relyingParty(request)
	return err == nil && party != nil
}

// keyTask is what a passkey was asked to do, as the session keeps it. It is used once.
type keyTask struct {
	Account accounts.AccountID    `json:"account"` // who adds one; "" for a sign-in
	Asked   *webauthn.SessionData `json:"asked"`
}

// ask stores what a passkey is asked to do.
func (r *Room) ask(ctx context.Context, w http.ResponseWriter, task keyTask) error {
	encoded, err := json.Marshal(task)
	if err != nil {
		return fmt.Errorf("keep what a passkey is asked: %w", err)
	}
	r.sessions.Put(ctx, valueKeyTask, string(encoded))
	return r.save(ctx, w)
}

// asked returns what a passkey was asked to do, once.
func (r *Room) asked(ctx context.Context, w http.ResponseWriter) (keyTask, error) {
	text := r.sessions.PopString(ctx, valueKeyTask)
	if text == "" {
		return keyTask{}, passkeyRefused()
	}
	if err := r.save(ctx, w); err != nil {
		return keyTask{}, err
	}
	var task keyTask
	if err := json.Unmarshal([]byte(text), &task); err != nil {
		return keyTask{}, fmt.Errorf("read what a passkey was asked: %w", err)
	}
	return task, nil
}

func passkeyRefused() error {
	return &scheduling.Error{Kind: scheduling.Refused, Code: accounts.CodePasskeyRefused}
}

// refusedBecause notes why a passkey is refused and refuses it, with an answer that
// does not tell.
func (r *Room) refusedBecause(ctx context.Context, err error) error {
	r.config.Log.InfoContext(ctx, "passkey refused", "cause", printable(causeOf(err), longestCause))
	return passkeyRefused()
}

func causeOf(err error) string {
	var known *protocol.Error
	if errors.As(err, &known) {
		return known.Type + ": " + known.Details
	}
	return err.Error()
}

// holder is an account with its passkeys, as the library knows it.
type holder struct {
	account  accounts.Account
	passkeys []accounts.Passkey
	decoded  []webauthn.Credential
}

func (r *Room) holder(ctx context.Context, account accounts.Account) (*holder, error) {
	h := &holder{account: account}
	var err error
	if h.passkeys, err = r.accounts.Store().Passkeys(ctx, account.ID); err != nil {
		return nil, err
	}
	for _, p := range h.passkeys {
		var credential webauthn.Credential
		if err := json.Unmarshal(p.Credential, &credential); err != nil {
			return nil, fmt.Errorf("read a passkey of account %s: %w", account.ID, err)
		}
		h.decoded = append(h.decoded, credential)
	}
	return h, nil
}

// WebAuthnID is as of [webauthn.User].
func (h *holder) WebAuthnID() []byte { return []byte(h.account.ID) }

// WebAuthnName is as of [webauthn.User].
func (h *holder) WebAuthnName() string { return h.account.Email }

// WebAuthnDisplayName is as of [webauthn.User].
func (h *holder) WebAuthnDisplayName() string { return h.account.Name }

// WebAuthnCredentials is as of [webauthn.User].
func (h *holder) WebAuthnCredentials() []webauthn.Credential { return h.decoded }

// with returns a passkey of the account as it is after it was used.
func (h *holder) with(used *webauthn.Credential) (accounts.Passkey, error) {
	encoded, err := json.Marshal(used)
	if err != nil {
		return accounts.Passkey{}, fmt.Errorf("keep a passkey: %w", err)
	}
	for _, p := range h.passkeys {
		if p.ID == passkeyID(used) {
			p.Credential = encoded
			return p, nil
		}
	}
	return accounts.Passkey{ID: passkeyID(used), AccountID: h.account.ID, Credential: encoded}, nil
}

func passkeyID(c *webauthn.Credential) string { return base64.RawURLEncoding.EncodeToString(c.ID) }
