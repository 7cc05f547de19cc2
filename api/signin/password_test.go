//go:build unix

package signin

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

func TestPassword(t *testing.T) {
	w := onSQLite(t)
	anna := w.anna()
	b := w.browser()
	b.get("/logga-in?till=/planera/").wants(t, http.StatusOK, `name="till" value="/planera/"`, `method="post"`, `action="/logga-in"`)
	if b.cookie != "" {
		t.Error("the page sets a cookie")
	}
	a := b.post("/logga-in", []string{"email", "ANNA@polisen.example ", "password", password, "till", "/planera/?vecka=42"})
	if a.wants(t, http.StatusSeeOther).location() != "/planera/?vecka=42" || b.is() != anna.ID {
		t.Errorf("it leads to %q", a.location())
	}
	page := b.get("/logga-in").wants(t, http.StatusOK, "Du är inloggad som Anna Andersson (anna@polisen.example).", `action="/logga-ut"`)
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Content-Language": "sv",
	} {
		if got := page.Header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if policy := page.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") {
		t.Errorf("policy: %q", policy)
	}
	b.get("/en/logga-in").wants(t, http.StatusOK, "You are signed in as Anna Andersson", `action="/en/logga-ut"`)
	if n := w.audited(scheduling.AuditSignIn); n != 2 { // the first with the invitation
		t.Errorf("%d sign-ins in the audit log", n)
	}
}

// TestWrongPassword sees that unknown accounts and wrong passwords get one answer.
func TestWrongPassword(t *testing.T) {
	w := onSQLite(t)
	w.anna()
	known := w.browser().post("/logga-in", []string{"email", "anna@polisen.example", "password", canary + "-fel", "till", "/planera/"}).
		wants(t, http.StatusForbidden, "E-postadressen eller lösenordet stämmer inte.", `value="anna@polisen.example"`, "<title>Fel: Logga in",
			`name="till" value="/planera/"`, "autofocus")
	unknown := w.browser().post("/logga-in", []string{"email", "nils@polisen.example", "password", canary + "-fel", "till", "/planera/"}).
		wants(t, http.StatusForbidden)
	if strings.ReplaceAll(known.body, "anna@", "nils@") != unknown.body {
		t.Error("the answers differ")
	}
	if strings.Contains(known.body, canary) {
		t.Error("the password is sent back")
	}
	w.browser().post("/en/logga-in", []string{"email", `"><script>`, "password", canary}).
		wants(t, http.StatusForbidden, "The e-mail address or the password is wrong.", "&#34;&gt;&lt;script&gt;")
	if n := w.audited(scheduling.AuditSignInRefused); n != 3 {
		t.Errorf("%d refusals in the audit log", n)
	}
}

func TestForms(t *testing.T) {
	w := onSQLite(t)
	b := w.browser()
	b.post("/logga-in", []string{"email", "", "password", ""}).
		wants(t, http.StatusUnprocessableEntity, `<a href="#email">Skriv din e-postadress.</a>`, `<a href="#password">Skriv ett lösenord.</a>`, `aria-invalid="true"`)
	b.send("POST", "/logga-in?email=anna@polisen.example&password="+canary, "application/x-www-form-urlencoded", nil).
		wants(t, http.StatusUnprocessableEntity, "Skriv din e-postadress.")
	b.send("POST", "/logga-in", "multipart/form-data; boundary=x", strings.NewReader("--x--")).wants(t, http.StatusUnsupportedMediaType)
	b.send("POST", "/logga-in", "", strings.NewReader("email=x")).wants(t, http.StatusUnsupportedMediaType)
	b.send("POST", "/logga-in", "application/x-www-form-urlencoded", strings.NewReader("email=%zz")).wants(t, http.StatusBadRequest)
	b.post("/logga-in", []string{"email", strings.Repeat("a", mostForm)}).wants(t, http.StatusRequestEntityTooLarge)
}

// TestTooManyAttempts slows down by account and by address, and an address cannot be
// forged.
func TestTooManyAttempts(t *testing.T) {
	w := onSQLite(t)
	w.anna()
	b := w.browser()
	attempt := func(email string, headers ...string) answer {
		return b.post("/logga-in", []string{"email", email, "password", canary + "-fel"}, headers...)
	}
	for range 5 {
		attempt("anna@polisen.example").wants(t, http.StatusForbidden)
	}
	late := attempt("anna@polisen.example").wants(t, http.StatusTooManyRequests, "Det har varit för många försök. Vänta")
	if late.Header.Get("Retry-After") == "" {
		t.Error("it does not say when")
	}
	for i := range 40 {
		// From outside the trusted proxies, X-Forwarded-For says nothing.
		status := attempt("nils"+strings.Repeat("x", i)+"@polisen.example", "X-Forwarded-For", "203.0.113."+string(rune('0'+i%10))).StatusCode
		if status == http.StatusTooManyRequests {
			break
		}
		if i == 39 {
			t.Error("a forged address gets around the limit")
		}
	}
	b.from = "10.0.0.1:80" // a trusted proxy, which tells of another reader
	attempt("otto@polisen.example", "X-Forwarded-For", "203.0.113.77").wants(t, http.StatusForbidden)
}

func TestWaits(t *testing.T) {
	w := onSQLite(t)
	swedish := w.room.languages[0]
	for seconds, text := range map[string]string{"1": "Vänta en sekund", "59": "Vänta 59 sekunder", "60": "Vänta en minut", "61": "Vänta 2 minuter"} {
		c := echo.New().NewContext(httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", nil), httptest.NewRecorder())
		found, status, is := said(c, swedish, &scheduling.Error{Kind: scheduling.Later, Params: map[string]string{"seconds": seconds}})
		if !is || status != http.StatusTooManyRequests || !strings.Contains(found[0].Text, text) || c.Response().Header().Get("Retry-After") != seconds {
			t.Errorf("%s: %d %v", seconds, status, found)
		}
	}
	c := echo.New().NewContext(httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", nil), httptest.NewRecorder())
	found, status, is := said(c, swedish, &scheduling.Error{Kind: scheduling.Busy, Code: accounts.CodeSignInBusy, Params: map[string]string{"seconds": "5"}})
	if !is || status != http.StatusServiceUnavailable || !strings.Contains(found[0].Text, "om 5 sekunder") || c.Response().Header().Get("Retry-After") != "5" {
		t.Errorf("busy: %d %v", status, found)
	}
}

func TestInvitation(t *testing.T) {
	w := onSQLite(t)
	account := w.planner("anna@polisen.example")
	code := w.invite(account)
	b := w.browser()
	b.get("/logga-in/inbjudan").wants(t, http.StatusOK, `name="code"`, `autocomplete="new-password"`)
	b.post("/logga-in/inbjudan", []string{"code", "", "password", ""}).wants(t, http.StatusUnprocessableEntity, "Skriv koden från inbjudan.")
	b.post("/logga-in/inbjudan", []string{"code", code, "password", "kort-" + canary[:3]}).
		wants(t, http.StatusUnprocessableEntity, "Lösenordet är för kort. Skriv minst 12 tecken.", `value="`+code+`"`, `href="#password"`)
	b.post("/logga-in/inbjudan", []string{"code", code, "password", "andersson123"}).
		wants(t, http.StatusUnprocessableEntity, "Lösenordet är lätt att gissa.")
	b.post("/en/logga-in/inbjudan", []string{"code", code + "x", "password", password}).
		wants(t, http.StatusForbidden, "The invitation is no longer valid.")
	a := b.post("/logga-in/inbjudan", []string{"code", code, "password", password}).wants(t, http.StatusSeeOther)
	if a.location() != "/logga-in" || b.is() != account.ID {
		t.Errorf("it leads to %q", a.location())
	}
	w.browser().post("/logga-in/inbjudan", []string{"code", code, "password", password + "-igen"}).
		wants(t, http.StatusForbidden, "Inbjudan gäller inte längre.")
	if strings.Contains(w.log.String(), code) {
		t.Error("the invitation is in the log")
	}
}

func TestPublicPagesHaveNoSession(t *testing.T) {
	w := onSQLite(t)
	b := w.enter(w.planner("anna@polisen.example"))
	for _, path := range []string{"/", "/en/", "/om", "/kalender/alla.ics", "/api/v1/public/visits"} {
		a := b.get(path).wants(t, http.StatusOK)
		if len(a.Cookies()) != 0 || strings.Contains(a.Header.Get("Vary"), "Cookie") {
			t.Errorf("%s: %v", path, a.Header)
		}
	}
}
