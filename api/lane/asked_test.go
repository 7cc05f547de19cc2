package lane

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"poliskontor/api/encoding"
)

// FuzzRead holds what is taken as plain against what net/http reads of the same bytes.
func FuzzRead(f *testing.F) {
	whole := func(lines string) []byte {
		return []byte("GET /en/kalender/ort/ahus.ics HTTP/1.1\r\nHost: x:80\r\n" + lines + "\r\n")
	}
	for _, request := range [][]byte{
		[]byte(plain), []byte(plain + plain), []byte(other), whole("Accept-Encoding: gzip;q=0\r\n"), whole("Accept-Encoding:identity, x-gzip;q=0.1 \r\nCONNECTION: Keep-Alive\r\n"),
		whole("Accept-Encoding: gzip\r\nIf-None-Match: \"a_-9\"\r\nIf-Modified-Since: x\r\nX-Request-Id: a\r\nUser-Agent: b\r\nAccept: */*\r\nAccept: a\r\n"),
		whole("Accept-Encoding: gzip\r\nContent-Length: 0\r\n"), whole("Accept-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"), whole("Accept-Encoding: gzip\r\nHost: y\r\n"),
		whole("Accept-Encoding: gzip\r\nRange: bytes=0-1\r\n"), whole("Accept-Encoding: gzip\r\nConnection: close\r\n"), whole("Accept-Encoding: gzip\r\n Accept: a\r\n"), whole("Accept-Encoding : gzip\r\n"),
		[]byte("GET /kalender/alla.ics HTTP/1.1\nHost: x\nAccept-Encoding: gzip\n\n"), []byte("GET /kalender/../x HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n"),
	} {
		f.Add(request)
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		a, plain := read(sent)
		if !plain {
			return
		}
		reader := bufio.NewReader(bytes.NewReader(sent))
		r, err := http.ReadRequest(reader)
		if err != nil {
			t.Fatalf("%q is no request: %v", sent, err)
		}
		if rest, err := io.ReadAll(reader); err != nil || len(rest) > 0 {
			t.Errorf("%q goes on with %q", sent, rest)
		}
		if r.Method != http.MethodGet || r.Proto != "HTTP/1.1" || r.Host == "" || r.Close || r.Body != http.NoBody || r.ContentLength != 0 || r.TransferEncoding != nil || r.Trailer != nil {
			t.Errorf("%q is %+v", sent, r)
		}
		if path := string(a.path); r.RequestURI != path || r.URL.Path != path || r.URL.String() != path || !strings.Contains(path, "/kalender/") {
			t.Errorf("%q asks for %q, not %q", sent, r.URL, path)
		}
		if !encoding.Accepts(r.Header["Accept-Encoding"], "gzip") {
			t.Errorf("%q takes no gzip", sent)
		}
		for name, value := range map[string][]byte{"If-None-Match": a.tag, "X-Request-Id": a.id, "User-Agent": a.agent} {
			if given := r.Header[name]; len(given) > 1 || r.Header.Get(name) != string(value) {
				t.Errorf("%q: %s is %q, not %q", sent, name, given, value)
			}
		}
		if r.Header["If-Modified-Since"] != nil && a.tag == nil {
			t.Errorf("%q asks what has changed since", sent)
		}
		for name := range r.Header {
			if slices.Contains(never, name) {
				t.Errorf("%q has %s", sent, name)
			}
		}
	})
}

// never are names on which an answer could depend.
var never = []string{"Authorization", "Content-Length", "Cookie", "Expect", "If-Match", "If-Range", "If-Unmodified-Since", "Origin", "Range",
	"Te", "Trailer", "Transfer-Encoding", "Upgrade"}

func TestWhatIsPlain(t *testing.T) {
	for request, want := range map[string]bool{
		plain: true, plain + "x": false, plain[:len(plain)-1]: false,
		strings.Replace(plain, "gzip", "br, GZIP;q=0.5", 1):                             true,
		strings.Replace(plain, "\r\n\r\n", "\r\nIf-None-Match: \"a\"\r\n\r\n", 1):       true,
		strings.Replace(plain, "\r\n\r\n", "\r\nIf-None-Match: W/\"a\"\r\n\r\n", 1):     false,
		strings.Replace(plain, "\r\n\r\n", "\r\nIf-Modified-Since: x\r\n\r\n", 1):       false,
		strings.Replace(plain, "\r\n\r\n", "\r\nAccept: a\r\nAccept: b\r\n\r\n", 1):     true,
		strings.Replace(plain, "\r\n\r\n", "\r\nUser-Agent: å\r\n\r\n", 1):              false,
		strings.Replace(plain, "\r\n\r\n", "\r\n"+strings.Repeat("a", 40)+": b\r\n", 1): false,
		strings.Replace(plain, "alla.ics", "alla.ics?a=b", 1):                           false,
	} {
		if _, got := read([]byte(request)); got != want {
			t.Errorf("%q: %t", request, got)
		}
	}
}
