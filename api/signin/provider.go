package signin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// Provider is the OpenID provider of an authority.
type Provider struct {
	ID        string // its part of the addresses: "polis", "kommun"
	Authority accounts.Authority
	Name      string // on its button
	Issuer    string
	ClientID  string
	Secret    accounts.Secret
	// GroupsClaim is the claim that lists a person's groups: its name, or the names
	// of the objects that it stands in and its own, with dots between.
	GroupsClaim string
	// VerifiedClaim is the claim by which the provider says that it has verified the
	// person's e-mail address; email_verified by the standard.
	VerifiedClaim string
	Scopes        []string // beside openid
	Roles         Mapping
}

// Check returns what is wrong with an issuer or a client.
func (p Provider) Check() error {
	if err := CheckIssuer(p.Issuer); err != nil {
		return fmt.Errorf("sign-in through %s: %w", p.Name, err)
	}
	if p.ID == "" || p.Name == "" || p.ClientID == "" || p.Secret == "" || p.GroupsClaim == "" || p.VerifiedClaim == "" {
		return fmt.Errorf("sign-in through %s lacks a client, its secret or the name of a claim", p.Name)
	}
	return nil
}

// CheckIssuer tells whether an issuer can be one: an address with https, or with
// http on this machine (OpenID Connect Discovery, 3).
func CheckIssuer(issuer string) error {
	u, err := url.Parse(issuer)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil || !confidential(u) {
		return fmt.Errorf("%q is not an issuer such as https://login.example.se", issuer)
	}
	return nil
}

// confidential tells whether what is sent to an address is read by nobody on the way.
func confidential(u *url.URL) bool {
	if u.Scheme == "https" {
		return true
	}
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

const (
	patience    = 10 * time.Second // with one answer of a provider
	mostAnswer  = 1 << 20          // bytes of one answer
	askedAgain  = 24 * time.Hour   // when what a provider says of itself is read anew
	troubleLast = 30 * time.Second // how long after a failure a page alone asks again
)

// authority is a provider that may or may not answer.
type authority struct {
	Provider
	redirect string // where it sends people back to
	client   *http.Client
	now      scheduling.Clock
	log      *slog.Logger

	asking sync.Mutex // one at a time

	mu     sync.Mutex // guards what follows
	known  *described
	failed time.Time // zero when the last try went well
	asked  bool      // in the background
}

// described is a provider with what it says of itself.
type described struct {
	*oidc.Provider
	read  time.Time
	style oauth2.AuthStyle // how it takes the client's secret
	// namesItself tells that its answers hold its issuer (RFC 9207).
	namesItself bool
}

func newAuthority(p Provider, publicURL *url.URL, now scheduling.Clock, log *slog.Logger) *authority {
	a := &authority{Provider: p, now: now, log: log}
	a.redirect = publicURL.Scheme + "://" + publicURL.Host + a.answerPath()
	a.client = &http.Client{
		Timeout:   patience,
		Transport: bounded{http.DefaultTransport},
		// An answer that leads elsewhere would take the client's secret there.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return a
}

// answerPath is where the provider sends people back to.
func (a *authority) answerPath() string { return "/logga-in/" + a.ID + "/svar" }

// describe returns what the provider says of itself, read lately. One that does not
// answer keeps nobody waiting but those who ask for it.
func (a *authority) describe(ctx context.Context) (*described, error) {
	if known := a.current(); known != nil {
		return known, nil
	}
	a.asking.Lock()
	defer a.asking.Unlock()
	if known := a.current(); known != nil {
		return known, nil // somebody else has asked meanwhile
	}
	fresh, err := a.ask(ctx)
	a.mu.Lock()
	defer a.mu.Unlock()
	if err != nil {
		a.failed = a.now()
		a.log.Warn("a provider for sign-in does not answer", "provider", a.ID, "cause", err)
		if a.known != nil {
			return a.known, nil
		}
		return nil, err
	}
	a.known, a.failed = fresh, time.Time{}
	return fresh, nil
}

func (a *authority) current() *described {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.known == nil || a.now().Sub(a.known.read) >= askedAgain {
		return nil
	}
	return a.known
}

func (a *authority) ask(ctx context.Context) (*described, error) {
	provider, err := oidc.NewProvider(oidc.ClientContext(ctx, a.client), a.Issuer)
	if err != nil {
		return nil, err
	}
	var says struct {
		Authorization string `json:"authorization_endpoint"`
		Token         string `json:"token_endpoint"`
		Keys          string `json:"jwks_uri"`
		NamesItself   bool   `json:"authorization_response_iss_parameter_supported"`
		// Without any it is client_secret_basic (OpenID Connect Discovery, 3).
		Methods []string `json:"token_endpoint_auth_methods_supported"`
	}
	if err := provider.Claims(&says); err != nil {
		return nil, err
	}
	addresses := []string{says.Authorization, says.Token, says.Keys}
	if userinfo := provider.UserInfoEndpoint(); userinfo != "" {
		addresses = append(addresses, userinfo)
	}
	for _, address := range addresses {
		if u, err := url.Parse(address); err != nil || u.Host == "" || !confidential(u) {
			return nil, fmt.Errorf("the provider names %q, which is not an address with https", address)
		}
	}
	d := &described{Provider: provider, read: a.now(), style: oauth2.AuthStyleInHeader, namesItself: says.NamesItself}
	if !slices.Contains(says.Methods, "client_secret_basic") && slices.Contains(says.Methods, "client_secret_post") {
		d.style = oauth2.AuthStyleInParams
	}
	return d, nil
}

// troubled tells whether the provider did not answer when it was last asked. It sees
// to it that the provider is asked before somebody needs it, and again after trouble.
func (a *authority) troubled() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if due := a.failed.IsZero() || a.now().Sub(a.failed) >= troubleLast; a.known == nil && due && !a.asked {
		a.asked = true
		go func() {
			_, _ = a.describe(context.Background()) // it keeps what it learns, and logs what goes wrong
			a.mu.Lock()
			defer a.mu.Unlock()
			a.asked = false
		}()
	}
	return a.known == nil && !a.failed.IsZero()
}

// bounded limits how much of an answer is read.
type bounded struct{ http.RoundTripper }

// RoundTrip is as of [http.RoundTripper].
func (b bounded) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := b.RoundTripper.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	response.Body = &boundedBody{ReadCloser: response.Body, left: mostAnswer}
	return response, nil
}

type boundedBody struct {
	io.ReadCloser
	left int
}

var errTooLong = errors.New("the provider's answer is too long")

// Read is as of [io.Reader].
func (b *boundedBody) Read(into []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.ReadCloser.Read(into[:min(len(into), b.left)])
	b.left -= n
	return n, err
}
