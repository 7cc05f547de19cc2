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
		if got := outcome(w.must(http.StatusOK, "POST", path, renamed, "Content-Type", "text/calendar")); got != "changed problem past" {
			t.Errorf("the same UID: %s", got)
		}
	})
}

// TestWhatACalendarSaysLater walks an event through the year: read, changed here, looked
// at again, changed there, and taken up as it was chosen.
func TestWhatACalendarSaysLater(t *testing.T) {
	w := onSQLite(t)
	path := "/api/v1/occasions/import?dry=true&district=" + string(w.seeds.District.ID)
	at := func(name, hour string) string {
		return "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:fest\nSUMMARY:" + name + "\nLOCATION:Almby\nDTSTART:20270801T" + hour + "0000\nDTEND:20270801T180000\nEND:VEVENT\nEND:VCALENDAR\n"
	}
	look := func(calendar string) object {
		return w.must(http.StatusOK, "POST", path, calendar, "Content-Type", "text/calendar").items()[0]
	}
	calendar := w.must(http.StatusCreated, "POST", "/api/v1/event-calendars", w.thing("event-calendars")).text("id")
	choose := func(status int, row object, change object) response {
		chosen := object{}
		for _, field := range []string{"uid", "heard", "name", "from", "to", "opens", "closes", "siteId", "priority", "visitors"} {
			if row[field] != nil {
				chosen[field] = row[field]
			}
		}
		for field, value := range change {
			chosen[field] = value
		}
		return w.must(status, "POST", "/api/v1/occasions/import/chosen",
			object{"districtId": w.seeds.District.ID, "calendarId": calendar, "rows": []any{chosen}})
	}
	is := func(row object, want string) {
		t.Helper()
		if row["intake"] != want {
			t.Errorf("%v, want %s", row, want)
		}
	}

	row := look(at("Byfesten", "10"))
	is(row, "new")
	first := choose(http.StatusOK, row, object{"priority": 1, "visitors": 300, "siteId": w.seeds.Sites[1].ID}).items()[0]
	is(first, "new")
	is(choose(http.StatusOK, row, nil).items()[0], "duplicate") // sent a second time
	occasion := "/api/v1/occasions/" + first["occasionId"].(string)
	is(look(at("Byfesten", "10")), "duplicate")
	if w.must(http.StatusOK, "GET", "/api/v1/event-calendars/"+calendar, nil).text("read") == "" {
		t.Error("the calendar does not say that it was read")
	}

	// A planner renames it, by a form that knows nothing of calendars.
	stored := w.must(http.StatusOK, "GET", occasion, nil)
	mine := object{"districtId": w.seeds.District.ID, "siteId": w.seeds.Sites[1].ID, "name": "Festen vid ån", "from": "2027-08-01", "to": "2027-08-01",
		"opens": "10:00", "closes": "18:00", "priority": 1, "visitors": 300, "version": stored.number("version")}
	if got := w.must(http.StatusOK, "PUT", occasion, mine); got.text("uid") != "fest" {
		t.Errorf("the calendar's name for it is lost: %s", got.Body)
	}
	is(look(at("Byfesten", "10")), "duplicate") // the calendar says what it said

	row = look(at("Byfesten", "12"))
	is(row, "changed")
	there, _ := row["there"].(object)
	if there["opens"] != "10:00" || row["opens"] != "12:00" || row["siteId"] != string(w.seeds.Sites[1].ID) || row["visitors"] != 300.0 || row["priority"] != 1.0 {
		t.Errorf("changed: %v", row)
	}
	choose(http.StatusPreconditionFailed, row, object{"occasionId": there["id"], "version": 1})
	is(choose(http.StatusOK, row, object{"occasionId": there["id"], "version": there["version"]}).items()[0], "changed")
	if got := w.must(http.StatusOK, "GET", occasion, nil); got.text("opens") != "12:00" || got.text("name") != "Byfesten" {
		t.Errorf("taken up: %s", got.Body)
	}
	is(look(at("Byfesten", "12")), "duplicate")

	// The same event in a spreadsheet, under another name.
	sheet := "Namn;Plats;Datum;Tid\nByfesten i Björkby;Björkby;2027-08-01;12-18\n"
	row = look(sheet)
	is(row, "doubtful")
	if there, _ := row["there"].(object); there["id"] != first["occasionId"] {
		t.Errorf("doubtful: %v", row)
	}
	refused := choose(http.StatusUnprocessableEntity, row, object{"closes": "09:00"})
	if e := listOf(refused, "errors"); len(e) != 1 || e[0]["location"] != "body.rows[0].closes" {
		t.Errorf("refused: %s", refused.Body)
	}
	is(choose(http.StatusOK, row, nil).items()[0], "new")
	is(look(sheet), "duplicate")
	if n := w.must(http.StatusOK, "GET", "/api/v1/occasions", nil).number("total"); n != 2 {
		t.Errorf("%d occasions", n)
	}
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
