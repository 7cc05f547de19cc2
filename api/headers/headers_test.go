package headers_test

import (
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"poliskontor/api/headers"
)

// addresses has some of every class, with the tricky neighbours of each.
var addresses = map[string]headers.Class{
	"/": headers.Page, "/en": headers.Page, "/en/": headers.Page, "/orter/ahus": headers.Page, "/en/besok/1": headers.Page,
	"/prenumerera": headers.Subscribe, "/en/prenumerera": headers.Subscribe, "/prenumerera/x": headers.Page, "/inbaddningar": headers.Page, "/embed.v1.js/x": headers.Page, "/embed.v2.json": headers.Page, "/planerare": headers.Page, "/logga-inte": headers.Page, "/apis/": headers.Page,
	"/api": headers.Page, "/healthz/": headers.Page, "/kalender": headers.Page, "/robots.txt/x": headers.Page, "/affisch/ahus": headers.Page,
	"/static/x/public.css": headers.Asset, "/favicon.svg": headers.Asset, "/embed.js": headers.Asset, "/embed.v1.js": headers.Asset,
	"/kalender/alla.ics": headers.Data, "/en/kalender/g/ort/ahus.ics": headers.Data, "/kalender/urval.json": headers.Data,
	"/andringar.atom": headers.Data, "/dcat.ttl": headers.Data, "/dcat.jsonld": headers.Data, "/en/andringar.atom": headers.Data, "/robots.txt": headers.Data, "/.well-known/security.txt": headers.Data,
	"/kalender/privat/mpk_x.ics": headers.Private, "/en/kalender/privat/x": headers.Private,
	"/embed.v1.json": headers.Data, "/en/embed.v1.json": headers.Data, "/onskemal": headers.Wish, "/en/onskemal": headers.Wish, "/onskemal/tack": headers.Page, "/inbaddning": headers.Builder, "/en/inbaddning": headers.Builder,
	"/inbaddning/farger.css": headers.Embed, "/inbaddning/lista": headers.Embed, "/en/inbaddning/lista": headers.Embed,
	"/api/v1/public/visits": headers.PublicAPI, "/api/v1/publicity": headers.API, "/api/v1/visits": headers.API, "/api/docs": headers.API,
	"/healthz": headers.API, "/readyz": headers.API,
	"/planera": headers.App, "/planera/": headers.App, "/planera/assets/a.js": headers.App,
	"/logga-in": headers.SignIn, "/en/logga-in/inbjudan": headers.SignIn, "/logga-ut": headers.SignIn,
}

func TestEveryAddressHasItsClass(t *testing.T) {
	for path, want := range addresses {
		if got := headers.Of(path); got != want {
			t.Errorf("%s is of class %q, want %q", path, got, want)
		}
	}
}

// answer is what a handler that sets nothing answers at a path.
func answer(https bool, path string) http.Header {
	e := echo.New()
	e.Use(headers.Middleware(https))
	e.Any("/*", func(c echo.Context) error { return c.NoContent(http.StatusOK) })
	w := httptest.NewRecorder()
	e.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Header()
}

func TestWhatEveryAnswerHas(t *testing.T) {
	for path, class := range addresses {
		header := answer(true, path)
		policy := header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
			t.Errorf("%s: policy %s", path, policy)
		}
		framed := strings.Contains(policy, "frame-ancestors *") && header.Get("X-Frame-Options") == ""
		unframed := strings.Contains(policy, "frame-ancestors 'none'") && header.Get("X-Frame-Options") == "DENY"
		if framed != (class == headers.Embed) || framed == unframed {
			t.Errorf("%s may be framed: %s, %s", path, policy, header.Get("X-Frame-Options"))
		}
		for name, want := range map[string]string{
			"Strict-Transport-Security": "max-age=63072000; includeSubDomains", "X-Content-Type-Options": "nosniff",
			"Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		for _, feature := range []string{"camera=()", "microphone=()", "payment=()"} {
			if !strings.Contains(header.Get("Permissions-Policy"), feature) {
				t.Errorf("%s: %s", path, header.Get("Permissions-Policy"))
			}
		}
	}
}

// TestWhatOtherSitesMayFetch sees that leave to fetch is given to public things only,
// and never together with cookies.
func TestWhatOtherSitesMayFetch(t *testing.T) {
	public := map[headers.Class]bool{headers.Asset: true, headers.Data: true, headers.PublicAPI: true, headers.Embed: true}
	for path, class := range addresses {
		header := answer(false, path)
		want := "same-origin"
		if public[class] {
			want = "cross-origin"
		}
		if got := header.Get("Cross-Origin-Resource-Policy"); got != want {
			t.Errorf("%s: %s", path, got)
		}
		if readable := header.Get("Access-Control-Allow-Origin") == "*"; readable != (class == headers.Data || class == headers.PublicAPI) {
			t.Errorf("%s: other sites read it: %t", path, readable)
		}
		if header.Get("Access-Control-Allow-Credentials") != "" || header.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: %v", path, header)
		}
		stored := map[headers.Class]bool{headers.API: true, headers.PublicAPI: true, headers.App: true, headers.SignIn: true, headers.Private: true, headers.Wish: true}
		if got := header.Get("Cache-Control") == "no-store"; got != stored[class] {
			t.Errorf("%s: Cache-Control %q", path, header.Get("Cache-Control"))
		}
	}
}

// TestAnswersShareNothingTheyChange sees that what one answer does with its headers is not
// seen in the next.
func TestAnswersShareNothingTheyChange(t *testing.T) {
	for _, path := range addresses {
		first, untouched := http.Header{}, http.Header{}
		path.Apply(untouched)
		want := untouched.Clone()
		path.Apply(first)
		for name := range want {
			first.Add(name, "added")
			first.Set(name, "changed")
			first.Del(name)
		}
		next := http.Header{}
		path.Apply(next)
		if !reflect.DeepEqual(next, want) || !reflect.DeepEqual(untouched, want) {
			t.Errorf("%s: %v became %v", path, want, next)
		}
	}
}
