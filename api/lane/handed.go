package lane

import (
	"net"
	"time"
)

// handed is a connection that the server goes on with: it reads first what has been read of it.
type handed struct {
	net.Conn
	read []byte
	// by is until when the first request's header may take, since the connection was made; zero
	// for no first request.
	by time.Time
}

// Read reads.
func (h *handed) Read(p []byte) (int, error) {
	if len(h.read) == 0 {
		return h.Conn.Read(p)
	}
	n := copy(p, h.read)
	if h.read = h.read[n:]; len(h.read) == 0 {
		h.read = nil // and what it was part of
	}
	return n, nil
}

// SetReadDeadline gives the first header no more time than it would have had without the lane.
// That is the first deadline that net/http sets.
func (h *handed) SetReadDeadline(at time.Time) error {
	if !h.by.IsZero() && at.After(h.by) {
		at = h.by
	}
	h.by = time.Time{}
	return h.Conn.SetReadDeadline(at)
}

// CloseWrite tells the other end that nothing more comes, as net/http does before it closes a
// connection with something unread.
func (h *handed) CloseWrite() error {
	if half, can := h.Conn.(interface{ CloseWrite() error }); can {
		return half.CloseWrite()
	}
	return nil
}
