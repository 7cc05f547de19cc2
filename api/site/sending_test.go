package site

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"
	"time"
)

// TestSendIsServeContent holds every answer against that of net/http.
func TestSendIsServeContent(t *testing.T) {
	const tag = `"abc-gzip"`
	at := time.Date(2026, time.November, 21, 8, 0, 0, 0, time.UTC)
	body := []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
	requests := map[string]http.Header{
		"all":               nil,
		"unchanged":         {"If-None-Match": {tag}},
		"unchanged, weakly": {"If-None-Match": {"W/" + tag}},
		"one of many":       {"If-None-Match": {`"x", ` + tag}},
		"in two lines":      {"If-None-Match": {`"x"`, tag}},
		"whatever it is":    {"If-None-Match": {"*"}},
		"another":           {"If-None-Match": {`"x"`}},
		"nonsense":          {"If-None-Match": {"abc-gzip"}},
		"nothing":           {"If-None-Match": {""}},
		"since then":        {"If-Modified-Since": {at.Format(http.TimeFormat)}},
		"since before":      {"If-Modified-Since": {at.Add(-time.Hour).Format(http.TimeFormat)}},
		"tag before date":   {"If-None-Match": {`"x"`}, "If-Modified-Since": {at.Format(http.TimeFormat)}},
		"tag and date":      {"If-None-Match": {tag}, "If-Modified-Since": {at.Add(-time.Hour).Format(http.TimeFormat)}},
		"a part":            {"Range": {"bytes=2-5"}},
		"a part, unchanged": {"Range": {"bytes=2-5"}, "If-None-Match": {tag}},
		"the same part":     {"Range": {"bytes=2-5"}, "If-Range": {tag}},
		"no such part":      {"Range": {"bytes=5000-"}},
		"if it is this":     {"If-Match": {tag}},
		"if it is another":  {"If-Match": {`"x"`}},
		"if it is old":      {"If-Unmodified-Since": {at.Add(-time.Hour).Format(http.TimeFormat)}},
	}
	for name, header := range requests {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			for _, modified := range []time.Time{at, {}} {
				answer := func(with func(http.ResponseWriter, *http.Request)) *httptest.ResponseRecorder {
					r := httptest.NewRequest(method, "/kalender/alla.ics", nil)
					r.Header = header.Clone()
					w := httptest.NewRecorder()
					w.Header().Set("Content-Type", "text/calendar")
					w.Header().Set("Content-Encoding", "gzip")
					w.Header().Set("Content-Length", "32")
					w.Header().Set("ETag", tag)
					with(w, r)
					return w
				}
				got := answer(func(w http.ResponseWriter, r *http.Request) {
					if !saysUnchanged(w, r) {
						send(w, r, body, modified)
					}
				})
				want := answer(func(w http.ResponseWriter, r *http.Request) {
					http.ServeContent(w, r, "", modified, bytes.NewReader(body))
				})
				if got.Code != want.Code || !reflect.DeepEqual(got.Header(), want.Header()) || got.Body.String() != want.Body.String() {
					t.Errorf("%s %s: %d %v %q, want %d %v %q", method, name, got.Code, got.Header(), got.Body, want.Code, want.Header(), want.Body)
				}
			}
		}
	}
}

func TestWhatIsKeptZippedIsUnzipped(t *testing.T) {
	for _, size := range []int{0, 1, 511, 512, 513, 100_000} {
		body := bytes.Repeat([]byte("å"), size)
		if got := unzip(zip(body)); !bytes.Equal(got, body) {
			t.Errorf("%d bytes became %d", len(body), len(got))
		}
	}
}
