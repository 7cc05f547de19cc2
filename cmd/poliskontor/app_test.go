package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"

	"poliskontor/accounts"
	"poliskontor/safelog/logtest"
	"poliskontor/scheduling"
)

// server is a running App with a clock that can be set.
type server struct {
	t     *testing.T
	url   string
	clock *clock // nil for one that goes on by itself
	token string // of the demonstration's planner
	stop  func() // ends it before the test does
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now returns the time that the clock stands at.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// serveDemo starts the whole program on a database, with the demonstration data, under a
// public address that is the same for every server, so that feeds can be compared.
func serveDemo(t *testing.T, database string, now time.Time) server {
	t.Helper()
	clock := &clock{now: now}
	s := serveAt(t, database, clock.Now, "https://poliskontor.example.se")
	s.clock = clock
	return s
}

// serveAt starts the program with a clock and a public address, "" for the request's.
func serveAt(t *testing.T, database string, now scheduling.Clock, publicURL string) server {
	t.Helper()
	config := serveConfig{
		openDataConfig: usualOpenData, databaseConfig: databaseConfig{Database: database}, Addr: "127.0.0.1:0", Demo: true,
		PublicURL: publicURL,
		Brand:     "Mobilt poliskontor", Grace: 5 * time.Second,
	}
	app, err := NewApp(t.Context(), config, now, logtest.New())
	if err != nil {
		t.Fatal(err)
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", config.Addr)
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- app.Serve(ctx, listener) }()
	stop := sync.OnceFunc(func() {
		end()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return server{t: t, url: "http://" + listener.Addr().String(), token: tokenOf(t, app, "planerare@exempel.se"), stop: stop}
}

// tokenOf makes a token that may plan and publish for an account of the demonstration.
func tokenOf(t *testing.T, app *App, email string) string {
	t.Helper()
	ctx := scheduling.WithActor(t.Context(), scheduling.Actor{Name: "test"})
	account, err := app.store.People().ByEmail(ctx, email)
	if err != nil {
		t.Fatal(err)
	}
	service := accounts.New(app.store.People(), app.clock)
	secret, _, err := service.NewKey(ctx, accounts.Caller{Account: account}, accounts.Key{
		Kind: accounts.TokenKey, Name: "test", Expires: app.clock().AddDate(0, 11, 0),
		Scopes: []accounts.Permission{accounts.Read, accounts.ReadNotes, accounts.PlanVisits, accounts.RunVisits, accounts.Publish, accounts.EditRegisters},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(secret)
}

type answer struct {
	status int
	header http.Header
	body   []byte
}

func (s server) ask(method, path string, header map[string]string, body any) answer {
	s.t.Helper()
	var reader io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			s.t.Fatal(err)
		}
		reader = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, reader)
	if err != nil {
		s.t.Fatal(err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	for name, value := range header {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, read}
}

// act asks with the token and insists on a status.
func (s server) act(method, path, version string, body any, want int) answer {
	s.t.Helper()
	header := map[string]string{"Authorization": "Bearer " + s.token}
	if version != "" {
		header["If-Match"] = version
	}
	got := s.ask(method, path, header, body)
	if got.status != want {
		s.t.Fatalf("%s %s: %d, want %d: %s", method, path, got.status, want, got.body)
	}
	return got
}

// events reads a feed into its events by UID.
func (s server) events(path string) map[string]ical.Event {
	s.t.Helper()
	got := s.ask(http.MethodGet, path, nil, nil)
	if got.status != http.StatusOK {
		s.t.Fatalf("%s: %d", path, got.status)
	}
	calendar, err := ical.NewDecoder(bytes.NewReader(got.body)).Decode()
	if err != nil {
		s.t.Fatal(err)
	}
	events := map[string]ical.Event{}
	for _, event := range calendar.Events() {
		uid, err := event.Props.Text(ical.PropUID)
		if err != nil {
			s.t.Fatal(err)
		}
		events[uid] = event
	}
	return events
}

func text(t *testing.T, event ical.Event, property string) string {
	t.Helper()
	value, err := event.Props.Text(property)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func instant(t *testing.T, event ical.Event, property string) time.Time {
	t.Helper()
	at, err := event.Props.DateTime(property, scheduling.Stockholm)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func decode[T any](t *testing.T, a answer) T {
	t.Helper()
	var value T
	if err := json.Unmarshal(a.body, &value); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
	return value
}

func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in %.2000s", part, text)
		}
	}
}
