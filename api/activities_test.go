//go:build unix

package api_test

import (
	"net/http"
	"strings"
	"testing"

	"poliskontor/accounts"
	"poliskontor/storage/storagetest"
)

// as returns the headers of somebody of an authority with a role in the world's district.
func (w *world) as(authority accounts.Authority, role accounts.Role) []string {
	w.t.Helper()
	account, err := w.people.Create(storagetest.Context(w.t), accounts.Operator(), accounts.Account{
		Email: string(role) + "@" + string(authority) + ".example.se", Name: "Någon", Authority: authority,
		Grants: []accounts.Grant{{Role: role, DistrictID: w.seeds.District.ID}}})
	if err != nil {
		w.t.Fatal(err)
	}
	return []string{"Authorization", "Bearer " + w.tokenOf(account)}
}

// signed signs a pledge of three articles, on visits, traffic controls and other measures,
// and returns the IDs of its commitments.
func (w *world) signed() []string {
	article := func(n int, indicator string) object {
		return object{"article": n, "title": "Artikel", "owner": "both", "indicator": indicator, "binds": "year_round"}
	}
	answer := w.must(http.StatusCreated, "POST", "/api/v1/pledges", object{
		"districtId": w.seeds.District.ID, "municipalityId": w.seeds.Municipality.ID, "slug": "undertecknat", "kind": "pledge", "title": "Löfte",
		"from": "2026-01-01", "signed": "2026-01-01",
		"commitments": []any{article(1, "visits"), article(2, "traffic_controls"), article(3, "measures")}})
	var ids []string
	for _, c := range answer.body["commitments"].([]any) {
		ids = append(ids, c.(object)["id"].(string))
	}
	return ids
}

func TestActivities(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		commitments := w.signed()
		police, kommun := w.as(accounts.Police, accounts.Planner), w.as(accounts.Municipality, accounts.Coordinator)
		body := w.activity()
		body["starts"], body["ends"], body["participants"], body["named"], body["feedback"] = "16:00", "18:30", 40, true, "2026-09-25"
		made := w.must(http.StatusCreated, "POST", "/api/v1/activities", body, police...)
		path := made.Header().Get("Location")
		if made.text("owner") != "police" || made.text("municipalityId") != string(w.seeds.Municipality.ID) || made.text("ends") != "18:30" || made.number("participants") != 40 {
			t.Errorf("made as %v", made.body)
		}
		counts := asText(made.body["counts"])
		if counts != `[{"commitmentId":"`+commitments[1]+`"}]` {
			t.Errorf("it counts toward %s", counts)
		}
		w.must(http.StatusForbidden, "DELETE", path, nil, append(kommun, "If-Match", `"1"`)...)
		body["version"] = 1
		w.must(http.StatusForbidden, "PUT", path, body, kommun...)
		body["participants"], body["starts"], body["ends"] = 41, nil, nil
		delete(body, "starts")
		delete(body, "ends")
		changed := w.must(http.StatusOK, "PUT", path, body, police...)
		if changed.number("version") != 2 || changed.body["starts"] != nil {
			t.Errorf("changed to %v", changed.body)
		}
		stale := w.must(http.StatusPreconditionFailed, "PUT", path, body, police...)
		if current, _ := stale.body["current"].(object); current["participants"] != 41.0 {
			t.Errorf("told of %v", stale.body)
		}
		body["ends"] = "18:00"
		w.must(http.StatusUnprocessableEntity, "PUT", path, body, police...)

		for query, want := range map[string]int{"": 1, "?kind=traffic_control&owner=police&status=done&from=2026-09-24&to=2026-09-24": 1,
			"?kind=survey": 0, "?owner=kommun": 0, "?status=planned": 0, "?from=2026-09-25": 0, "?locality=" + string(w.seeds.Localities[1].ID): 0} {
			if list := w.must(http.StatusOK, "GET", "/api/v1/activities"+query, nil, kommun...); list.number("total") != want || len(list.items()) != want {
				t.Errorf("%d activities by %q, want %d", list.number("total"), query, want)
			}
		}

		counting := w.must(http.StatusOK, "GET", path+"/counting", nil, kommun...)
		if counting.Header().Get("ETag") != `"1"` || counting.body["corrected"] != false {
			t.Errorf("its counting is %v", counting.body)
		}
		to := object{"commitmentIds": []any{commitments[2]}}
		w.must(http.StatusForbidden, "PUT", path+"/counting", to, append(kommun, "If-Match", `"1"`)...)
		corrected := w.must(http.StatusOK, "PUT", path+"/counting", to, append(police, "If-Match", `"1"`)...)
		if asText(corrected.body["counts"]) != `[{"commitmentId":"`+commitments[2]+`"}]` || corrected.text("by") == "" || corrected.text("at") == "" {
			t.Errorf("corrected to %v", corrected.body)
		}
		stale = w.must(http.StatusPreconditionFailed, "PUT", path+"/counting", to, append(police, "If-Match", `"1"`)...)
		if current, _ := stale.body["current"].(object); current["corrected"] != true {
			t.Errorf("told of %v", stale.body)
		}
		if read := w.must(http.StatusOK, "GET", path, nil, kommun...); asText(read.body["counts"]) != asText(corrected.body["counts"]) || read.body["corrected"] != true {
			t.Errorf("read as %v", read.body)
		}
		back := w.must(http.StatusOK, "DELETE", path+"/counting", nil, append(police, "If-Match", `"2"`)...)
		if asText(back.body["counts"]) != counts || back.number("version") != 3 {
			t.Errorf("taken back to %v", back.body)
		}
		w.must(http.StatusNoContent, "DELETE", path, nil, append(police, "If-Match", `"2"`)...)
		w.must(http.StatusNotFound, "GET", path, nil, police...)
	})
}

func TestActionsThatAreOverdue(t *testing.T) {
	w := onSQLite(t)
	of := func(due, topic string) string {
		action := w.action()
		action["due"], action["topic"] = due, topic
		return w.must(http.StatusCreated, "POST", "/api/v1/actions", action).text("id")
	}
	late, today, later := of("2026-09-30", "Trafik"), of("2026-10-01", "Annat"), of("2026-12-24", "Trafik")
	answered := of("2026-09-01", "Trafik")
	body := w.action()
	body["due"], body["topic"], body["status"], body["answer"], body["version"] = "2026-09-01", "Trafik", "done", "Klart.", 1
	w.must(http.StatusOK, "PUT", "/api/v1/actions/"+answered, body)
	for query, want := range map[string][]string{
		"":                            {late, today, later, answered}, // what is open stands first
		"?overdue=true":               {late},
		"?topic=Trafik":               {late, later, answered},
		"?overdue=true&to=2026-08-31": nil,
		"?municipality=" + string(w.seeds.Municipality.ID): {late, today, later, answered},
	} {
		var got []string
		for _, item := range w.must(http.StatusOK, "GET", "/api/v1/actions"+query, nil).items() {
			got = append(got, item["id"].(string))
		}
		if asText(got) != asText(want) {
			t.Errorf("%q lists %v, want %v", query, got, want)
		}
	}
}

func TestATableOfActivitiesIsTakenUpOnce(t *testing.T) {
	w := onSQLite(t)
	police := append(w.as(accounts.Police, accounts.Planner), "Content-Type", "text/csv")
	path := "/api/v1/activities/import?district=" + string(w.seeds.District.ID)
	template := w.must(http.StatusOK, "GET", "/api/v1/activities/import/template?format=csv", nil, police...)
	if !strings.Contains(template.Header().Get("Content-Disposition"), "aktiviteter.csv") {
		t.Errorf("the template comes as %v", template.Header())
	}
	table := template.Body.String() + "Trafikkontroll;;;2026-09-21;;;;" + w.seeds.Localities[0].Name + ";Torget;;;;;;;;\n" +
		"Trafikkontroll;;;2026-09-21;;;;Månen;;;;;;;;;\n"
	for _, sent := range []struct {
		more, want string
		total      int
	}{{"&dry=true", "new", 0}, {"", "new", 1}, {"", "duplicate", 1}} {
		rows := w.must(http.StatusOK, "POST", path+sent.more, table, police...).items()
		if len(rows) != 2 || rows[0]["intake"] != sent.want || rows[1]["code"] != "place_unknown" || rows[1]["field"] != "localityId" || rows[1]["message"] == "" {
			t.Errorf("%v: %v", sent, rows)
		}
		if total := w.must(http.StatusOK, "GET", "/api/v1/activities", nil).number("total"); total != sent.total {
			t.Errorf("%v: %d are stored", sent, total)
		}
	}
	workbook := w.must(http.StatusOK, "GET", "/api/v1/activities/import/template", nil, police...)
	refused := w.must(http.StatusUnprocessableEntity, "POST", path, workbook.Body.String(), police...)
	if !strings.Contains(refused.Body.String(), "file_empty") {
		t.Errorf("the empty template is answered with %s", refused.Body)
	}
}
