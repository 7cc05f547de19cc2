//go:build unix

package api_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"poliskontor/storage/storagetest"
)

// announced plans a visit and releases it.
func (w *world) announced(change object) response {
	w.t.Helper()
	made := w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(change))
	releases := "/api/v1/districts/" + string(w.seeds.District.ID) + "/releases"
	last := w.must(http.StatusOK, "GET", releases, nil).number("total")
	w.must(http.StatusCreated, "POST", releases, object{"after": last, "comment": "Nya besök"})
	return w.must(http.StatusOK, "GET", "/api/v1/visits/"+made.text("id"), nil)
}

func TestMoveThenCancelEachReleased(t *testing.T) {
	w := onSQLite(t)
	v := w.announced(object{"publicNote": "Om trafiken", "note": "Ta med broschyrer"})
	here, public := "/api/v1/visits/"+v.text("id"), "/api/v1/public/visits/"+v.text("id")
	told := w.must(http.StatusOK, "GET", public, nil, "Authorization", "")
	if told.number("sequence") != 0 || told.text("state") != "announced" || told.text("starts") != "2026-11-23T10:00:00+01:00" ||
		told.text("about") != "Om trafiken" || told.text("url") != "/besok/"+v.text("id") {
		t.Fatalf("announced: %s", told.Body)
	}
	if strings.Contains(told.Body.String(), "broschyrer") || strings.Contains(told.Body.String(), string(w.seeds.Office.ID)) {
		t.Errorf("internal things are public: %s", told.Body)
	}

	move := object{"siteId": w.seeds.Sites[0].ID, "officeId": w.seeds.Office.ID, "starts": "2026-11-24T14:00", "ends": "2026-11-24T16:00",
		"release": true, "version": v.number("version")}
	if r := w.must(http.StatusUnprocessableEntity, "POST", here+"/move", move); !strings.Contains(r.Body.String(), `"body.reason"`) {
		t.Errorf("without a reason: %s", r.Body)
	}
	move["reason"] = "Bilen är på verkstad"
	moved := w.must(http.StatusOK, "POST", here+"/move", move)
	if moved.text("state") != "moved" || moved.text("starts") != "2026-11-24T14:00:00+01:00" {
		t.Fatalf("moved: %s", moved.Body)
	}
	told = w.must(http.StatusOK, "GET", public, nil)
	before, _ := told.body["before"].(object)
	if told.number("sequence") != 1 || told.text("state") != "moved" || told.text("reason") != "Bilen är på verkstad" ||
		told.text("starts") != "2026-11-24T14:00:00+01:00" || before["starts"] != "2026-11-23T10:00:00+01:00" {
		t.Errorf("moved, in public: %s", told.Body)
	}

	cancelled := w.must(http.StatusOK, "POST", here+"/cancel", object{"reason": "Inkallade", "release": true},
		"If-Match", moved.Header().Get("ETag"))
	told = w.must(http.StatusOK, "GET", public, nil)
	if told.number("sequence") != 2 || told.text("state") != "cancelled" || told.text("id") != v.text("id") || told.number("release") != 3 {
		t.Errorf("cancelled, in public: %s", told.Body)
	}
	if r := w.must(http.StatusConflict, "POST", here+"/delay", object{"starts": "2026-11-24T15:00", "reason": "Kö"},
		"If-Match", cancelled.Header().Get("ETag")); r.text("code") != "visit_state" {
		t.Errorf("delayed after it was cancelled: %s", r.Body)
	}

	releases := w.must(http.StatusOK, "GET", "/api/v1/public/releases", nil).items()
	var kinds []string
	for _, r := range releases {
		kinds = append(kinds, r["changes"].([]any)[0].(object)["kind"].(string))
	}
	if got := strings.Join(kinds, " "); got != "cancelled moved new" {
		t.Errorf("public releases tell of %s", got)
	}
	ledger := w.must(http.StatusOK, "GET", "/api/v1/districts/"+string(w.seeds.District.ID)+"/ledger", nil)
	if ledger.number("total") != 3 {
		t.Errorf("ledger: %s", ledger.Body)
	}
	one := w.must(http.StatusOK, "GET", "/api/v1/districts/"+string(w.seeds.District.ID)+"/releases/2", nil)
	if one.body["urgent"] != true || len(one.body["changes"].([]any)) != 1 {
		t.Errorf("release 2: %s", one.Body)
	}
}

func TestTheDaysOfAVisit(t *testing.T) {
	w := onSQLite(t)
	v := w.announced(nil)
	here := "/api/v1/visits/" + v.text("id")
	described := w.must(http.StatusOK, "PUT", here, object{"publicNote": "Kom och prata", "pinned": true}, "If-Match", v.Header().Get("ETag"))
	restored := w.must(http.StatusOK, "POST", here+"/restore", object{}, "If-Match", described.Header().Get("ETag"))
	if restored.text("publicNote") != "" {
		t.Errorf("restored: %s", restored.Body)
	}
	delayed := w.must(http.StatusOK, "POST", here+"/delay", object{"starts": "2026-11-23T10:30", "reason": "Olycka på vägen", "release": true},
		"If-Match", restored.Header().Get("ETag"))
	if delayed.text("state") != "delayed" {
		t.Errorf("delayed: %s", delayed.Body)
	}
	if r := w.must(http.StatusConflict, "POST", here+"/break-off", object{"at": "2026-11-23T11:00", "reason": "Larm"},
		"If-Match", delayed.Header().Get("ETag")); r.text("code") != "visit_not_begun" {
		t.Errorf("before it began: %s", r.Body)
	}
	w.sleepUntil(storagetest.Monday.At(11*60 + 15))
	broken := w.must(http.StatusOK, "POST", here+"/break-off", object{"at": "2026-11-23T11:00", "reason": "Larm", "release": true},
		"If-Match", delayed.Header().Get("ETag"))
	if broken.text("state") != "broken_off" || broken.text("ends") != "2026-11-23T11:00:00+01:00" {
		t.Errorf("broken off: %s", broken.Body)
	}
	w.sleepUntil(storagetest.Now)
	other := w.announced(object{"starts": "2026-11-24T10:00", "ends": "2026-11-24T12:00"})
	w.sleepUntil((storagetest.Monday + 1).At(12 * 60))
	held := w.must(http.StatusOK, "POST", "/api/v1/visits/"+other.text("id")+"/hold", object{"release": true},
		"If-Match", other.Header().Get("ETag"))
	if held.text("state") != "held" {
		t.Errorf("held: %s", held.Body)
	}
	if told := w.must(http.StatusOK, "GET", "/api/v1/public/visits/"+other.text("id"), nil); told.body["held"] != true || told.number("sequence") != 0 {
		t.Errorf("held, in public: %s", told.Body)
	}
	found := w.must(http.StatusOK, "GET", "/api/v1/visits?state=held,broken_off&municipality="+string(w.seeds.Municipality.ID), nil)
	if found.number("total") != 2 {
		t.Errorf("by state: %s", found.Body)
	}
	if none := w.must(http.StatusOK, "GET", "/api/v1/visits?from=2026-11-25", nil); none.number("total") != 0 {
		t.Errorf("by day: %s", none.Body)
	}
}

func TestADraftIsRemovedAndAnAnnouncedVisitIsNot(t *testing.T) {
	w := onSQLite(t)
	draft := w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil))
	if w.send("GET", "/api/v1/public/visits/"+draft.text("id"), nil).Code != http.StatusNotFound {
		t.Error("a draft is public")
	}
	w.must(http.StatusNoContent, "DELETE", draft.Header().Get("Location"), nil, "If-Match", `"1"`)
	v := w.announced(nil)
	r := w.must(http.StatusConflict, "DELETE", "/api/v1/visits/"+v.text("id"), nil, "If-Match", v.Header().Get("ETag"))
	if r.text("code") != "visit_announced" {
		t.Errorf("code %s", r.text("code"))
	}
}

func TestReleasesAreCheckedAndRaced(t *testing.T) {
	w := onSQLite(t)
	district := "/api/v1/districts/" + string(w.seeds.District.ID)
	if r := w.must(http.StatusConflict, "POST", district+"/releases", object{"after": 0}); r.text("code") != "release_nothing" {
		t.Errorf("nothing: %s", r.Body)
	}
	w.sleepUntil((storagetest.Monday - 2).At(12 * 60))
	v := w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil))
	preview := w.must(http.StatusOK, "GET", district+"/preview", nil, "Accept-Language", "en-GB,sv;q=0.5")
	findings, _ := preview.body["findings"].([]any)
	if len(findings) != 1 || findings[0].(object)["message"] != "The visit is announced 2 days ahead, the rule is 7. Write why." {
		t.Errorf("preview: %s", preview.Body)
	}
	r := w.must(http.StatusConflict, "POST", district+"/releases", object{"after": 0})
	if r.text("code") != "release_reason" || !strings.Contains(r.Body.String(), `"visits.`+v.text("id")+`"`) {
		t.Errorf("without a comment: %s", r.Body)
	}
	made := w.must(http.StatusCreated, "POST", district+"/releases", object{"after": 0, "comment": "Extra besök", "only": []any{v.text("id")}})
	if made.Header().Get("Location") != district+"/releases/1" {
		t.Errorf("Location %s", made.Header().Get("Location"))
	}
	if r := w.must(http.StatusConflict, "POST", district+"/releases", object{"after": 0}); r.text("code") != "release_raced" {
		t.Errorf("raced: %s", r.Body)
	}
	w.must(http.StatusNotFound, "POST", "/api/v1/districts/nobody/releases", object{"after": 0})
	w.must(http.StatusNotFound, "GET", "/api/v1/districts/nobody/releases", nil)
	w.must(http.StatusNotFound, "GET", district+"/releases/2", nil)
}

func TestTwentyAtOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		const callers = 20
		answers := make([]response, callers)
		start := make(chan struct{})
		var group sync.WaitGroup
		for i := range callers {
			group.Go(func() {
				<-start
				answers[i] = w.send("POST", "/api/v1/visits", w.visit(nil))
			})
		}
		close(start)
		group.Wait()
		statuses := map[int]int{}
		for _, r := range answers {
			statuses[r.Code]++
			if r.Code == http.StatusConflict && (r.text("code") != "office_double_booked" ||
				r.text("detail") != "Kontoret har redan ett annat besök då. Välj en annan tid eller ett annat kontor.") {
				t.Errorf("refused: %s", r.Body)
			}
		}
		if statuses[http.StatusCreated] != 1 || statuses[http.StatusConflict] != callers-1 {
			t.Errorf("statuses %v", statuses)
		}
		if stored := w.must(http.StatusOK, "GET", "/api/v1/visits", nil); stored.number("total") != 1 {
			t.Errorf("stored %d visits", stored.number("total"))
		}
	})
}

func TestProposals(t *testing.T) {
	w := onSQLite(t)
	season := w.must(http.StatusCreated, "POST", "/api/v1/seasons", object{
		"districtId": w.seeds.District.ID, "name": "Vintern", "from": "2026-11-23", "to": "2026-12-06"})
	w.must(http.StatusCreated, "POST", "/api/v1/pledges", object{
		"districtId": w.seeds.District.ID, "municipalityId": w.seeds.Municipality.ID, "slug": "lofte", "kind": "pledge", "title": "Löfte",
		"signed": "2026-01-01", "from": "2026-01-01", "commitments": []any{object{"article": 1, "title": "Besök", "owner": "police",
			"indicator": "visits", "binds": "year_round", "target": object{"maxGapDays": 10}, "scope": object{"kinds": []any{"basort"}}}}})
	proposals := season.Header().Get("Location") + "/proposals"
	made := w.must(http.StatusCreated, "POST", proposals, object{"seed": 7, "iterations": 50})
	visits, _ := made.body["visits"].([]any)
	if len(visits) == 0 || made.Header().Get("ETag") != `"1"` {
		t.Fatalf("proposal: %s", made.Body)
	}
	here := made.Header().Get("Location")
	if read := w.must(http.StatusOK, "GET", here, nil); read.Body.String() != made.Body.String() {
		t.Errorf("read %s\nmade %s", read.Body, made.Body)
	}
	if listed := w.must(http.StatusOK, "GET", "/api/v1/proposals?season="+season.text("id"), nil); listed.number("total") != 1 {
		t.Errorf("listed: %s", listed.Body)
	}
	taken := w.must(http.StatusOK, "POST", here+"/take", object{"visits": []any{0}}, "If-Match", `"1"`)
	if taken.text("taken") == "" {
		t.Errorf("taken: %s", taken.Body)
	}
	if r := w.must(http.StatusConflict, "POST", here+"/take", object{}, "If-Match", taken.Header().Get("ETag")); r.text("code") != "proposal_taken" {
		t.Errorf("taken twice: %s", r.Body)
	}
	if drafts := w.must(http.StatusOK, "GET", "/api/v1/visits?state=draft", nil); drafts.number("total") != 1 {
		t.Errorf("drafts: %s", drafts.Body)
	}
	w.must(http.StatusCreated, "POST", proposals, nil)
	w.must(http.StatusNotFound, "POST", "/api/v1/seasons/nothing/proposals", nil)
}
