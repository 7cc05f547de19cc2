//go:build unix

package api_test

import (
	"net/http"
	"net/url"
	"testing"

	"poliskontor/api"
	"poliskontor/storage/storagetest"
)

// planned is a world with a season of two weeks, a promise to every basort, and a plan
// of the engine in its working schedule.
func planned(t *testing.T, address string, change ...func(*api.Config)) (w *world, season string) {
	t.Helper()
	w = newWorld(t, address, change...)
	made := w.must(http.StatusCreated, "POST", "/api/v1/seasons", object{
		"districtId": w.seeds.District.ID, "name": "Vintern", "from": "2026-11-23", "to": "2026-12-06"})
	w.must(http.StatusCreated, "POST", "/api/v1/pledges", object{
		"districtId": w.seeds.District.ID, "municipalityId": w.seeds.Municipality.ID, "slug": "lofte", "kind": "pledge", "title": "Löfte",
		"signed": "2026-01-01", "from": "2026-01-01", "commitments": []any{object{"article": 1, "title": "Besök", "owner": "police",
			"indicator": "visits", "binds": "year_round", "target": object{"aimDays": 5, "maxGapDays": 10}, "scope": object{"kinds": []any{"basort"}}}}})
	season = made.Header().Get("Location")
	proposal := w.must(http.StatusCreated, "POST", season+"/proposals", object{"seed": 1, "iterations": 50})
	w.must(http.StatusOK, "POST", proposal.Header().Get("Location")+"/take", object{}, "If-Match", `"1"`)
	return w, season
}

func listOf(r response, field string) []object {
	var found []object
	list, _ := r.body[field].([]any)
	for _, item := range list {
		found = append(found, item.(object))
	}
	return found
}

func TestOutlookSaysWhatCanBeKept(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t))
		good := w.must(http.StatusOK, "GET", season+"/outlook", nil)
		if good.body["kept"] != true || good.text("certainty") != "proven" || len(listOf(good, "weeks")) != 2 || len(listOf(good, "obstacles")) != 0 {
			t.Errorf("outlook: %s", good.Body)
		}
		w.must(http.StatusCreated, "POST", "/api/v1/absences", object{
			"districtId": w.seeds.District.ID, "officeId": w.seeds.Office.ID, "from": "2026-11-24", "to": "2026-12-06"})
		bad := w.must(http.StatusOK, "GET", season+"/outlook", nil)
		obstacles := listOf(bad, "obstacles")
		if bad.body["kept"] != false || len(obstacles) == 0 || obstacles[0]["certainty"] != "proven" || obstacles[0]["from"] == "" {
			t.Errorf("with one day crewed: %s", bad.Body)
		}
		w.must(http.StatusNotFound, "GET", "/api/v1/seasons/nothing/outlook", nil)
	})
}

func TestAssessmentScoresTheSchedule(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t))
		good := w.must(http.StatusOK, "GET", season+"/assessment", nil)
		if len(listOf(good, "unkept")) != 0 || len(listOf(good, "broken")) != 0 || good.body["measures"].(object)["visits"].(float64) < 6 {
			t.Errorf("the engine's own plan: %s", good.Body)
		}
		for _, visit := range w.must(http.StatusOK, "GET", "/api/v1/visits", nil).items() {
			if visit["localityId"] != string(w.seeds.Localities[0].ID) {
				continue
			}
			w.must(http.StatusNoContent, "DELETE", "/api/v1/visits/"+visit["id"].(string), nil, "If-Match", `"1"`)
		}
		bad := w.must(http.StatusOK, "GET", season+"/assessment", nil)
		unkept := listOf(bad, "unkept")
		if len(unkept) != 1 || unkept[0]["localityId"] != string(w.seeds.Localities[0].ID) || unkept[0]["rule"] != "maximumGap" {
			t.Errorf("without visits: %s", bad.Body)
		}
	})
}

func TestWhyNotAnswersForEachDay(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t))
		ask := func(locality, from, to string) string {
			return season + "/why-not?" + url.Values{"locality": {locality}, "from": {from}, "to": {to}}.Encode()
		}
		here := string(w.seeds.Localities[0].ID)
		days := listOf(w.must(http.StatusOK, "GET", ask(here, "2026-11-01", "2026-11-29"), nil), "days")
		if len(days) != 7 || days[0]["day"] != "2026-11-23" {
			t.Fatalf("days: %v", days)
		}
		verdicts := map[any]int{}
		for _, d := range days {
			verdicts[d["verdict"]]++
		}
		if verdicts["planned"] == 0 || verdicts["blocked"] != 2 || days[6]["rule"] != "shift" {
			t.Errorf("verdicts %v, on Sunday %v", verdicts, days[6])
		}
		for _, wrong := range []struct{ path, location, code string }{
			{ask("nothing", "2026-11-23", "2026-11-29"), "query.locality", "unknown"},
			{ask(here, "2026-11-29", "2026-11-23"), "query.to", "end_before_start"},
			{ask(here, "2027-11-29", "2027-12-23"), "query.to", "end_before_start"},
		} {
			r := w.must(http.StatusUnprocessableEntity, "GET", wrong.path, nil)
			if e := listOf(r, "errors"); len(e) != 1 || e[0]["location"] != wrong.location || e[0]["code"] != wrong.code {
				t.Errorf("%s: %s", wrong.path, r.Body)
			}
		}
		w.must(http.StatusUnprocessableEntity, "GET", season+"/why-not?locality="+here, nil)
	})
}

func TestBestForRanksLocalities(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t))
		asked := 0
		for _, shift := range w.seeds.Shifts {
			r := w.must(http.StatusOK, "GET", season+"/best-for?shift="+string(shift.ID), nil)
			last := -1 << 62
			for _, c := range listOf(r, "candidates") {
				asked++
				change := c["change"].(object)
				if price := int(change["promise"].(float64))<<20 + int(change["soft"].(float64)); price < last {
					t.Errorf("out of order: %s", r.Body)
				} else {
					last = price
				}
				if c["siteId"] == "" || c["starts"] == "" || len(c["reasons"].([]any)) == 0 {
					t.Errorf("candidate %v", c)
				}
			}
		}
		if asked == 0 {
			t.Error("no shift has room for anything")
		}
		r := w.must(http.StatusUnprocessableEntity, "GET", season+"/best-for?shift=nothing", nil)
		if e := listOf(r, "errors"); len(e) != 1 || e[0]["location"] != "query.shift" {
			t.Errorf("an unknown shift: %s", r.Body)
		}
	})
}

// TestRepair loses a day: what stood on it is moved or given up, all else stays, and
// the proposal can be taken.
func TestRepair(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t))
		visits := w.must(http.StatusOK, "GET", "/api/v1/visits", nil).items()
		first := visits[0]
		day := first["starts"].(string)[:10]
		on := map[any]bool{}
		for _, v := range visits {
			if v["starts"].(string)[:10] == day {
				on[v["id"]] = true
			}
		}
		made := w.must(http.StatusCreated, "POST", season+"/repairs", object{"officeId": w.seeds.Office.ID, "from": day, "to": day})
		if lost, _ := made.body["lost"].([]any); len(lost) != 1 {
			t.Errorf("lost: %v", made.body["lost"])
		}
		changed := map[any]bool{}
		for _, v := range listOf(made, "visits") {
			if v["starts"].(string)[:10] == day {
				t.Errorf("a visit on the lost day: %v", v)
			}
			if v["kind"] == "moved" {
				changed[v["visitId"]] = true
			}
		}
		dropped, _ := made.body["dropped"].([]any)
		for _, id := range dropped {
			changed[id] = true
		}
		for id := range on {
			if !changed[id] {
				t.Errorf("what becomes of visit %v is not said", id)
			}
		}
		if len(changed) > len(on)+1 {
			t.Errorf("%d visits change for %d that are lost", len(changed), len(on))
		}
		here := made.Header().Get("Location")
		if read := w.must(http.StatusOK, "GET", here, nil); read.Body.String() != made.Body.String() {
			t.Errorf("read %s\nmade %s", read.Body, made.Body)
		}
		w.must(http.StatusOK, "POST", here+"/take", object{}, "If-Match", `"1"`)
		for _, v := range w.must(http.StatusOK, "GET", "/api/v1/visits", nil).items() {
			if v["starts"].(string)[:10] == day {
				t.Errorf("still on the lost day: %v", v)
			}
		}
	})
}

// TestRepairAfterTheAbsenceIsKnown gives the same answer where the planner has said
// already that the office is away.
func TestRepairAfterTheAbsenceIsKnown(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t))
		day := w.must(http.StatusOK, "GET", "/api/v1/visits", nil).items()[0]["starts"].(string)[:10]
		ask := object{"officeId": w.seeds.Office.ID, "from": day, "to": day}
		before := w.must(http.StatusCreated, "POST", season+"/repairs", ask)
		w.must(http.StatusCreated, "POST", "/api/v1/absences", object{
			"districtId": w.seeds.District.ID, "officeId": w.seeds.Office.ID, "from": day, "to": day})
		after := w.must(http.StatusCreated, "POST", season+"/repairs", ask)
		if asText(before.body["visits"]) != asText(after.body["visits"]) || asText(before.body["dropped"]) != asText(after.body["dropped"]) {
			t.Errorf("before %s\nafter %s", before.Body, after.Body)
		}
	})
}

func TestRepairWantsALoss(t *testing.T) {
	w, season := planned(t, storagetest.SQLite(t))
	for _, wrong := range []struct {
		body           object
		location, code string
	}{
		{object{}, "body.shifts", "required"},
		{object{"shifts": []any{"nothing"}}, "body.shifts", "no_shifts"},
		{object{"officeId": w.seeds.Office.ID}, "body.from", "required"},
		{object{"officeId": w.seeds.Office.ID, "from": "2026-11-28", "to": "2026-11-29"}, "body.shifts", "no_shifts"},
	} {
		r := w.must(http.StatusUnprocessableEntity, "POST", season+"/repairs", wrong.body)
		if e := listOf(r, "errors"); len(e) == 0 || e[0]["location"] != wrong.location || e[0]["code"] != wrong.code {
			t.Errorf("%v: %s", wrong.body, r.Body)
		}
	}
}

func TestPlanningWordsAreInTheReadersLanguage(t *testing.T) {
	w := onSQLite(t)
	for accept, want := range map[string]string{"": "Dygnsvila", "en": "Daily rest"} {
		r := w.must(http.StatusOK, "GET", "/api/v1/planning-words", nil, "Accept-Language", accept)
		if got := r.body["rules"].(object)["rest"].(object)["name"]; got != want {
			t.Errorf("%q: %v", accept, got)
		}
	}
}

// TestRegistersSayWhatPlanningRespects writes and reads the fields that only planning
// goes by.
func TestRegistersSayWhatPlanningRespects(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		opening := object{"weekdays": []any{"tuesday"}, "opens": "09:00", "closes": "14:00", "from": "12-01", "to": "03-01"}
		for path, change := range map[string]object{
			"districts/" + string(w.seeds.District.ID):       {"restMinutes": 600},
			"shifts/" + string(w.seeds.Shifts[0].ID):         {"crew": "Lag A"},
			"sites/" + string(w.seeds.Sites[0].ID):           {"opening": opening},
			"localities/" + string(w.seeds.Localities[0].ID): {"exposed": true, "attendance": 0, "wishes": 4},
		} {
			thing := w.must(http.StatusOK, "GET", "/api/v1/"+path, nil)
			body := object{}
			for field, value := range thing.body {
				if field != "id" && field != "createdAt" && field != "updatedAt" && field != "created" && field != "updated" && field != "$schema" {
					body[field] = value
				}
			}
			for field, value := range change {
				body[field] = value
			}
			w.must(http.StatusOK, "PUT", "/api/v1/"+path, body)
			read := w.must(http.StatusOK, "GET", "/api/v1/"+path, nil)
			for field, value := range change {
				if asText(read.body[field]) != asText(value) {
					t.Errorf("%s: %s is %v, want %v", path, field, read.body[field], value)
				}
			}
		}
		locality := w.must(http.StatusOK, "GET", "/api/v1/localities/"+string(w.seeds.Localities[1].ID), nil)
		if locality.body["attendance"] != nil {
			t.Errorf("unknown attendance is %v", locality.body["attendance"])
		}
	})
}
