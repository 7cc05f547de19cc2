package signin

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"poliskontor/scheduling"
)

// CodeCrossSite is of a change that another site may have made a browser ask for.
const CodeCrossSite scheduling.Code = "cross_site"

// Guard refuses changes that another site makes a browser ask for. It is for every
// route that a cookie opens, and for those that sign in.
type Guard struct {
	protection *http.CrossOriginProtection
}

// NewGuard returns a guard that trusts the public address, which may be nil, beside
// the address that a request is sent to.
func NewGuard(publicURL *url.URL) (*Guard, error) {
	protection := http.NewCrossOriginProtection()
	if publicURL != nil {
		if err := protection.AddTrustedOrigin(publicURL.Scheme + "://" + publicURL.Host); err != nil {
			return nil, fmt.Errorf("trust the public address: %w", err)
		}
	}
	return &Guard{protection: protection}, nil
}

// Middleware lets through what only reads, what comes from a page of this server,
// and what bears a key, which no browser adds by itself.
func (g *Guard) Middleware(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := g.Check(c.Request()); err != nil {
			return err
		}
		return next(c)
	}
}

// Check returns an error of kind [scheduling.Forbidden] for what [Guard.Middleware]
// does not let through.
func (g *Guard) Check(r *http.Request) error {
	if g.protection.Check(r) != nil || unsafe(r.Method) && anonymous(r) {
		return &scheduling.Error{Kind: scheduling.Forbidden, Code: CodeCrossSite}
	}
	return nil
}

// FromHere tells whether a request is one that [Guard.Check] lets through.
func (r *Room) FromHere(request *http.Request) bool { return r.guard.Check(request) == nil }

func unsafe(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

// anonymous tells whether a request does not say what page it comes from, and shows
// by no key that no page has sent it. Every browser says so since 2023 at least.
func anonymous(r *http.Request) bool {
	scheme, key, _ := strings.Cut(r.Header.Get(echo.HeaderAuthorization), " ")
	bearer := strings.EqualFold(scheme, "Bearer") && strings.TrimSpace(key) != ""
	return !bearer && r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get(echo.HeaderOrigin) == ""
}
