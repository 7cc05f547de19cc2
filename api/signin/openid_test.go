//go:build unix

package signin

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	jose "github.com/go-jose/go-jose/v4"

	"poliskontor/accounts"
	"poliskontor/storage/storagetest"
)

const answerURL = publicURL + "/logga-in/polis/svar"

// away begins a sign-in and returns the provider's address.
func (b *browser) away(path string) string {
	b.w.t.Helper()
	return b.get(path).wants(b.w.t, http.StatusSeeOther).location()
}

// back comes back from the provider.
func (b *browser) back(to *url.URL) answer {
	b.w.t.Helper()
	return b.get(to.RequestURI(), "Sec-Fetch-Site", "cross-site")
}

// through signs somebody in through the provider.
func (b *browser) through(p *provider, person string) answer {
	b.w.t.Helper()
	return b.back(p.consent(b.w.t, b.away("/logga-in/polis"), person))
}

func TestOpenID(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		p := startProvider(t, answerURL)
		var slug string
		w := newWorld(t, database.Fresh(t), p.with(&slug))
		w.room.authorities[0].Roles[0].District = w.seeds.District.Slug
		b := w.browser()
		b.get("/logga-in?till=/planera/").wants(t, http.StatusOK, `href="/logga-in/polis?till=%2Fplanera%2F"`, "Logga in med Polisens konto")

		asked, err := url.Parse(b.away("/logga-in/polis?till=/planera/"))
		if err != nil {
			t.Fatal(err)
		}
		q := asked.Query()
		if q.Get("code_challenge_method") != "S256" || q.Get("nonce") == "" || q.Get("state") == "" || q.Get("redirect_uri") != answerURL ||
			q.Get("response_type") != "code" || q.Get("scope") != "openid profile email" || strings.Contains(asked.String(), clientSecret) {
			t.Errorf("asked: %s", asked)
		}
		a := b.back(p.consent(t, asked.String(), "anna")).wants(t, http.StatusSeeOther)
		if a.location() != "/planera/" {
			t.Errorf("it leads to %q", a.location())
		}
		id := b.is()
		account, err := w.people.Store().Get(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if account.Email != "anna@polisen.example" || account.Name != "Anna Polis" || account.Authority != accounts.Police ||
			len(account.Grants) != 1 || account.Grants[0] != (accounts.Grant{Role: accounts.Planner, DistrictID: w.seeds.District.ID}) {
			t.Errorf("account: %+v", account)
		}

		// The same person again, in English, who has another name and no role any more.
		p.people["anna"].LastName = "Ny"
		english := w.browser()
		if a := english.back(p.consent(t, english.away("/en/logga-in/polis"), "anna")); a.location() != "/en/logga-in" || english.is() != id {
			t.Errorf("again: %d to %q as %s", a.StatusCode, a.location(), english.is())
		}
		p.groups["anna"] = nil
		w.browser().through(p, "anna").wants(t, http.StatusForbidden, "du har ingen roll här")
		if account, err = w.people.Store().Get(t.Context(), id); err != nil || account.Name != "Anna Ny" || len(account.Grants) != 0 {
			t.Errorf("account: %+v, %v", account, err)
		}
		if strings.Contains(w.log.String(), "code=") || strings.Contains(w.log.String(), q.Get("state")) {
			t.Error("what the provider sends is in the log")
		}
	})
}

func TestOpenIDJoinsNoAccountByAnUnverifiedAddress(t *testing.T) {
	p := startProvider(t, answerURL)
	w := onSQLite(t, p.with(nil))
	w.planner("cia@polisen.example")
	b := w.browser()
	b.through(p, "cia").wants(t, http.StatusForbidden, "intygar inte din e-postadress")
	b.through(p, "bo").wants(t, http.StatusForbidden, "du har ingen roll här")
	if b.is() != "" {
		t.Error("somebody is signed in")
	}
	p.behave(func(p *provider) {
		// An address in the ID token that nobody vouches for gains nothing by the userinfo.
		p.bend = func(id map[string]any) { id["email"] = "cia@polisen.example" }
		p.stray = func(info map[string]any) { info["email_verified"] = true }
	})
	b.through(p, "cia").wants(t, http.StatusForbidden, "intygar inte din e-postadress")
}

// TestOpenIDRefuses sees that no answer is believed that does not hold.
func TestOpenIDRefuses(t *testing.T) {
	p := startProvider(t, answerURL)
	w := onSQLite(t, p.with(nil))
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	bend := func(f func(id map[string]any)) func(*provider) { return func(p *provider) { p.bend = f } }
	set := func(claim string, value any) func(*provider) {
		return bend(func(id map[string]any) { id[claim] = value })
	}
	at := func(d time.Duration) int64 { return time.Now().Add(d).Unix() }
	for name, test := range map[string]struct {
		misbehave func(*provider)
		cause     string // in the log
	}{
		"wrong nonce":            {set("nonce", "another"), "nonce"},
		"no nonce":               {bend(func(id map[string]any) { delete(id, "nonce") }), "nonce"},
		"wrong audience":         {set("aud", "somebody-else"), "audience"},
		"several audiences":      {bend(func(id map[string]any) { id["aud"] = []string{clientID, "x"}; delete(id, "azp") }), "another client"},
		"another party":          {set("azp", "somebody-else"), "another client"},
		"wrong issuer":           {set("iss", "https://evil.example"), "different provider"},
		"expired token":          {set("exp", at(-2*time.Minute)), "expired"},
		"old token":              {set("iat", at(-time.Hour)), "not issued during"},
		"token of tomorrow":      {set("iat", at(24*time.Hour)), "not issued during"},
		"not valid yet":          {set("nbf", at(time.Hour)), "not before"},
		"nobody":                 {set("sub", ""), "nobody"},
		"another access token":   {set("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"), "access token"},
		"another key":            {func(p *provider) { p.forge = signed(jose.RS256, other) }, "signature"},
		"signed by the secret":   {func(p *provider) { p.forge = signed(jose.HS256, []byte(clientSecret)) }, "algorithm"},
		"signed by the key":      {func(p *provider) { p.forge = signed(jose.HS256, p.key.N.Bytes()) }, "algorithm"},
		"an unexpected method":   {func(p *provider) { p.forge = signed(jose.PS512, p.key.PrivateKey) }, "algorithm"},
		"signed by nobody":       {func(p *provider) { p.forge = unsigned }, "algorithm"},
		"no ID token":            {func(p *provider) { p.forge = func([]byte) (string, error) { return "", nil } }, "malformed"},
		"userinfo of another":    {func(p *provider) { p.stray = func(info map[string]any) { info["sub"] = "bo" } }, "somebody else"},
		"the token is refused":   {failing("/oauth/token", http.StatusBadRequest, `{"error":"invalid_grant"}`), "invalid_grant"},
		"the token leads away":   {failing("/oauth/token", http.StatusTemporaryRedirect, ""), "not exchanged"},
		"no end of the answer":   {failing("/oauth/token", http.StatusOK, strings.Repeat(" ", mostAnswer+1)), "not exchanged"},
		"no end of the groups":   {failing("/userinfo", http.StatusOK, `{"sub":"anna","groups":["`+strings.Repeat("a", mostAnswer)+`"]}`), "userinfo"},
		"the userinfo is a mess": {failing("/userinfo", http.StatusOK, `<html>`), "userinfo"},
	} {
		t.Run(name, func(t *testing.T) {
			b := w.browser()
			address := b.away("/logga-in/polis")
			p.behave(test.misbehave)
			defer p.behave(nil)
			said := len(w.log.String())
			a := b.back(p.consent(t, address, "anna"))
			if a.StatusCode != http.StatusForbidden && a.StatusCode != http.StatusServiceUnavailable || b.is() != "" {
				t.Errorf("%d, signed in: %q", a.StatusCode, b.is())
			}
			if !strings.Contains(w.log.String()[said:], test.cause) {
				t.Errorf("the log does not say why: %s", w.log.String()[said:])
			}
		})
	}
	if b := w.browser(); b.through(p, "anna").StatusCode != http.StatusSeeOther || b.is() == "" {
		t.Error("and now it works for nobody")
	}
}

func unsigned(claims []byte) (string, error) {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"none"}`)) + "." + encode(claims) + ".", nil
}

// failing answers at one address of the provider with something else.
func failing(path string, status int, body string) func(*provider) {
	return func(p *provider) {
		p.fails = func(w http.ResponseWriter, asked string) bool {
			if asked != path {
				return false
			}
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Location", "https://evil.example/")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
			return true
		}
	}
}

// TestOpenIDAnswersAreOfOneSignIn changes and repeats what the browser brings back.
func TestOpenIDAnswersAreOfOneSignIn(t *testing.T) {
	p := startProvider(t, answerURL)
	w := onSQLite(t, p.with(nil))
	refused := func(a answer, b *browser) {
		t.Helper()
		a.wants(t, http.StatusForbidden)
		if b.is() != "" {
			t.Error("somebody is signed in")
		}
	}
	change := func(u *url.URL, name, value string) *url.URL {
		q := u.Query()
		q.Set(name, value)
		return &url.URL{Path: u.Path, RawQuery: q.Encode()}
	}

	b := w.browser()
	answered := p.consent(t, b.away("/logga-in/polis"), "anna")
	refused(b.back(change(answered, "state", "another")), b)
	refused(b.back(answered), b) // the state is spent by the attempt

	// A code that was used once, in a sign-in of its own.
	victim := w.browser()
	used := p.consent(t, victim.away("/logga-in/polis"), "anna")
	victim.back(used).wants(t, http.StatusSeeOther)
	refused(w.browser().back(used), w.browser())
	thief := w.browser()
	fresh, err := url.Parse(thief.away("/logga-in/polis"))
	if err != nil {
		t.Fatal(err)
	}
	refused(thief.back(change(used, "state", fresh.Query().Get("state"))), thief)

	// A code that was not used yet, in another browser's sign-in: PKCE and the nonce
	// keep it out.
	unused := p.consent(t, w.browser().away("/logga-in/polis"), "anna")
	fresh, err = url.Parse(thief.away("/logga-in/polis"))
	if err != nil {
		t.Fatal(err)
	}
	refused(thief.back(change(unused, "state", fresh.Query().Get("state"))), thief)

	// An answer that is not awaited, too late, of another issuer, or an error.
	refused(w.browser().get("/logga-in/polis/svar?code=x&state="), w.browser())
	refused(w.browser().get("/logga-in/polis/svar"), w.browser())
	b = w.browser()
	answered = p.consent(t, b.away("/logga-in/polis"), "anna")
	w.pass(longestFlow + time.Second)
	refused(b.back(answered), b)
	b = w.browser()
	answered = p.consent(t, b.away("/logga-in/polis"), "anna")
	refused(b.back(change(answered, "iss", "https://evil.example")), b)
	b = w.browser()
	answered = p.consent(t, b.away("/logga-in/polis?till=/planera/"), "anna")
	a := b.back(change(answered, "error", "access_denied"))
	refused(a, b)
	a.wants(t, http.StatusForbidden, "blev inte klar", `name="till" value="/planera/"`)
}

func TestProviderThatIsDown(t *testing.T) {
	p := startProvider(t, answerURL)
	p.behave(failing("/.well-known/openid-configuration", http.StatusBadGateway, ""))
	w := onSQLite(t, p.with(nil))
	b := w.browser()
	b.get("/logga-in/polis").wants(t, http.StatusServiceUnavailable, "svarar inte just nu", "Svarar inte just nu. Du kan försöka ändå")
	b.get("/logga-in").wants(t, http.StatusOK, "Svarar inte just nu. Du kan försöka ändå")
	p.behave(nil)
	b.through(p, "anna").wants(t, http.StatusSeeOther)
	if page := w.browser().get("/logga-in"); strings.Contains(page.body, "Svarar inte") {
		t.Error("the trouble is not over")
	}
	// What it says of itself is kept where it falls silent later.
	w.pass(askedAgain)
	p.behave(failing("/.well-known/openid-configuration", http.StatusBadGateway, ""))
	w.browser().get("/logga-in/polis").wants(t, http.StatusSeeOther)
}

func TestProviderThatSaysWrongThings(t *testing.T) {
	p := startProvider(t, answerURL)
	for name, changes := range map[string]map[string]any{
		"another issuer":    {"issuer": "https://evil.example"},
		"codes in clear":    {"token_endpoint": "http://login.example/token"}, //nolint:gosec // an address, no secret
		"keys in clear":     {"jwks_uri": "http://login.example/keys"},
		"no authorization":  {"authorization_endpoint": ""},
		"userinfo in clear": {"userinfo_endpoint": "http://login.example/userinfo"},
	} {
		p.behave(func(p *provider) { p.changes = changes })
		w := onSQLite(t, p.with(nil))
		if a := w.browser().get("/logga-in/polis"); a.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("%s: %d to %s", name, a.StatusCode, a.location())
		}
	}
	p.behave(func(p *provider) { p.changes = map[string]any{"authorization_response_iss_parameter_supported": true} })
	w := onSQLite(t, p.with(nil))
	b := w.browser()
	b.through(p, "anna").wants(t, http.StatusForbidden)
	answered := p.consent(t, b.away("/logga-in/polis"), "anna")
	answered.RawQuery += "&iss=" + url.QueryEscape(p.issuer)
	b.back(answered).wants(t, http.StatusSeeOther)
}

func TestProvidersAreChecked(t *testing.T) {
	good := Provider{ID: "polis", Name: "Polisen", Issuer: "https://login.example", ClientID: "a", Secret: canary, GroupsClaim: "groups", VerifiedClaim: "email_verified"}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for _, issuer := range []string{"", "login.example", "http://login.example", "ftp://login.example", "https://", "https://login.example?x=1", "https://a:b@login.example", "http://192.0.2.1"} {
		if CheckIssuer(issuer) == nil {
			t.Errorf("%q is taken", issuer)
		}
	}
	for _, issuer := range []string{"https://login.example/realms/a", "http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000"} {
		if err := CheckIssuer(issuer); err != nil {
			t.Error(err)
		}
	}
	without := good
	without.Secret = ""
	if without.Check() == nil {
		t.Error("a client without a secret is taken")
	}
	w := onSQLite(t)
	if _, err := New(Config{Accounts: w.people, Clock: w.clock, Providers: []Provider{good}}); err == nil {
		t.Error("a provider has nowhere to send people back to")
	}
}

func TestClaims(t *testing.T) {
	said := saidClaims{
		"email": []byte(`"a@b.example"`), "email_verified": []byte(`"true"`), "one": []byte(`"g"`), "many": []byte(`["g","h"]`),
		"realm": []byte(`{"access":{"roles":["r"]}}`), "https://x.example/groups": []byte(`["u"]`), "number": []byte(`7`),
	}
	said["one_more"], said["no"], said["list"] = []byte(`1`), []byte(`"false"`), []byte(`[true]`)
	if !said.truth("email_verified") || !said.truth("one_more") || said.truth("email") || said.truth("nothing") || said.truth("no") || said.truth("list") {
		t.Error("truth")
	}
	for path, want := range map[string]string{"one": "g", "many": "g,h", "realm.access.roles": "r", "https://x.example/groups": "u",
		"number": "", "nothing": "", "realm.nothing": "", "many.x": "", "": ""} {
		if got := strings.Join(said.list(path), ","); got != want {
			t.Errorf("%s: %q", path, got)
		}
	}
}
