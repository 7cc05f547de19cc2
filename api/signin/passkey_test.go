//go:build unix

package signin

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/descope/virtualwebauthn"

	"poliskontor/accounts"
	"poliskontor/api"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// device is a phone with passkeys.
type device struct {
	virtualwebauthn.Authenticator
	party virtualwebauthn.RelyingParty // what it takes the server for
	key   virtualwebauthn.Credential
}

func newDevice(account accounts.Account) *device {
	return &device{
		Authenticator: virtualwebauthn.NewAuthenticatorWithOptions(virtualwebauthn.AuthenticatorOptions{UserHandle: []byte(account.ID)}),
		party:         virtualwebauthn.RelyingParty{Name: "Mobilt poliskontor", ID: "kontor.example", Origin: publicURL},
		key:           newKey(),
	}
}

// newKey returns a key whose numbers have no leading zero: the library would leave it
// out, and so write one key in a hundred wrongly.
func newKey() virtualwebauthn.Credential {
	const whole = 77 // bytes of a COSE key on the curve P-256
	for {
		if key := virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2); len(key.Key.AttestationData()) == whole {
			return key
		}
	}
}

// make answers what the server asks of a new passkey.
func (d *device) make(t *testing.T, asked string) json.RawMessage {
	t.Helper()
	options, err := virtualwebauthn.ParseAttestationOptions(asked)
	if err != nil {
		t.Fatal(err)
	}
	return json.RawMessage(virtualwebauthn.CreateAttestationResponse(d.party, d.Authenticator, d.key, *options))
}

// use answers what the server asks of a passkey.
func (d *device) use(t *testing.T, asked string) json.RawMessage {
	t.Helper()
	options, err := virtualwebauthn.ParseAssertionOptions(asked)
	if err != nil {
		t.Fatal(err)
	}
	d.key.Counter++
	return json.RawMessage(virtualwebauthn.CreateAssertionResponse(d.party, d.Authenticator, d.key, *options))
}

const (
	beginOwn, finishOwn = "/api/v1/me/passkeys/begin", "/api/v1/me/passkeys/finish"
	beginIn, finishIn   = "/logga-in/nyckel/begin", "/logga-in/nyckel/finish"
)

// add registers the device's passkey.
func (b *browser) add(d *device, name string) answer {
	b.w.t.Helper()
	asked := b.json(beginOwn, nil).wants(b.w.t, http.StatusOK)
	return b.json(finishOwn, passkeyAnswer{Credential: d.make(b.w.t, asked.body), Name: name})
}

// with signs in with the device's passkey.
func (b *browser) with(d *device) answer {
	b.w.t.Helper()
	asked := b.json(beginIn, nil).wants(b.w.t, http.StatusOK)
	return b.json(finishIn, passkeyAnswer{Credential: d.use(b.w.t, asked.body), Till: "/planera/"})
}

func TestPasskey(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		anna := w.planner("anna@polisen.example")
		d := newDevice(anna)
		b := w.enter(anna)
		asked := b.json(beginOwn, nil).wants(t, http.StatusOK, `"userVerification":"required"`, `"residentKey":"required"`, `"id":"kontor.example"`)
		b.json(finishOwn, passkeyAnswer{Credential: d.make(t, asked.body), Name: " Min telefon "}).
			wants(t, http.StatusCreated, `"name":"Min telefon"`)
		stored, err := w.people.Store().Passkeys(t.Context(), anna.ID)
		if err != nil || len(stored) != 1 || stored[0].Name != "Min telefon" || !stored[0].Created.Equal(w.clock()) || !stored[0].Used.IsZero() {
			t.Fatalf("stored: %+v, %v", stored, err)
		}

		other := w.browser()
		a := other.with(d).wants(t, http.StatusOK, `"till":"/planera/"`)
		if other.is() != anna.ID {
			t.Errorf("signed in: %q", other.is())
		}
		if a.Header.Get("Cache-Control") != "no-store" {
			t.Error("the answer may be stored")
		}
		stored, err = w.people.Store().Passkeys(t.Context(), anna.ID)
		if err != nil || !stored[0].Used.Equal(w.clock()) || stored[0].Name != "Min telefon" {
			t.Errorf("stored: %+v, %v", stored, err)
		}
		if n := w.audited(scheduling.AuditSignIn); n != 1 {
			t.Errorf("%d sign-ins in the audit log", n)
		}
	})
}

func TestPasskeysOfOnesOwn(t *testing.T) {
	w := onSQLite(t)
	anna := w.planner("anna@polisen.example")
	w.browser().json(beginOwn, nil).wants(t, http.StatusUnauthorized, `"status":401`)
	w.browser().json(finishOwn, passkeyAnswer{}).wants(t, http.StatusUnauthorized)
	b := w.enter(anna)
	refused := func(a answer) {
		t.Helper()
		a.wants(t, http.StatusConflict, string(accounts.CodePasskeyRefused))
	}
	asked := func() string { return b.json(beginOwn, nil).wants(t, http.StatusOK).body }

	asked()
	refused(b.json(finishOwn, passkeyAnswer{Credential: json.RawMessage(`"half a key"`)}))
	refused(b.json(finishOwn, passkeyAnswer{Credential: json.RawMessage(`{}`)})) // not asked

	d := newDevice(anna)
	d.party.Origin = "https://kontor.example.evil.example"
	refused(b.add(d, "another origin"))
	d = newDevice(anna)
	d.party.ID = "evil.example"
	refused(b.add(d, "another server"))
	d = newDevice(anna)
	d.Options.UserNotVerified = true
	refused(b.add(d, "nobody looked who it is"))
	d = newDevice(anna)
	first := asked()
	asked()
	refused(b.json(finishOwn, passkeyAnswer{Credential: d.make(t, first)}))
	again := asked()
	b.json(finishOwn, passkeyAnswer{Credential: d.make(t, again)}).wants(t, http.StatusCreated)
	refused(b.json(finishOwn, passkeyAnswer{Credential: d.make(t, again)}))
	refused(b.add(d, "the same key again"))
	if !strings.Contains(asked(), "excludeCredentials") {
		t.Error("a device may add what it has")
	}
	refused(w.enter(w.planner("bo@polisen.example")).json(finishOwn, passkeyAnswer{Credential: newDevice(anna).make(t, asked())}))

	for _, name := range []string{"två\nrader", strings.Repeat("a", scheduling.MaxName+1)} {
		b.json(finishOwn, passkeyAnswer{Credential: json.RawMessage(`{}`), Name: name}).wants(t, http.StatusUnprocessableEntity, "body.name")
	}
	b.send("POST", finishOwn, "application/json", strings.NewReader(`{"credential":{},"account":"x"}`)).wants(t, http.StatusBadRequest)
	b.send("POST", finishOwn, "text/plain", strings.NewReader(`{}`)).wants(t, http.StatusUnsupportedMediaType)
	b.json(finishOwn, strings.Repeat("a", mostJSON)).wants(t, http.StatusRequestEntityTooLarge)

	for range mostPasskeys - 1 {
		b.add(newDevice(anna), "").wants(t, http.StatusCreated)
	}
	b.json(beginOwn, nil).wants(t, http.StatusConflict, string(accounts.CodeTooManyPasskeys))
}

func TestPasskeyRefused(t *testing.T) {
	w := onSQLite(t)
	anna, bo := w.planner("anna@polisen.example"), w.planner("bo@polisen.example")
	d := newDevice(anna)
	w.enter(anna).add(d, "").wants(t, http.StatusCreated)
	copied := *d

	b := w.browser()
	refused := func(name string, a answer) {
		t.Helper()
		if a.StatusCode != http.StatusForbidden || b.is() != "" || !strings.Contains(a.body, "Nyckeln går inte att använda här.") {
			t.Errorf("%s: %d %s, signed in: %q", name, a.StatusCode, a.body, b.is())
		}
	}
	asked := func() string { return b.json(beginIn, nil).wants(t, http.StatusOK).body }
	changed := func(change func(*device)) *device {
		other := *d
		change(&other)
		return &other
	}
	refused("another origin", b.with(changed(func(d *device) { d.party.Origin = "https://kontor.example.evil.example" })))
	refused("plain HTTP", b.with(changed(func(d *device) { d.party.Origin = "http://kontor.example" })))
	refused("another server", b.with(changed(func(d *device) { d.party.ID = "evil.example" })))
	refused("nobody touched it", b.with(changed(func(d *device) { d.Options.UserNotPresent = true })))
	refused("nobody looked who it is", b.with(changed(func(d *device) { d.Options.UserNotVerified = true })))
	refused("somebody else", b.with(changed(func(d *device) { d.Options.UserHandle = []byte(bo.ID) })))
	refused("no account", b.with(changed(func(d *device) { d.Options.UserHandle = []byte("nobody") })))
	refused("nobody", b.with(changed(func(d *device) { d.Options.UserHandle = nil })))
	refused("another key", b.with(changed(func(d *device) { d.key.Key = newKey().Key })))
	refused("not registered", b.with(changed(func(d *device) { d.key = newKey() })))

	first := asked()
	asked()
	refused("another challenge", b.json(finishIn, passkeyAnswer{Credential: d.use(t, first)}))
	refused("not asked", b.json(finishIn, passkeyAnswer{Credential: d.use(t, first)}))
	refused("a mess", b.json(finishIn, passkeyAnswer{Credential: json.RawMessage(`{"id":7}`)}))

	// What was asked of a signed-in person is no sign-in.
	inside := w.enter(anna)
	registration := inside.json(beginOwn, nil).wants(t, http.StatusOK)
	inside.json(finishIn, passkeyAnswer{Credential: d.use(t, registration.body)}).wants(t, http.StatusForbidden)

	answered := d.use(t, asked())
	b.json(finishIn, passkeyAnswer{Credential: answered}).wants(t, http.StatusOK)
	if b.is() != anna.ID {
		t.Error("the right one is refused too")
	}
	b.json("/en/logga-in/nyckel/finish", passkeyAnswer{Credential: answered}).wants(t, http.StatusForbidden, "The passkey cannot be used here.")

	b = w.browser()
	refused("a copy", b.with(&copied))
	if n := w.audited(scheduling.AuditSignInRefused); n != 1 {
		t.Errorf("%d refusals in the audit log", n)
	}
}

func TestWherePasskeysWork(t *testing.T) {
	for address, works := range map[string]bool{
		"https://kontor.example": true, "https://kontor.example:8443": true, "http://localhost:8080": true,
		"http://kontor.example": false, "http://127.0.0.1:8080": false, "https://192.0.2.1": false, "https://[2001:db8::1]": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		w := onSQLite(t, func(c *Config, _ *api.Config) { c.PublicURL = u })
		headers := []string{"Sec-Fetch-Site", "same-origin", "Origin", ""}
		begun := w.browser().json(beginIn, nil, headers...).StatusCode == http.StatusOK
		shown := strings.Contains(w.browser().get("/logga-in").body, "data-passkey")
		if begun != works || shown != works {
			t.Errorf("%s: begun %t, shown %t", address, begun, shown)
		}
	}
	w := onSQLite(t, func(c *Config, _ *api.Config) { c.PublicURL = nil })
	found := map[string]bool{}
	for _, host := range []string{"localhost:8080", "localhost", "127.0.0.1:8080", "evil.example", "localhost.evil.example", ""} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		if w.room.passkeysAt(r) {
			found[host] = true
		}
	}
	if !maps.Equal(found, map[string]bool{"localhost:8080": true, "localhost": true}) {
		t.Errorf("without a public address: %v", found)
	}
}
