//go:build unix

package api_test

import (
	"net/http"
	"strings"
	"testing"

	"poliskontor/storage/storagetest"
)

func TestASeriesOfShifts(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		const path = "/api/v1/shift-series"
		pattern := func(change object) object {
			s := object{"districtId": w.seeds.District.ID, "officeId": w.seeds.Office.ID, "weekdays": []any{"monday", "wednesday"}, "starts": "09:00",
				"ends": "17:00", "weeks": "odd", "from": "2026-12-14", "to": "2027-01-20"}
			for field, value := range change {
				s[field] = value
			}
			return s
		}
		told := func(r response) string {
			var list []string
			days, _ := r.body["days"].([]any)
			for _, d := range days {
				one := d.(object)
				list = append(list, one["day"].(string)[5:]+" "+one["becomes"].(string))
			}
			return strings.Join(list, ", ")
		}
		shifts := func() int {
			return w.must(http.StatusOK, "GET", "/api/v1/shifts?from=2026-12-10", nil).number("total")
		}

		const days = "12-14 new, 12-16 new, 12-28 new, 12-30 new, 01-04 new, 01-06 new, 01-18 new, 01-20 new"
		dry := w.must(http.StatusOK, "POST", path+"?dry=true", pattern(nil))
		if got := told(dry); got != days || shifts() != 0 {
			t.Errorf("dry: %s, %d shifts", got, shifts())
		}
		if breaks, _ := dry.body["breaks"].([]any); len(breaks) != 1 || breaks[0].(object)["monday"] != "2027-01-04" {
			t.Errorf("week 53: %v", dry.body["breaks"])
		}

		// Another shift and the very same one stand in the way of all.
		w.must(http.StatusCreated, "POST", "/api/v1/shifts", object{"districtId": w.seeds.District.ID, "officeId": w.seeds.Office.ID,
			"starts": "2026-12-16T16:00", "ends": "2026-12-16T20:00"})
		w.must(http.StatusCreated, "POST", "/api/v1/shifts", object{"districtId": w.seeds.District.ID, "officeId": w.seeds.Office.ID,
			"starts": "2026-12-28T09:00", "ends": "2026-12-28T17:00"})
		refused := w.must(http.StatusUnprocessableEntity, "POST", path, pattern(nil))
		var codes []string
		for _, e := range listOf(refused, "errors") {
			codes = append(codes, e["code"].(string))
			if !strings.Contains(e["message"].(string), "2026-12-") {
				t.Errorf("no day is named: %v", e)
			}
		}
		if got := strings.Join(codes, " "); got != "series_overlap series_duplicate" || shifts() != 2 {
			t.Errorf("in the way: %s, %d shifts", got, shifts())
		}

		made := w.must(http.StatusOK, "POST", path, pattern(object{"except": []any{"2026-12-16", "2026-12-28"}}))
		series, _ := made.body["series"].(object)
		if shifts() != 8 {
			t.Errorf("%d shifts", shifts())
		}
		one := path + "/" + series["id"].(string)

		// A visit stands in one of them, which can neither go nor shrink.
		w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(object{"starts": "2027-01-18T10:00", "ends": "2027-01-18T12:00"}))
		if got := told(w.must(http.StatusOK, "DELETE", one+"?from=2027-01-05&dry=true", nil, "If-Match", `"1"`)); got != "01-06 removed, 01-18 in_use, 01-20 removed" {
			t.Errorf("remove, dry: %s", got)
		}
		w.must(http.StatusUnprocessableEntity, "DELETE", one+"?from=2027-01-05", nil, "If-Match", `"1"`)
		w.must(http.StatusPreconditionFailed, "DELETE", one+"?from=2027-01-05", nil, "If-Match", `"7"`)

		// From 5 January on Mondays only, an hour later: the visit still stands in its shift.
		later := pattern(object{"weekdays": []any{"monday"}, "starts": "10:00", "ends": "18:00", "crew": "Lag B"})
		if got := told(w.must(http.StatusOK, "PUT", one+"?from=2027-01-05&dry=true", later, "If-Match", `"1"`)); got != "01-06 removed, 01-18 changed, 01-20 removed" {
			t.Errorf("change, dry: %s", got)
		}
		changed := w.must(http.StatusOK, "PUT", one+"?from=2027-01-05", later, "If-Match", `"1"`)
		next, _ := changed.body["series"].(object)
		if next["id"] == series["id"] || next["from"] != "2027-01-05" {
			t.Errorf("the rest: %v", next)
		}
		if before := w.must(http.StatusOK, "GET", one, nil); before.text("to") != "2027-01-04" {
			t.Errorf("the series before: %s", before.Body)
		}
		found := w.must(http.StatusOK, "GET", "/api/v1/shifts?from=2027-01-18&to=2027-01-18", nil).items()
		if len(found) != 1 || found[0]["seriesId"] != next["id"] || found[0]["crew"] != "Lag B" || found[0]["starts"] != "2027-01-18T10:00:00+01:00" {
			t.Errorf("the changed shift: %v", found)
		}

		// Edited by hand it stays of its series; the series as a whole goes with its shifts.
		shift := found[0]
		w.must(http.StatusOK, "PUT", "/api/v1/shifts/"+shift["id"].(string), object{"districtId": w.seeds.District.ID, "officeId": w.seeds.Office.ID,
			"starts": "2027-01-18T09:30", "ends": "2027-01-18T18:00"}, "If-Match", `"2"`)
		if got := w.must(http.StatusOK, "GET", "/api/v1/shifts/"+shift["id"].(string), nil); got.text("seriesId") != next["id"] {
			t.Errorf("edited by hand: %s", got.Body)
		}
		w.must(http.StatusOK, "DELETE", one+"?from=2026-12-01", nil, "If-Match", `"2"`)
		w.must(http.StatusNotFound, "GET", one, nil)
		if shifts() != 3 {
			t.Errorf("%d shifts are left", shifts())
		}
	})
}
