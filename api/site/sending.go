package site

import (
	"bytes"
	"net/http"
	"time"
)

// saysUnchanged answers that a reader has what there is, if its ETag, which is set, says so and
// nothing else is asked.
func saysUnchanged(w http.ResponseWriter, r *http.Request) bool {
	header, known := w.Header(), r.Header["If-None-Match"]
	if r.Method != http.MethodGet || asksMore(r.Header) || len(known) != 1 || known[0] != header.Get("ETag") {
		return false
	}
	for _, name := range []string{"Content-Type", "Content-Length", "Content-Encoding"} {
		delete(header, name)
	}
	w.WriteHeader(http.StatusNotModified)
	return true
}

// send is [http.ServeContent] for a body whose ETag and Content-Length are set. It does itself
// what nearly all readers get that lack it: the whole. ServeContent copies what is in memory
// piece by piece, which costs as much as all the rest.
func send(w http.ResponseWriter, r *http.Request, body []byte, modified time.Time) {
	header := w.Header()
	if r.Method != http.MethodGet || asksMore(r.Header) || r.Header["If-None-Match"] != nil || r.Header["If-Modified-Since"] != nil {
		http.ServeContent(w, r, "", modified, bytes.NewReader(body))
		return
	}
	header.Set("Accept-Ranges", "bytes")
	if !modified.IsZero() {
		header.Set("Last-Modified", modified.UTC().Format(http.TimeFormat))
	}
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(body) // a reader that has gone is told nothing
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
