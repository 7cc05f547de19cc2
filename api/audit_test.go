//go:build unix

package api_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

func TestAuditLogIsSearched(t *testing.T) {
	w := onSQLite(t)
	anna := scheduling.WithActor(context.Background(), scheduling.Actor{ID: "a-1", Name: "Anna Åberg", From: "192.0.2.7"})
	w.sleepUntil(storagetest.Now.Add(24 * time.Hour))
	for _, e := range []scheduling.AuditEvent{
		{Action: scheduling.AuditSignIn, Thing: "account", ThingID: "a-1"},
		{Action: scheduling.AuditRead, Thing: "visit", ThingID: "v-1", District: w.seeds.District.ID, Details: map[string]string{"fields": "note"}},
	} {
		if err := w.store.Audit().Record(anna, e); err != nil {
			t.Fatal(err)
		}
	}
	seeded := w.must(http.StatusOK, "GET", "/api/v1/audit?to=2026-10-01", nil).number("total")
	for query, want := range map[string]int{
		"":                                  seeded + 2,
		"from=2026-10-02":                   2,
		"actor=a-1":                         2,
		"actor=Anna+%C3%85berg&action=read": 1,
		"actor=Anna":                        0,
		"action=sign_in":                    1,
		"thing=account&action=sign_in":      1,
		"thing=visit&thingId=v-1":           1,
		"thingId=v-2":                       0,
		"from=2026-10-02&district=" + url.QueryEscape(string(w.seeds.District.ID)): 1,
		"district=nobody": 0,
		"from=2026-10-02&to=2026-10-02&limit=1&offset=1": 2,
	} {
		if r := w.must(http.StatusOK, "GET", "/api/v1/audit?"+query, nil); r.number("total") != want {
			t.Errorf("%s finds %d, want %d", query, r.number("total"), want)
		}
	}
	items := w.must(http.StatusOK, "GET", "/api/v1/audit?limit=2", nil).items()
	e, before := items[0], items[1]
	if e["actor"] != "Anna Åberg" || e["actorId"] != "a-1" || e["from"] != "192.0.2.7" || e["action"] != "read" ||
		e["thingId"] != "v-1" || e["at"] != "2026-10-02T10:00:00+02:00" || asText(e["after"]) != `{"fields":"note"}` || e["before"] != nil {
		t.Errorf("entry: %v", e)
	}
	if hash, _ := e["hash"].(string); len(hash) != 64 || hash == before["hash"] || e["id"] != before["id"].(float64)+1 {
		t.Errorf("entries: %v after %v", e, before)
	}
	for query, code := range map[string]string{
		"action=listen": "choice", "from=2026-10-02&to=2026-10-01": "end_before_start", "thingId=%00": "unknown", "thing=%00": "unknown",
		"actor=" + strings.Repeat("x", 201): "too_long", "actor=%00": "control_characters", "actor=%ff": "not_utf8",
		"what=visit": "parameter_unknown",
	} {
		r := w.must(http.StatusUnprocessableEntity, "GET", "/api/v1/audit?"+query, nil)
		if !strings.Contains(r.Body.String(), `"code":"`+code+`"`) {
			t.Errorf("%s: %s", query, r.Body)
		}
	}
}

// TestAuditLogIsListedWithinReach has the server's own context bound, as it is for
// somebody who acts in some districts only.
func TestAuditLogIsListedWithinReach(t *testing.T) {
	w := onSQLite(t)
	other := storagetest.Seed(t, w.store).District.ID
	bound := func(r *http.Request, districts ...scheduling.DistrictID) *http.Request {
		return r.WithContext(scheduling.WithReach(r.Context(), districts))
	}
	handler := w.handler
	all := w.must(http.StatusOK, "GET", "/api/v1/audit", nil).number("total")
	w.handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { handler.ServeHTTP(rw, bound(r, other)) })
	r := w.must(http.StatusOK, "GET", "/api/v1/audit", nil)
	if r.number("total") != (all-2)/2 { // two are of the caller's account
		t.Errorf("%d of %d entries are listed", r.number("total"), all)
	}
	for _, e := range r.items() {
		if e["districtId"] != string(other) {
			t.Errorf("out of reach: %v", e)
		}
	}
	if r := w.must(http.StatusOK, "GET", "/api/v1/audit?district="+string(w.seeds.District.ID), nil); r.number("total") != 0 {
		t.Errorf("out of reach: %s", r.Body)
	}
}
