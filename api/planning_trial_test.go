//go:build unix

package api_test

import (
	"net/http"
	"testing"

	"poliskontor/storage/storagetest"
)

// trial is a new visit in the slot of [world.visit].
func (w *world) trial() object {
	v := w.visit(nil)
	return object{"siteId": v["siteId"], "officeId": v["officeId"], "starts": v["starts"], "ends": v["ends"]}
}

func TestTrialsTellWhatTheyWouldDo(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t))
		visits := w.must(http.StatusOK, "GET", "/api/v1/visits", nil).items()
		schedule := w.must(http.StatusOK, "GET", season+"/assessment", nil)
		try := func(changes ...any) response {
			t.Helper()
			return w.must(http.StatusOK, "POST", season+"/trials", object{"changes": changes})
		}

		var all []any // of the first locality
		for _, v := range visits {
			if v["localityId"] == string(w.seeds.Localities[0].ID) {
				all = append(all, object{"visitId": v["id"], "remove": true})
			}
		}
		without := try(all...)
		if asText(without.body["before"]) != asText(schedule.body["score"]) {
			t.Errorf("before: %v, the assessment says %v", without.body["before"], schedule.body["score"])
		}
		unkept := listOf(without, "unkept")
		if len(unkept) != 1 || unkept[0]["localityId"] != string(w.seeds.Localities[0].ID) {
			t.Errorf("without visits: %s", without.Body)
		}
		places := listOf(without, "localities")
		if len(places) != 1 || places[0]["maxGapDays"] != 10.0 || len(places[0]["closed"].([]any)) == 0 || len(places[0]["opened"].([]any)) != 0 {
			t.Errorf("gaps: %v", places)
		}

		first := visits[0]
		same := try(object{"visitId": first["id"], "siteId": first["siteId"], "officeId": first["officeId"], "starts": first["starts"], "ends": first["ends"]})
		if asText(same.body["before"]) != asText(same.body["after"]) || len(listOf(same, "broken")) != 0 || len(listOf(same, "localities")[0]["opened"].([]any)) != 0 {
			t.Errorf("where it is: %s", same.Body)
		}

		second := visits[1]
		findings := listOf(try(object{"siteId": first["siteId"], "officeId": first["officeId"], "starts": first["starts"], "ends": first["ends"]},
			object{"visitId": second["id"], "siteId": second["siteId"], "officeId": second["officeId"], "starts": "2026-11-28T10:00", "ends": "2026-11-28T12:00"}), "findings")
		codes := map[any]float64{}
		for _, f := range findings {
			codes[f["code"]] = f["change"].(float64)
		}
		if at, found := codes["office_double_booked"]; !found || at != 0 || codes["check_no_shift"] != 1 || findings[0]["severity"] != "blocks" || findings[0]["message"] == "" {
			t.Errorf("findings: %v", findings)
		}
		if after := w.must(http.StatusOK, "GET", "/api/v1/visits", nil); asText(after.items()) != asText(visits) {
			t.Error("trying has changed the schedule")
		}
	})
}

// TestTrialsAgreeWithSaving tries slots around a visit and then plans them: what is said
// to collide is refused, and nothing else.
func TestTrialsAgreeWithSaving(t *testing.T) {
	w, season := planned(t, storagetest.SQLite(t))
	for _, v := range w.must(http.StatusOK, "GET", "/api/v1/visits", nil).items() {
		w.must(http.StatusNoContent, "DELETE", "/api/v1/visits/"+v["id"].(string), nil, "If-Match", `"1"`)
	}
	w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(object{"starts": "2026-11-24T12:00", "ends": "2026-11-24T13:00"}))
	for site := range w.seeds.Sites {
		for _, at := range [][2]string{{"09:00", "10:00"}, {"10:15", "11:15"}, {"11:00", "12:30"}, {"13:00", "14:00"}, {"13:40", "14:40"}, {"16:30", "17:30"}} {
			v := w.visit(object{"localityId": w.seeds.Localities[site].ID, "siteId": w.seeds.Sites[site].ID, "starts": "2026-11-24T" + at[0], "ends": "2026-11-24T" + at[1]})
			tried := w.must(http.StatusOK, "POST", season+"/trials", object{"changes": []any{object{
				"siteId": v["siteId"], "officeId": v["officeId"], "starts": v["starts"], "ends": v["ends"]}}})
			blocked := len(listOf(tried, "findings")) > 0 && listOf(tried, "findings")[0]["severity"] == "blocks"
			made := w.send("POST", "/api/v1/visits", v)
			if saved := made.Code == http.StatusCreated; saved == blocked {
				t.Errorf("site %d at %v: tried %s, saved %d %s", site, at, tried.Body, made.Code, made.Body)
			} else if saved {
				w.must(http.StatusNoContent, "DELETE", made.Header().Get("Location"), nil, "If-Match", `"1"`)
			}
		}
	}
}

func TestTrialsThatMakeNoSense(t *testing.T) {
	w, season := planned(t, storagetest.SQLite(t))
	for _, wrong := range []struct {
		change         object
		location, code string
	}{
		{object{"visitId": "nothing", "remove": true}, "body.changes[0].visitId", "unknown"},
		{object{"remove": true}, "body.changes[0].visitId", "required"},
		{object{"siteId": "nothing", "officeId": w.seeds.Office.ID, "starts": "2026-11-24T10:00", "ends": "2026-11-24T11:00"}, "body.changes[0].siteId", "unknown"},
		{object{"siteId": w.seeds.Sites[0].ID, "officeId": w.seeds.Office.ID, "starts": "2027-11-24T10:00", "ends": "2027-11-24T11:00"}, "body.changes[0].starts", "outside_season"},
		{object{"siteId": w.seeds.Sites[0].ID, "officeId": w.seeds.Office.ID, "starts": "2026-11-24T10:00", "ends": "2026-11-24T09:00"}, "body.changes[0].ends", "end_before_start"},
	} {
		r := w.must(http.StatusUnprocessableEntity, "POST", season+"/trials", object{"changes": []any{wrong.change}})
		if e := listOf(r, "errors"); len(e) == 0 || e[0]["location"] != wrong.location || e[0]["code"] != wrong.code {
			t.Errorf("%v: %s", wrong.change, r.Body)
		}
	}
}
