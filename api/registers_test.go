//go:build unix

package api_test

import (
	"net/http"
	"reflect"
	"testing"
)

func TestEveryRegisterKeepsWhatItIsGiven(t *testing.T) {
	w := onSQLite(t)
	s := w.seeds
	district, municipality, site, office := s.District.ID, s.Municipality.ID, s.Sites[0].ID, s.Office.ID
	position := object{"lat": 55.93, "lon": 14.3}
	cases := []struct {
		name    string
		in      object
		change  string // a field with
		to      any    // another value
		narrow  string // a filter that finds it
		neither string // one that does not
	}{
		{"districts", object{"slug": "ovriga", "name": "Övriga", "noticeDays": 14.0, "bufferMinutes": 15.0, "contactLine": "114 14"},
			"name", "Andra", "", ""},
		{"municipalities", object{"districtId": district, "slug": "lerhaga", "name": "Lerhaga"},
			"name", "Lerhagen", "district=" + string(district), "district=nobody"},
		{"localities", object{"districtId": district, "municipalityId": municipality, "slug": "lillby", "name": "Lillby", "kind": "tatort",
			"position": position, "population": 300.0, "visiting": object{"weekdays": []any{"monday", "saturday"},
				"opens": "10:30", "closes": "24:00", "minutes": 90, "weeks": "odd", "need": 1500.0}},
			"kind", "basort", "municipality=" + string(municipality), "municipality=nobody"},
		{"sites", object{"districtId": district, "localityId": s.Localities[0].ID, "name": "Macken", "street": "Vägen 1",
			"postalCode": "296 32", "town": "Almby", "position": position, "directions": "Bakom macken.", "preference": 1, "retired": true},
			"street", "Vägen 2", "locality=" + string(s.Localities[0].ID), "locality=nobody"},
		{"offices", object{"districtId": district, "name": "Kontor 2", "baseName": "Stationen", "base": position, "retired": true},
			"baseName", "Garaget", "district=" + string(district), "district=nobody"},
		{"absences", object{"districtId": district, "officeId": office, "from": "2027-01-04", "to": "2027-01-08", "note": "Verkstad"},
			"to", "2027-01-09", "from=2027-01-08&to=2027-01-08", "from=2027-02-01&to=2027-02-01"},
		{"shifts", object{"districtId": district, "officeId": office, "starts": "2027-06-01T08:00:00+02:00",
			"ends": "2027-06-01T17:00:00+02:00", "slots": 2.0, "note": "Extra"},
			"slots", 3.0, "from=2027-06-01&to=2027-06-01&office=" + string(office), "from=2027-06-02"},
		{"pledges", object{"districtId": district, "municipalityId": municipality, "slug": "lofte-2027", "kind": "pledge", "title": "Löfte",
			"reference": "A 1", "parties": []any{"Polisen", "Kommunen"}, "from": "2027-01-01", "to": "2027-12-31", "followUp": "I december.",
			"demonstration": true, "commitments": []any{object{"article": 1.0, "title": "Kontoret", "text": "Vi kommer.", "owner": "police",
				"indicator": "visits", "binds": "outside_summer", "target": object{"count": 2.0, "per": "month", "aimDays": 14.0, "maxGapDays": 21.0},
				"scope": object{"kinds": []any{"basort"}, "localities": []any{string(s.Localities[1].ID)}}}}},
			"title", "Nytt löfte", "municipality=" + string(municipality), "municipality=nobody"},
		{"seasons", object{"districtId": district, "name": "Våren", "from": "2027-01-11", "to": "2027-08-30",
			"summer": object{"from": "06-01", "to": "08-31", "occasionShare": 500.0, "localityRate": 0.0}},
			"name", "Vår", "district=" + string(district), "district=nobody"},
		{"occasions", object{"districtId": district, "siteId": site, "name": "Marknad", "from": "2027-07-10", "to": "2027-07-11",
			"opens": "10:00", "closes": "25:30", "priority": 1.0, "visitors": 500.0},
			"priority", 3.0, "site=" + string(site), "site=nobody"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w.t = t
			path := "/api/v1/" + c.name
			made := w.must(http.StatusCreated, "POST", path, c.in)
			here := made.Header().Get("Location")
			if want := path + "/" + made.text("id"); here != want || made.Header().Get("ETag") != `"1"` || made.number("version") != 1 {
				t.Errorf("Location %q, ETag %s, version %v", here, made.Header().Get("ETag"), made.body["version"])
			}
			read := w.must(http.StatusOK, "GET", here, nil)
			if !reflect.DeepEqual(read.body, made.body) {
				t.Errorf("read %v\nmade %v", read.body, made.body)
			}
			for field, want := range c.in {
				if got := withoutIDs(read.body[field]); !reflect.DeepEqual(asText(got), asText(want)) {
					t.Errorf("%s is %v, want %v", field, got, want)
				}
			}
			c.in[c.change] = c.to
			changed := w.must(http.StatusOK, "PUT", here, c.in, "If-Match", `"1"`)
			if changed.Header().Get("ETag") != `"2"` || !reflect.DeepEqual(changed.body[c.change], c.to) {
				t.Errorf("after PUT: %s %v", changed.Header().Get("ETag"), changed.body)
			}
			stale := w.must(http.StatusPreconditionFailed, "PUT", here, c.in, "If-Match", `"1"`)
			if current, _ := stale.body["current"].(object); stale.text("code") != "stale" || !reflect.DeepEqual(current, changed.body) {
				t.Errorf("stale: %v\nwant current %v", stale.body, changed.body)
			}
			c.in["version"] = 2
			w.must(http.StatusOK, "PUT", here, c.in)
			delete(c.in, "version")
			if missing := w.must(http.StatusPreconditionRequired, "PUT", here, c.in); missing.text("code") != "version_missing" {
				t.Errorf("without a version: %v", missing.body)
			}
			if c.narrow != "" {
				found := w.must(http.StatusOK, "GET", path+"?"+c.narrow, nil)
				if !has(found.items(), made.text("id")) {
					t.Errorf("%s finds %v", c.narrow, found.body)
				}
				if none := w.must(http.StatusOK, "GET", path+"?"+c.neither, nil); has(none.items(), made.text("id")) {
					t.Errorf("%s finds it", c.neither)
				}
			}
			w.must(http.StatusPreconditionRequired, "DELETE", here, nil)
			w.must(http.StatusPreconditionFailed, "DELETE", here, nil, "If-Match", `"2"`)
			if gone := w.must(http.StatusNoContent, "DELETE", here, nil, "If-Match", `"3"`); gone.Body.Len() != 0 {
				t.Errorf("DELETE answers %s", gone.Body)
			}
			if lost := w.must(http.StatusNotFound, "GET", here, nil); lost.text("code") != "not_found" {
				t.Errorf("after DELETE: %v", lost.body)
			}
		})
	}
}

// withoutIDs removes the IDs that the server gave to parts.
func withoutIDs(value any) any {
	list, isList := value.([]any)
	if !isList {
		return value
	}
	for _, item := range list {
		if part, isObject := item.(object); isObject {
			delete(part, "id")
		}
	}
	return list
}

func TestListsComeInParts(t *testing.T) {
	w := onSQLite(t)
	first := w.must(http.StatusOK, "GET", "/api/v1/shifts?limit=4&from=2026-11-23", nil)
	if len(first.items()) != 4 || first.number("total") != 10 {
		t.Fatalf("first part: %v", first.body)
	}
	if want := `</api/v1/shifts?from=2026-11-23&limit=4&offset=4>; rel="next"`; first.Header().Get("Link") != want {
		t.Errorf("Link is %s, want %s", first.Header().Get("Link"), want)
	}
	last := w.must(http.StatusOK, "GET", "/api/v1/shifts?limit=4&offset=8", nil)
	if len(last.items()) != 2 {
		t.Errorf("last part: %v", last.body)
	}
	if want := `</api/v1/shifts?limit=4&offset=4>; rel="prev"`; last.Header().Get("Link") != want {
		t.Errorf("Link is %s, want %s", last.Header().Get("Link"), want)
	}
	beyond := w.must(http.StatusOK, "GET", "/api/v1/shifts?offset=9000000000000000000", nil)
	if len(beyond.items()) != 0 || beyond.number("total") != 10 {
		t.Errorf("beyond the end: %v", beyond.body)
	}
}

func TestInUse(t *testing.T) {
	w := onSQLite(t)
	used := w.must(http.StatusConflict, "DELETE", "/api/v1/districts/"+string(w.seeds.District.ID), nil, "If-Match", `"1"`)
	if used.text("code") != "in_use" {
		t.Errorf("code %s", used.text("code"))
	}
	taken := w.must(http.StatusConflict, "POST", "/api/v1/districts", object{"slug": w.seeds.District.Slug, "name": "Samma"})
	if taken.text("code") != "exists" {
		t.Errorf("code %s", taken.text("code"))
	}
}

func has(items []object, id string) bool {
	for _, item := range items {
		if item["id"] == id {
			return true
		}
	}
	return false
}
