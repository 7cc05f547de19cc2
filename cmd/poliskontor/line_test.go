package main

import (
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
)

// line leads from servers to their database, and can be cut.
type line struct {
	t       *testing.T
	to      string
	address string // of the database, by this line

	mu   sync.Mutex
	down bool
	open map[net.Conn]bool
}

// lineTo lays a line to a PostgreSQL.
func lineTo(t *testing.T, database string) *line {
	t.Helper()
	address, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &line{t: t, to: address.Host, open: map[net.Conn]bool{}}
	address.Host = listener.Addr().String()
	l.address = address.String()
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return // the test is over
			}
			go l.carry(near)
		}
	}()
	t.Cleanup(func() {
		listener.Close()
		l.cut()
	})
	return l
}

func (l *line) carry(near net.Conn) {
	far, err := new(net.Dialer).DialContext(l.t.Context(), "tcp", l.to)
	if err != nil {
		near.Close() //nolint:errcheck // there is nobody to tell
		return
	}
	for _, end := range []net.Conn{near, far} {
		if !l.keep(end) {
			near.Close() //nolint:errcheck // it is cut
			far.Close()  //nolint:errcheck // it is cut
			return
		}
	}
	var both sync.WaitGroup
	for from, to := range map[net.Conn]net.Conn{near: far, far: near} {
		both.Go(func() {
			io.Copy(to, from) //nolint:errcheck // until it is cut or hung up
			to.Close()        //nolint:errcheck // so that the other end sees it
		})
	}
	both.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, near)
	delete(l.open, far)
}

// keep remembers a connection that is to be cut; none may be opened while the line is down.
func (l *line) keep(end net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.down {
		l.open[end] = true
	}
	return !l.down
}

// cut ends every connection and lets no new one through.
func (l *line) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.down = true
	for end := range l.open {
		end.Close() //nolint:errcheck // that is what a cut is
	}
}

// mend lets new connections through again.
func (l *line) mend() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.down = false
}
