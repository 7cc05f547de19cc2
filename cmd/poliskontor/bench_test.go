package main

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"poliskontor/calendar"
	"poliskontor/safelog"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// benchApp is the whole program with the demonstration data on SQLite. It counts and logs
// what it answers, as a server in use does.
func benchApp(b *testing.B) *App {
	b.Helper()
	now := scheduling.NewDay(2026, time.November, 21).At(9 * 60)
	app, err := NewApp(b.Context(), serveConfig{
		openDataConfig: usualOpenData, databaseConfig: databaseConfig{Database: storagetest.SQLite(b)}, Addr: "127.0.0.1:0", Demo: true,
		PublicURL: "https://poliskontor.example.se", Brand: "Mobilt poliskontor", privateConfig: privateConfig{Private: "127.0.0.1:0"},
	}, func() time.Time { return now }, slog.New(safelog.New(slog.NewTextHandler(io.Discard, nil))))
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

// BenchmarkRelease is what lies between the commit of one visit's change and who reads
// of it: what was released is read, and the feed of all visits rendered.
func BenchmarkRelease(b *testing.B) {
	app := benchApp(b)
	ctx := storagetest.Context(b)
	visits, _, err := app.store.Visits().List(ctx, scheduling.Query{From: app.clock()})
	if err != nil {
		b.Fatal(err)
	}
	at := slices.IndexFunc(visits, func(v scheduling.Visit) bool { return v.State == scheduling.Announced })
	// Nobody is told, so that what follows on a release is measured by itself.
	publishing := scheduling.NewPublishing(app.store, app.clock, calendar.NewHolidays(), nil)
	schedule := scheduling.NewSchedule(app.store, app.clock, publishing)
	v := visits[at]
	for n := 0; b.Loop(); n++ {
		b.StopTimer()
		v, err = schedule.Describe(ctx, scheduling.VisitRef{ID: v.ID, Version: v.Version, Release: true}, scheduling.Details{PublicNote: fmt.Sprint("Fråga ", n)})
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := app.site.Refresh(ctx); err != nil {
			b.Fatal(err)
		}
		answer := httptest.NewRecorder()
		app.server.Handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/kalender/alla.ics", nil))
		if answer.Code != http.StatusOK {
			b.Fatal(answer.Code)
		}
	}
}
