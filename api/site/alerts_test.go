//go:build unix

package site

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"poliskontor/alerts"
)

// alertWorld is a site that sends e-mail, and what it would send.
type alertWorld struct {
	*world
	vault *alerts.Vault
	sent  chan alerts.Letter
}

func newAlertWorld(t *testing.T) *alertWorld {
	t.Helper()
	vault, err := alerts.NewVault(bytes.Repeat([]byte{5}, alerts.SecretBytes))
	if err != nil {
		t.Fatal(err)
	}
	w := &alertWorld{vault: vault, sent: make(chan alerts.Letter, 1)}
	w.world = newWorld(t)
	w.config.Alerts = alerts.NewService(w.store.Subscriptions(), w.store, vault, func() time.Time { return w.now })
	w.restart()
	return w
}

// send posts a form, as a browser does from a page of this site.
func (w *world) send(path string, fields url.Values, headers ...string) answer {
	w.t.Helper()
	request := httptest.NewRequestWithContext(w.ctx, http.MethodPost, path, strings.NewReader(fields.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	return w.do(request)
}

// Open and Send make the world a mail server's connection.
func (w *alertWorld) Open(context.Context) (alerts.Session, error) { return w, nil }

func (w *alertWorld) Send(l alerts.Letter) error {
	w.sent <- l
	return nil
}

func (*alertWorld) Close() {}

var linkToConfirm = regexp.MustCompile(publicURL + `(\S*` + alerts.ConfirmPath + `\?\S+)`)

// mailed is the address in the next mail, where its reader confirms.
func (w *alertWorld) mailed() string {
	w.t.Helper()
	sender, err := alerts.NewSender(alerts.SenderConfig{Store: w.store.Subscriptions(), Schedule: w.store, Vault: w.vault, Transport: w,
		Clock: func() time.Time { return w.now }, PublicURL: publicURL, Log: w.config.Log})
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := sender.Send(w.ctx); err != nil {
		w.t.Fatal(err)
	}
	select {
	case letter := <-w.sent:
		found := linkToConfirm.FindStringSubmatch(letter.Text)
		if found == nil {
			w.t.Fatalf("no link in %s", letter.Text)
		}
		return found[1]
	default:
		w.t.Fatal("no mail is sent")
	}
	return ""
}

// follow posts a form and goes where its answer leads.
func (w *alertWorld) follow(path string, fields url.Values) string {
	w.t.Helper()
	a := w.send(path, fields)
	if a.StatusCode != http.StatusSeeOther || a.Header.Get("Cache-Control") != "no-store" {
		w.t.Fatalf("POST %s: status %d, %s\n%s", path, a.StatusCode, a.Header.Get("Cache-Control"), a.body)
	}
	return a.Header.Get("Location")
}

func TestAlertsFromThePagesOn(t *testing.T) {
	for _, language := range []string{"", "/en"} {
		t.Run("in"+language, func(t *testing.T) {
			w := newAlertWorld(t)
			for _, path := range []string{"/orter/" + w.locality(0), "/prenumerera?ort=" + w.locality(0)} {
				wantParts(t, w.page(language+path), `action="`+language+`/prenumerera/epost"`, `name="ort" value="`+w.locality(0)+`"`)
			}
			wantParts(t, w.page(language+"/prenumerera"), `href="`+language+`/prenumerera/epost"`)

			sent := w.follow(language+"/prenumerera/epost", url.Values{"adress": {"anna@example.se"}, "ort": {w.locality(0)}})
			w.page(sent)
			link := w.mailed()
			page := w.get(link)
			if page.StatusCode != http.StatusOK || page.Header.Get("Cache-Control") != "no-store" || !strings.Contains(page.body, `content="noindex"`) {
				t.Errorf("the page to confirm: %d %v", page.StatusCode, page.Header)
			}
			w.page(link) // looking confirms nothing
			u, err := url.Parse(link)
			if err != nil || !strings.HasPrefix(u.Path, language+"/prenumerera/") {
				t.Fatal(link, err)
			}
			mine := w.follow(u.Path, url.Values{"kod": u.Query()["kod"]})
			wantParts(t, w.page(mine), "a…@example.se", `value="`+w.locality(0)+`" checked`)
			if again := w.send(u.Path, url.Values{"kod": u.Query()["kod"]}); again.StatusCode != http.StatusNotFound {
				t.Errorf("confirmed twice: %d", again.StatusCode)
			}

			own := url.Values{"kod": {kod(t, mine)}}
			none := w.send(language+"/prenumerera/epost/mina", own)
			if none.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("no place: %d", none.StatusCode)
			}
			own["ort"], own["sprak"] = []string{w.locality(1), w.locality(2)}, []string{"en"}
			wantParts(t, w.page(w.follow(language+"/prenumerera/epost/mina", own)), `value="`+w.locality(2)+`" checked`, `value="en" checked`)

			// As a mail program does it: without a page, without a cookie, from another site.
			leave := language + "/prenumerera/epost/avsluta?" + url.Values{"kod": own["kod"]}.Encode()
			w.page(leave)
			for range 2 {
				left := w.send(leave, url.Values{"List-Unsubscribe": {"One-Click"}}, "Sec-Fetch-Site", "cross-site", "Origin", "https://mail.example")
				if left.StatusCode != http.StatusOK {
					t.Errorf("leaving: %d", left.StatusCode)
				}
			}
			if gone := w.get(mine); gone.StatusCode != http.StatusNotFound {
				t.Errorf("after leaving: %d", gone.StatusCode)
			}
		})
	}
}

func kod(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("kod")
}

func wantParts(t *testing.T, page string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(page, part) {
			t.Errorf("%s is missing", part)
		}
	}
}

// hostile is what somebody may send as anything.
var hostile = []string{"", "<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "../../etc/passwd", "%00", "a\r\nSet-Cookie: x=1",
	strings.Repeat("å", 3000), "{{.}}", "javascript:alert(1)", "\u202eevil", strings.Repeat("ahus,", 2000)}

func TestHostileInputToAlerts(t *testing.T) {
	w := newAlertWorld(t)
	for _, language := range []string{"", "/en"} {
		for _, value := range hostile {
			for _, path := range []string{"/prenumerera/epost", "/prenumerera/epost/bekrafta", "/prenumerera/epost/mina", "/prenumerera/epost/avsluta"} {
				for _, a := range []answer{
					w.send(language+path, url.Values{"adress": {value}, "ort": {value, value}, "kod": {value}, "sprak": {value}}),
					w.get(language + path + "?" + url.Values{"kod": {value}, "ort": {value}, "kommun": {value}}.Encode()),
				} {
					if a.StatusCode >= 500 || a.StatusCode == http.StatusSeeOther || a.Header.Get("Set-Cookie") != "" {
						t.Errorf("%s with %.40q: %d", path, value, a.StatusCode)
					}
					if strings.Contains(a.body, "<script>alert") || strings.Contains(a.body, "<img src=x") {
						t.Errorf("%s with %.40q: it stands in the page", path, value)
					}
				}
			}
		}
		for name, c := range map[string]struct {
			body, contentType, site string
			status                  int
		}{
			"no form":        {`{"adress": "a@b.se"}`, "application/json", "same-origin", http.StatusUnsupportedMediaType},
			"not UTF-8":      {"adress=%ff%fe", "application/x-www-form-urlencoded", "same-origin", http.StatusBadRequest},
			"not encoded":    {"adress=%zz", "application/x-www-form-urlencoded", "same-origin", http.StatusBadRequest},
			"megabytes":      {"adress=" + strings.Repeat("a", 2<<20), "application/x-www-form-urlencoded", "same-origin", http.StatusRequestEntityTooLarge},
			"another site's": {"adress=a%40b.se", "application/x-www-form-urlencoded", "cross-site", http.StatusForbidden},
		} {
			request := httptest.NewRequestWithContext(w.ctx, http.MethodPost, language+"/prenumerera/epost", strings.NewReader(c.body))
			request.Header.Set("Content-Type", c.contentType)
			request.Header.Set("Sec-Fetch-Site", c.site)
			a := w.do(request)
			if a.StatusCode != c.status || !strings.Contains(a.body, "<h1>") {
				t.Errorf("%s: %d", name, a.StatusCode)
			}
		}
	}
}

func TestWithoutMailNobodyIsToldOfIt(t *testing.T) {
	w := newWorld(t)
	w.refresh()
	for _, path := range []string{"/prenumerera", "/prenumerera?ort=" + w.locality(0), "/orter/" + w.locality(0)} {
		if strings.Contains(w.page(path), "epost") {
			t.Errorf("%s speaks of e-mail", path)
		}
	}
	for _, path := range []string{"", "/skickat", "/bekrafta", "/mina", "/avsluta"} {
		if a := w.get("/prenumerera/epost" + path); a.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
	}
	for _, path := range []string{"", "/bekrafta", "/mina", "/avsluta"} {
		if a := w.send("/prenumerera/epost"+path, url.Values{}); a.StatusCode != http.StatusNotFound {
			t.Errorf("POST %s: %d", path, a.StatusCode)
		}
	}
}
