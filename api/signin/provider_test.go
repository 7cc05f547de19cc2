//go:build unix

package signin

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/example/server/exampleop"
	opstorage "github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"poliskontor/accounts"
	"poliskontor/api"
)

const clientID, clientSecret = "poliskontor", canary + "-of-the-client-in-32-bytes"

// provider is a real OpenID provider, with people, that can be told to misbehave.
type provider struct {
	issuer string
	people map[string]*opstorage.User         // by ID
	groups map[string][]string                // by ID
	bendOf map[string]func(id map[string]any) // by ID, whatever else is bent
	key    signer

	mutex   sync.Mutex
	bend    func(id map[string]any)                       // changes the claims of ID tokens
	forge   func(claims []byte) (string, error)           // signs them otherwise
	stray   func(userinfo map[string]any)                 // changes the userinfo
	fails   func(w http.ResponseWriter, path string) bool // answers instead
	changes map[string]any                                // what is announced otherwise
}

// signer is an RSA key as the library wants it.
type signer struct{ *rsa.PrivateKey }

func (signer) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (signer) Algorithm() jose.SignatureAlgorithm          { return jose.RS256 }
func (signer) ID() string                                  { return "key" }
func (signer) Use() string                                 { return "sig" }
func (s signer) Key() any                                  { return s.PrivateKey }

type publicKey struct{ signer }

func (p publicKey) Key() any { return &p.PublicKey }

// opStorage is the example's with a key that the test has too, and with groups.
type opStorage struct {
	*opstorage.Storage
	p *provider
}

func (s opStorage) SigningKey(context.Context) (op.SigningKey, error) { return s.p.key, nil }
func (s opStorage) KeySet(context.Context) ([]op.Key, error) {
	return []op.Key{publicKey{s.p.key}}, nil
}

func (s opStorage) SetUserinfoFromToken(ctx context.Context, info *oidc.UserInfo, tokenID, subject, origin string) error {
	if err := s.Storage.SetUserinfoFromToken(ctx, info, tokenID, subject, origin); err != nil {
		return err
	}
	info.AppendClaims("groups", s.p.groups[subject])
	return nil
}

// GetUserByID is as of [opstorage.UserStore].
func (p *provider) GetUserByID(id string) *opstorage.User { return p.people[id] }

// GetUserByUsername is as of [opstorage.UserStore].
func (p *provider) GetUserByUsername(name string) *opstorage.User {
	for _, user := range p.people {
		if user.Username == name {
			return user
		}
	}
	return nil
}

// ExampleClientID is as of [opstorage.UserStore].
func (p *provider) ExampleClientID() string { return opstorage.ServiceUserID }

// startProvider starts a provider that knows a client at an address.
func startProvider(t *testing.T, redirects ...string) *provider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{issuer: "http://" + listener.Addr().String(), key: signer{key}, people: map[string]*opstorage.User{},
		bendOf: map[string]func(map[string]any){},
		groups: map[string][]string{"anna": {"planners", "other"}, "bo": {"other"}, "cia": {"planners"}}}
	for _, id := range []string{"anna", "bo", "cia"} {
		p.people[id] = &opstorage.User{ID: id, Username: id, Password: password, FirstName: strings.ToUpper(id[:1]) + id[1:],
			LastName: "Polis", Email: id + "@polisen.example", EmailVerified: id != "cia"}
	}
	storage := opStorage{opstorage.NewStorageWithClients(p, map[string]*opstorage.Client{
		clientID: opstorage.WebClient(clientID, clientSecret, redirects...)}), p}
	inner := exampleop.SetupServer(p.issuer, storage, slog.New(slog.DiscardHandler), false)
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: p.misbehaving(inner), ReadHeaderTimeout: time.Minute}}
	server.Start()
	t.Cleanup(server.Close)
	return p
}

// behave takes back every misbehaviour, then makes one.
func (p *provider) behave(change func(*provider)) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.bend, p.forge, p.stray, p.fails, p.changes = nil, nil, nil, nil, nil
	if change != nil {
		change(p)
	}
}

// misbehaving changes the provider's answers as the test tells it to.
func (p *provider) misbehaving(inner http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		if p.fails != nil && p.fails(w, r.URL.Path) {
			return
		}
		path := r.URL.Path
		if path != "/oauth/token" && path != "/userinfo" && !strings.HasPrefix(path, "/.well-known/") {
			inner.ServeHTTP(w, r)
			return
		}
		recorder := httptest.NewRecorder()
		inner.ServeHTTP(recorder, r)
		var body map[string]any
		if recorder.Code == http.StatusOK && json.Unmarshal(recorder.Body.Bytes(), &body) == nil {
			p.alter(path, body)
			encoded, err := json.Marshal(body)
			if err != nil {
				panic(err)
			}
			recorder.Body.Reset()
			recorder.Body.Write(encoded)
		}
		for name, values := range recorder.Header() {
			if name != "Content-Length" {
				w.Header()[name] = values
			}
		}
		w.WriteHeader(recorder.Code)
		_, _ = w.Write(recorder.Body.Bytes())
	})
}

func (p *provider) alter(path string, body map[string]any) {
	switch {
	case path == "/userinfo" && p.stray != nil:
		p.stray(body)
	case strings.HasPrefix(path, "/.well-known/"):
		for name, value := range p.changes {
			body[name] = value
		}
	case path == "/oauth/token":
		token, err := jose.ParseSigned(body["id_token"].(string), []jose.SignatureAlgorithm{jose.RS256})
		if err != nil {
			panic(err)
		}
		var claims map[string]any
		if err := json.Unmarshal(token.UnsafePayloadWithoutVerification(), &claims); err != nil {
			panic(err)
		}
		subject, _ := claims["sub"].(string)
		for _, bend := range []func(map[string]any){p.bend, p.bendOf[subject]} {
			if bend != nil {
				bend(claims)
			}
		}
		encoded, err := json.Marshal(claims)
		if err != nil {
			panic(err)
		}
		sign := p.forge
		if sign == nil {
			sign = signed(jose.RS256, p.key.PrivateKey)
		}
		if body["id_token"], err = sign(encoded); err != nil {
			panic(err)
		}
	}
}

// signed signs claims with a key under the provider's key ID.
func signed(algorithm jose.SignatureAlgorithm, key any) func([]byte) (string, error) {
	return func(claims []byte) (string, error) {
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: key, KeyID: "key"}}, nil)
		if err != nil {
			return "", err
		}
		token, err := signer.Sign(claims)
		if err != nil {
			return "", err
		}
		return token.CompactSerialize()
	}
}

// config is the room's view of the provider.
func (p *provider) config() Provider {
	return Provider{ID: "polis", Authority: accounts.Police, Name: "Logga in med Polisens konto", Issuer: p.issuer, ClientID: clientID,
		Secret: clientSecret, GroupsClaim: "groups", VerifiedClaim: "email_verified", Scopes: []string{"profile", "email"}}
}

// with adds the provider to a world, whose seeds' district its planners plan.
func (p *provider) with(district *string) change {
	return func(c *Config, _ *api.Config) {
		one := p.config()
		one.Roles = Mapping{{Group: "planners", Role: accounts.Planner, District: EveryDistrict}}
		if district != nil {
			one.Roles[0].District = *district
		}
		c.Providers = []Provider{one}
	}
}

var requestID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// consent signs somebody in at the provider, and returns where that sends them.
func (p *provider) consent(t *testing.T, address, person string) *url.URL {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if !strings.HasPrefix(r.URL.String(), p.issuer) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	do := func(method, address string, form url.Values) *http.Response {
		request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		if form != nil {
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		response, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		return response
	}
	form := do(http.MethodGet, address, nil)
	page, err := io.ReadAll(form.Body)
	if err != nil {
		t.Fatal(err)
	}
	form.Body.Close()
	id := requestID.FindSubmatch(page)
	if id == nil {
		t.Fatalf("no form at %s: %s", address, page)
	}
	back := do(http.MethodPost, p.issuer+"/login/username", url.Values{"id": {string(id[1])}, "username": {person}, "password": {password}})
	back.Body.Close()
	location, err := back.Location()
	if err != nil {
		t.Fatalf("the provider does not send back: %d, %v", back.StatusCode, err)
	}
	return location
}
