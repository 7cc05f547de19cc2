//go:build unix

package api_test

import (
	"net/http"
	"testing"
	"time"

	"poliskontor/accounts"
	"poliskontor/storage/storagetest"
)

func TestCheckpoints(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t))
		list := func() string { return asText(w.must(http.StatusOK, "GET", "/api/v1/visits", nil).items()) }
		keep := func(name string) string {
			t.Helper()
			return "/api/v1/checkpoints/" + w.must(http.StatusCreated, "POST", season+"/checkpoints", object{"name": name}).text("id")
		}
		differences := func(path string) []object { return w.must(http.StatusOK, "GET", path+"/differences", nil).items() }

		visits := w.must(http.StatusOK, "GET", "/api/v1/visits", nil).items()
		first := keep("Först")
		if found := differences(first); len(found) != 0 {
			t.Errorf("at once: %v", found)
		}
		w.must(http.StatusNoContent, "DELETE", "/api/v1/visits/"+visits[0]["id"].(string), nil, "If-Match", `"1"`)
		w.must(http.StatusOK, "PUT", "/api/v1/visits/"+visits[1]["id"].(string), object{"pinned": true}, "If-Match", `"1"`)
		w.sleepUntil(storagetest.Now.Add(time.Minute))
		second := keep("Sedan")
		if found := differences(first); len(found) != 2 || found[0]["kind"] != "removed" || found[1]["kind"] != "changed" {
			t.Errorf("after two changes: %v", found)
		}
		between := w.must(http.StatusOK, "GET", second+"/differences?with="+first[len("/api/v1/checkpoints/"):], nil).items()
		if len(between) != 2 || between[0]["kind"] != "added" {
			t.Errorf("backwards: %v", between)
		}

		back := w.must(http.StatusOK, "POST", first+"/return", object{})
		if back.number("put") != 2 || back.number("removed") != 0 || len(listOf(back, "unrestored")) != 0 || len(differences(first)) != 0 {
			t.Errorf("returned: %s, still %v", back.Body, differences(first))
		}
		w.must(http.StatusOK, "POST", second+"/return", object{})
		if found := differences(second); len(found) != 0 {
			t.Errorf("returned again: %v", found)
		}
		before := list()
		w.must(http.StatusOK, "POST", second+"/return", object{})
		if list() != before {
			t.Error("returning to what is there changes something")
		}

		items := w.must(http.StatusOK, "GET", season+"/checkpoints", nil).items()
		if len(items) != 2 || items[0]["name"] != "Först" || items[0]["visits"] != float64(len(visits)) {
			t.Errorf("list: %v", items)
		}
		w.must(http.StatusNoContent, "DELETE", first, nil)
		w.must(http.StatusNotFound, "POST", first+"/return", object{})
		w.must(http.StatusUnprocessableEntity, "GET", second+"/differences?with=nothing", nil)
	})
}

func TestCheckpointsAreTheirOwners(t *testing.T) {
	w, season := planned(t, storagetest.SQLite(t))
	id := w.must(http.StatusCreated, "POST", season+"/checkpoints", object{"name": "Mitt"}).text("id")
	other := w.account("annan@example.se", accounts.Grant{Role: accounts.Planner, DistrictID: w.seeds.District.ID})
	as := []string{"Authorization", "Bearer " + w.tokenOf(other)}
	if found := w.must(http.StatusOK, "GET", season+"/checkpoints", nil, as...).items(); len(found) != 0 {
		t.Errorf("another planner sees %v", found)
	}
	w.must(http.StatusNotFound, "GET", "/api/v1/checkpoints/"+id+"/differences", nil, as...)
	w.must(http.StatusNotFound, "POST", "/api/v1/checkpoints/"+id+"/return", object{}, as...)
	w.must(http.StatusNotFound, "DELETE", "/api/v1/checkpoints/"+id, nil, as...)
}

// TestReturningKeepsWhatIsAnnounced returns to before a release: what citizens know of
// is moved and cancelled with a reason, and what is over stays.
func TestReturningKeepsWhatIsAnnounced(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t))
		id := w.must(http.StatusCreated, "POST", season+"/checkpoints", object{"name": "Utkast"}).text("id")
		here := "/api/v1/checkpoints/" + id
		v := w.announced(object{"starts": "2026-12-04T15:00", "ends": "2026-12-04T16:00"})
		if w.send("POST", here+"/return", object{}).Code != http.StatusUnprocessableEntity {
			t.Error("an announced visit is cancelled without a reason")
		}
		w.must(http.StatusOK, "POST", here+"/return", object{"reason": "Vi planerar om"})
		after := w.must(http.StatusOK, "GET", "/api/v1/visits/"+v.text("id"), nil)
		if after.text("state") != "cancelled" || after.text("reason") != "Vi planerar om" {
			t.Errorf("the announced visit: %s", after.Body)
		}
		w.must(http.StatusCreated, "POST", "/api/v1/districts/"+string(w.seeds.District.ID)+"/releases", object{"after": 1, "comment": "Inställt"})
		again := w.must(http.StatusCreated, "POST", season+"/checkpoints", object{"name": "Efter"}).text("id")
		known := w.must(http.StatusOK, "GET", "/api/v1/visits?state=announced", nil).items()[0]
		gone := "/api/v1/visits/" + known["id"].(string)
		w.must(http.StatusOK, "POST", gone+"/cancel", object{"reason": "Sjukdom"}, "If-Match", asText(asText(known["version"])))
		w.must(http.StatusOK, "POST", "/api/v1/checkpoints/"+again+"/return", object{})
		if found := w.must(http.StatusOK, "GET", gone, nil); found.text("state") != "announced" {
			t.Errorf("cancelled, but nobody was told: %s", found.Body)
		}
		w.must(http.StatusOK, "POST", gone+"/cancel", object{"reason": "Sjukdom", "release": true}, "If-Match", asText(asText(w.must(http.StatusOK, "GET", gone, nil).body["version"])))
		told := w.must(http.StatusOK, "POST", "/api/v1/checkpoints/"+again+"/return", object{"reason": "Vi planerar om"})
		if unrestored := listOf(told, "unrestored"); len(unrestored) != 1 || unrestored[0]["code"] != "visit_state" || unrestored[0]["message"] == "" {
			t.Errorf("cancelled for all: %s", told.Body)
		}
	})
}
