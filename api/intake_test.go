//go:build unix

package api_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"testing"

	"poliskontor/storage/storagetest"
)

func TestOccasionsAreTakenUpOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		file, err := os.ReadFile("../calendar/intake/testdata/hostile/good.csv")
		if err != nil {
			t.Fatal(err)
		}
		path := "/api/v1/occasions/import?district=" + string(w.seeds.District.ID)
		outcome := func(r response) string {
			var list []string
			for _, row := range r.items() {
				list = append(list, row["intake"].(string))
				if row["intake"] == "problem" && (row["code"] == "" || row["message"] == "") {
					t.Errorf("a problem without its name: %v", row)
				}
			}
			return strings.Join(list, " ")
		}
		count := func() int { return w.must(http.StatusOK, "GET", "/api/v1/occasions", nil).number("total") }
		dry := w.must(http.StatusOK, "POST", path+"&dry=true", string(file), "Content-Type", "text/csv")
		if got := outcome(dry); got != "new problem problem new" || count() != 0 {
			t.Errorf("dry: %s, %d stored", got, count())
		}
		if site := dry.items()[0]["siteId"]; site != string(w.seeds.Sites[0].ID) {
			t.Errorf("the market is at %v", site)
		}
		if got := outcome(w.must(http.StatusOK, "POST", path, string(file), "Content-Type", "text/csv")); got != "new problem problem new" || count() != 2 {
			t.Errorf("wet: %s, %d stored", got, count())
		}
		var form bytes.Buffer
		writer := multipart.NewWriter(&form)
		part, err := writer.CreateFormFile("file", "evenemang.pdf")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write(file)
		_ = writer.Close()
		again := w.must(http.StatusOK, "POST", path, form.String(), "Content-Type", writer.FormDataContentType())
		if got := outcome(again); got != "duplicate problem problem duplicate" || count() != 2 {
			t.Errorf("again: %s, %d stored", got, count())
		}

		calendar := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Fest\nLOCATION:Ceder\nDTSTART:20270801T100000\nDTEND:20270801T120000\nEND:VEVENT\n" +
			"BEGIN:VEVENT\nUID:b\nSUMMARY:Borta\nLOCATION:Ingenstans\nDTSTART:20270801T100000\nDTEND:20270801T120000\nEND:VEVENT\n" +
			"BEGIN:VEVENT\nUID:c\nSUMMARY:Förr\nLOCATION:Ceder\nDTSTART:20200801T100000\nDTEND:20200801T120000\nEND:VEVENT\nEND:VCALENDAR\n"
		if got := outcome(w.must(http.StatusOK, "POST", path, calendar, "Content-Type", "text/calendar")); got != "new problem past" {
			t.Errorf("a calendar: %s", got)
		}
		renamed := strings.Replace(calendar, "Fest", "Stor fest", 1)
		if got := outcome(w.must(http.StatusOK, "POST", path, renamed, "Content-Type", "text/calendar")); got != "duplicate problem past" {
			t.Errorf("the same UID: %s", got)
		}
	})
}

func TestFilesThatAreNoCalendars(t *testing.T) {
	w := onSQLite(t)
	path := "/api/v1/occasions/import?district=" + string(w.seeds.District.ID)
	for body, code := range map[string]string{"\x89PNG\x00\x00": "file_unknown", "hej": "file_no_columns"} {
		r := w.must(http.StatusUnprocessableEntity, "POST", path, body, "Content-Type", "text/calendar")
		if e := listOf(r, "errors"); len(e) != 1 || e[0]["code"] != code {
			t.Errorf("%q: %s", body, r.Body)
		}
	}
	w.must(http.StatusRequestEntityTooLarge, "POST", path, strings.Repeat("a", 6<<20), "Content-Type", "text/calendar")
	for _, address := range []string{"http://example.com/a.ics", "https://127.0.0.1/a.ics", "https://localhost/a.ics"} {
		r := w.must(http.StatusUnprocessableEntity, "POST", "/api/v1/occasions/import/address?district="+string(w.seeds.District.ID), object{"url": address})
		if e := listOf(r, "errors"); len(e) != 1 || e[0]["code"] != "address_refused" {
			t.Errorf("%s: %s", address, r.Body)
		}
	}
}
