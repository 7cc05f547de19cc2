package site

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"poliskontor/api/encoding"
)

// document is an answer's body with what caches need to know of it.
type document struct {
	body     []byte    // nil where only zipped is kept
	zipped   []byte    // nil where it is compressed for each reader
	packed   bool      // compressed by its own format already
	tag      string    // opaque part of the entity tag, from the body alone
	modified time.Time // zero where only the tag counts
	stale    bool      // of a snapshot before, since it cannot be made of this one
}

// newDocument makes a document that is served once.
func newDocument(body []byte) *document {
	sum := sha256.Sum256(body)
	return &document{body: body, tag: base64.RawURLEncoding.EncodeToString(sum[:12])}
}

// newKeptDocument makes a document that many readers get: it is compressed ahead of
// need. The instant of its last change may be zero.
func newKeptDocument(body []byte, modified time.Time) *document {
	d := newDocument(body)
	d.zipped, d.modified = zip(body), modified
	return d
}

// newZippedDocument is newKeptDocument for one of so many that only the compressed body is
// kept, which nearly all readers take: for the others it is decompressed each time.
func newZippedDocument(body []byte, modified time.Time) *document {
	d := newKeptDocument(body, modified)
	d.body = nil
	return d
}

// newPackedDocument is newKeptDocument for a body that gains nothing by compression.
func newPackedDocument(body []byte, modified time.Time) *document {
	d := newDocument(body)
	d.packed, d.modified = true, modified
	return d
}

// zippers are kept because each holds most of a megabyte.
var zippers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

// zip compresses to the same bytes each time.
func zip(body []byte) []byte {
	w := zippers.Get().(*gzip.Writer)
	defer zippers.Put(w)
	var zipped bytes.Buffer
	w.Reset(&zipped)
	// Writes to a bytes.Buffer do not fail.
	_, _ = w.Write(body)
	_ = w.Close()
	return zipped.Bytes()
}

// unzip is the reverse of zip.
func unzip(zipped []byte) []byte {
	// The last four bytes are how long it was (RFC 1952, 2.3.1); the reader wants to see its end too.
	body := bytes.NewBuffer(make([]byte, 0, int(binary.LittleEndian.Uint32(zipped[len(zipped)-4:]))+bytes.MinRead))
	// Reading what zip wrote does not fail.
	r, _ := gzip.NewReader(bytes.NewReader(zipped))
	_, _ = body.ReadFrom(r)
	return body.Bytes()
}

func (d *document) size() int { return len(d.body) + len(d.zipped) }

// serve answers GET and HEAD with the document, or with 304 where the reader has it:
// by If-None-Match, else by If-Modified-Since (RFC 9110, 13.2.2). Each encoding has a
// strong entity tag of its own. Content-Type and Cache-Control are the caller's.
func (d *document) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Add("Vary", "Accept-Encoding")
	tag, zipped := d.tag, !d.packed && encoding.Accepts(r.Header.Values("Accept-Encoding"), "gzip")
	if zipped {
		tag += "-gzip"
	}
	header.Set("ETag", `"`+tag+`"`)
	if saysUnchanged(w, r) { // and nothing was compressed or decompressed for it
		return
	}
	body := d.body
	if zipped {
		body = d.zipped
		if body == nil {
			body = zip(d.body)
		}
		header.Set("Content-Encoding", "gzip")
	} else if body == nil {
		body = unzip(d.zipped)
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	send(w, r, body, d.modified)
}
