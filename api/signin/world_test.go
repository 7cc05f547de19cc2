//go:build unix

package signin

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/api"
	"poliskontor/api/site"
	"poliskontor/safelog/logtest"
	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

const (
	publicURL = "https://kontor.example"

	// Every secret of the tests is one of these canaries, or holds one: none may be
	// in a log.
	canary   = "canary-secret"
	password = canary + "-stark-gurka-7"
)

// world is the whole server, on a database of its own.
type world struct {
	t       *testing.T
	handler http.Handler
	store   *storage.Store
	people  *accounts.Service
	room    *Room
	seeds   storagetest.Seeds
	log     *journal

	mutex sync.Mutex
	now   time.Time
}

// journal keeps the log.
type journal struct {
	mutex sync.Mutex
	bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	return j.Buffer.Write(p)
}

func (j *journal) String() string {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	return j.Buffer.String()
}

// ordinary is a calendar without holidays.
type ordinary struct{}

func (ordinary) On(scheduling.Day) scheduling.Holiday { return scheduling.Holiday{} }

// change alters how a world's server is made.
type change func(*Config, *api.Config)

func newWorld(t *testing.T, database string, changes ...change) *world {
	t.Helper()
	// Passkeys and providers live at the present time.
	w := &world{t: t, log: &journal{}, now: time.Now().UTC().Truncate(time.Second)}
	log := logtest.New(w.log)
	t.Cleanup(func() {
		if said := w.log.String(); strings.Contains(said, canary) {
			t.Errorf("a secret is in the log: %s", said)
		}
	})
	w.store = storagetest.Open(t, database, w.clock)
	w.seeds = storagetest.Seed(t, w.store)
	w.people = accounts.New(w.store.People(), w.clock)
	address, err := url.Parse(publicURL)
	if err != nil {
		t.Fatal(err)
	}
	config := Config{Accounts: w.people, Districts: w.store.Districts(), Clock: w.clock, PublicURL: address, Log: log}
	public, err := site.New(site.Config{Store: w.store, Clock: w.clock, Log: log, PublicURL: address})
	if err != nil {
		t.Fatal(err)
	}
	if err := public.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	publishing := scheduling.NewPublishing(w.store, w.clock, ordinary{}, nil)
	apiConfig := api.Config{
		Store: w.store, Registers: scheduling.NewRegisters(w.store), Publishing: publishing,
		Schedule: scheduling.NewSchedule(w.store, w.clock, publishing),
		Planning: scheduling.NewPlanning(w.store, w.clock, ordinary{}), Site: public, Accounts: w.people, Clock: w.clock, Log: log,
		PublicURL: address, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, Ready: w.store.Ping, Version: "test",
	}
	for _, f := range changes {
		f(&config, &apiConfig)
	}
	if w.room, err = New(config); err != nil {
		t.Fatal(err)
	}
	apiConfig.Entrance = w.room
	e := api.New(apiConfig)
	w.room.Register(e)
	w.handler = e
	return w
}

func onSQLite(t *testing.T, changes ...change) *world {
	t.Helper()
	return newWorld(t, storagetest.SQLite(t), changes...)
}

func (w *world) clock() time.Time {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.now.IsZero() {
		return time.Now()
	}
	return w.now
}

// live lets the world's time pass as it does outside.
func (w *world) live() {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.now = time.Time{}
}

func (w *world) pass(d time.Duration) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.now = w.now.Add(d)
}

// administrator may do everything everywhere.
var administrator = accounts.Caller{Account: accounts.Account{
	ID: "test", Grants: []accounts.Grant{{Role: accounts.Admin}, {Role: accounts.Planner}}}}

// planner returns a new account of the police with a role in the seeds' district.
func (w *world) planner(email string) accounts.Account {
	w.t.Helper()
	account, err := w.people.Create(storagetest.Context(w.t), administrator, accounts.Account{
		Email: email, Name: "Anna Andersson", Authority: accounts.Police,
		Grants: []accounts.Grant{{Role: accounts.Planner, DistrictID: w.seeds.District.ID}},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return account
}

// invite returns the secret of an invitation.
func (w *world) invite(account accounts.Account) string {
	w.t.Helper()
	secret, _, err := w.people.Invite(storagetest.Context(w.t), administrator, account.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(secret)
}

// anna returns an account with a password.
func (w *world) anna() accounts.Account {
	w.t.Helper()
	account := w.planner("anna@polisen.example")
	if _, err := w.people.Accept(w.t.Context(), accounts.Secret(w.invite(account)), password, "192.0.2.1"); err != nil {
		w.t.Fatal(err)
	}
	return account
}

// enter signs somebody in without a password being hashed, and returns their browser.
func (w *world) enter(account accounts.Account) *browser {
	w.t.Helper()
	b := w.browser()
	recorder := httptest.NewRecorder()
	request := httptest.NewRequestWithContext(w.t.Context(), http.MethodPost, publicURL+"/logga-in", nil)
	c := w.handler.(*echo.Echo).NewContext(request, recorder)
	ctx, err := w.room.load(request)
	if err == nil {
		err = w.room.enter(ctx, c, account)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	b.keep(recorder.Result())
	return b
}

// browser sends what a browser sends, and keeps the cookie.
type browser struct {
	w      *world
	cookie string // its value; "" for none
	from   string // the address that it comes from
}

func (w *world) browser() *browser { return &browser{w: w, from: "192.0.2.7:4711"} }

// answer is what a browser gets.
type answer struct {
	*http.Response
	body string
}

func (a answer) location() string { return a.Header.Get("Location") }

// send sends a request with headers given as name and value in turns; an empty value
// removes a header that the browser would have added.
func (b *browser) send(method, path, kind string, body io.Reader, headers ...string) answer {
	b.w.t.Helper()
	request := httptest.NewRequestWithContext(b.w.t.Context(), method, publicURL+path, body)
	request.RemoteAddr = b.from
	request.Header.Set("User-Agent", "Mozilla/5.0 (test)")
	if b.cookie != "" {
		request.Header.Set("Cookie", Cookie+"="+b.cookie)
	}
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	if method != http.MethodGet {
		request.Header.Set("Origin", publicURL)
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i+1] == "" {
			request.Header.Del(headers[i])
		} else {
			request.Header.Set(headers[i], headers[i+1])
		}
	}
	recorder := httptest.NewRecorder()
	b.w.handler.ServeHTTP(recorder, request)
	response := recorder.Result()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		b.w.t.Fatal(err)
	}
	b.keep(response)
	return answer{response, string(content)}
}

// keep keeps the cookie of an answer, if it is as it must be.
func (b *browser) keep(response *http.Response) {
	b.w.t.Helper()
	if n := len(response.Cookies()); n > 1 {
		b.w.t.Errorf("%d cookies in one answer", n)
	}
	for _, cookie := range response.Cookies() {
		if cookie.Name != Cookie || cookie.Path != "/" || cookie.Domain != "" || !cookie.Secure || !cookie.HttpOnly ||
			cookie.SameSite != http.SameSiteLaxMode {
			b.w.t.Errorf("a cookie that is not as it must be: %s", cookie)
		}
		if !strings.Contains(response.Header.Get("Cache-Control"), "no-store") {
			b.w.t.Errorf("an answer with a cookie may be stored: %v", response.Header)
		}
		b.cookie = cookie.Value
		if cookie.MaxAge < 0 {
			b.cookie = ""
		}
	}
}

func (b *browser) get(path string, headers ...string) answer {
	b.w.t.Helper()
	return b.send(http.MethodGet, path, "", nil, headers...)
}

// post sends a form, given as name and value in turns.
func (b *browser) post(path string, fields []string, headers ...string) answer {
	b.w.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.send(http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), headers...)
}

// json sends what a page's script sends.
func (b *browser) json(path string, content any, headers ...string) answer {
	b.w.t.Helper()
	encoded, err := json.Marshal(content)
	if err != nil {
		b.w.t.Fatal(err)
	}
	return b.send(http.MethodPost, path, "application/json", bytes.NewReader(encoded), headers...)
}

// is tells whose session the browser has; "" for nobody's.
func (b *browser) is() accounts.AccountID {
	b.w.t.Helper()
	request := httptest.NewRequestWithContext(b.w.t.Context(), http.MethodGet, publicURL+"/", nil)
	if b.cookie != "" {
		request.Header.Set("Cookie", Cookie+"="+b.cookie)
	}
	caller, known, err := b.w.room.Caller(request)
	if err != nil {
		b.w.t.Fatal(err)
	}
	if known != (caller.Account.ID != "") || known != (caller.Session != "") {
		b.w.t.Errorf("known %t, but the caller is %+v", known, caller)
	}
	return caller.Account.ID
}

// wants complains about an answer with another status.
func (a answer) wants(t *testing.T, status int, parts ...string) answer {
	t.Helper()
	if a.StatusCode != status {
		t.Errorf("%d, want %d: %v\n%s", a.StatusCode, status, a.Header, a.body)
	}
	for _, part := range parts {
		if !strings.Contains(a.body, part) {
			t.Errorf("%q is missing in\n%s", part, a.body)
		}
	}
	return a
}

// audited counts an action in the audit log.
func (w *world) audited(action scheduling.AuditAction) int {
	w.t.Helper()
	_, n, err := w.store.Audit().List(context.Background(), scheduling.AuditQuery{Action: action})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}
