//go:build unix

package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"poliskontor/accounts"
	"poliskontor/storage/storagetest"
)

func TestFeedHealth(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		address := "/api/v1/districts/" + string(w.seeds.District.ID) + "/feed-health"
		if none := w.must(http.StatusOK, "GET", address, nil); len(none.body["families"].([]any)) != 0 || none.body["lastChange"] != nil {
			t.Errorf("before anything was fetched: %s", none.Body)
		}
		w.announced(nil)
		fetch := func(path, program string, headers ...string) response {
			return w.send("GET", path, nil, append([]string{"Authorization", "", "User-Agent", program}, headers...)...)
		}
		place, elsewhere := "/kalender/ort/"+w.seeds.Localities[0].Slug+".ics", "/kalender/ort/"+w.seeds.Localities[1].Slug+".ics"
		const apple, google, browser = "iOS/17.4.1 (21E236) dataaccessd/1.0", "Google-Calendar-Importer", "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0"
		tag := fetch(place, apple).Header().Get("ETag")
		if again := fetch(place, apple, "If-None-Match", tag); again.Code != http.StatusNotModified {
			t.Fatalf("status %d", again.Code)
		}
		fetch(elsewhere, apple)
		fetch("/en/kalender/g/alla.ics", google)
		fetch("/kalender/urval.ics?ort="+w.seeds.Localities[0].Slug+","+w.seeds.Localities[1].Slug, google)
		for _, uncounted := range []string{"/kalender/ort/ingenstans.ics", "/kalender/alla.json", "/kalender/alla.csv", "/"} {
			fetch(uncounted, browser)
		}
		w.send("HEAD", place, nil, "Authorization", "", "User-Agent", browser)

		w.sleepUntil(w.clock().Add(time.Hour))
		w.announced(object{"starts": "2026-11-24T10:00", "ends": "2026-11-24T12:00"}) // at the first place
		fetch("/kalender/alla.ics", google)

		health := w.must(http.StatusOK, "GET", address, nil)
		families, kinds := map[string]object{}, map[string]object{}
		for _, f := range health.body["families"].([]any) {
			families[f.(object)["family"].(string)] = f.(object)
		}
		for _, k := range health.body["kinds"].([]any) {
			kinds[k.(object)["kind"].(string)] = k.(object)
		}
		if len(families) != 2 || len(kinds) != 3 || health.body["lastChange"] == nil {
			t.Fatalf("%s", health.Body)
		}
		for what, pair := range map[string][2]object{
			"apple":     {families["apple"], {"today": 3.0, "week": 3.0, "unchanged": 1.0, "copies": 2.0, "behind": 1.0}},
			"google":    {families["google"], {"today": 3.0, "week": 3.0, "unchanged": 0.0, "copies": 2.0, "behind": 1.0}},
			"all":       {kinds["all"], {"week": 2.0, "copies": 1.0, "behind": 0.0}},
			"locality":  {kinds["locality"], {"week": 3.0, "copies": 2.0, "behind": 1.0}},
			"selection": {kinds["selection"], {"week": 1.0, "copies": 1.0, "behind": 1.0}},
			"total":     {health.body["total"].(object), {"today": 6.0, "week": 6.0, "unchanged": 1.0, "copies": 4.0, "behind": 2.0}},
		} {
			for name, want := range pair[1] {
				if pair[0][name] != want {
					t.Errorf("%s: %s is %v, want %v", what, name, pair[0][name], want)
				}
			}
			if pair[0]["lastFetched"] == nil {
				t.Errorf("%s: nobody says when it was fetched", what)
			}
		}
		if strings.Contains(health.Body.String(), "dataaccessd") {
			t.Error("it tells what a program calls itself")
		}
	})
}

func TestFeedHealthIsForThoseWhoTellOfVisits(t *testing.T) {
	w := onSQLite(t)
	address := "/api/v1/districts/" + string(w.seeds.District.ID) + "/feed-health"
	for role, status := range map[accounts.Role]int{accounts.Planner: 200, accounts.Communicator: 200, accounts.Crew: 403, accounts.Coordinator: 403} {
		token := w.tokenOf(w.account(string(role)+"@example.se", accounts.Grant{Role: role, DistrictID: w.seeds.District.ID}))
		w.must(status, "GET", address, nil, "Authorization", "Bearer "+token)
	}
}
