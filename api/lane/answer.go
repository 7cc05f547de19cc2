package lane

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"

	"poliskontor/api"
	"poliskontor/api/site"
)

// outgoing is what one answer is written with.
type outgoing struct {
	header []byte
	parts  [2][]byte
	whole  net.Buffers // of parts
}

var outgoings = sync.Pool{New: func() any { return &outgoing{header: make([]byte, 0, 2048)} }}

// answer sends what is prepared and tells of it. It returns whether the connection can be used on.
func (l *Lane) answer(c *caller, a asked, p *site.Prepared) bool {
	began := time.Now()
	ended := func(int) {}
	if l.Begin != nil {
		ended = l.Begin(p.Route, http.MethodGet)
	}
	status, lines, body := http.StatusOK, p.Header, p.Body
	if string(a.tag) == p.Tag {
		status, lines, body = http.StatusNotModified, p.Unchanged, nil
	}
	defer func() { ended(status) }()
	id := api.RequestID(string(a.id))
	sent, err := l.send(c, began, statusLine(status), lines, id, body)
	l.Calendars.TellFetched(p, string(a.agent), status == http.StatusNotModified)
	api.LogAnswer(context.Background(), l.Log, api.Answered{RequestID: id, Method: http.MethodGet, Path: p.Path, Status: status, Bytes: sent, Took: time.Since(began)})
	return err == nil
}

func statusLine(status int) string {
	if status == http.StatusNotModified {
		return "HTTP/1.1 304 Not Modified\r\n"
	}
	return "HTTP/1.1 200 OK\r\n"
}

// send writes an answer, and returns how much of its body went.
func (l *Lane) send(c *caller, now time.Time, begin string, lines []byte, id string, body []byte) (int64, error) {
	out := outgoings.Get().(*outgoing)
	defer outgoings.Put(out)
	header := append(append(out.header[:0], begin...), lines...)
	header = append(append(header, "X-Request-Id: "...), id...)
	header = now.UTC().AppendFormat(append(header, "\r\nDate: "...), http.TimeFormat)
	header = append(header, "\r\n\r\n"...)
	out.header = header
	if err := c.SetWriteDeadline(now.Add(l.Answer)); err != nil {
		return 0, err
	}
	if len(body) == 0 {
		_, err := c.Write(header)
		return 0, err
	}
	out.parts = [2][]byte{header, body}
	out.whole = out.parts[:]
	n, err := out.whole.WriteTo(c.Conn)
	return max(0, n-int64(len(header))), err
}
