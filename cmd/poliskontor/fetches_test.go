package main

import (
	"net/http"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/fetching"
)

// TestAServerThatStopsStoresTheLastFetches stops a server right after a fetch.
func TestAServerThatStopsStoresTheLastFetches(t *testing.T) {
	t.Parallel()
	database := demoFile(t)
	now := time.Now()
	s := serveDemo(t, database, now)
	if a := s.ask(http.MethodGet, "/kalender/ort/ahus.ics", map[string]string{"User-Agent": "Google-Calendar-Importer"}, nil); a.status != http.StatusOK {
		t.Fatalf("status %d", a.status)
	}
	s.stop()
	app, _ := startApp(t, database, true)
	defer func() {
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	}()
	place, _, err := app.store.Localities().List(t.Context(), scheduling.Query{Slug: "ahus"})
	if err != nil || len(place) != 1 {
		t.Fatal(place, err)
	}
	tallies, err := app.store.Fetching().Tallies(t.Context(), place[0].DistrictID, scheduling.DayOf(now))
	if err != nil {
		t.Fatal(err)
	}
	if len(tallies) != 1 || tallies[0].Kind != fetching.Locality || tallies[0].Family != fetching.Google || tallies[0].Fetches != 1 {
		t.Errorf("stored %+v", tallies)
	}
}
