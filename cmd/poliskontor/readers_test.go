package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"poliskontor/calendar"
	"poliskontor/calendar/checkers"
	"poliskontor/scheduling"
)

// readers are the programs that look at one feed: khal follows it through vdirsyncer as
// people's own calendars do, the others read what the server answers.
type readers struct {
	t            *testing.T
	fetch        func() []byte
	subscription *checkers.Subscription
	from         time.Time
}

func (r readers) see(state string, id string, sees func(e checkers.Event) bool) {
	r.t.Helper()
	read := checkers.Read(r.t, r.fetch())
	read["khal"] = r.subscription.Look(r.t, r.from)
	for name, events := range read {
		if e, found := events[id]; !found || !sees(e) {
			r.t.Errorf("%s: %s sees %+v (there: %t)", state, name, e, found)
		}
	}
}

// TestReadersFollowAVisit lets a visit of the demonstration live through what visits live
// through, on the whole program, and looks at each state with five programs.
func TestReadersFollowAVisit(t *testing.T) {
	t.Parallel()
	s := serveDemo(t, demoFile(t), demoDay.At(9*60))
	v := s.movable(demoDay)
	type named struct{ LocalityID, Slug string }
	id := decode[named](t, s.act(http.MethodGet, "/api/v1/visits/"+v.ID, "", nil, http.StatusOK)).LocalityID
	feed := "/kalender/ort/" + decode[named](t, s.act(http.MethodGet, "/api/v1/localities/"+id, "", nil, http.StatusOK)).Slug + ".ics"
	r := readers{t: t, from: demoDay.Starts(), subscription: checkers.Subscribe(t, s.url+feed),
		fetch: func() []byte { return s.ask(http.MethodGet, feed, nil, nil).body }}

	starts, ends := v.Starts, v.Ends
	place := strings.TrimPrefix(checkers.Read(t, r.fetch())["ical.js"][v.ID].Summary, "Polisens mobila kontor i ")
	shows := func(prefix string, start, end time.Time, status string) func(checkers.Event) bool {
		return func(e checkers.Event) bool {
			return e.Summary == prefix+"Polisens mobila kontor i "+place && e.Start.Equal(start) && e.End.Equal(end) &&
				e.Status == status && e.Location != ""
		}
	}
	r.see("new", v.ID, shows("", starts, ends, "CONFIRMED"))

	move := func(by time.Duration, reason string) {
		t.Helper()
		s.clock.pass(time.Minute)
		s.act(http.MethodPost, "/api/v1/visits/"+v.ID+"/move", s.versionOf(v.ID), map[string]any{"siteId": v.SiteID, "officeId": v.OfficeID,
			"starts": starts.Add(by), "ends": ends.Add(by), "reason": reason, "release": true}, http.StatusOK)
	}
	move(30*time.Minute, "Marknad på torget.")
	r.see("moved", v.ID, shows("ÄNDRAD TID: ", starts.Add(30*time.Minute), ends.Add(30*time.Minute), "CONFIRMED"))

	// What was changed and not released is nobody's business, and can be taken back.
	s.clock.pass(time.Minute)
	s.act(http.MethodPost, "/api/v1/visits/"+v.ID+"/cancel", s.versionOf(v.ID), map[string]any{"reason": "Sjukdom."}, http.StatusOK)
	s.act(http.MethodPost, "/api/v1/visits/"+v.ID+"/restore", s.versionOf(v.ID), map[string]any{}, http.StatusOK)
	r.see("restored unseen", v.ID, shows("ÄNDRAD TID: ", starts.Add(30*time.Minute), ends.Add(30*time.Minute), "CONFIRMED"))

	s.clock.pass(time.Minute)
	s.rename("/api/v1/localities/"+id, place+" by")
	r.see("renamed, not released", v.ID, shows("ÄNDRAD TID: ", starts.Add(30*time.Minute), ends.Add(30*time.Minute), "CONFIRMED"))
	place += " by"
	s.act(http.MethodPost, "/api/v1/districts/"+v.DistrictID+"/releases", "",
		map[string]any{"after": s.lastRelease(v.DistrictID), "comment": "Nytt namn."}, http.StatusCreated)
	r.see("renamed place", v.ID, shows("ÄNDRAD TID: ", starts.Add(30*time.Minute), ends.Add(30*time.Minute), "CONFIRMED"))

	s.clock.pass(time.Minute)
	s.act(http.MethodPost, "/api/v1/visits/"+v.ID+"/cancel", s.versionOf(v.ID), map[string]any{"reason": "Bilen är trasig.", "release": true}, http.StatusOK)
	r.see("cancelled", v.ID, shows("INSTÄLLT: ", starts.Add(30*time.Minute), ends.Add(30*time.Minute), "CANCELLED"))
}

// movable is an announced visit that can be moved by half an hour.
func (s server) movable(today scheduling.Day) visitAnswer {
	s.t.Helper()
	type list struct{ Items []visitAnswer }
	visits := decode[list](s.t, s.act(http.MethodGet,
		"/api/v1/visits?state=announced&limit=500&from="+(today+30).String()+"&to="+(today+60).String(), "", nil, http.StatusOK)).Items
	for _, v := range visits {
		tried := s.ask(http.MethodPost, "/api/v1/visits/"+v.ID+"/move", map[string]string{
			"Authorization": "Bearer " + s.token, "If-Match": s.versionOf(v.ID)}, map[string]any{"siteId": v.SiteID, "officeId": v.OfficeID,
			"starts": v.Starts.Add(30 * time.Minute), "ends": v.Ends.Add(30 * time.Minute), "reason": "Prov."})
		if tried.status == http.StatusOK {
			s.act(http.MethodPost, "/api/v1/visits/"+v.ID+"/restore", s.versionOf(v.ID), map[string]any{}, http.StatusOK)
			return v
		}
	}
	s.t.Fatal("no visit can be moved by half an hour")
	return visitAnswer{}
}

func (s server) versionOf(visit string) string {
	s.t.Helper()
	return s.act(http.MethodGet, "/api/v1/visits/"+visit, "", nil, http.StatusOK).header.Get("ETag")
}

func (s server) lastRelease(district string) int {
	s.t.Helper()
	type list struct{ Items []struct{ Number int } }
	last := 0
	for _, r := range decode[list](s.t, s.act(http.MethodGet, "/api/v1/districts/"+district+"/releases?limit=500", "", nil, http.StatusOK)).Items {
		last = max(last, r.Number)
	}
	return last
}

// rename gives a thing of a register another name.
func (s server) rename(path, name string) {
	s.t.Helper()
	got := s.act(http.MethodGet, path, "", nil, http.StatusOK)
	thing := decode[map[string]any](s.t, got)
	for _, own := range []string{"id", "version", "created", "updated", "$schema", "createdAt", "updatedAt"} {
		delete(thing, own)
	}
	thing["name"] = name
	s.act(http.MethodPut, path, got.header.Get("ETag"), thing, http.StatusOK)
}

// TestReadersSeeACancelledVisitComeBack has what no release does at present, but a feed
// must survive: the same UID with a higher SEQUENCE, and not cancelled any more.
func TestReadersSeeACancelledVisitComeBack(t *testing.T) {
	starts := scheduling.NewDay(2026, time.November, 24).At(15 * 60)
	v := scheduling.PublicVisit{ID: "b0f6c9f2-0000-4000-8000-000000000001", Locality: scheduling.PublicName{Slug: "ahus", Name: "Åhus"},
		Site: scheduling.PublicSite{Name: "Torget", Town: "Åhus"}, Slot: scheduling.Slot{Starts: starts, Ends: starts.Add(3 * time.Hour)},
		State: scheduling.Announced, Created: starts.AddDate(0, -1, 0), Changed: starts.AddDate(0, -1, 0)}
	var feed []byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", calendar.ICalendar.ContentType())
		_, _ = w.Write(feed)
	}))
	defer server.Close()
	publish := func(state scheduling.State) {
		t.Helper()
		v.State = state
		v.Sequence, v.Changed = v.Sequence+1, v.Changed.Add(time.Hour)
		var err error
		if feed, err = calendar.Render(calendar.Feed{Page: server.URL, Source: server.URL + "/a.ics", Visits: []scheduling.PublicVisit{v}}, server.URL); err != nil {
			t.Fatal(err)
		}
	}
	publish(scheduling.Announced)
	r := readers{t: t, from: starts.AddDate(0, 0, -1), fetch: func() []byte { return feed }, subscription: checkers.Subscribe(t, server.URL+"/a.ics")}
	shows := func(summary, status string) func(checkers.Event) bool {
		return func(e checkers.Event) bool {
			return e.Summary == summary && e.Status == status && e.Start.Equal(starts)
		}
	}
	r.see("new", string(v.ID), shows("Polisens mobila kontor i Åhus", "CONFIRMED"))
	publish(scheduling.Cancelled)
	r.see("cancelled", string(v.ID), shows("INSTÄLLT: Polisens mobila kontor i Åhus", "CANCELLED"))
	publish(scheduling.Announced)
	r.see("restored", string(v.ID), shows("Polisens mobila kontor i Åhus", "CONFIRMED"))
}
