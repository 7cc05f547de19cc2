package lane

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"poliskontor/api/site"
	"poliskontor/safelog/logtest"
)

// shelf has one calendar.
type shelf struct {
	ask     atomic.Pointer[func()] // before each answer; nil for nothing
	fetched atomic.Int64
}

func (s *shelf) Prepared(path []byte) *site.Prepared {
	if string(path) != "/kalender/alla.ics" {
		return nil
	}
	if ask := s.ask.Load(); ask != nil {
		(*ask)()
	}
	body := []byte("calendar")
	return &site.Prepared{Path: "/kalender/alla.ics", Route: "/kalender/alla.ics", Tag: `"a"`, Body: body,
		Header: []byte("Content-Length: 8\r\nEtag: \"a\"\r\n"), Unchanged: []byte("Etag: \"a\"\r\n")}
}

func (s *shelf) before(do func()) { s.ask.Store(&do) }

func (s *shelf) TellFetched(*site.Prepared, string, bool) { s.fetched.Add(1) }

const (
	plain = "GET /kalender/alla.ics HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n"
	other = "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n"
	long  = 20 * time.Second // after which a test gives up
)

// world is a lane with its server.
type world struct {
	t      *testing.T
	lane   *Lane
	server *http.Server
	shelf  *shelf
	log    bytes.Buffer
	leave  context.CancelFunc
}

func start(t *testing.T, first, next time.Duration) *world {
	t.Helper()
	w := &world{t: t, shelf: &shelf{}}
	leaving, leave := context.WithCancel(context.Background())
	w.leave = leave
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.lane = New(listener, Config{Calendars: w.shelf, Leaving: leaving, Log: logtest.New(&w.log), First: first, Next: next, Answer: long})
	w.server = &http.Server{ReadHeaderTimeout: first, IdleTimeout: next, ErrorLog: slog.NewLogLogger(logtest.New().Handler(), slog.LevelWarn),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			said, _ := io.ReadAll(r.Body)
			w.Header().Set("Content-Type", "text/plain")
			_, _ = w.Write(append([]byte("server"), said...))
		})}
	ended := make(chan error, 1)
	go func() { ended <- w.server.Serve(w.lane) }()
	t.Cleanup(func() {
		leave()
		if err := w.server.Close(); err != nil {
			t.Error(err)
		}
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
	})
	return w
}

// client is one who talks with it.
type client struct {
	net.Conn
	t    *testing.T
	read *bufio.Reader
}

func (w *world) dial() client {
	w.t.Helper()
	connection, err := new(net.Dialer).DialContext(w.t.Context(), "tcp", w.lane.Addr().String())
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = connection.Close() })
	if err := connection.SetDeadline(time.Now().Add(long)); err != nil {
		w.t.Fatal(err)
	}
	return client{connection, w.t, bufio.NewReader(connection)}
}

func (c client) say(text string) {
	c.t.Helper()
	if _, err := io.WriteString(c, text); err != nil {
		c.t.Fatal(err)
	}
}

// hear reads one answer's body.
func (c client) hear(want string) {
	c.t.Helper()
	response, err := http.ReadResponse(c.read, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	defer response.Body.Close()
	if body, err := io.ReadAll(response.Body); err != nil || string(body) != want {
		c.t.Fatalf("%q %v, want %q", body, err, want)
	}
}

// hearEnd waits until the connection is closed.
func (c client) hearEnd() {
	c.t.Helper()
	if rest, err := io.ReadAll(c.read); len(rest) > 0 || isTimeout(err) {
		c.t.Fatalf("%q %v", rest, err)
	}
}

func isTimeout(err error) bool { return errors.Is(err, os.ErrDeadlineExceeded) }

func TestWhatIsNotPlainStaysWithTheServer(t *testing.T) {
	w := start(t, long, long)
	c := w.dial()
	c.say(plain)
	c.hear("calendar")
	c.say(strings.Replace(plain, "\r\n\r\n", "\r\nIf-None-Match: \"a\"\r\n\r\n", 1))
	c.hear("")
	c.say(other[:20])
	c.say(other[20:] + "abcd")
	c.hear("serverabcd")
	c.say(plain)
	c.hear("server")
	if n := w.shelf.fetched.Load(); n != 2 {
		t.Errorf("%d fetches are counted", n)
	}
}

func TestWhoeverIsToLeaveHearsItFromTheServer(t *testing.T) {
	w := start(t, long, long)
	c := w.dial()
	c.say(plain)
	c.hear("calendar")
	w.leave()
	c.say(plain)
	c.hear("server")
}

// TestShutdown lets the lane shut down while one caller waits, one is being answered, one has not
// asked yet and then asks the lane, and one that asks the server.
func TestShutdown(t *testing.T) {
	w := start(t, long, long)
	asking, goOn := make(chan struct{}), make(chan struct{})
	waits, asks, first, another := w.dial(), w.dial(), w.dial(), w.dial()
	waits.say(plain)
	waits.hear("calendar")
	w.shelf.before(func() {
		w.shelf.ask.Store(nil)
		close(asking)
		<-goOn
	})
	asks.say(plain)
	<-asking
	for w.callers() < 4 { // until all are accepted
		time.Sleep(time.Millisecond)
	}
	done := make(chan error, 1)
	go func() { done <- w.lane.Shutdown(t.Context()) }()
	waits.hearEnd() // so it has begun
	if _, err := net.Dial("tcp", w.lane.Addr().String()); err == nil {
		t.Error("it accepts more")
	}
	select {
	case err := <-done:
		t.Fatalf("it ends before all are answered: %v", err)
	default:
	}
	first.say(plain)
	first.hear("calendar")
	first.hearEnd()
	another.say(other + "abcd")
	another.hear("serverabcd")
	close(goOn)
	asks.hear("calendar")
	asks.hearEnd()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := w.server.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	another.hearEnd()
	if n := w.callers(); n != 0 {
		t.Errorf("%d are left", n)
	}
}

func (w *world) callers() int {
	w.lane.mu.Lock()
	defer w.lane.mu.Unlock()
	return len(w.lane.callers)
}

// TestShutdownInAHurry ends what cannot be waited for.
func TestShutdownInAHurry(t *testing.T) {
	w := start(t, long, long)
	c := w.dial()
	for w.callers() < 1 {
		time.Sleep(time.Millisecond)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.lane.Shutdown(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("it ends with %v", err)
	}
	c.hearEnd()
}

// TestWhatNobodyAcceptsIsClosed hands a connection over when no server takes it any more.
func TestWhatNobodyAcceptsIsClosed(t *testing.T) {
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, lane: New(listener, Config{Calendars: &shelf{}, Leaving: t.Context(), Log: logtest.New(), First: long, Next: long, Answer: long})}
	c := w.dial()
	c.say(other)
	if err := w.lane.Close(); err != nil {
		t.Error(err)
	}
	c.hearEnd()
	if _, err := w.lane.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("it accepts with %v", err)
	}
}

func TestNobodyIsWaitedForLongerThanByTheServer(t *testing.T) {
	w := start(t, 50*time.Millisecond, long)
	w.dial().hearEnd()
	slow := w.dial()
	slow.say(plain[:10])
	if refused, err := io.ReadAll(slow); isTimeout(err) || !strings.HasPrefix(string(refused), "HTTP/1.1 400 ") {
		t.Errorf("%q %v", refused, err)
	}
	w = start(t, long, 50*time.Millisecond)
	c := w.dial()
	c.say(plain)
	c.hear("calendar")
	c.hearEnd()
}

// deadlines are those that a connection is given.
type deadlines struct {
	net.Conn
	set []time.Time
}

func (d *deadlines) SetReadDeadline(at time.Time) error {
	d.set = append(d.set, at)
	return nil
}

func TestAFirstHeaderHasNoMoreTimeInBoth(t *testing.T) {
	now := time.Now()
	for _, test := range []struct{ by, set, want time.Time }{
		{now.Add(time.Second), now.Add(time.Minute), now.Add(time.Second)},
		{now.Add(time.Minute), now.Add(time.Second), now.Add(time.Second)},
		{time.Time{}, now.Add(time.Minute), now.Add(time.Minute)},
	} {
		d := &deadlines{}
		h := &handed{Conn: d, by: test.by}
		for _, at := range []time.Time{test.set, now.Add(time.Hour)} {
			if err := h.SetReadDeadline(at); err != nil {
				t.Fatal(err)
			}
		}
		if !d.set[0].Equal(test.want) || !d.set[1].Equal(now.Add(time.Hour)) {
			t.Errorf("%v became %v", test, d.set)
		}
	}
}

func TestAPanicEndsOneConnection(t *testing.T) {
	w := start(t, long, long)
	w.shelf.before(func() { panic("no shelf") })
	c := w.dial()
	c.say(plain)
	c.hearEnd()
	another := w.dial()
	another.say(other + "abcd")
	another.hear("serverabcd")
	if err := w.lane.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if !strings.Contains(w.log.String(), "no shelf") { // nobody writes any more
		t.Errorf("logged %q", w.log.String())
	}
}

// failing is a listener that fails before it accepts.
type failing struct {
	net.Listener
	fails chan error
}

func (f failing) Accept() (net.Conn, error) {
	select {
	case err := <-f.fails:
		return nil, err
	default:
		return f.Listener.Accept()
	}
}

func TestTheServerHearsWhatFails(t *testing.T) {
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	fails := make(chan error, 1)
	fails <- io.ErrUnexpectedEOF
	l := New(failing{listener, fails}, Config{Calendars: &shelf{}, Leaving: t.Context(), Log: logtest.New(), First: long, Next: long, Answer: long})
	if _, err := l.Accept(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("it fails with %v", err)
	}
	w := &world{t: t, lane: l}
	w.dial().say(other)
	connection, err := l.Accept() // it goes on afterwards
	if err != nil {
		t.Fatal(err)
	}
	read := make([]byte, len(other))
	if n, err := io.ReadFull(connection, read); err != nil || string(read) != other {
		t.Errorf("%q %v", read[:n], err)
	}
	if err := connection.Close(); err != nil {
		t.Error(err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}
