//go:build unix

package site

import (
	"compress/gzip"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"poliskontor/calendar"
	"poliskontor/calendar/icstest"
	"poliskontor/scheduling"
)

func (w *world) feedPaths() []string {
	var paths []string
	for _, folder := range []string{"/kalender/", "/kalender/g/", "/en/kalender/", "/en/kalender/g/"} {
		for _, feed := range []string{"alla.ics", "kommun/" + w.seeds.Municipality.Slug + ".ics", "ort/" + w.locality(0) + ".ics",
			"urval.ics?ort=" + min(w.locality(0), w.locality(1)) + "," + max(w.locality(0), w.locality(1))} {
			paths = append(paths, folder+feed)
		}
	}
	return paths
}

func TestFeeds(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	for _, path := range w.feedPaths() {
		a := w.get(path, "Accept", "application/json;q=1, */*;q=0")
		if a.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", path, a.StatusCode)
		}
		icstest.Check(t, []byte(a.body))
		for name, value := range map[string]string{
			"Content-Type": "text/calendar; charset=utf-8", "Vary": "Accept-Encoding", "Access-Control-Allow-Origin": "*",
			"Cache-Control": "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800",
			"Last-Modified": at(7, 12, 0).UTC().Format(http.TimeFormat), "Content-Length": fmt.Sprint(len(a.body)),
		} {
			if got := a.Header.Get(name); got != value {
				t.Errorf("%s: %s is %q, want %q", path, name, got, value)
			}
		}
		unfolded := strings.ReplaceAll(a.body, "\r\n ", "")
		if !strings.Contains(unfolded, "SOURCE;VALUE=URI:"+publicURL+path+"\r\n") {
			t.Errorf("%s does not name itself as its source", path)
		}
		if cancelled := strings.Contains(a.body, "STATUS:CANCELLED"); cancelled == strings.Contains(path, "/g/") {
			t.Errorf("%s: STATUS:CANCELLED is there: %t", path, cancelled)
		}
		if !strings.Contains(a.body, string(visits["held"].ID)) || strings.Contains(path, "ort/") == strings.Contains(a.body, string(visits["delayed"].ID)) {
			t.Errorf("%s has not the visits that it is about", path)
		}
	}
	if name := w.get("/kalender/ort/" + w.locality(0) + ".ics").Header.Get("Content-Disposition"); name != `inline; filename="mobilt-poliskontor-`+w.locality(0)+`.ics"` {
		t.Errorf("Content-Disposition is %q", name)
	}
}

func TestCaching(t *testing.T) {
	w := newWorld(t)
	w.plan(0, 0, 10, 12)
	w.release("")
	for _, path := range []string{"/kalender/alla.ics", "/kalender/urval.ics?ort=" + w.locality(0) + "," + w.locality(1), "/kalender/alla.ics?paminn=60",
		"/kalender/alla.json", "/en/kalender/ort/" + w.locality(0) + ".csv", "/kalender/kommun/" + w.seeds.Municipality.Slug + ".jscal", "/", "/sitemap.xml", w.site.assets.stylesheetPath()} {
		plain := w.get(path)
		zipped := w.get(path, "Accept-Encoding", "gzip")
		tag, zippedTag := plain.Header.Get("ETag"), zipped.Header.Get("ETag")
		if tag == "" || tag == zippedTag || strings.HasPrefix(tag, "W/") || strings.HasPrefix(zippedTag, "W/") {
			t.Fatalf("%s: the tags are %s and %s", path, tag, zippedTag)
		}
		reader, err := gzip.NewReader(strings.NewReader(zipped.body))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if body, err := io.ReadAll(reader); err != nil || string(body) != plain.body {
			t.Errorf("%s: the compressed body is another: %v", path, err)
		}
		for name, c := range map[string]struct {
			headers []string
			status  int
		}{
			"same tag":            {[]string{"If-None-Match", tag}, 304},
			"weak tag":            {[]string{"If-None-Match", "W/" + tag}, 304},
			"list":                {[]string{"If-None-Match", `"a", W/"b",` + tag}, 304},
			"star":                {[]string{"If-None-Match", "*"}, 304},
			"other tag":           {[]string{"If-None-Match", `"a"`}, 200},
			"other encoding":      {[]string{"If-None-Match", zippedTag}, 200},
			"same encoding":       {[]string{"If-None-Match", zippedTag, "Accept-Encoding", "br, gzip;q=0.5"}, 304},
			"no tag":              {[]string{"If-None-Match", "nonsense"}, 200},
			"gzip refused":        {[]string{"If-None-Match", tag, "Accept-Encoding", "gzip;q=0, *"}, 304},
			"tag before time":     {[]string{"If-None-Match", `"a"`, "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"}, 200},
			"nonsense for a time": {[]string{"If-Modified-Since", "yesterday"}, 200},
		} {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				a := w.ask(method, path, c.headers...)
				if a.StatusCode != c.status {
					t.Errorf("%s %s, %s: status %d, want %d", method, path, name, a.StatusCode, c.status)
				}
				if (method == http.MethodHead || c.status == 304) && a.body != "" {
					t.Errorf("%s %s, %s: there is a body", method, path, name)
				}
				if a.Header.Get("Vary") != "Accept-Encoding" || a.Header.Get("ETag") == "" || a.Header.Get("Cache-Control") == "" {
					t.Errorf("%s %s, %s: lacks Vary, ETag or Cache-Control", method, path, name)
				}
			}
		}
	}
}

func TestFeedsByTime(t *testing.T) {
	w := newWorld(t)
	w.plan(0, 0, 10, 12)
	w.release("")
	last := w.get("/kalender/alla.ics").Header.Get("Last-Modified")
	earlier := w.now.Add(-1e9).UTC().Format(http.TimeFormat)
	for since, status := range map[string]int{last: 304, earlier: 200} {
		if a := w.get("/kalender/alla.ics", "If-Modified-Since", since); a.StatusCode != status {
			t.Errorf("since %s: status %d, want %d", since, a.StatusCode, status)
		}
	}
	// Any release makes every feed newer: a visit may have left this one.
	w.now = w.now.Add(3600e9)
	w.plan(1, 1, 10, 12)
	w.release("")
	if a := w.get("/kalender/ort/"+w.locality(2)+".ics", "If-Modified-Since", last); a.StatusCode != 200 {
		t.Errorf("after a release: status %d, want 200", a.StatusCode)
	}
}

func TestSelectionsAreSets(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	a, b := w.locality(0), w.locality(1)
	first := w.get("/kalender/urval.ics?ort=" + a + "," + b)
	for _, query := range []string{b + "," + a, a + "," + b + "," + a, a + "&ort=" + b, "," + b + ",%20" + a} {
		again := w.get("/kalender/urval.ics?ort=" + query)
		if again.body != first.body || again.Header.Get("ETag") != first.Header.Get("ETag") {
			t.Errorf("ort=%s gives another feed", query)
		}
	}
	if single := w.get("/kalender/urval.ics?ort=" + a); single.body != w.get("/kalender/ort/"+a+".ics").body {
		t.Error("a selection of one place is another feed than the place's")
	}
}

func TestUnknownFeeds(t *testing.T) {
	w := newWorld(t)
	w.plan(0, 0, 10, 12)
	w.release("")
	for path, text := range map[string]string{
		"/kalender/ort/finns-inte.ics":                             `Det finns ingen ort med adressen "finns-inte".`,
		"/kalender/g/kommun/finns-inte.ics":                        `Det finns ingen kommun med adressen "finns-inte".`,
		"/kalender/urval.ics?ort=" + w.locality(0) + ",finns-inte": `Det finns ingen ort med adressen "finns-inte".`,
		"/kalender/urval.ics?ort=":                                 "minst en ort",
		"/en/kalender/ort/finns-inte.ics":                          `There is no place with the address "finns-inte".`,
	} {
		a := w.get(path)
		if a.StatusCode != http.StatusNotFound || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/plain") || !strings.Contains(a.body, text) {
			t.Errorf("%s: %d %s %q", path, a.StatusCode, a.Header.Get("Content-Type"), a.body)
		}
	}
}

func TestEmptyFeedIsACalendar(t *testing.T) {
	w := newWorld(t)
	w.refresh()
	a := w.get("/kalender/ort/" + w.locality(0) + ".ics")
	icstest.Check(t, []byte(a.body))
	if a.StatusCode != http.StatusOK || strings.Contains(a.body, "VEVENT") {
		t.Errorf("status %d, body %s", a.StatusCode, a.body)
	}
}

func TestFailedRenderKeepsTheLastGoodFeed(t *testing.T) {
	w := newWorld(t)
	w.plan(0, 0, 10, 12)
	w.release("")
	some := "/kalender/urval.ics?ort=" + w.locality(0) + "," + w.locality(1)
	good, goodSome := w.get("/kalender/alla.ics"), w.get(some)

	w.site.render = func(calendar.Format, calendar.Feed, string) ([]byte, error) { return nil, errors.New("broken") }
	w.plan(1, 1, 10, 12)
	w.release("")
	for range 2 { // also after a second failure
		w.refresh()
		if a := w.get("/kalender/alla.ics"); a.StatusCode != 200 || a.body != good.body {
			t.Errorf("the feed of all visits: status %d", a.StatusCode)
		}
		if a := w.get(some); a.StatusCode != 200 || a.body != goodSome.body {
			t.Errorf("the feed of a selection: status %d", a.StatusCode)
		}
	}
	if a := w.get("/kalender/urval.ics?ort=" + w.locality(1) + "," + w.locality(2)); a.StatusCode != http.StatusServiceUnavailable || a.Header.Get("Retry-After") == "" {
		t.Errorf("a feed that never was: status %d", a.StatusCode)
	}
	if !strings.Contains(w.log.String(), "broken") {
		t.Error("the log says nothing")
	}

	w.site.render = calendar.Format.Render
	w.refresh()
	if a := w.get("/kalender/alla.ics"); a.body == good.body {
		t.Error("the feed stays old when rendering works again")
	}
}

func TestUnforeseenFeedsHaveABound(t *testing.T) {
	const room = 64 << 10
	body := make([]byte, room/8) // of noise, which stays as long when it is compressed
	if _, err := rand.Read(body); err != nil {
		t.Fatal(err)
	}
	rendered := 0
	s := newShelf(&Snapshot{}, press{render: func(calendar.Format, calendar.Feed, string) ([]byte, error) { rendered++; return body, nil }}, nil, nil)
	s.room = room
	for i := range 40 {
		key := feedKey{selection: selection{localities: fmt.Sprintf("a,%d", i)}}
		for range 2 {
			if _, err := s.feed(key, &language{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	kept := 0
	for _, feed := range s.kept {
		kept += feed.size()
	}
	if kept > room || kept < room/2 || kept+s.room != room {
		t.Errorf("%d bytes are kept, and there is room for %d", kept, s.room)
	}
	if rendered != 40 {
		t.Errorf("40 feeds were rendered %d times", rendered)
	}
}

func TestAddressOfTheRequest(t *testing.T) {
	w := newWorld(t, func(c *Config) { c.PublicURL = nil })
	w.plan(0, 0, 10, 12)
	w.release("")
	for host, base := range map[string]string{
		"example.com": "http://example.com", "127.0.0.1:8080": "http://127.0.0.1:8080", "[::1]:8080": "http://[::1]:8080",
		"evil\"><script>": "http://localhost", "a/b": "http://localhost", "": "http://localhost",
	} {
		a := w.getFrom(host, "/kalender/alla.ics")
		if !strings.Contains(a.body, "SOURCE;VALUE=URI:"+base+"/kalender/alla.ics") {
			t.Errorf("from %q: the feed is not at %s", host, base)
		}
	}
	u, err := url.Parse("https://example.se/sida")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(Config{PublicURL: u}); err == nil {
		t.Error("a public address with a path is taken")
	}
}

func TestFormerNamesStay(t *testing.T) {
	w := newWorld(t)
	w.plan(0, 0, 10, 12)
	w.release("")
	former := w.locality(0)
	l := w.seeds.Localities[0]
	l.Slug, l.Name = "nytt-namn", "Nytt namn"
	if err := w.store.Localities().Update(w.ctx, l); err != nil {
		t.Fatal(err)
	}
	w.refresh()
	if a := w.get("/kalender/ort/" + former + ".ics"); a.StatusCode != 200 || !strings.Contains(a.body, "BEGIN:VEVENT") {
		t.Errorf("the calendar at the former address: status %d", a.StatusCode)
	}
	want(t, "the page at the former address", w.page("/orter/"+former), "Almby")
	w.page("/orter/nytt-namn")
}

func TestSwedishOrder(t *testing.T) {
	w := newWorld(t)
	for i, name := range []string{"Östra Sönnarslöv", "Åhus", "Ängelholm", "Zinkgruvan"} {
		l := w.seeds.Localities[0]
		l.ID, l.Slug, l.Name = scheduling.LocalityID(fmt.Sprint("l-", i)), fmt.Sprint("l-", i), name
		if err := w.store.Localities().Create(w.ctx, l); err != nil {
			t.Fatal(err)
		}
	}
	w.refresh()
	var names []string
	for _, l := range w.site.Snapshot().Localities {
		names = append(names, l.Name)
	}
	if got := strings.Join(names, " "); got != "Almby Björkby Ceder Zinkgruvan Åhus Ängelholm Östra Sönnarslöv" {
		t.Error(got)
	}
}
