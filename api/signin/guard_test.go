//go:build unix

package signin

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

func TestGuard(t *testing.T) {
	address := &url.URL{Scheme: "https", Host: "kontor.example"}
	guard, err := NewGuard(address)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		method  string
		headers string // "name: value" by lines
		passes  bool
	}{
		"reading":                        {"GET", "Origin: https://evil.example\nSec-Fetch-Site: cross-site", true},
		"a page of ours":                 {"POST", "Sec-Fetch-Site: same-origin\nOrigin: https://kontor.example", true},
		"an older browser":               {"POST", "Origin: https://kontor.example", true},
		"behind a proxy":                 {"POST", "Origin: https://kontor.example\nHost: intern:8080", true},
		"typed by a person":              {"POST", "Sec-Fetch-Site: none", true},
		"a machine with a key":           {"POST", "Authorization: Bearer mpk_x", true},
		"another site":                   {"POST", "Sec-Fetch-Site: cross-site\nOrigin: https://evil.example", false},
		"another site, deleting":         {"DELETE", "Sec-Fetch-Site: cross-site\nOrigin: https://evil.example", false},
		"another site, older browser":    {"POST", "Origin: https://evil.example", false},
		"another host of the domain":     {"POST", "Sec-Fetch-Site: same-site\nOrigin: https://www.kontor.example", false},
		"a page without an origin":       {"POST", "Origin: null", false},
		"plain HTTP behind a proxy":      {"POST", "Origin: http://kontor.example\nHost: intern:8080", false},
		"another port":                   {"POST", "Origin: https://kontor.example:8443", false},
		"nothing said":                   {"POST", "", false},
		"nothing said, putting":          {"PUT", "Cookie: " + Cookie + "=x", false},
		"nothing said, with a password":  {"POST", "Authorization: Basic eDp4", false},
		"nothing said, with half a key":  {"POST", "Authorization: Bearer ", false},
		"a key, but from another site":   {"POST", "Authorization: Bearer mpk_x\nSec-Fetch-Site: cross-site", false},
		"a method that nobody has heard": {"FLYTTA", "", false},
	} {
		r := httptest.NewRequestWithContext(t.Context(), test.method, "https://kontor.example/x", nil)
		for line := range strings.Lines(test.headers) {
			key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
			if key == "Host" {
				r.Host = value
			}
			r.Header.Set(key, value)
		}
		if err := guard.Check(r); (err == nil) != test.passes {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEveryChangeIsGuarded walks the room's routes.
func TestEveryChangeIsGuarded(t *testing.T) {
	w := onSQLite(t)
	anna := w.anna()
	seen := 0
	for _, route := range w.handler.(*echo.Echo).Routes() {
		if !strings.Contains(route.Path, "/logga-") && !strings.HasPrefix(route.Path, "/api/v1/me/passkeys/") ||
			route.Method != http.MethodPost {
			continue
		}
		seen++
		for name, headers := range map[string][]string{
			"cross-site":     {"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"},
			"missing origin": {"Sec-Fetch-Site", "", "Origin", ""},
		} {
			b := w.enter(anna)
			before := b.cookie
			b.post(route.Path, []string{"email", anna.Email, "password", password}, headers...).wants(t, http.StatusForbidden)
			b.json(route.Path, map[string]string{}, headers...).wants(t, http.StatusForbidden)
			if b.cookie != before || b.is() != anna.ID {
				t.Errorf("%s to %s did something", name, route.Path)
			}
		}
	}
	if seen != 12 {
		t.Errorf("%d routes change something", seen)
	}
}
