package site

import (
	"bytes"
	"net/http"
	"time"
)

// send is [http.ServeContent] for a body whose ETag and Content-Length are set. It does the two
// answers itself that nearly all readers get: the whole, and that nothing has changed.
// ServeContent copies what is in memory piece by piece, which costs as much as all the rest.
func send(w http.ResponseWriter, r *http.Request, body []byte, modified time.Time) {
	header := w.Header()
	known := r.Header["If-None-Match"]
	switch {
	case r.Method != http.MethodGet || asksMore(r.Header):
		http.ServeContent(w, r, "", modified, bytes.NewReader(body))
	case len(known) == 1 && known[0] == header.Get("ETag"):
		for _, name := range []string{"Content-Type", "Content-Length", "Content-Encoding"} {
			delete(header, name)
		}
		w.WriteHeader(http.StatusNotModified)
	case len(known) > 0 || r.Header["If-Modified-Since"] != nil:
		http.ServeContent(w, r, "", modified, bytes.NewReader(body))
	default:
		header.Set("Accept-Ranges", "bytes")
		if !modified.IsZero() {
			header.Set("Last-Modified", modified.UTC().Format(http.TimeFormat))
		}
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write(body) // a reader that has gone is told nothing
	}
}

// asksMore tells that a request is about a part of the body, or depends on more than
// whether the reader has it.
func asksMore(header http.Header) bool {
	for _, name := range []string{"Range", "If-Range", "If-Match", "If-Unmodified-Since"} {
		if header[name] != nil {
			return true
		}
	}
	return false
}
