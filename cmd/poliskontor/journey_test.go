package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"

	"poliskontor/calendar/checkers"
	"poliskontor/calendar/icstest"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

type visitAnswer struct {
	ID         string    `json:"id"`
	DistrictID string    `json:"districtId"`
	SiteID     string    `json:"siteId"`
	OfficeID   string    `json:"officeId"`
	Starts     time.Time `json:"starts"`
	Ends       time.Time `json:"ends"`
	State      string    `json:"state"`
}

// TestWholeWay follows the demonstration from its promise to the calendars of
// citizens, then moves a visit and cancels it, loses the database and restores it, on both.
func TestWholeWay(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		t.Parallel()
		address := demoFile(t)
		if database.Name != "sqlite" {
			address = database.Fresh(t) // which the program fills by itself
		}
		s := serveDemo(t, address, demoDay.At(9*60))
		s.feedsHoldTheSeason()
		s.moveThenCancel(demoDay)
		feed := s.ask(http.MethodGet, "/kalender/alla.ics", nil, nil)
		icstest.Check(t, feed.body)
		checkers.Run(t, feed.body)
		s.lostAndRestored(address)
	})
}

// feedsHoldTheSeason sees that the feeds hold what each is for, and a year of it.
func (s server) feedsHoldTheSeason() {
	s.t.Helper()
	all := s.events("/kalender/alla.ics")
	if len(all) < 150 {
		s.t.Errorf("the feed of all visits holds %d", len(all))
	}
	for _, slug := range []string{"ahus", "tollarp", "fjalkinge", "onnestad", "degeberga", "arkelstorp"} {
		one := s.events("/kalender/ort/" + slug + ".ics")
		if len(one) < 20 {
			s.t.Errorf("the feed of %s holds %d visits", slug, len(one))
		}
		for uid := range one {
			if _, found := all[uid]; !found {
				s.t.Errorf("%s of %s is not in the feed of all", uid, slug)
			}
		}
	}
	if both, one := s.events("/kalender/urval.ics?ort=ahus,tollarp"), s.events("/kalender/ort/ahus.ics"); len(both) <= len(one) {
		s.t.Errorf("a selection of two holds %d visits, one of them %d", len(both), len(one))
	}
	if empty := s.events("/kalender/kommun/kristinehamn.ics"); len(empty) != 0 {
		s.t.Errorf("a kommun without an office has %d visits", len(empty))
	}
}

func (s server) moveThenCancel(today scheduling.Day) {
	t := s.t
	t.Helper()
	type list struct{ Items []visitAnswer }
	visits := decode[list](t, s.act(http.MethodGet,
		"/api/v1/visits?state=announced&limit=500&from="+(today+30).String()+"&to="+(today+60).String(), "", nil, http.StatusOK)).Items

	var moved visitAnswer
	var etag string
	for _, v := range visits {
		got := s.act(http.MethodGet, "/api/v1/visits/"+v.ID, "", nil, http.StatusOK)
		later := s.ask(http.MethodPost, "/api/v1/visits/"+v.ID+"/move", map[string]string{
			"Authorization": "Bearer " + s.token, "If-Match": got.header.Get("ETag"),
		}, map[string]any{
			"siteId": v.SiteID, "officeId": v.OfficeID, "starts": v.Starts.Add(30 * time.Minute),
			"ends": v.Ends.Add(30 * time.Minute), "reason": "Marknad på torget.",
		})
		if later.status == http.StatusOK {
			moved, etag = v, later.header.Get("ETag")
			break
		}
	}
	if moved.ID == "" {
		t.Fatal("no visit can be moved by half an hour")
	}
	before := s.events("/kalender/alla.ics")[moved.ID]
	if at := instant(t, before, "DTSTART"); !at.Equal(moved.Starts) {
		t.Errorf("an unreleased move is public: %s", at)
	}

	s.clock.pass(time.Minute)
	s.act(http.MethodPost, "/api/v1/districts/"+moved.DistrictID+"/releases", "",
		map[string]any{"after": 3, "comment": "Ett besök flyttas."}, http.StatusCreated)
	afterMove := s.events("/kalender/alla.ics")[moved.ID]
	if got := instant(t, afterMove, "DTSTART"); !got.Equal(moved.Starts.Add(30 * time.Minute)) {
		t.Errorf("moved to %s", got)
	}
	contains(t, text(t, afterMove, "SUMMARY"), "ÄNDRAD TID: ")
	contains(t, text(t, afterMove, "DESCRIPTION"), "Marknad på torget.", scheduling.Local(moved.Starts).Format("15.04"))
	rises(t, before, afterMove)
	s.unchangedAnswers304()

	s.clock.pass(time.Minute)
	s.act(http.MethodPost, "/api/v1/visits/"+moved.ID+"/cancel", etag,
		map[string]any{"reason": "Bilen är trasig.", "release": true}, http.StatusOK)
	afterCancel := s.events("/kalender/alla.ics")[moved.ID]
	contains(t, text(t, afterCancel, "SUMMARY"), "INSTÄLLT: ")
	contains(t, text(t, afterCancel, "STATUS"), "CANCELLED")
	contains(t, text(t, afterCancel, "DESCRIPTION"), "Bilen är trasig.")
	contains(t, text(t, s.events("/kalender/g/alla.ics")[moved.ID], "STATUS"), "CONFIRMED")
	rises(t, afterMove, afterCancel)
	s.unchangedAnswers304()

	page := string(s.ask(http.MethodGet, "/besok/"+moved.ID, nil, nil).body)
	contains(t, page, "Inställt", "Bilen är trasig.")
	contains(t, string(s.ask(http.MethodGet, "/andringar", nil, nil).body), "Ett besök flyttas.")
}

// rises sees that calendar programs take the second version of a visit for newer.
func rises(t *testing.T, before, after ical.Event) {
	t.Helper()
	if !instant(t, after, "LAST-MODIFIED").After(instant(t, before, "LAST-MODIFIED")) {
		t.Errorf("LAST-MODIFIED is not newer")
	}
	old, err := before.Props.Get("SEQUENCE").Int()
	if err != nil {
		t.Fatal(err)
	}
	if rose, err := after.Props.Get("SEQUENCE").Int(); err != nil || rose != old+1 {
		t.Errorf("SEQUENCE is %d after %d, %v", rose, old, err)
	}
}

// unchangedAnswers304 fetches a feed again as calendar programs do.
func (s server) unchangedAnswers304() {
	s.t.Helper()
	for _, encoding := range []string{"gzip", "identity"} {
		accept := map[string]string{"Accept-Encoding": encoding}
		first := s.ask(http.MethodGet, "/kalender/alla.ics", accept, nil)
		accept["If-None-Match"] = first.header.Get("ETag")
		second := s.ask(http.MethodGet, "/kalender/alla.ics", accept, nil)
		if first.status != http.StatusOK || second.status != http.StatusNotModified || len(second.body) != 0 {
			s.t.Errorf("with %s: %d, then %d with %d bytes", encoding, first.status, second.status, len(second.body))
		}
		if tag := first.header.Get("ETag"); !strings.HasPrefix(tag, `"`) {
			s.t.Errorf("the ETag %s is not strong", tag)
		}
	}
}
