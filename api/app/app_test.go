package app_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/labstack/echo/v4"

	"poliskontor/api/app"
	"poliskontor/api/headers"
)

var dist = fstest.MapFS{
	".gitkeep":                {},
	"index.html":              {Data: []byte("<!doctype html><title>app</title>")},
	"index.html.gz":           {Data: []byte("zipped document")},
	"assets/main-abc.js":      {Data: []byte("script")},
	"assets/main-abc.js.br":   {Data: []byte("br script")},
	"assets/main-abc.js.gz":   {Data: []byte("gz script")},
	"assets/style-abc.css":    {Data: []byte("style")},
	"assets/style-abc.css.br": {Data: []byte("br style")},
}

func serving(t *testing.T, files fstest.MapFS) func(method, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	built, err := app.New(files)
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	e.Use(headers.Middleware(false))
	built.Register(e)
	return func(method, path string, headers ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		return w
	}
}

func TestEveryAddressThatIsNoFileIsTheDocument(t *testing.T) {
	get := serving(t, dist)
	for _, path := range []string{"/planera", "/planera/", "/planera/register/sites/1", "/planera/index.html", "/planera/.gitkeep", "/planera/index.html.gz"} {
		w := get(http.MethodGet, path)
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "<!doctype") {
			t.Errorf("%s: %d %q", path, w.Code, w.Body)
		}
		if w.Header().Get("Cache-Control") != "no-store" || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			t.Errorf("%s: %v", path, w.Header())
		}
	}
	if w := get(http.MethodHead, "/planera"); w.Code != http.StatusOK || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d %q", w.Code, w.Body)
	}
	if w := get(http.MethodPost, "/planera"); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestFilesAreSentInTheFormThatTheReaderTakes(t *testing.T) {
	get := serving(t, dist)
	for _, test := range []struct{ accept, path, body, coding string }{
		{"", "assets/main-abc.js", "script", ""},
		{"gzip", "assets/main-abc.js", "gz script", "gzip"},
		{"gzip, br", "assets/main-abc.js", "br script", "br"},
		{"br;q=0, gzip", "assets/main-abc.js", "gz script", "gzip"},
		{"gzip", "assets/style-abc.css", "style", ""},
		{"gzip", "", "zipped document", "gzip"},
	} {
		w := get(http.MethodGet, "/planera/"+test.path, "Accept-Encoding", test.accept)
		if w.Body.String() != test.body || w.Header().Get("Content-Encoding") != test.coding || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s with %q: %q %v", test.path, test.accept, w.Body, w.Header())
		}
	}
}

func TestNamedFilesAreKeptForGood(t *testing.T) {
	get := serving(t, dist)
	first := get(http.MethodGet, "/planera/assets/main-abc.js", "Accept-Encoding", "br")
	if first.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" || !strings.Contains(first.Header().Get("Content-Type"), "javascript") {
		t.Errorf("headers %v", first.Header())
	}
	again := get(http.MethodGet, "/planera/assets/main-abc.js", "Accept-Encoding", "br", "If-None-Match", first.Header().Get("ETag"))
	if again.Code != http.StatusNotModified {
		t.Errorf("again: %d", again.Code)
	}
	if other := get(http.MethodGet, "/planera/assets/main-abc.js"); other.Header().Get("ETag") == first.Header().Get("ETag") {
		t.Error("two forms share a tag")
	}
	if gone := get(http.MethodGet, "/planera/assets/main-old.js"); gone.Code != http.StatusNotFound {
		t.Errorf("a file of another version: %d", gone.Code)
	}
}

func TestNothingForeignRunsInTheApp(t *testing.T) {
	for _, files := range []fstest.MapFS{dist, {".gitkeep": {}}} {
		header := serving(t, files)(http.MethodGet, "/planera").Header()
		policy := header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("the policy lacks %s", part)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("policy %s", policy)
		}
		if header.Get("X-Content-Type-Options") != "nosniff" || header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("headers %v", header)
		}
	}
}

func TestAProgramWithoutTheAppSaysHowToBuildIt(t *testing.T) {
	w := serving(t, fstest.MapFS{".gitkeep": {}})(http.MethodGet, "/planera/konto")
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "make frontend") {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}
