package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// benchApp is the whole program with the demonstration data on SQLite.
func benchApp(b *testing.B) *App {
	b.Helper()
	now := scheduling.NewDay(2026, time.November, 21).At(9 * 60)
	app, err := NewApp(b.Context(), serveConfig{
		openDataConfig: usualOpenData, databaseConfig: databaseConfig{Database: storagetest.SQLite(b)}, Addr: "127.0.0.1:0", Demo: true,
		PublicURL: "https://poliskontor.example.se", Brand: "Mobilt poliskontor",
	}, func() time.Time { return now }, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := app.Close(); err != nil {
			b.Error(err)
		}
	})
	return app
}

// BenchmarkAnswer is one request through the whole router, without the network.
func BenchmarkAnswer(b *testing.B) {
	app := benchApp(b)
	tag := httptest.NewRecorder()
	app.server.Handler.ServeHTTP(tag, httptest.NewRequest(http.MethodGet, "/kalender/alla.ics", nil))
	for _, request := range []struct {
		name   string
		path   string
		header map[string]string
		status int
	}{
		{"feed", "/kalender/alla.ics", nil, http.StatusOK},
		{"feed zipped", "/kalender/alla.ics", map[string]string{"Accept-Encoding": "gzip"}, http.StatusOK},
		{"feed unchanged", "/kalender/alla.ics", map[string]string{"If-None-Match": tag.Header().Get("ETag")}, http.StatusNotModified},
		{"first page", "/", nil, http.StatusOK},
		{"place", "/orter/ahus", nil, http.StatusOK},
		{"changes", "/andringar", nil, http.StatusOK},
		{"public API", "/api/v1/public/visits", nil, http.StatusOK},
	} {
		b.Run(request.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, request.path, nil)
				for key, value := range request.header {
					r.Header.Set(key, value)
				}
				answer := httptest.NewRecorder()
				app.server.Handler.ServeHTTP(answer, r)
				if answer.Code != request.status {
					b.Fatalf("%s: %d", request.path, answer.Code)
				}
			}
		})
	}
}

// BenchmarkRefresh is what happens between a release and its first reader: all that
// is public is loaded, and every feed of every place rendered in both languages.
func BenchmarkRefresh(b *testing.B) {
	app := benchApp(b)
	for b.Loop() {
		if err := app.site.Refresh(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
