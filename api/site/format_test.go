//go:build unix

package site

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"poliskontor/calendar"
	"poliskontor/calendar/icstest"
	"poliskontor/scheduling"
)

// dataPaths are selections in every format and language.
func (w *world) dataPaths() []string {
	paths := w.feedPaths()
	for _, path := range w.feedPaths() {
		if strings.Contains(path, "/g/") {
			continue
		}
		for _, format := range calendar.Formats[1:] {
			paths = append(paths, strings.Replace(path, ".ics", "."+string(format), 1))
		}
	}
	return append(paths, "/kalender/ort/"+w.locality(0)+".ics?paminn=60", "/kalender/urval.csv?evenemang=nej")
}

func TestFormatsAreServedAsFeedsAre(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	for extension, contentType := range map[string]string{
		"json": "application/feed+json; charset=utf-8", "csv": "text/csv; charset=utf-8; header=present",
		"xlsx":  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"jscal": "application/jscalendar+json; type=group; charset=utf-8",
	} {
		for _, language := range []string{"", "/en"} {
			path := language + "/kalender/ort/" + w.locality(0) + "." + extension
			a := w.get(path, "Accept", "image/png")
			for name, value := range map[string]string{
				"Content-Type": contentType, "Vary": "Accept-Encoding", "Access-Control-Allow-Origin": "*",
				"Content-Disposition": `inline; filename="mobilt-poliskontor-` + w.locality(0) + "." + extension + `"`,
				"Cache-Control":       w.get("/kalender/alla.ics").Header.Get("Cache-Control"),
				"Last-Modified":       at(7, 12, 0).UTC().Format(http.TimeFormat), "Content-Length": fmt.Sprint(len(a.body)),
				"X-Content-Type-Options": "nosniff",
			} {
				if got := a.Header.Get(name); a.StatusCode != 200 || got != value {
					t.Errorf("%s: %d, %s is %q, want %q", path, a.StatusCode, name, got, value)
				}
			}
			if extension == "xlsx" {
				continue // its own tests open it
			}
			if !strings.Contains(a.body, string(visits["held"].ID)) || strings.Contains(a.body, string(visits["delayed"].ID)) {
				t.Errorf("%s has not the visits that it is about", path)
			}
			if !strings.Contains(a.body, publicURL+language+"/besok/") {
				t.Errorf("%s does not link to pages in its language", path)
			}
		}
	}
}

func TestSpreadsheetsAreNotCompressedTwice(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	plain := w.get("/kalender/alla.xlsx")
	zipped := w.get("/kalender/alla.xlsx", "Accept-Encoding", "gzip")
	if zipped.Header.Get("Content-Encoding") != "" || zipped.body != plain.body || zipped.Header.Get("ETag") != plain.Header.Get("ETag") {
		t.Error("a reader that takes gzip gets another file")
	}
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		if a := w.ask(method, "/kalender/alla.xlsx", "If-None-Match", plain.Header.Get("ETag")); a.StatusCode != 304 || a.body != "" {
			t.Errorf("%s: status %d", method, a.StatusCode)
		}
	}
}

// TestSameDataSameBytes renders everything anew, in the same program and in one that was
// started again later that day.
func TestSameDataSameBytes(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	first := map[string]answer{}
	for _, path := range w.dataPaths() {
		first[path] = w.get(path)
		if first[path].StatusCode != 200 {
			t.Fatalf("%s: status %d", path, first[path].StatusCode)
		}
	}
	same := func(when string) {
		t.Helper()
		for path, before := range first {
			again := w.get(path)
			if again.body != before.body || again.Header.Get("ETag") != before.Header.Get("ETag") ||
				again.Header.Get("Last-Modified") != before.Header.Get("Last-Modified") {
				t.Errorf("%s: %s is another", when, path)
			}
		}
	}
	w.now = w.now.Add(time.Hour)
	w.refresh()
	same("rendered again")
	w.restart()
	same("after a restart")
}

func TestRemindersAreForWhoAsks(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	for _, path := range []string{"/kalender/alla.ics", "/kalender/g/ort/" + w.locality(0) + ".ics", "/en/kalender/urval.ics?ort=" + min(w.locality(0), w.locality(1)) + "," + max(w.locality(0), w.locality(1))} {
		separator := "?"
		if strings.Contains(path, "?") {
			separator = "&"
		}
		a := w.get(path + separator + "paminn=60")
		icstest.CheckReminding(t, []byte(a.body))
		unfolded := strings.ReplaceAll(a.body, "\r\n ", "")
		if !strings.Contains(unfolded, "TRIGGER:-PT60M\r\n") || !strings.Contains(unfolded, "SOURCE;VALUE=URI:"+publicURL+path+separator+"paminn=60\r\n") {
			t.Errorf("%s: nobody is reminded, or it is not its own source", path)
		}
		if w.get(path+separator+"paminn=").body != w.get(path).body {
			t.Errorf("%s: an empty wish is one", path)
		}
	}
	want(t, "JSCalendar", w.get("/kalender/alla.jscal?paminn=90").body, `"offset":"-PT1H30M"`)
	if w.get("/kalender/alla.csv?paminn=90").body != w.get("/kalender/alla.csv").body {
		t.Error("a table reminds")
	}
	want(t, "subscribe page", w.page("/prenumerera?ort="+w.locality(0)+"&paminn=60"), "webcal://kontor.example/kalender/ort/"+w.locality(0)+".ics?paminn=60")
	for _, minutes := range []string{"0", "-1", "20161", "60m", "1e3", "٦٠", "60\x00", strings.Repeat("9", 1000)} {
		a := w.get("/kalender/alla.ics?paminn=" + url.QueryEscape(minutes))
		english := w.get("/en/kalender/alla.ics?paminn=" + url.QueryEscape(minutes))
		if a.StatusCode != 400 || !strings.Contains(a.body, "från 1 till 20160") || english.StatusCode != 400 || !strings.Contains(english.body, "from 1 to 20160") {
			t.Errorf("paminn=%.20q: %d %s", minutes, a.StatusCode, a.body)
		}
	}
}

var visitLink = regexp.MustCompile(`href="/besok/([^"]+)"`)

// TestPagesAndFeedsNarrowAlike compares the list of the first page with the feed of the
// same parameters.
func TestPagesAndFeedsNarrowAlike(t *testing.T) {
	w := newWorld(t)
	occasion := w.occasion()
	w.plan(0, 8, 10, 12)
	w.plan(1, 8, 14, 16)
	w.plan(2, 9, 10, 12)
	w.plan(0, 10, 10, 12, func(v *scheduling.Visit) { v.OccasionID = occasion })
	w.plan(1, 11, 10, 12, func(v *scheduling.Visit) { v.OccasionID = occasion })
	w.release("")
	kommun := w.seeds.Municipality.Slug
	counts := map[string]int{}
	for _, query := range []string{
		"kommun=" + kommun, "ort=" + w.locality(0), "ort=" + w.locality(0) + "," + w.locality(1), "ort=" + w.locality(0) + "&ort=" + w.locality(2),
		"evenemang=nej", "kommun=" + kommun + "&evenemang=nej", "ort=" + w.locality(0) + "&evenemang=nej",
		"kommun=" + kommun + "&ort=" + w.locality(1) + "&evenemang=nej",
	} {
		listed := map[string]bool{}
		body := w.page("/?" + query)
		for _, match := range visitLink.FindAllStringSubmatch(body, -1) {
			listed[match[1]] = true
		}
		var feed struct{ Items []struct{ ID string } }
		a := w.get("/kalender/urval.json?" + query)
		if err := json.Unmarshal([]byte(a.body), &feed); err != nil {
			t.Fatal(err)
		}
		for _, item := range feed.Items {
			if !listed[item.ID] {
				t.Errorf("%s: the page lacks %s", query, item.ID)
			}
			delete(listed, item.ID)
		}
		if len(listed) != 0 {
			t.Errorf("%s: the feed lacks %v", query, listed)
		}
		counts[query] = len(feed.Items)

		// The page names the calendar of what it shows, and that leads back to it.
		address := regexp.MustCompile(`<link rel="alternate" type="text/calendar" href="` + publicURL + `([^"]+)"`).FindStringSubmatch(body)
		if address == nil || strings.Count(w.get(strings.ReplaceAll(address[1], "&amp;", "&")).body, "BEGIN:VEVENT") != len(feed.Items) {
			t.Errorf("%s: the page's calendar is %q", query, address)
		}
	}
	if counts["evenemang=nej"] != 3 || counts["ort="+w.locality(0)] != 2 || counts["ort="+w.locality(0)+"&evenemang=nej"] != 1 {
		t.Errorf("the selections hold %v", counts)
	}
	want(t, "name", w.get("/kalender/urval.ics?evenemang=nej").body, `utan evenemang`)
	if a := w.get("/kalender/ort/" + w.locality(0) + ".ics?evenemang=nej"); a.body != w.get("/kalender/urval.ics?ort="+w.locality(0)+"&evenemang=nej").body {
		t.Error("the same selection at two addresses is two feeds")
	}
}

// occasion adds an event to the register.
func (w *world) occasion() scheduling.OccasionID {
	w.t.Helper()
	o := scheduling.Occasion{ID: scheduling.NewID[scheduling.OccasionID](), DistrictID: w.seeds.District.ID, Name: "Skördefest",
		Owner: scheduling.Police, SiteID: w.seeds.Sites[0].ID, From: scheduling.DayOf(at(8, 8, 0)), To: scheduling.DayOf(at(12, 8, 0)),
		Opens: 8 * 60, Closes: 20 * 60, Priority: 1}
	if err := w.store.Occasions().Create(w.ctx, o); err != nil {
		w.t.Fatal(err)
	}
	return o.ID
}

// TestHostileParameters asks every public address for what nobody should. The answers
// are short and clear, and hold nothing of what was sent that a reader could run.
func TestHostileParameters(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	many := make([]string, 10_000)
	for i := range many {
		many[i] = fmt.Sprint("ort-", i)
	}
	known := strings.Repeat(w.locality(0)+","+w.locality(1)+",", 5_000)
	evil := `"><script>alert(1)</script>`
	paths := map[string]int{
		"/kalender/urval.ics?ort=" + strings.Join(many, ","):       404,
		"/kalender/urval.xlsx?ort=" + known:                        200,
		"/?ort=" + strings.Join(many, ","):                         200,
		"/prenumerera?ort=" + strings.Join(many, ","):              200,
		"/prenumerera?ort=" + known:                                200,
		"/kalender/urval.json?ort=%ff%fe%00":                       404,
		"/kalender/ort/%ff%fe.csv":                                 404,
		"/kalender/ort/..%2f..%2fetc%2fpasswd.ics":                 404,
		"/kalender/kommun/..%5c..%5cwin.ini.csv":                   404,
		"/kalender/ort/%2e%2e.xlsx":                                404,
		"/kalender/urval.csv?kommun=" + url.QueryEscape(evil):      404,
		"/en/kalender/ort/" + url.PathEscape(evil) + ".json":       404,
		"/kalender/alla.csv?evenemang=" + url.QueryEscape(evil):    400,
		"/en/kalender/alla.ics?paminn=" + url.QueryEscape(evil):    400,
		"/?kommun=" + url.QueryEscape(evil):                        200,
		"/?ort=" + url.QueryEscape(evil+"\r\nSet-Cookie: a=b"):     200,
		"/?evenemang=" + url.QueryEscape(evil):                     200,
		"/prenumerera?ort=" + url.QueryEscape(evil):                200,
		"/prenumerera?kommun=%ff%fe\u202e":                         200,
		"/kalender/g/alla.csv":                                     404,
		"/kalender/alla.exe":                                       404,
		"/kalender/urval.ics?ort=" + url.QueryEscape("a\u202eb,c"): 404,
	}
	for path, status := range paths {
		name := path[:min(len(path), 70)]
		a := w.get(path)
		if a.StatusCode != status {
			t.Errorf("%s: status %d, want %d", name, a.StatusCode, status)
		}
		if strings.Contains(a.body, "<script>alert") || a.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: what was sent comes back alive", name)
		}
		kind := a.Header.Get("Content-Type")
		if status >= 400 && strings.HasPrefix(kind, "text/plain") && (len(a.body) > 300 || !strings.HasSuffix(a.body, "\n") || strings.ContainsAny(a.body, "\x00\u202e\uFFFE")) {
			t.Errorf("%s: the answer is %.400q", name, a.body)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(w.get("/kalender/urval.csv?ort=" + known).body)).ReadAll()
	if err != nil || len(rows) < 2 || slices.ContainsFunc(rows[1:], func(row []string) bool { return row[6] == w.locality(2) }) {
		t.Errorf("two places named 5,000 times each give %d rows, %v", len(rows), err)
	}
}
