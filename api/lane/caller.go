package lane

import (
	"net"
	"runtime/debug"
	"sync/atomic"
	"time"

	"poliskontor/api/site"
)

// caller is a connection while it is in the lane.
type caller struct {
	net.Conn
	came  time.Time
	state atomic.Int32
	// read is what has come of a request: calendar programs send a few hundred bytes.
	read [2048]byte
}

// The states of a caller.
const (
	asksFirst int32 = iota // nothing has come yet
	asks                   // something has come
	waits                  // for whatever may come next
	dismissed
)

// dismiss closes the connection if nothing is asked for after an answer.
func (c *caller) dismiss() error {
	if c.state.CompareAndSwap(waits, dismissed) {
		return c.Close()
	}
	return nil
}

// attend answers what is plain on a connection until something else comes.
func (l *Lane) attend(connection net.Conn) {
	c := &caller{Conn: connection, came: time.Now()}
	l.mu.Lock()
	l.callers[c] = true
	l.mu.Unlock()
	kept := false
	defer func() {
		if caught := recover(); caught != nil {
			l.Log.Error("the lane panicked", "cause", caught, "stack", string(debug.Stack()))
		}
		l.mu.Lock()
		delete(l.callers, c)
		l.mu.Unlock()
		if !kept {
			_ = c.Close() // nobody is left to tell
		}
	}()
	for wait := l.First; ; wait = l.Next {
		if err := c.SetReadDeadline(time.Now().Add(wait)); err != nil {
			return
		}
		n, _ := c.Read(c.read[:]) // what goes wrong with something read is met again
		if n == 0 {
			return
		}
		first := c.state.CompareAndSwap(asksFirst, asks)
		if !first && !c.state.CompareAndSwap(waits, asks) {
			return
		}
		request, prepared := l.find(c.read[:n])
		if prepared == nil {
			kept = l.hand(c, n, first)
			return
		}
		if !l.answer(c, request, prepared) {
			return
		}
		c.state.Store(waits)
		if l.closing.Load() {
			return
		}
	}
}

// find returns what to answer to a request; nil where that is the server's to do.
func (l *Lane) find(request []byte) (asked, *site.Prepared) {
	a, plain := read(request)
	if !plain || l.Leaving.Err() != nil {
		return a, nil
	}
	return a, l.Calendars.Prepared(a.path)
}

// hand lets the server go on with a connection, and tells whether it does.
func (l *Lane) hand(c *caller, n int, first bool) bool {
	h := &handed{Conn: c.Conn, read: c.read[:n]}
	if first {
		h.by = c.came.Add(l.First)
	}
	select {
	case l.handed <- h:
		return true
	case <-l.closed:
		return false
	}
}
