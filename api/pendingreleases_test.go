//go:build unix

package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"poliskontor/api"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// regretting is a world whose district has a moment to take releases back.
func regretting(t *testing.T, address string) (*world, *scheduling.Publishing) {
	t.Helper()
	var publishing *scheduling.Publishing
	w := newWorld(t, address, func(c *api.Config) { publishing = c.Publishing })
	path := "/api/v1/districts/" + string(w.seeds.District.ID)
	d := w.must(http.StatusOK, "GET", path, nil)
	if d.number("regretSeconds") != 0 {
		t.Errorf("to begin with: %s", d.Body)
	}
	changed := w.must(http.StatusOK, "PUT", path, object{"slug": d.text("slug"), "name": d.text("name")}, "If-Match", d.Header().Get("ETag"))
	if changed.number("regretSeconds") != scheduling.UsualRegret {
		t.Errorf("where nothing is said: %s", changed.Body)
	}
	return w, publishing
}

func TestAPendingReleaseGoesOutOrIsTakenBack(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, publishing := regretting(t, database.Fresh(t))
		visit := w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil)).text("id")
		ask, public := "/api/v1/districts/"+string(w.seeds.District.ID)+"/pending-releases", "/api/v1/public/visits/"+visit
		depart := func() {
			t.Helper()
			if err := publishing.Depart(t.Context()); err != nil {
				t.Fatal(err)
			}
		}

		first := w.must(http.StatusCreated, "POST", ask, object{"after": 0, "comment": "Nytt schema"})
		if first.text("state") != "waiting" || first.number("secondsLeft") != 15 || first.number("visits") != 1 || first.text("by") != "everything@example.se" {
			t.Errorf("asked: %s", first.Body)
		}
		if r := w.must(http.StatusConflict, "POST", ask, object{"after": 0}); r.text("code") != "release_pending" {
			t.Errorf("asked again: %s", r.Body)
		}
		here := "/api/v1/pending-releases/" + first.text("id")
		w.must(http.StatusNoContent, "DELETE", here, nil)
		w.sleepUntil(w.clock().Add(15 * time.Second))
		depart()
		w.must(http.StatusNotFound, "GET", public, nil)
		if r := w.must(http.StatusConflict, "DELETE", here, nil); r.text("code") != "release_settled" {
			t.Errorf("taken back again: %s", r.Body)
		}

		second := w.must(http.StatusCreated, "POST", ask, object{"after": 0})
		w.sleepUntil(w.clock().Add(15 * time.Second))
		depart()
		w.must(http.StatusOK, "GET", public, nil)
		list := w.must(http.StatusOK, "GET", "/api/v1/pending-releases?district="+string(w.seeds.District.ID), nil).items()
		if len(list) != 2 || list[0]["state"] != "taken_back" || list[0]["settledBy"] != "everything@example.se" ||
			list[1]["id"] != second.text("id") || list[1]["state"] != "released" || list[1]["number"] != 1.0 {
			t.Errorf("listed: %v", list)
		}
		w.sleepUntil(w.clock().Add(time.Hour))
		if list := w.must(http.StatusOK, "GET", "/api/v1/pending-releases", nil).items(); len(list) != 0 {
			t.Errorf("an hour later: %v", list)
		}
	})
}

func TestAPendingReleaseThatIsRefusedSaysWhy(t *testing.T) {
	w, publishing := regretting(t, storagetest.SQLite(t))
	visit := w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil)).text("id")
	pending := w.must(http.StatusCreated, "POST", "/api/v1/districts/"+string(w.seeds.District.ID)+"/pending-releases", object{"after": 0}).text("id")
	w.must(http.StatusOK, "PUT", "/api/v1/visits/"+visit, object{"publicNote": "Om trafiken"}, "If-Match", `"1"`)
	w.sleepUntil(w.clock().Add(15 * time.Second))
	if err := publishing.Depart(t.Context()); err != nil {
		t.Fatal(err)
	}
	said := w.must(http.StatusOK, "GET", "/api/v1/pending-releases/"+pending, nil, "Accept-Language", "en")
	if said.text("state") != "refused" || said.text("code") != "release_changed" || !strings.HasPrefix(said.text("message"), "A visit was changed") {
		t.Errorf("it came to %s", said.Body)
	}
}

func TestWhatWasSaidUrgentlyIsTakenBack(t *testing.T) {
	w := onSQLite(t)
	v := w.announced(nil)
	here, public := "/api/v1/visits/"+v.text("id"), "/api/v1/public/visits/"+v.text("id")
	cancelled := w.must(http.StatusOK, "POST", here+"/cancel", object{"reason": "Bilen är trasig", "release": true}, "If-Match", v.Header().Get("ETag"))
	if seen := w.must(http.StatusOK, "GET", public, nil); seen.text("state") != "cancelled" {
		t.Errorf("cancelled: %s", seen.Body)
	}
	w.must(http.StatusOK, "POST", here+"/restore", object{"released": true, "release": true}, "If-Match", cancelled.Header().Get("ETag"))
	seen := w.must(http.StatusOK, "GET", public, nil)
	if seen.text("state") != "announced" || seen.text("reason") != "" || seen.number("sequence") != 2 {
		t.Errorf("taken back: %s", seen.Body)
	}
	if page := w.must(http.StatusOK, "GET", "/andringar", nil); !strings.Contains(page.Body.String(), "Blir av som planerat") {
		t.Error("the changes do not say that it takes place")
	}
	if feed := w.must(http.StatusOK, "GET", "/kalender/alla.ics", nil); !strings.Contains(feed.Body.String(), "SEQUENCE:2") || strings.Contains(feed.Body.String(), "INSTÄLLT") {
		t.Errorf("the feed: %s", feed.Body)
	}
}

func TestReplacementsForALostVisit(t *testing.T) {
	w, _ := planned(t, storagetest.SQLite(t))
	visit := w.must(http.StatusOK, "GET", "/api/v1/visits?locality="+string(w.seeds.Localities[0].ID), nil).items()[0]
	found := w.must(http.StatusOK, "GET", "/api/v1/visits/"+visit["id"].(string)+"/replacements", nil)
	slots := listOf(found, "slots")
	if len(slots) == 0 || len(slots) > 3 || found.number("maxGapDays") != 10 || found.text("after") == "" {
		t.Fatalf("found: %s", found.Body)
	}
	for _, slot := range slots {
		taken := object{"districtId": w.seeds.District.ID}
		for _, field := range []string{"localityId", "siteId", "officeId", "starts", "ends"} {
			taken[field] = slot[field]
		}
		w.must(http.StatusCreated, "POST", "/api/v1/visits", taken)
	}
	w.must(http.StatusNotFound, "GET", "/api/v1/visits/nothing/replacements", nil)
}
