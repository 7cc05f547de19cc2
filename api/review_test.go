//go:build unix

package api_test

import (
	"net/http"
	"strings"
	"testing"

	"poliskontor/storage/storagetest"
)

// TestAReviewSaysWhatItCounts signs a pledge on walks, has one, and follows it to the
// activity from the figure.
func TestAReviewSaysWhatItCounts(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	pledge := w.thing("pledges")
	pledge["signed"] = "2026-01-01"
	pledge["commitments"] = []any{object{"article": 1, "title": "Trygghetsvandringar", "owner": "both", "indicator": "safety_walks", "binds": "year_round",
		"target": object{"count": 2, "per": "year"}}}
	path := "/api/v1/pledges/" + w.must(http.StatusCreated, "POST", "/api/v1/pledges", pledge).text("id") + "/review"
	walk := w.activity()
	walk["kind"], walk["step"], walk["text"] = "safety_walk", "walk", "canary-text"
	activity := w.must(http.StatusCreated, "POST", "/api/v1/activities", walk).text("id")
	visit := w.announced(nil).text("id")

	found := w.must(http.StatusOK, "GET", path, nil)
	account, _ := found.body["commitments"].([]any)[0].(object)
	stretch, _ := account["stretches"].([]any)[0].(object)
	done, _ := stretch["done"].([]any)
	if account["standing"] != "not_yet" || stretch["promised"] != 2.0 || len(done) != 1 || done[0].(object)["activityId"] != activity {
		t.Errorf("the account is %v", account)
	}
	tally, _ := found.body["visits"].(object)
	if announced, _ := tally["announced"].([]any); len(announced) != 1 || announced[0] != visit {
		t.Errorf("announced are %v", tally)
	}
	if found.text("from") != "2026-01-01" || found.text("to") != "2026-12-31" {
		t.Errorf("looked at from %s to %s", found.text("from"), found.text("to"))
	}
	if later := w.must(http.StatusOK, "GET", path+"?from=2027-01-01&to=2027-06-30", nil); later.text("from") != "2027-01-01" {
		t.Errorf("looked at from %s", later.text("from"))
	}
	report := strings.TrimSuffix(path, "review") + "report"
	if read := w.must(http.StatusOK, "GET", report+"?language=en&from=2026-01-01&to=2026-12-31", nil); read.text("title") != "Follow-up: Nytt" {
		t.Errorf("the report is called %q", read.text("title"))
	}
	for format, begins := range map[string]string{"pdf": "%PDF-", "docx": "PK", "xlsx": "PK"} {
		file := w.must(http.StatusOK, "GET", report+"/"+format+"?language=sv&from=2026-01-01&to=2026-12-31", nil)
		if !strings.HasPrefix(file.Body.String(), begins) || !strings.HasPrefix(file.Header().Get("Content-Disposition"), "attachment; filename=\"uppfoljning-") {
			t.Errorf("%s is answered as %s", format, file.Header().Get("Content-Disposition"))
		}
	}
	w.must(http.StatusNotFound, "GET", report+"/exe", nil)
	w.must(http.StatusUnprocessableEntity, "GET", path+"?from=2026-02-01&to=2026-01-01", nil)
}
