package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"poliskontor/safelog/logtest"
	"poliskontor/scheduling"
)

func TestPurgeSettings(t *testing.T) {
	folder := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := purgeConfig{PurgeURL: []string{"http://127.0.0.1:6081/"}, PurgeMethod: "POST", PurgeHeaderFile: file("good", "Fastly-Key: abc\n")}
	settings, err := good.settings()
	if err != nil || settings.Header.Get("Fastly-Key") != "abc" || settings.Method != "POST" {
		t.Errorf("%+v, %v", settings, err)
	}
	if settings, err := (purgeConfig{}).settings(); settings != nil || err != nil {
		t.Errorf("without caches: %v, %v", settings, err)
	}
	for name, change := range map[string]func(*purgeConfig){
		"no address": func(c *purgeConfig) { c.PurgeURL = []string{"varnish"} },
		"a password": func(c *purgeConfig) { c.PurgeURL = []string{"http://a:b@varnish/"} },
		"a method":   func(c *purgeConfig) { c.PurgeMethod = "P U" },
		"no file":    func(c *purgeConfig) { c.PurgeHeaderFile = filepath.Join(folder, "nowhere") },
		"two lines":  func(c *purgeConfig) { c.PurgeHeaderFile = file("two", "A: b\nC: d") },
	} {
		wrong := good
		change(&wrong)
		if _, err := wrong.settings(); err == nil || !strings.Contains(err.Error(), "POLISKONTOR_PURGE_") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCachesHearOfChanges adds a district to a running server, and waits until a cache
// is told to let go of what shows it.
func TestCachesHearOfChanges(t *testing.T) {
	heard := make(chan string, 100)
	cache := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		heard <- r.Method + " " + r.Header.Get("Surrogate-Key")
	}))
	defer cache.Close()
	app, err := NewApp(t.Context(), serveConfig{
		openDataConfig: usualOpenData, databaseConfig: databaseConfig{Database: "sqlite:" + t.TempDir() + "/db"}, Addr: "127.0.0.1:0", Grace: 5 * time.Second,
		purgeConfig: purgeConfig{PurgeURL: []string{cache.URL}, PurgeMethod: "PURGE"},
	}, time.Now, logtest.New(io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- app.Serve(ctx, listener) }()

	acting := scheduling.WithActor(t.Context(), scheduling.Actor{Name: "test"})
	district := scheduling.District{ID: scheduling.NewID[scheduling.DistrictID](), Slug: "x", Name: "X", ContactLine: "114 14"}
	if err := app.store.Districts().Create(acting, district); err != nil {
		t.Fatal(err)
	}
	if err := app.site.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := <-heard; got != "PURGE all" { // a district's contact is on every page
		t.Errorf("the cache heard %q", got)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := app.Close(); err != nil {
		t.Error(err)
	}
}
