package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"poliskontor/storage/storagetest"
)

// soon is how long a test waits for what must happen soon; a busy machine is slow.
const soon = 30 * time.Second

// fleet is several servers on one database, with readers who ask them in turn.
type fleet struct {
	t       *testing.T
	token   string
	folder  string // of their snapshots
	client  *http.Client
	servers []process
	urls    []atomic.Value // of the servers, as strings: for readers while a server is started anew
}

func startFleet(t *testing.T, database string, size int) *fleet {
	t.Helper()
	f := &fleet{t: t, token: administrator(t, database), folder: t.TempDir(), client: &http.Client{Timeout: soon},
		urls: make([]atomic.Value, size)}
	for i := range size {
		f.servers = append(f.servers, f.start(database, i))
	}
	t.Cleanup(func() {
		for _, s := range f.servers {
			s.kill(t)
		}
	})
	return f
}

func (f *fleet) start(database string, i int) process {
	p := startProcess(f.t, database, f.token, "POLISKONTOR_SNAPSHOT="+filepath.Join(f.folder, fmt.Sprint(i)), "POLISKONTOR_DRAIN=1s",
		"POLISKONTOR_PUBLIC_URL=https://poliskontor.example.se")
	f.urls[i].Store(p.url)
	return p
}

func (f *fleet) url(i int64) string { return f.urls[i].Load().(string) }

// end tells the process to stop, and waits until it has.
func (p process) end(t *testing.T) {
	t.Helper()
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.command.Wait(); err != nil {
		t.Errorf("the server ends with %v", err)
	}
}

type reply struct {
	status int
	header http.Header
	body   string
}

func (f *fleet) ask(method, address, token, body string) (reply, error) {
	request, err := http.NewRequestWithContext(f.t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := f.client.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	return reply{response.StatusCode, response.Header, string(read)}, err
}

// until asks until the answer is as wanted.
func (f *fleet) until(what, address, token string, wanted func(reply) bool) reply {
	f.t.Helper()
	var last reply
	var err error
	for ends := time.Now().Add(soon); time.Now().Before(ends); {
		if last, err = f.ask(http.MethodGet, address, token, ""); err == nil && wanted(last) {
			return last
		}
	}
	f.t.Fatalf("%s: %d %s %v", what, last.status, last.body, err)
	return last
}

func (f *fleet) create(server int, slug string) reply {
	f.t.Helper()
	r, err := f.ask(http.MethodPost, f.servers[server].url+"/api/v1/districts", f.token,
		fmt.Sprintf(`{"slug": %q, "name": "Område", "noticeDays": 10, "bufferMinutes": 15}`, slug))
	if err != nil {
		f.t.Fatal(err)
	}
	return r
}

// publicAddresses are what readers ask for.
var publicAddresses = []string{"/", "/en/", "/andringar", "/kalender/alla.ics", "/kalender/alla.json", "/api/v1/public/visits", "/embed.v1.json", "/sitemap.xml"}

// readers ask servers for what is public, one after the other, until they are stopped.
// Whom to ask is chosen anew each time.
func (f *fleet) readers(choose func(turn int64) string) (stop func() (asked int64)) {
	ctx, cancel := context.WithCancel(f.t.Context())
	var turn, asked atomic.Int64
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for ctx.Err() == nil {
				n := turn.Add(1)
				address := choose(n) + publicAddresses[n%int64(len(publicAddresses))]
				r, err := f.ask(http.MethodGet, address, "", "")
				switch {
				case f.t.Context().Err() != nil:
					return
				case err != nil:
					f.t.Errorf("%s: %v", address, err)
				case r.status != http.StatusOK:
					f.t.Errorf("%s: %d", address, r.status)
				}
				asked.Add(1)
			}
		})
	}
	return func() int64 {
		cancel()
		all.Wait()
		return asked.Load()
	}
}

func isAway(r reply) bool {
	var said struct{ Code string }
	return r.status == http.StatusServiceUnavailable && r.header.Get("Retry-After") != "" &&
		strings.HasPrefix(r.header.Get("Content-Type"), "application/problem+json") &&
		json.Unmarshal([]byte(r.body), &said) == nil && said.Code == "storage_away"
}

// TestTheDatabaseIsAway cuts three servers off from their database while readers read, and
// starts one of them anew meanwhile. Nobody who reads notices; who writes is told to come
// back; and all is well by itself when the database is back.
func TestTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	database := storagetest.Postgres(t)
	line := lineTo(t, database)
	f := startFleet(t, line.address, 3)
	q := queueOf{t, openRaw(t, database)}
	q.until("a job before", "SELECT id::text FROM river_job WHERE id = $1::bigint AND state = 'completed'", q.leave("depart"))
	if r := f.create(0, "fore"); r.status != http.StatusCreated {
		t.Fatalf("before: %d %s", r.status, r.body)
	}
	var away atomic.Int64 // the server that is being started anew, -1 for none
	away.Store(-1)
	stop := f.readers(func(turn int64) string {
		if i := turn % 3; i != away.Load() {
			return f.url(i)
		}
		return f.url((turn + 1) % 3)
	})
	tag := f.until("a feed", f.servers[2].url+"/kalender/alla.ics", "", func(r reply) bool { return r.status == http.StatusOK }).header.Get("ETag")

	line.cut()
	for i := range f.servers {
		f.until("reading without a database", f.servers[i].url+"/api/v1/districts", f.token, isAway)
		if r := f.create(i, "under"); !isAway(r) {
			t.Errorf("writing to server %d without a database: %d %s", i, r.status, r.body)
		}
		f.until("readiness", f.servers[i].url+"/readyz", "", func(r reply) bool { return r.status == 200 && strings.Contains(r.body, `"public_only"`) })
	}
	if r, err := f.ask(http.MethodGet, f.servers[0].url+"/logga-in", "", ""); err != nil || r.status != http.StatusOK && r.status != http.StatusServiceUnavailable {
		t.Errorf("the page to sign in: %d %v", r.status, err)
	}

	away.Store(2)
	f.servers[2].end(t)
	f.servers[2] = f.start(line.address, 2)
	if r := f.until("a feed of a server that has no database yet", f.servers[2].url+"/kalender/alla.ics", "", func(reply) bool { return true }); r.status != http.StatusOK || r.header.Get("ETag") != tag {
		t.Errorf("the feed has changed by the restart: %d %s, %s before", r.status, r.header.Get("ETag"), tag)
	}
	if r := f.create(2, "under"); !isAway(r) {
		t.Errorf("writing to a server that has no database yet: %d %s", r.status, r.body)
	}
	for _, path := range []string{"/onskemal", "/en/onskemal"} {
		if r, err := f.ask(http.MethodGet, f.servers[2].url+path, "", ""); err != nil || r.status != http.StatusServiceUnavailable ||
			r.header.Get("Retry-After") == "" || !strings.HasPrefix(r.header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d %v", path, r.status, err)
		}
	}
	away.Store(-1)

	line.mend()
	for i := range f.servers {
		f.until("after", f.servers[i].url+"/api/v1/districts", f.token, func(r reply) bool { return r.status == http.StatusOK })
		if r := f.create(i, fmt.Sprintf("efter-%d", i)); r.status != http.StatusCreated {
			t.Errorf("writing to server %d afterwards: %d %s", i, r.status, r.body)
		}
	}
	q.until("a job afterwards", "SELECT id::text FROM river_job WHERE id = $1::bigint AND state = 'completed'", q.leave("depart"))
	t.Logf("%d public requests", stop())
	for _, s := range f.servers[:2] { // the third one started without a database
		s.end(t)
		if log := s.log.String(); strings.Count(log, "the database does not answer") != 1 || strings.Contains(log, "river") || strings.Contains(log, "queue of jobs") {
			t.Errorf("of the outage the log says\n%s", log)
		}
	}
	f.servers = f.servers[2:] // are left to be killed
}

// TestRollingRestart starts three servers anew, one after the other, behind a balancer that
// asks each server whether it is ready and never tries again.
func TestRollingRestart(t *testing.T) {
	t.Parallel()
	database := storagetest.Postgres(t)
	f := startFleet(t, database, 3)
	ready := func(url string) bool {
		r, err := f.ask(http.MethodGet, url+"/readyz", "", "")
		return err == nil && r.status == http.StatusOK
	}
	var known [3]atomic.Bool // to be ready
	watching, unwatch := context.WithCancel(t.Context())
	var watch sync.WaitGroup
	for i := range known {
		known[i].Store(true)
		watch.Go(func() {
			for ticker := time.NewTicker(50 * time.Millisecond); watching.Err() == nil; <-ticker.C {
				known[i].Store(ready(f.url(int64(i))))
			}
		})
	}
	stop := f.readers(func(turn int64) string {
		for ; ; turn++ {
			if i := turn % 3; known[i].Load() {
				return f.url(i)
			}
		}
	})
	for i := range f.servers {
		f.servers[i].end(t)
		f.servers[i] = f.start(database, i)
		for ends := time.Now().Add(soon); !known[i].Load() && time.Now().Before(ends); {
			time.Sleep(time.Millisecond)
		}
	}
	asked := stop()
	unwatch()
	watch.Wait()
	t.Logf("%d public requests", asked)
	if asked < 100 {
		t.Errorf("only %d requests were sent", asked)
	}
}
