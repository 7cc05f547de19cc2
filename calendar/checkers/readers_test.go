package checkers

import (
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// goodEvents is what is in the good feed.
func goodEvents() map[string]Event {
	at := func(year int, month time.Month, day, hour int) time.Time {
		return time.Date(year, month, day, hour, 0, 0, 0, time.UTC)
	}
	return map[string]Event{
		"summer": {UID: "summer", Start: at(2026, time.July, 10, 13), End: at(2026, time.July, 10, 16)},
		"winter": {UID: "winter", Start: at(2026, time.November, 24, 14), End: at(2026, time.November, 24, 17)},
	}
}

func TestReadersAgree(t *testing.T) {
	read := Read(t, []byte(good(t)))
	for name, events := range read {
		for uid, want := range goodEvents() {
			e := events[uid]
			if !e.Start.Equal(want.Start) || !e.End.Equal(want.End) {
				t.Errorf("%s reads %s as %s to %s", name, uid, e.Start, e.End)
			}
			e.Start, e.End = want.Start, want.End
			first := read["ical.js"][uid]
			first.Start, first.End = want.Start, want.End
			if !reflect.DeepEqual(e, first) || e.Summary == "" {
				t.Errorf("%s reads %+v, ical.js %+v", name, e, first)
			}
		}
	}
}

func TestSubscriptionShowsTheFeed(t *testing.T) {
	var feed atomic.Pointer[string] // what is served, by goroutines of the server's own
	serve := func(body string) { feed.Store(&body) }
	serve(good(t))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
		_, _ = w.Write([]byte(*feed.Load()))
	}))
	defer server.Close()
	s := Subscribe(t, server.URL+"/feed.ics")
	from := time.Date(2026, time.July, 1, 0, 0, 0, 0, time.UTC)
	want, shown := goodEvents()["summer"], s.Look(t, from)
	if e := shown["summer"]; len(shown) != 2 || !e.Start.Equal(want.Start) || !e.End.Equal(want.End) || e.Summary == "" || e.Location == "" || e.Status != "CANCELLED" {
		t.Errorf("khal shows %+v", shown)
	}
	serve(strings.Replace(good(t), "STATUS:CANCELLED", "STATUS:CONFIRMED", 1))
	if shown := s.Look(t, from); len(shown) != 2 || shown["summer"].Status != "CONFIRMED" {
		t.Errorf("khal shows %+v after a change", shown)
	}
}
