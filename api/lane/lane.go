package lane

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"poliskontor/api/site"
)

// Calendars are what is answered with: a [site.Site].
type Calendars interface {
	Prepared(path []byte) *site.Prepared
	TellFetched(p *site.Prepared, userAgent string, unchanged bool)
}

// Config is what a [Lane] is made from.
type Config struct {
	Calendars Calendars
	// Begin counts a request to a route, and ended the answer's status; nil for nobody.
	Begin func(route, method string) (ended func(status int))
	// Leaving ends when the server is to get no new readers: then everything goes to the
	// server, which tells each of them.
	Leaving context.Context
	Log     *slog.Logger
	// How long is waited for a first request, for the next one, and until an answer is sent:
	// as long as the server waits.
	First, Next, Answer time.Duration
}

// Lane is the listener that a server accepts connections from: those that the lane does not
// answer, each with what has been read of it.
type Lane struct {
	Config
	listener net.Listener
	handed   chan *handed
	failed   chan error    // of accepting
	taken    chan struct{} // a server that asks for more has what it was given
	closed   chan struct{}
	stop     func() error // closes the listener
	end      func()       // closes closed

	attending sync.WaitGroup
	closing   atomic.Bool // no request is waited for after another
	mu        sync.Mutex
	callers   map[*caller]bool
}

// New begins to accept connections. The listener is the lane's from now on.
func New(listener net.Listener, config Config) *Lane {
	l := &Lane{Config: config, listener: listener, stop: sync.OnceValue(listener.Close), callers: map[*caller]bool{},
		handed: make(chan *handed), failed: make(chan error), taken: make(chan struct{}), closed: make(chan struct{})}
	l.end = sync.OnceFunc(func() { close(l.closed) })
	l.attending.Go(l.welcome)
	return l
}

// welcome accepts connections. What goes wrong is the server's to hear and to wait for.
func (l *Lane) welcome() {
	for {
		connection, err := l.listener.Accept()
		if err == nil {
			l.attending.Go(func() { l.attend(connection) })
			continue
		}
		if errors.Is(err, net.ErrClosed) {
			return
		}
		select {
		case l.failed <- err:
		case <-l.closed:
			return
		}
	}
}

// Accept returns the next connection for the server.
func (l *Lane) Accept() (net.Conn, error) {
	for {
		select {
		case connection := <-l.handed:
			return connection, nil
		case err := <-l.failed:
			return nil, err
		case l.taken <- struct{}{}:
		case <-l.closed:
			return nil, net.ErrClosed
		}
	}
}

// Addr is where it listens.
func (l *Lane) Addr() net.Addr { return l.listener.Addr() }

// Close ends everything at once. A server closes its listeners when it ends.
func (l *Lane) Close() error {
	l.closing.Store(true)
	l.end()
	err := l.stop()
	l.dismiss((*caller).Close)
	return err
}

// Shutdown accepts nobody new, lets go of who asks for nothing, and waits until the others are
// answered or with the server, which is to be shut down after it. Who has not asked for anything
// yet is waited for as long as ever. It fails when ctx ends before.
func (l *Lane) Shutdown(ctx context.Context) error {
	l.closing.Store(true)
	err := l.stop()
	l.dismiss((*caller).dismiss)
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.attending.Wait()
		select {
		case <-l.taken:
		case <-l.closed:
		}
	}()
	select {
	case <-done:
	case <-ctx.Done():
		err = errors.Join(err, ctx.Err(), l.Close())
	}
	if err != nil {
		return fmt.Errorf("close the lane: %w", err)
	}
	return nil
}

// dismiss does something about each caller that is still here.
func (l *Lane) dismiss(do func(*caller) error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.callers {
		_ = do(c) // what is closed already need not be
	}
}
