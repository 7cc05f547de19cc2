//go:build unix

package signin

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

func TestSessionsEnd(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		account := w.planner("anna@polisen.example")

		b := w.enter(account)
		w.pass(idle - time.Second)
		if b.is() != account.ID {
			t.Error("the session ended early")
		}
		w.pass(idle - time.Second)
		if b.is() != account.ID {
			t.Error("using the session does not keep it")
		}
		w.pass(idle)
		if b.is() != "" {
			t.Error("the session outlives its idle time")
		}

		b = w.enter(account)
		const step = 7 * time.Hour // less than idle; so many make up the longest time
		for range longest/step - 1 {
			if w.pass(step); b.is() == "" {
				t.Fatal("the session ended early")
			}
		}
		w.pass(step)
		if b.is() != "" {
			t.Error("the session is used for ever")
		}
	})
}

func TestSessionsAreKept(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		account := w.planner("anna@polisen.example")
		b := w.enter(account)
		list := func() []accounts.Session {
			sessions, err := w.people.Store().Sessions(t.Context(), account.ID)
			if err != nil {
				t.Fatal(err)
			}
			return sessions
		}
		first := list()
		if len(first) != 1 || first[0].From != "192.0.2.1" || !first[0].Created.Equal(w.clock()) {
			t.Fatalf("stored: %+v", first)
		}
		if strings.Contains(first[0].Hash+string(first[0].Data), b.cookie) {
			t.Error("the cookie's value is stored")
		}
		began := w.clock()
		w.pass(seenEach - time.Second)
		b.is()
		if got := list()[0].Seen; !got.Equal(began) {
			t.Errorf("written within the minute: %v", got)
		}
		w.pass(time.Second)
		b.is()
		if got := list()[0]; !got.Seen.Equal(w.clock()) || got.ID != first[0].ID || !got.Created.Equal(began) {
			t.Errorf("after a minute: %+v", got)
		}
		if err := w.people.Store().RemoveSessions(t.Context(), account.ID); err != nil {
			t.Fatal(err)
		}
		if b.is() != "" || len(list()) != 0 {
			t.Error("an ended session goes on")
		}
	})
}

// TestEndedSessionsStayEnded sees that a request that began before does not bring the
// session back.
func TestEndedSessionsStayEnded(t *testing.T) {
	w := onSQLite(t)
	account := w.planner("anna@polisen.example")
	b := w.enter(account)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, publicURL, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Cookie", Cookie+"="+b.cookie)
	ctx, err := w.room.load(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.people.Store().RemoveSessions(t.Context(), account.ID); err != nil {
		t.Fatal(err)
	}
	w.room.sessions.Put(ctx, valueFlow, "something")
	if _, _, err := w.room.sessions.Commit(ctx); err == nil {
		t.Error("the change is stored")
	}
	if b.is() != "" {
		t.Error("the session is back")
	}
}

// TestWhatASessionHoldsIsSpentOnce lets two requests take the same thing at once.
func TestWhatASessionHoldsIsSpentOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		b := w.browser()
		b.json(beginIn, nil).wants(t, http.StatusOK)
		spend := func() func() error {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, publicURL, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Cookie", Cookie+"="+b.cookie)
			ctx, err := w.room.load(request)
			if err != nil {
				t.Fatal(err)
			}
			return func() error {
				_, err := w.room.asked(ctx, httptest.NewRecorder())
				return err
			}
		}
		first, second := spend(), spend()
		if err := first(); err != nil {
			t.Error(err)
		}
		var refused *echo.HTTPError
		if err := second(); !errors.As(err, &refused) || refused.Code != http.StatusConflict {
			t.Errorf("the second gets it too: %v", err)
		}
	})
}

func TestClosedAccountsAreNobody(t *testing.T) {
	w := onSQLite(t)
	account := w.planner("anna@polisen.example")
	b := w.enter(account)
	stored, err := w.people.Store().Get(t.Context(), account.ID)
	if err != nil {
		t.Fatal(err)
	}
	stored.Closed = true
	// By the store alone: the service would end the session too.
	if err := w.people.Store().Update(storagetest.Context(t), stored); err != nil {
		t.Fatal(err)
	}
	if b.is() != "" {
		t.Error("a closed account is let in")
	}
}

// TestSessionOpensTheAPI sees that the API takes a session, and changes for pages of
// this server only.
func TestSessionOpensTheAPI(t *testing.T) {
	w := onSQLite(t)
	b := w.enter(w.planner("anna@polisen.example"))
	b.get("/api/v1/me").wants(t, http.StatusOK, "anna@polisen.example")
	const everywhere = "/api/v1/me/sign-out-everywhere"
	b.json(everywhere, nil, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example").wants(t, http.StatusForbidden, "cross_site")
	b.json(everywhere, nil, "Sec-Fetch-Site", "", "Origin", "").wants(t, http.StatusForbidden, "cross_site")
	b.get("/api/v1/me").wants(t, http.StatusOK)
	b.json(everywhere, nil).wants(t, http.StatusNoContent)
	b.get("/api/v1/me").wants(t, http.StatusUnauthorized)
	b.get("/logga-in").wants(t, http.StatusOK, "E-postadress")
}

func TestStolenCookieAfterSignOut(t *testing.T) {
	w := onSQLite(t)
	account := w.planner("anna@polisen.example")
	b := w.enter(account)
	thief := &browser{w: w, cookie: b.cookie, from: "198.51.100.1:1"}
	if thief.is() != account.ID {
		t.Fatal("there is nothing to steal")
	}
	a := b.post("/logga-ut", nil).wants(t, http.StatusSeeOther)
	if a.location() != "/logga-in?utloggad" || b.cookie != "" {
		t.Errorf("after signing out: %q, cookie %q", a.location(), b.cookie)
	}
	b.get(a.location()).wants(t, http.StatusOK, "Du är utloggad.")
	if thief.is() != "" {
		t.Error("the old cookie opens the session")
	}
	thief.get("/api/v1/me/sessions").wants(t, http.StatusUnauthorized)
	if n := w.audited(scheduling.AuditSignOut); n != 1 {
		t.Errorf("%d sign-outs in the audit log", n)
	}
	b.post("/logga-ut", nil).wants(t, http.StatusSeeOther) // by nobody
	if n := w.audited(scheduling.AuditSignOut); n != 1 {
		t.Errorf("%d sign-outs in the audit log", n)
	}
}

// TestSessionFixation plants a session in a browser before its owner signs in.
func TestSessionFixation(t *testing.T) {
	w := onSQLite(t)
	account := w.anna()
	attacker := w.browser()
	attacker.json("/logga-in/nyckel/begin", nil).wants(t, http.StatusOK)
	if attacker.cookie == "" {
		t.Fatal("there is no session to plant")
	}
	for name, planted := range map[string]string{
		"a session of the attacker's": attacker.cookie,
		"a value of their own":        strings.Repeat("A", 43),
		"nonsense":                    "'; DROP TABLE sessions",
	} {
		victim := &browser{w: w, cookie: planted, from: "192.0.2.9:1"}
		victim.post("/logga-in", []string{"email", account.Email, "password", password}).wants(t, http.StatusSeeOther)
		if victim.is() != account.ID || victim.cookie == planted {
			t.Errorf("%s: the session keeps its value", name)
		}
		if fixed := (&browser{w: w, cookie: planted}); fixed.is() != "" {
			t.Errorf("%s: opens the victim's account", name)
		}
	}
}

// TestOneSessionGivesWayToAnother signs in as somebody else on the same browser.
func TestOneSessionGivesWayToAnother(t *testing.T) {
	w := onSQLite(t)
	anna, bo := w.anna(), w.planner("bo@polisen.example")
	b := w.enter(bo)
	before := b.cookie
	b.post("/logga-in", []string{"email", anna.Email, "password", password}).wants(t, http.StatusSeeOther)
	if b.is() != anna.ID {
		t.Error("somebody else is signed in")
	}
	if (&browser{w: w, cookie: before}).is() != "" {
		t.Error("the first session goes on")
	}
}

// TestSessionsThatLedNowhereAreRemoved begins a sign-in that nobody ends.
func TestSessionsThatLedNowhereAreRemoved(t *testing.T) {
	w := onSQLite(t)
	b := w.browser()
	b.json("/logga-in/nyckel/begin", nil).wants(t, http.StatusOK)
	first := b.cookie
	b.json("/logga-in/nyckel/begin", nil).wants(t, http.StatusOK)
	if b.cookie != first {
		t.Error("each step begins another session")
	}
	w.pass(awaiting)
	b.json("/logga-in/nyckel/begin", nil).wants(t, http.StatusOK)
	if b.cookie == first {
		t.Error("the session goes on")
	}
}

func TestPrintable(t *testing.T) {
	for said, want := range map[string]string{
		"Mozilla/5.0 (X11)":        "Mozilla/5.0 (X11)",
		"a\r\nSet-Cookie: x\x00\t": "aSet-Cookie: x",
		"\u202eevil\ufeff\xff":     "evil",
		strings.Repeat("å", 300):   strings.Repeat("å", longestAgent),
	} {
		if got := printable(said, longestAgent); got != want {
			t.Errorf("%q: %q", said, got)
		}
	}
}
