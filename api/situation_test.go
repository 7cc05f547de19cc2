//go:build unix

package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// TestAGroupReadsWhatIsReleasedThroughItsLink takes a lägesbild from its note to the page
// without an account, and back.
func TestAGroupReadsWhatIsReleasedThroughItsLink(t *testing.T) {
	w := onSQLite(t)
	monday := scheduling.DayOf(storagetest.Now).Monday() - 7
	visit := w.seeds.Visit(0, monday, 10*60, 12*60)
	if err := w.store.Visits().Create(storagetest.Context(t), visit); err != nil {
		t.Fatal(err)
	}
	w.must(http.StatusCreated, "POST", "/api/v1/visits/"+string(visit.ID)+"/notes", object{
		"written": visit.Ends.Format(time.RFC3339), "topics": []any{"Trafik"}, "text": "canary-note", "attendance": object{"adults": 12, "youths": 3}})
	w.must(http.StatusCreated, "POST", "/api/v1/activities", object{"districtId": string(w.seeds.District.ID), "localityId": string(w.seeds.Localities[0].ID),
		"kind": "fraud_prevention", "day": monday.String(), "status": "done", "participants": 31, "text": "canary-activity"})
	w.must(http.StatusCreated, "POST", "/api/v1/activities", object{"districtId": string(w.seeds.District.ID), "kind": "forum_meeting", "title": "Lokala Brå",
		"day": (monday + 9).String(), "status": "planned", "starts": "13:00", "ends": "15:00"})
	address := "/api/v1/districts/" + string(w.seeds.District.ID) + "/situations/2026-W39"
	part := w.must(http.StatusOK, "PUT", address, object{"text": "Fler ser fort förbi skolan."}, "If-Match", `"0"`)
	link := w.must(http.StatusCreated, "POST", "/api/v1/situation-links", w.link())
	page := link.text("url")
	page = page[strings.Index(page, "/lagesbild/"):]

	before := w.must(http.StatusOK, "GET", page+"?vecka=2026-W39", nil, "Authorization", "")
	if strings.Contains(before.Body.String(), "skolan") || !strings.Contains(before.Body.String(), "Polisen har inte släppt sin del än.") {
		t.Errorf("before the release the page says\n%s", before.Body)
	}
	w.must(http.StatusOK, "POST", address+"/release", nil, "If-Match", part.Header().Get("ETag"))
	after := w.must(http.StatusOK, "GET", page, nil, "Authorization", "")
	for _, want := range []string{"Lägesbild vecka 39", "Fler ser fort förbi skolan.", "Trafik", w.seeds.Localities[0].Name, "noindex",
		"<td>Mot bedrägerier mot äldre</td><td>1</td><td>31</td>", "13.00–15.00</strong> Möte i ett forum: Lokala Brå"} {
		if !strings.Contains(after.Body.String(), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(after.Body.String(), "canary-") || after.Header().Get("Set-Cookie") != "" || after.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("the page answers with %v and\n%s", after.Header(), after.Body)
	}
	if english := w.must(http.StatusOK, "GET", "/en"+page, nil, "Authorization", ""); !strings.Contains(english.Body.String(), "Situation picture, week 39") {
		t.Error("the page is not in English")
	}
	if secret := page[len("/lagesbild/"):]; strings.Contains(w.log.String(), secret) {
		t.Error("the log has the secret")
	}
	w.must(http.StatusNoContent, "DELETE", "/api/v1/situation-links/"+link.text("id"), nil, "If-Match", `"1"`)
	w.must(http.StatusNotFound, "GET", page, nil, "Authorization", "")
	w.must(http.StatusUnprocessableEntity, "GET", strings.Replace(address, "W39", "W60", 1), nil)

	book := w.must(http.StatusOK, "GET", address+"/xlsx", nil)
	read, err := excelize.OpenReader(bytes.NewReader(book.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := read.GetRows("Ämnen")
	if err != nil || len(rows) != 2 || rows[1][1] != w.seeds.Localities[0].Name || rows[1][2] != "Trafik" || rows[1][3] != "1" {
		t.Errorf("the workbook says %v, %v", rows, err)
	}
	done, err := read.GetRows("Aktiviteter")
	if err != nil || len(done) != 2 || len(done[0]) != 11 || done[1][2] != "Mot bedrägerier mot äldre" || done[1][4] != "31" {
		t.Errorf("the workbook says %v, %v", done, err)
	}
	coming, err := read.GetRows("På gång")
	if err != nil || len(coming) != 2 || coming[1][2] != "13.00" || coming[1][4] != "Möte i ett forum" || coming[1][6] != "Lokala Brå" {
		t.Errorf("the workbook says %v, %v", coming, err)
	}
}
