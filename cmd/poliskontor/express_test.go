package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"poliskontor/safelog/logtest"
	"poliskontor/telemetry"
)

// both is one program that answers on two addresses: with the lane and without.
type both struct {
	app             *App
	express, server string
	passed          atomic.Int64 // requests that the lane did not answer
}

func serveBoth(tb testing.TB, database string, log io.Writer) *both {
	tb.Helper()
	b := &both{}
	app, err := NewApp(context.Background(), serveConfig{
		openDataConfig: usualOpenData, databaseConfig: databaseConfig{Database: database}, Addr: "127.0.0.1:0",
		PublicURL: "https://poliskontor.example.se", Brand: "Mobilt poliskontor", Grace: 5 * time.Second,
		privateConfig: privateConfig{Private: "127.0.0.1:0", Backups: tb.TempDir()},
	}, demoNow, logtest.New(log))
	if err != nil {
		tb.Fatal(err)
	}
	b.app = app
	tb.Cleanup(func() {
		if err := app.Close(); err != nil {
			tb.Error(err)
		}
	})
	serve := func(handler http.Handler, with func(net.Listener) net.Listener) string {
		listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
		if err != nil {
			tb.Fatal(err)
		}
		server := newServer(handler, logtest.New(), usualPatience)
		ended := make(chan error, 1)
		go func() { ended <- server.Serve(with(listener)) }()
		tb.Cleanup(func() {
			if err := server.Close(); err != nil {
				tb.Error(err)
			}
			if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
				tb.Error(err)
			}
		})
		return listener.Addr().String()
	}
	// Who says nothing more is still there.
	answer := func(w http.ResponseWriter, r *http.Request) {
		app.server.Handler.ServeHTTP(w, r.WithContext(context.WithoutCancel(r.Context())))
	}
	b.server = serve(http.HandlerFunc(answer), func(l net.Listener) net.Listener { return l })
	b.express = serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.passed.Add(1)
		answer(w, r)
	}), func(l net.Listener) net.Listener { return app.express(l) })
	return b
}

// say sends bytes, in two parts where cut lies within them, and nothing more, and returns all that
// comes back.
func say(address string, sent []byte, cut int) ([]byte, error) {
	connection, err := new(net.Dialer).DialContext(context.Background(), "tcp", address)
	if err != nil {
		return nil, err
	}
	defer connection.Close() //nolint:errcheck // what is read to its end is closed
	if err := connection.SetDeadline(time.Now().Add(soon)); err != nil {
		return nil, err
	}
	// Whoever has hung up before the end has answered, too.
	if cut > 0 && cut < len(sent) {
		_, _ = connection.Write(sent[:cut])
		sent = sent[cut:]
	}
	_, _ = connection.Write(sent)
	_ = connection.(*net.TCPConn).CloseWrite()
	return io.ReadAll(connection)
}

// What differs between two answers to the same: the time, and the names of requests.
var (
	dateLine = regexp.MustCompile(`\r\nDate: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\r\n`)
	newID    = regexp.MustCompile(`\b[A-Z2-7]{26}\b`)
)

func without(answer []byte) []byte {
	return newID.ReplaceAll(dateLine.ReplaceAll(answer, []byte("\r\nDate: …\r\n")), []byte("…"))
}

// errUnsteady is of what the server itself does not answer alike each time.
var errUnsteady = errors.New("the server does not answer alike twice")

// same sees that both answer some bytes alike, to the last byte of each header, and tells
// whether the lane alone has answered.
func (b *both) same(t *testing.T, sent string, cut int) (express bool, answer []byte, err error) {
	t.Helper()
	want, err := say(b.server, []byte(sent), cut)
	if err != nil { // nobody knows how much arrives of what somebody says who hangs up
		return false, nil, errors.Join(errUnsteady, err)
	}
	passed := b.passed.Load()
	got, err := say(b.express, []byte(sent), cut)
	if err != nil {
		return false, nil, errors.Join(errUnsteady, err)
	}
	express = b.passed.Load() == passed
	if !bytes.Equal(without(got), without(want)) {
		again, err := say(b.server, []byte(sent), cut)
		if err != nil || !bytes.Equal(without(again), without(want)) {
			return false, nil, errors.Join(errUnsteady, err)
		}
		t.Errorf("%q is answered\n%.2000q\nwith the lane, and\n%.2000q\nwithout", sent, got, want)
	}
	return express, got, nil
}

// alike is same for what the server answers alike each time.
func (b *both) alike(t *testing.T, sent string, cut int) (express bool, answer []byte) {
	t.Helper()
	express, answer, err := b.same(t, sent, cut)
	if err != nil {
		t.Fatalf("%q: %v", sent, err)
	}
	return express, answer
}

// calendarAddresses are all that a server has rendered ahead of need, when it has had time to.
func (b *both) calendarAddresses() []string {
	var all []string
	snapshot := b.app.site.Snapshot()
	for _, folder := range []string{"/kalender/", "/kalender/g/", "/en/kalender/", "/en/kalender/g/"} {
		all = append(all, folder+"alla.ics")
		for _, m := range snapshot.Municipalities {
			all = append(all, folder+"kommun/"+m.Slug+".ics")
		}
		for _, l := range snapshot.Localities {
			all = append(all, folder+"ort/"+l.Slug+".ics")
		}
	}
	return all
}

func get(path string, lines ...string) string {
	return "GET " + path + " HTTP/1.1\r\nHost: poliskontor.example.se\r\n" + strings.Join(append(lines, ""), "\r\n") + "\r\n"
}

const gzipped = "Accept-Encoding: gzip, deflate, br"

var tagLine = regexp.MustCompile(`\r\nEtag: (\S+)\r\n`)

// TestExpressAnswersAsTheServerDoes asks both for every calendar, in every way that
// the lane answers and in some that it leaves alone.
func TestExpressAnswersAsTheServerDoes(t *testing.T) {
	t.Parallel()
	b := serveBoth(t, demoFile(t), io.Discard)
	addresses := b.calendarAddresses()
	if len(addresses) < 40 {
		t.Fatalf("only %d calendars", len(addresses))
	}
	for i, path := range addresses {
		_, first := b.alike(t, get(path, gzipped), 0) // renders it
		tag := tagLine.FindSubmatch(first)
		if !bytes.HasPrefix(first, []byte("HTTP/1.1 200 OK\r\n")) || tag == nil {
			t.Fatalf("%s: %.300q", path, first)
		}
		knows, plainTag := "If-None-Match: "+string(tag[1]), "If-None-Match: "+strings.Replace(string(tag[1]), "-gzip", "", 1)
		ways := []struct {
			express bool
			begins  string
			lines   []string
		}{
			{true, "HTTP/1.1 200", []string{gzipped}},
			{true, "HTTP/1.1 304", []string{gzipped, knows}},
			{true, "HTTP/1.1 304", []string{"connection:Keep-Alive ", knows, "ACCEPT-ENCODING:   x-gzip;q=0.5", "X-Request-Id: from-a-proxy.1"}},
			{true, "HTTP/1.1 200", []string{gzipped, plainTag, "User-Agent: iOS/18.1 (22B83) dataaccessd/1.0", "Accept: */*", "X-Request-Id: not one"}},
			{true, "HTTP/1.1 304", []string{gzipped, knows, "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT"}},
			{true, "HTTP/1.1 200", []string{gzipped, `If-None-Match: "x"`, "If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT"}},
			{false, "HTTP/1.1 304", []string{gzipped, "If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT"}},
			{false, "HTTP/1.1 304", []string{gzipped, strings.Replace(knows, `"`, `W/"`, 1)}},
			{false, "HTTP/1.1 206", []string{gzipped, "Range: bytes=0-9"}},
			{false, "HTTP/1.1 200", nil},
		}
		if i >= len(addresses)/4 { // what begins the connection is the same in all folders
			ways = ways[:2]
		}
		for _, way := range ways {
			express, answer := b.alike(t, get(path, way.lines...), 0)
			if express != way.express || !bytes.HasPrefix(answer, []byte(way.begins)) {
				t.Errorf("%s %q: in the lane %t, %.100q", path, way.lines, express, answer)
			}
		}
	}
}

// oddRequests are what is not plain, or not for the lane, around one that is.
func oddRequests() []string {
	const path = "/kalender/alla.ics"
	plain := get(path, gzipped)
	odd := []string{
		plain + plain, plain + "x", plain + "\r\n", "\r\n" + plain, "\n" + plain, plain[:len(plain)-2], plain[:len(plain)-1], "G", "", "GET", plain[:30],
		strings.ReplaceAll(plain, "\r\n", "\n"), strings.Replace(plain, "\r\n", "\n", 1), strings.Replace(plain, "\r\n", "\r", 1), strings.Replace(plain, "\r\n", "\r\r\n", 1),
		strings.Replace(plain, "\r\n\r\n", "\r\n\n", 1), strings.Replace(plain, "\r\n\r\n", "\n\r\n", 1), strings.Replace(plain, "\r\n\r\n", "\r\n \r\n\r\n", 1),
		strings.Replace(plain, "Host", "Hos", 1), strings.Replace(plain, "Host:", "Host :", 1), strings.Replace(plain, "Host: ", " Host: ", 1), strings.Replace(plain, "example.se", "", 1),
		"GET " + path + " HTTP/1.1\r\nAccept-Encoding: gzip\r\n\r\n", "GET " + path + " HTTP/1.1\r\nHost:\r\nAccept-Encoding: gzip\r\n\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
	}
	for _, version := range []string{"HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/1.1 ", "http/1.1", "HTTP/1", ""} {
		odd = append(odd, strings.Replace(plain, "HTTP/1.1", version, 1))
	}
	for _, method := range []string{"HEAD", "POST", "PUT", "OPTIONS", "get", "GET ", " GET", "G\x00T", "CONNECT", "TRACE"} {
		odd = append(odd, strings.Replace(plain, "GET", method, 1))
	}
	for _, target := range []string{
		path + "?", path + "?paminn=60", path + "?a=b", path + "#a", path + "/", "/" + path, "/kalender/../kalender/alla.ics", "/kalender/./alla.ics", "/kalender//alla.ics",
		"/kalender/%61lla.ics", "/kalender/alla%2eics", "/Kalender/alla.ics", "/kalender/ALLA.ics", "/kalender/alla.csv", "/kalender/alla.json", "/kalender/alla", "/kalender/", "/kalender",
		"/kalender/urval.ics?ort=ahus,tollarp", "/kalender/ort/finns-inte.ics", "/kalender/ort/.ics", "/kalender/ort/ahus", "/kalender/ort/ahus.ics.ics", "/kalender/ort/ahus.csv",
		"/kalender/kommun/ahus.ics", "/kalender/ort/ahus/.ics", "/kalender/ort/ahus,tollarp.ics", "/kalender/privat/abc.ics", "/en/kalender/privat/abc.ics", "/enkalender/alla.ics", "/en/en/kalender/alla.ics",
		"/kalender/en/alla.ics", "/kalender/g/g/alla.ics", "/kalender/g/alla.csv", "/sv/kalender/alla.ics",
		"http://poliskontor.example.se" + path, "http://other.example" + path, "*", "/", "/healthz", path + " x", "/kalender/alla.ics\t", "\t" + path, "/kalender/\xe5.ics", "/kalender/å.ics",
	} {
		odd = append(odd, strings.Replace(plain, path, target, 1))
	}
	for _, line := range []string{
		"Connection: close", "Connection: keep-alive, close", "Connection: upgrade\r\nUpgrade: websocket", "Connection: keep-alive\r\nConnection: close", "Connection: Host", "Keep-Alive: 5",
		"Content-Length: 0", "Content-Length: 5\r\n\r\nabcde", "Content-Length: 5", "Content-Length: 0\r\nContent-Length: 0", "Content-Length: -1", "Content-Length: a",
		"Transfer-Encoding: chunked\r\n\r\n0\r\n", "Transfer-Encoding: identity", "Transfer-Encoding: gzip", "Transfer-Encoding : chunked", "Transfer-Encoding:\x0bchunked", "X: a\r\n\tTransfer-Encoding: chunked",
		"Expect: 100-continue", "Expect: x", "Trailer: X", "TE: trailers", "Upgrade: h2c\r\nHTTP2-Settings: AAA\r\nConnection: Upgrade, HTTP2-Settings",
		"Host: other.example", "Host:poliskontor.example.se", "Range: bytes=0-5", "Range: bytes=5000000-", "If-Range: \"x\"", "If-Match: *", "If-Match: \"x\"", "If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT",
		"If-None-Match: *", "If-None-Match: \"a\", \"b\"", "If-None-Match: \"a\"\r\nIf-None-Match: \"b\"", "If-None-Match:", "If-None-Match: a", "If-None-Match: \"", "If-None-Match: \"\"", "If-None-Match: \"a\"b\"", "If-None-Match: \"a b\"",
		"If-Modified-Since: x", "If-Modified-Since:", "Authorization: Basic YTpi", "Cookie: a=b", "Cookie: __Host-poliskontor=abc", "Accept-Encoding: identity", "Accept-Encoding: gzip;q=0", "Accept-Encoding:",
		"Accept-Language: en", "Accept: text/html", "Accept: x\r\nAccept: y", "Origin: https://other.example", "Access-Control-Request-Method: GET", "User-Agent: a\r\nUser-Agent: b", "User-Agent:",
		"X-Request-Id: abc", "X-Request-Id: a b", "X-Request-Id:", "X-Request-Id: a\r\nX-Request-Id: b", "X-Request-Id: " + strings.Repeat("a", 65), "X_Request_Id: a", "X-Forwarded-For: 10.0.0.1", "Traceparent: 00-1-1-01",
		"X-HTTP-Method-Override: DELETE", "Cache-Control: no-cache", "Pragma: no-cache", "Unknown: a", "A b: c", ": c", "c", "Å: c", "Accept: å", "Accept: \x00", "Accept: \x7f", "Accept: a\tb", "Accept: \ta", "Accept: a\r", "Accept: a\nX: b",
		"Accept: " + strings.Repeat("a", 3000), "Accept: " + strings.Repeat("a", 2*mostHeaderBytes), strings.Repeat("Accept: a\r\n", 100) + "Accept: a",
	} {
		odd = append(odd, get(path, gzipped, line), get(path, line, gzipped), get(path, line))
	}
	return odd
}

// TestExpressTakesNothingOdd sends what might be read in two ways, whole and in parts, alone and
// after what the lane answers.
func TestExpressTakesNothingOdd(t *testing.T) {
	t.Parallel()
	b := serveBoth(t, demoFile(t), io.Discard)
	plain := get("/kalender/alla.ics", gzipped)
	b.alike(t, plain, 0)
	if express, _ := b.alike(t, plain, 0); !express {
		t.Fatal("what is plain is not answered by the lane")
	}
	var unsteady atomic.Int64
	var all sync.WaitGroup
	room := make(chan struct{}, 32) // a server waits half a second after what it refuses
	for _, sent := range oddRequests() {
		for _, cut := range []int{0, len(plain)} {
			room <- struct{}{}
			all.Go(func() {
				defer func() { <-room }()
				if _, _, err := b.same(t, plain[:cut]+sent, cut); err != nil {
					t.Logf("%.200q: %v", sent, err)
					unsteady.Add(1)
				}
			})
		}
	}
	all.Wait()
	if n := unsteady.Load(); n > 10 {
		t.Errorf("%d requests say nothing", n)
	}
	for cut := range len(plain) {
		b.alike(t, plain, cut)
	}
}

// FuzzExpress holds the program with the lane against the program without, whatever is sent.
func FuzzExpress(f *testing.F) {
	b := serveBoth(f, "sqlite:"+f.TempDir()+"/db", io.Discard) // which is quick to begin with
	for _, sent := range oddRequests() {
		f.Add([]byte(sent), 0)
	}
	f.Add([]byte(get("/kalender/alla.ics", gzipped)+get("/kalender/g/alla.ics", gzipped)), len(get("/kalender/alla.ics", gzipped)))
	f.Fuzz(func(t *testing.T, sent []byte, cut int) {
		if _, _, err := b.same(t, string(sent), cut); err != nil {
			t.Skip(err)
		}
	})
}

var requestLine = regexp.MustCompile(`(?m)^.*msg=request .*$`)

// TestExpressTellsTheSame sees that what the lane answers is counted and logged as what the
// server answers is.
func TestExpressTellsTheSame(t *testing.T) {
	t.Parallel()
	var log shared
	b := serveBoth(t, demoFile(t), &log)
	_, first := b.alike(t, get("/kalender/ort/ahus.ics", gzipped), 0)
	knows := "If-None-Match: " + string(tagLine.FindSubmatch(first)[1])
	told := func(address string) (lines, counted []string) {
		t.Helper()
		before := series(t, b.app)
		log.mutex.Lock()
		log.text.Reset()
		log.mutex.Unlock()
		for _, sent := range []string{
			get("/kalender/ort/ahus.ics", gzipped, "User-Agent: Google-Calendar-Importer", "X-Request-Id: one", "X-Forwarded-For: 192.0.2.7"),
			get("/kalender/ort/ahus.ics", gzipped, knows, "User-Agent: iOS/18.1 (22B83) dataaccessd/1.0", "X-Request-Id: two"),
		} {
			if _, err := say(address, []byte(sent), 0); err != nil { // to the end of the connection, which comes after it is told
				t.Fatal(err)
			}
		}
		log.mutex.Lock()
		defer log.mutex.Unlock()
		for _, line := range requestLine.FindAllString(log.text.String(), -1) {
			_, line, _ = strings.Cut(line, " ") // without the time
			line, _, _ = strings.Cut(line, " took=")
			lines = append(lines, line)
		}
		for _, line := range series(t, b.app) {
			if strings.HasPrefix(line, "poliskontor_http_requests") || strings.HasPrefix(line, "poliskontor_http_request_duration_seconds_count") || strings.HasPrefix(line, "poliskontor_feed") {
				if !slices.Contains(before, line) {
					counted = append(counted, line)
				}
			}
		}
		return lines, counted
	}
	b.alike(t, get("/kalender/ort/ahus.ics", gzipped, knows), 0) // so that no count begins below
	passed := b.passed.Load()
	lines, counted := told(b.express)
	if b.passed.Load() != passed {
		t.Fatal("the lane did not answer")
	}
	wantLines, wantCounted := told(b.server)
	if !slices.Equal(lines, wantLines) || len(lines) != 2 {
		t.Errorf("logged %q, want %q", lines, wantLines)
	}
	if len(counted) != 5 || len(wantCounted) != 5 {
		t.Errorf("counted %q, want as many as %q", counted, wantCounted)
	}
	if !strings.Contains(lines[0], "request=one method=GET path=/kalender/ort/ahus.ics status=200 bytes=") || strings.Contains(strings.Join(lines, ""), "192.0.2") {
		t.Errorf("logged %q", lines)
	}
}

// TestExpressIsForPublicAddressesWithoutTraces sees that the lane is left out where an answer
// depends on more, or is to be seen.
func TestExpressIsForPublicAddressesWithoutTraces(t *testing.T) {
	const address = "https://poliskontor.example.se"
	for _, app := range []*App{{}, {tracing: &telemetry.Tracing{}}, {config: serveConfig{PublicURL: address}, tracing: &telemetry.Tracing{}}} {
		if app.express(nil) != nil {
			t.Errorf("there is a lane with the public address %q, traces: %t", app.config.PublicURL, app.tracing != nil)
		}
	}
}

// TestExpressFollowsReleases moves a visit and asks at once whether its calendar has changed.
func TestExpressFollowsReleases(t *testing.T) {
	t.Parallel()
	s := serveDemo(t, demoFile(t), demoNow())
	const path = "/kalender/alla.ics"
	ask := func(tag string) answer {
		return s.ask(http.MethodGet, path, map[string]string{"Accept-Encoding": "gzip", "If-None-Match": tag}, nil)
	}
	v := s.movable(demoDay)
	for by := range 3 {
		old := ask(`"x"`)
		if again := ask(old.header.Get("ETag")); again.status != http.StatusNotModified {
			t.Fatalf("unchanged: %d", again.status)
		}
		s.clock.pass(time.Minute)
		later := time.Duration(by%2+1) * 15 * time.Minute
		s.act(http.MethodPost, "/api/v1/visits/"+v.ID+"/move", s.versionOf(v.ID), map[string]any{"siteId": v.SiteID, "officeId": v.OfficeID,
			"starts": v.Starts.Add(later), "ends": v.Ends.Add(later), "reason": "Prov.", "release": true}, http.StatusOK)
		for range 2 { // rendered first, and then from the lane
			if now := ask(old.header.Get("ETag")); now.status != http.StatusOK || bytes.Equal(now.body, old.body) {
				t.Errorf("after release %d: %d, %s, %s before", by+1, now.status, now.header.Get("ETag"), old.header.Get("ETag"))
			}
		}
	}
}
