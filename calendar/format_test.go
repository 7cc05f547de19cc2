package calendar

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"poliskontor/scheduling"
)

func inFormat(t testing.TB, format Format, feed Feed) []byte {
	t.Helper()
	written, err := format.Render(feed, site)
	if err != nil {
		t.Fatal(err)
	}
	return written
}

// checks see whether bytes are what a format demands and hold what the feed does.
var checks = map[Format]func(t testing.TB, written []byte, feed Feed){
	JSONFeed: checkJSONFeed, CSV: checkCSV, Workbook: checkWorkbook, JSCalendar: checkJSCalendar,
}

func TestOtherFormatsHoldWhatFeedsDo(t *testing.T) {
	for format, check := range checks {
		for name, feed := range cases(t) {
			t.Run(string(format)+"/"+name, func(t *testing.T) { check(t, inFormat(t, format, feed), feed) })
		}
	}
}

func TestOtherFormatsDependOnTheVisitsAlone(t *testing.T) {
	for format := range checks {
		feed := cases(t)["google"]
		first := inFormat(t, format, feed)
		slices.Reverse(feed.Visits)
		if !bytes.Equal(inFormat(t, format, feed), first) {
			t.Errorf("%s: another order or another time gives other bytes", format)
		}
	}
}

func TestNoFormatTellsWhichOfficeComes(t *testing.T) {
	feed := Feed{Page: site, Source: site, Reminder: 60}
	for i, v := range cases(t)["google"].Visits {
		v.ID = scheduling.VisitID(fmt.Sprint("visit-", i))
		v.OfficeID, v.SiteID, v.DistrictID = "office-7", "site-8", "district-9"
		feed.Visits = append(feed.Visits, v)
	}
	for _, format := range Formats {
		text := string(inFormat(t, format, feed))
		if format == Workbook {
			text = fmt.Sprint(rowsOf(t, []byte(text)))
		}
		text = strings.ReplaceAll(text, "\r\n ", "")
		for _, secret := range []string{"office-7", "site-8", "district-9"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s tells %s", format, secret)
			}
		}
	}
}

func TestFormatsRefuseWhatFeedsDo(t *testing.T) {
	twice := []scheduling.PublicVisit{ordinary(t), ordinary(t)}
	for _, format := range Formats {
		for name, feed := range map[string]Feed{
			"no page": {Source: site}, "a visit twice": {Page: site, Source: site, Visits: twice},
			"a reminder too early": {Page: site, Source: site, Reminder: LongestReminder + 1},
			"a reminder too late":  {Page: site, Source: site, Reminder: -1},
		} {
			if written, err := format.Render(feed, site); err == nil || written != nil {
				t.Errorf("%s takes a feed with %s", format, name)
			}
		}
	}
}

func FuzzJSONFeed(f *testing.F)   { fuzzFormat(f, JSONFeed) }
func FuzzCSV(f *testing.F)        { fuzzFormat(f, CSV) }
func FuzzWorkbook(f *testing.F)   { fuzzFormat(f, Workbook) }
func FuzzJSCalendar(f *testing.F) { fuzzFormat(f, JSCalendar) }

func fuzzFormat(f *testing.F, format Format) {
	fuzz(f, func(t *testing.T, feed Feed, _ scheduling.PublicVisit) {
		written, err := format.Render(feed, site)
		if err != nil {
			if written != nil {
				t.Fatal("a refused feed has bytes")
			}
			return
		}
		checks[format](t, written, feed)
	})
}

// plain tells whether a text is as clean as what is published must be.
func plain(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && hidden(r) })
}

var rfc3339 = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$`)

// sorted returns a feed's visits as every format lists them.
func sorted(feed Feed) []scheduling.PublicVisit {
	return slices.SortedFunc(slices.Values(feed.Visits), byStart)
}

func decodeJSON(t testing.TB, written []byte) map[string]any {
	t.Helper()
	var read map[string]any
	if err := json.Unmarshal(written, &read); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(string(written), "<>&") {
		t.Error("there is what a browser could take for HTML")
	}
	return read
}

// checkJSONFeed holds a feed against the properties of JSON Feed 1.1.
func checkJSONFeed(t testing.TB, written []byte, feed Feed) {
	t.Helper()
	read := decodeJSON(t, written)
	if read["version"] != "https://jsonfeed.org/version/1.1" || read["title"] == "" || read["home_page_url"] == "" || read["feed_url"] == "" {
		t.Errorf("the head is %v", read)
	}
	items, visits := read["items"].([]any), sorted(feed)
	if len(items) != len(visits) {
		t.Fatalf("%d items of %d visits", len(items), len(visits))
	}
	for i, item := range items {
		item, v := item.(map[string]any), visits[i]
		for _, name := range []string{"id", "url", "title", "content_text", "date_published", "date_modified", "language"} {
			if text, _ := item[name].(string); text == "" || !plain(text) {
				t.Errorf("%s is %q", name, text)
			}
		}
		if item["id"] != string(v.ID) {
			t.Errorf("item %d is %v, want %s", i, item["id"], v.ID)
		}
		visit := item["_visit"].(map[string]any)
		for _, at := range []any{item["date_published"], item["date_modified"], visit["starts"], visit["ends"]} {
			if !rfc3339.MatchString(at.(string)) {
				t.Errorf("%v is no time", at)
			}
		}
		if got, err := time.Parse(time.RFC3339, visit["starts"].(string)); err != nil || got.Unix() != v.Starts.Unix() {
			t.Errorf("starts %v, want %s", visit["starts"], v.Starts)
		}
		if visit["state"] != string(v.State) {
			t.Errorf("the state is %v, want %s", visit["state"], v.State)
		}
	}
}

// checkCSV reads the table back, and looks for what a spreadsheet would run.
func checkCSV(t testing.TB, written []byte, feed Feed) {
	t.Helper()
	if bytes.HasPrefix(written, []byte("\xef\xbb\xbf")) || !bytes.HasSuffix(written, []byte("\r\n")) {
		t.Error("the file has a byte order mark or does not end with CRLF")
	}
	reader := csv.NewReader(bytes.NewReader(written))
	reader.FieldsPerRecord = len(csvColumns)
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	visits := sorted(feed)
	if len(rows) != len(visits)+1 || !slices.Equal(rows[0], csvColumns) {
		t.Fatalf("%d rows of %d visits, beginning with %v", len(rows), len(visits), rows[0])
	}
	column := func(row []string, name string) string { return row[slices.Index(csvColumns, name)] }
	for i, row := range rows[1:] {
		v := cleaned(visits[i])
		for j, cell := range row {
			first, _ := utf8.DecodeRuneInString(cell)
			if !plain(cell) || cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
				t.Errorf("%s is %q", csvColumns[j], cell)
			}
		}
		for name, text := range map[string]string{"site": v.Site.Name, "about": v.Note, "reason": v.Reason, "occasion": v.Occasion} {
			if got := strings.TrimPrefix(column(row, name), "'"); got != strings.TrimPrefix(text, "'") {
				t.Errorf("%s is %q, want %q", name, got, text)
			}
		}
		if got, err := time.Parse(time.RFC3339, column(row, "ends")); err != nil || got.Unix() != v.Ends.Unix() {
			t.Errorf("ends %q, want %s", column(row, "ends"), v.Ends)
		}
	}
}

func TestFormulasAreGuarded(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Torget": "Torget", "=1+1": "'=1+1", "+46": "'+46", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1",
		"＝1": "'＝1", "a=1": "a=1", "'=1": "'=1",
	} {
		if got := guarded(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func openWorkbook(t testing.TB, written []byte) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	return book
}

func rowsOf(t testing.TB, written []byte) [][]string {
	t.Helper()
	book := openWorkbook(t, written)
	rows, err := book.GetRows(book.GetSheetName(0), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// checkWorkbook opens the file as a spreadsheet does.
func checkWorkbook(t testing.TB, written []byte, feed Feed) {
	t.Helper()
	book, rows, visits := openWorkbook(t, written), rowsOf(t, written), sorted(feed)
	words := feed.Language.table()
	if len(rows) != len(visits)+1 || !slices.Equal(rows[0], words.headings) {
		t.Fatalf("%d rows of %d visits, beginning with %v", len(rows), len(visits), rows[0])
	}
	panes, err := book.GetPanes(words.sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
		t.Errorf("the first row does not stay: %+v, %v", panes, err)
	}
	for i, v := range visits {
		v = cleaned(v)
		cell := fmt.Sprint("A", i+2)
		// A cell of time is a number with a style that shows it as one.
		kind, err := book.GetCellType(words.sheet, cell)
		if err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("%s is of type %v, %v", cell, kind, err)
		}
		if shown, err := book.GetCellValue(words.sheet, cell); err != nil || shown != scheduling.Local(v.Starts).Format("2006-01-02 15:04") {
			t.Errorf("%s shows %q, want %s: %v", cell, shown, v.Starts, err)
		}
		if formula, err := book.GetCellFormula(words.sheet, fmt.Sprint("M", i+2)); err != nil || formula != "" {
			t.Errorf("a note is a formula: %q, %v", formula, err)
		}
		note, err := book.GetCellValue(words.sheet, fmt.Sprint("M", i+2))
		if err != nil || note != v.Note {
			t.Errorf("the note is %q, want %q: %v", note, v.Note, err)
		}
		if id := rows[i+1][len(words.headings)-1]; id != string(v.ID) {
			t.Errorf("row %d is of %s, want %s", i+2, id, v.ID)
		}
	}
}

func TestTablesAreTwins(t *testing.T) {
	if len(swedishTable.headings) != len(tableWidths) || len(englishTable.headings) != len(tableWidths) {
		t.Error("there are not as many headings as columns")
	}
	for _, state := range scheduling.States {
		if state == scheduling.Draft || state == scheduling.Held {
			continue // neither is ever published
		}
		if swedishTable.states[state] == "" || englishTable.states[state] == "" {
			t.Errorf("%s has no words", state)
		}
	}
}

var jsDuration = regexp.MustCompile(`^PT(\d+H)?(\d+M)?(\d+S)?$`)

// checkJSCalendar holds a group against the properties of RFC 8984, sections 4 and 5.
func checkJSCalendar(t testing.TB, written []byte, feed Feed) {
	t.Helper()
	group := decodeJSON(t, written)
	if group["@type"] != "Group" || group["uid"] == "" || !rfc3339.MatchString(group["updated"].(string)) {
		t.Errorf("the group is %v", group)
	}
	entries, visits := group["entries"].([]any), sorted(feed)
	if len(entries) != len(visits) {
		t.Fatalf("%d entries of %d visits", len(entries), len(visits))
	}
	for i, entry := range entries {
		event, v := entry.(map[string]any), visits[i]
		if event["@type"] != "Event" || event["uid"] != string(v.ID) || event["freeBusyStatus"] != "free" {
			t.Errorf("entry %d is %v", i, event)
		}
		for _, name := range []string{"updated", "created"} {
			if at := event[name].(string); !rfc3339.MatchString(at) || !strings.HasSuffix(at, "Z") {
				t.Errorf("%s is %q", name, at)
			}
		}
		zone, err := time.LoadLocation(event["timeZone"].(string))
		if err != nil {
			t.Fatal(err)
		}
		starts, err := time.ParseInLocation("2006-01-02T15:04:05", event["start"].(string), zone)
		if err != nil || starts.Unix() != v.Starts.Unix() {
			t.Errorf("starts at %v in %s, want %s: %v", event["start"], zone, v.Starts, err)
		}
		lasts := event["duration"].(string)
		length, err := time.ParseDuration(strings.ToLower(strings.TrimPrefix(lasts, "PT")))
		if err != nil || !jsDuration.MatchString(lasts) || int64(length/time.Second) != v.Ends.Unix()-v.Starts.Unix() {
			t.Errorf("%s from %s to %s: %v", lasts, v.Starts, v.Ends, err)
		}
		if cancelled := event["status"] == "cancelled"; cancelled != (v.State == scheduling.Cancelled) {
			t.Errorf("the status of a visit that is %s is %v", v.State, event["status"])
		}
		for _, name := range []string{"title", "description"} {
			if text, _ := event[name].(string); text == "" || !plain(text) {
				t.Errorf("%s is %q", name, text)
			}
		}
		if _, reminds := event["alerts"]; reminds != (feed.Reminder > 0 && takesPlace(v)) {
			t.Errorf("alerts of a visit that is %s: %v", v.State, event["alerts"])
		}
	}
}
