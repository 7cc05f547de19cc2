//go:build unix

package site

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"poliskontor/frontend"
	"poliskontor/scheduling"
)

// builtScripts are what a program has that was built with its front end.
var builtScripts = fstest.MapFS{
	"embed.v1.js": {Data: []byte("element")}, "frame.js": {Data: []byte("frame")}, "builder.js": {Data: []byte("builder")},
}

func withScripts(c *Config) { c.Scripts = builtScripts }

// timetable asks for an embedded timetable's words.
func (w *world) timetable(path string) embedded {
	w.t.Helper()
	var e embedded
	if err := json.Unmarshal([]byte(w.page(path)), &e); err != nil {
		w.t.Fatalf("%s: %v", path, err)
	}
	return e
}

func placesOf(e embedded) string {
	var places []string
	for _, v := range e.Visits {
		places = append(places, v.Place)
	}
	return strings.Join(places, " ")
}

func TestEmbeddedTimetables(t *testing.T) {
	w := newWorld(t)
	w.everyState() // the second week: Almby 1 and 2, Björkby 1 and 2, Ceder 3 and 4 December
	a, b, c := w.locality(0), w.locality(1), w.locality(2)
	all := w.seeds.Municipality.Slug
	for query, want := range map[string]struct{ places, title, page string }{
		"":                                   {"Almby Björkby Almby Björkby Ceder Ceder", "Polisens mobila kontor, alla orter", "/"},
		"?ort=" + a:                          {"Almby Almby", "Polisens mobila kontor i Almby", "/orter/" + a},
		"?ort=" + c + "," + a:                {"Almby Almby Ceder Ceder", "", "/?ort=" + min(a, c) + "," + max(a, c)},
		"?ort=" + a + "&ort=" + c:            {"Almby Almby Ceder Ceder", "", "/?ort=" + min(a, c) + "," + max(a, c)},
		"?ort=" + c + "&kommun=" + all:       {"Ceder Ceder", "Polisens mobila kontor i Ceder", "/orter/" + c},
		"?kommun=" + all:                     {"Almby Björkby Almby Björkby Ceder Ceder", "Polisens mobila kontor, Kommunens kommun", "/?kommun=" + all},
		"?antal=3":                           {"Almby Björkby Almby", "", "/"},
		"?antal=-3":                          {"Almby Björkby Almby Björkby Ceder Ceder", "", "/"},
		"?antal=9999999999999999999":         {"Almby Björkby Almby Björkby Ceder Ceder", "", "/"},
		"?visa=annat":                        {"Almby Björkby Almby Björkby Ceder Ceder", "", "/"},
		"?visa=nasta":                        {"Almby Björkby", "", "/"}, // the first is cancelled
		"?visa=nasta&antal=5":                {"Almby Björkby", "", "/"},
		"?visa=nasta&ort=" + c:               {"Ceder", "", "/orter/" + c},
		"?visa=nasta&ort=" + b + "," + c:     {"Björkby", "", "/?ort=" + min(b, c) + "," + max(b, c)},
		"?evenemang=nej&visa=nasta&ort=" + c: {"Ceder", "Polisens mobila kontor i Ceder, utan evenemang", "/?ort=" + c + "&evenemang=nej"},
	} {
		e := w.timetable("/embed.v1.json" + query)
		if got := placesOf(e); got != want.places || e.Problem != "" {
			t.Errorf("%q: %s %q, want %s", query, got, e.Problem, want.places)
		}
		if e.Page.URL != publicURL+want.page || want.title != "" && e.Title != want.title {
			t.Errorf("%q: %s %s", query, e.Page.URL, e.Title)
		}
	}
	english := w.timetable("/en/embed.v1.json?visa=nasta")
	if english.Lang != "en" || english.Words.Next != "Next visit" || !strings.HasPrefix(english.Visits[0].URL, publicURL+"/en/besok/") {
		t.Errorf("%+v", english)
	}
	if first, next := english.Visits[0], english.Visits[1]; !first.Off || first.Next || next.Off || !next.Next || next.Status.Kind != "changed" {
		t.Errorf("%+v", english.Visits)
	}
}

// TestVersionOneStays holds what pages of other people read. Fields may be added here;
// one that must go needs a second version beside this.
func TestVersionOneStays(t *testing.T) {
	w := newWorld(t, func(c *Config) { c.Demonstration = true })
	w.everyState()
	var e map[string]any
	if err := json.Unmarshal([]byte(w.page("/embed.v1.json?visa=nasta&ort=okand,"+w.locality(0)+","+w.locality(1))), &e); err != nil {
		t.Fatal(err)
	}
	visits := e["visits"].([]any)
	for name, part := range map[string]struct {
		object any
		fields string
	}{
		"timetable": {e, "demonstration emergency form lang none page problem stale subscribe title visits words"},
		"words":     {e["words"], "clock next now reason today tomorrow"},
		"link":      {e["page"], "text url"},
		"visit":     {visits[1], "date ends hours next off place spot starts status url"},
		"status":    {visits[1].(map[string]any)["status"], "changed detail kind label reason"},
	} {
		for field := range strings.FieldsSeq(part.fields) {
			if value, found := part.object.(map[string]any)[field]; !found || value == "" {
				t.Errorf("%s lacks %s", name, field)
			}
		}
	}
}

// TestEmbeddedTimetablesStayTheSame sees that nothing but the schedule changes them: not
// the day, and not who asks.
func TestEmbeddedTimetablesStayTheSame(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	const path = "/embed.v1.json"
	first := w.get(path)
	tag := first.Header.Get("ETag")
	w.now = w.now.Add(3 * time.Hour)
	w.refresh()
	if again := w.get(path); again.body != first.body || again.Header.Get("ETag") != tag {
		t.Error("three hours without a release changed it")
	}
	if a := w.get(path, "If-None-Match", tag); a.StatusCode != http.StatusNotModified || a.body != "" {
		t.Errorf("status %d to who has it", a.StatusCode)
	}
	for name, want := range map[string]string{
		"Content-Type": "application/json", "Cache-Control": "public, max-age=60", "Access-Control-Allow-Origin": "*",
		"Cross-Origin-Resource-Policy": "cross-origin", "Content-Language": "sv", "Vary": "Accept-Encoding", "Set-Cookie": "",
	} {
		if got := first.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	zipped := w.get(path, "Accept-Encoding", "gzip")
	if zipped.Header.Get("Content-Encoding") != "gzip" || zipped.Header.Get("ETag") == tag {
		t.Errorf("%v", zipped.Header)
	}
	if head := w.ask(http.MethodHead, path); head.StatusCode != http.StatusOK || head.body != "" || head.Header.Get("ETag") != tag {
		t.Errorf("HEAD: %d %q", head.StatusCode, head.body)
	}

	w.cancel(visits["announced"].ID, "Utryckning")
	news := w.timetable(path)
	cancelled := news.Visits[slices.IndexFunc(news.Visits, func(v embeddedVisit) bool { return strings.HasSuffix(v.URL, string(visits["announced"].ID)) })]
	if !cancelled.Off || cancelled.Status.Label != "Inställt" || cancelled.Status.Reason != "Utryckning" || cancelled.Status.Changed != "Ändrat 30 november." {
		t.Errorf("%+v %+v", cancelled, cancelled.Status)
	}
	if w.get(path, "If-None-Match", tag).StatusCode != http.StatusOK {
		t.Error("a release left the tag as it was")
	}
}

// TestWhatIsBrokenOffIsShownUntilItWasToEnd sees that who is on the way hears of it.
func TestWhatIsBrokenOffIsShownUntilItWasToEnd(t *testing.T) {
	w := newWorld(t)
	v := w.plan(0, 1, 10, 14)
	w.plan(0, 8, 10, 12)
	w.release("")
	w.now = at(1, 11, 0)
	w.refresh()
	if e := w.timetable("/embed.v1.json?visa=nasta"); len(e.Visits) != 1 || !e.Visits[0].Next {
		t.Errorf("%+v", e.Visits)
	}
	want(t, "frame", w.page("/inbaddning/lista?visa=nasta"), "Just nu, enligt tidtabellen", "I dag")
	w.change(v.ID, func(ref scheduling.VisitRef) (scheduling.Visit, error) {
		return w.schedule.BreakOff(w.ctx, ref, at(1, 11, 0), "Utryckning")
	})
	w.now = at(1, 13, 59)
	w.refresh()
	e := w.timetable("/embed.v1.json?visa=nasta")
	if len(e.Visits) != 2 || e.Visits[0].Next || e.Visits[0].Ends != machine(at(1, 14, 0)) || !e.Visits[1].Next {
		t.Errorf("%+v", e.Visits)
	}
}

func TestEmbeddingWhatIsNotKnown(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	a := w.locality(0)
	many := strings.TrimSuffix(strings.Repeat("x,", 10_000), ",")
	for query, want := range map[string]struct {
		places, problem string
	}{
		"?ort=xyz":                             {"", `Vi hittar ingen ort med adressen "xyz".`},
		"?ort=xyz," + a:                        {"Almby Almby", `Vi hittar ingen ort med adressen "xyz".`},
		"?kommun=xyz":                          {"", `Vi hittar ingen kommun med adressen "xyz".`},
		"?kommun=xyz&ort=" + a:                 {"Almby Almby", ""},
		"?ort=,,%20,":                          {"Almby Björkby Almby Björkby Ceder Ceder", ""},
		"?ort=" + many:                         {"", `Vi hittar ingen ort med adressen "x", "x", "x" och 9997 till.`},
		"?ort=%ff%fe":                          {"", "Vi hittar ingen ort med adressen \"\uFFFD\"."},
		"?ort=" + strings.Repeat("a", 100_000): {"", `Vi hittar ingen ort med adressen "` + strings.Repeat("a", 40) + `…".`},
		"?ort=../../etc/passwd":                {"", `Vi hittar ingen ort med adressen "../../etc/passwd".`},
		"?ort=" + url.QueryEscape(`"><script>alert(1)</script>`): {"", `Vi hittar ingen ort med adressen ""><script>alert(1)</script>".`},
	} {
		e := w.timetable("/embed.v1.json" + query)
		if placesOf(e) != want.places || e.Problem != want.problem || len(e.Visits) == 0 && e.None != "" {
			t.Errorf("%.40q: %s %q %q", query, placesOf(e), e.Problem, e.None)
		}
		frame := w.page("/inbaddning/lista" + query)
		never(t, "raw frame", strings.ReplaceAll(frame, "&", "&amp;"), "<script")
		if want.problem != "" {
			wantFrame(t, query, frame, want.problem, `href="`+publicURL+`/`)
		}
		never(t, "raw builder", strings.ReplaceAll(w.page("/inbaddning"+query), "&", "&amp;"), "<script")
	}
	if e := w.timetable("/en/embed.v1.json?ort=xyz"); e.Problem != `We find no place with the address "xyz".` {
		t.Error(e.Problem)
	}
}

func wantFrame(t *testing.T, query, frame string, parts ...string) {
	t.Helper()
	want(t, fmt.Sprintf("frame %.40q", query), frame, parts...)
}

func TestKommunWithoutOfficeEmbedded(t *testing.T) {
	w := newWorld(t)
	other := scheduling.District{ID: "d-2", Slug: "annan", Name: "Annan"}
	if err := w.store.Districts().Create(w.ctx, other); err != nil {
		t.Fatal(err)
	}
	if err := w.store.Municipalities().Create(w.ctx, scheduling.Municipality{ID: "m-2", DistrictID: "d-2", Slug: "horby", Name: "Hörby"}); err != nil {
		t.Fatal(err)
	}
	w.refresh()
	if e := w.timetable("/embed.v1.json?kommun=horby"); e.None != "Hörby kommun har inget mobilt poliskontor just nu. Du är välkommen till besöken i andra kommuner." {
		t.Error(e.None)
	}
	if e := w.timetable("/embed.v1.json"); e.None != "Inga besök bestämda just nu. Nya besök står här så snart de är bestämda." {
		t.Error(e.None)
	}
}

func TestFrame(t *testing.T) {
	w := newWorld(t, withScripts)
	if a := w.get("/en/inbaddning/lista"); a.StatusCode != http.StatusServiceUnavailable || !strings.Contains(a.Header.Get("Content-Security-Policy"), "frame-ancestors *") ||
		!strings.Contains(a.body, "cannot be shown just now") || !strings.Contains(a.body, publicURL+"/en/") || a.Header.Get("Retry-After") == "" {
		t.Errorf("before there is anything to show: %d %s", a.StatusCode, a.body)
	}
	w.everyState()
	a := w.get("/inbaddning/lista?ort=" + w.locality(0) + "&text=%23FFFFFF&bakgrund=000000&lank=red")
	want(t, "frame", a.body, `<html lang="sv">`, "<h1", "I morgon", "Inställt", `lang="sv">Bilen är på verkstad`, "112", `target="_top"`,
		`href="/inbaddning/farger.css?text=ffffff&bakgrund=000000&lank=0b4f83"`, `data-schedule="/embed.v1.json?ort=`+w.locality(0)+`"`, `<script defer src="/static/`, "noindex")
	if a.Header.Get("X-Frame-Options") != "" || a.Header.Get("Set-Cookie") != "" || a.Header.Get("ETag") == "" || a.Header.Get("Cache-Control") != "public, max-age=60" {
		t.Errorf("%v", a.Header)
	}
	if n := strings.Count(a.body, "<a "); n != strings.Count(a.body, `target="_top"`) {
		t.Error("a link stays in the frame")
	}
	never(t, "frame without colours", w.page("/inbaddning/lista?text=10202e"), "farger.css")
	want(t, "frame of an unknown place", w.page("/inbaddning/lista?ort=xyz&text=ffffff"), `data-schedule="/embed.v1.json?ort=xyz&text=ffffff"`)
	css := w.get("/inbaddning/farger.css?text=ffffff&bakgrund=" + url.QueryEscape("#000000;}body{display:none") + "&lank=00FF00")
	if css.body != ":root { --poliskontor-text: #ffffff; --poliskontor-bakgrund: #ffffff; --poliskontor-lank: #00ff00; }\n" || css.Header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("%s %s", css.Header.Get("Content-Type"), css.body)
	}
}

func TestBuilder(t *testing.T) {
	w := newWorld(t, withScripts)
	w.everyState()
	a, c := w.locality(0), w.locality(2)
	both := min(a, c) + "," + max(a, c)
	body := w.page("/inbaddning?ort=" + c + "&ort=" + a + "&kommun=&visa=lista&antal=4&sprak=en&text=%2310202e&bakgrund=%23ffffff&lank=%230b4f83")
	want(t, "builder", body,
		`<mobilt-poliskontor ort="`+both+`" antal="4" sprak="en">`+"\n"+`  <a href="`+publicURL+`/en/?ort=`+both+`">When does the mobile police office come?</a>`+"\n</mobilt-poliskontor>\n"+
			`<script src="`+publicURL+`/embed.v1.js" async></script>`,
		`<iframe src="`+publicURL+`/en/inbaddning/lista?ort=`+both+`&amp;antal=4" title="`,
		`<iframe src="/en/inbaddning/lista?ort=`+both+`&antal=4"`, `value="`+a+`" checked`, `<option value="en" selected>`, `value="4"`,
		`<script defer src="/static/`)
	never(t, "builder", body, "<style>", `role="alert"`)
	coloured := w.page("/inbaddning?visa=nasta&kommun=" + w.seeds.Municipality.Slug + "&text=%23000000&bakgrund=%23ffffff&lank=%23eeeeee")
	want(t, "colours", coloured, "<style>mobilt-poliskontor { --poliskontor-text: #000000; --poliskontor-bakgrund: #ffffff; --poliskontor-lank: #eeeeee; }</style>",
		`kommun="`+w.seeds.Municipality.Slug+`" visa="nasta" sprak="sv"`, "&amp;text=000000&amp;bakgrund=ffffff&amp;lank=eeeeee", "Kontrasten ska vara minst 4,5:1")
	want(t, "unknown", w.page("/inbaddning?ort=xyz"), `Vi hittar ingen ort med adressen "xyz".`, "<title>Fel: ")
	want(t, "about", w.page("/om"), `href="/inbaddning"`)
	want(t, "sitemap", w.get("/sitemap.xml").body, publicURL+"/inbaddning<", publicURL+"/en/inbaddning<")
}

func TestScripts(t *testing.T) {
	w := newWorld(t, withScripts)
	w.refresh()
	for path, body := range map[string]string{"/embed.js": "element", "/embed.v1.js": "element", w.site.scripts.path(frameScript): "frame", w.site.scripts.path(builderScript): "builder"} {
		a := w.get(path)
		if a.body != body || a.Header.Get("Content-Type") != javascript || a.Header.Get("ETag") == "" || a.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
			t.Errorf("%s: %q %v", path, a.body, a.Header)
		}
		if immutable := strings.Contains(a.Header.Get("Cache-Control"), "immutable"); immutable != strings.HasPrefix(path, "/static/") {
			t.Errorf("%s: %s", path, a.Header.Get("Cache-Control"))
		}
	}
	if a := w.get("/static/another/frame.js"); a.body != "frame" || a.Header.Get("Cache-Control") != "public, max-age=60" {
		t.Errorf("under another version's address: %q %v", a.body, a.Header)
	}
	never(t, "frame of a program without scripts", newWorldOf(t).page("/inbaddning/lista"), "<script")
}

// newWorldOf is a world that shows something, in a program that was built without its
// front end.
func newWorldOf(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.refresh()
	if a := w.get("/embed.js"); a.StatusCode != http.StatusServiceUnavailable || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("without scripts: %d %v", a.StatusCode, a.Header)
	}
	return w
}

// TestScriptIsSmall weighs the script as it is sent.
func TestScriptIsSmall(t *testing.T) {
	body, err := fs.ReadFile(frontend.Embed, "embed/dist/embed.v1.js")
	if err != nil && os.Getenv("POLISKONTOR_TEST_ALL") == "" {
		t.Skip("make frontend has not been run")
	}
	if err != nil {
		t.Fatal(err)
	}
	var sent bytes.Buffer
	zipper := gzip.NewWriter(&sent)
	if _, err := zipper.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := zipper.Close(); err != nil {
		t.Fatal(err)
	}
	if sent.Len() >= 10_000 {
		t.Errorf("the script weighs %d bytes", sent.Len())
	}
	for _, never := range []string{"localStorage", "sessionStorage", "indexedDB", "cookie", "innerHTML", "eval("} {
		if bytes.Contains(body, []byte(never)) {
			t.Errorf("the script speaks of %s", never)
		}
	}
}

func TestTimetablesHaveABound(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	kept := w.site.edition.Load().timetables
	for antal := 1; antal <= embeddedMost; antal++ {
		w.page(fmt.Sprintf("/embed.v1.json?antal=%d", antal))
	}
	if len(kept.kept) != embeddedMost || kept.room >= roomForTimetables {
		t.Errorf("%d kept, room for %d", len(kept.kept), kept.room)
	}
	w.page("/embed.v1.json?ort=xyz")
	if len(kept.kept) != embeddedMost {
		t.Error("what readers make up is kept")
	}
	kept.room = 0
	if e := w.timetable("/embed.v1.json?visa=nasta"); len(e.Visits) == 0 || len(kept.kept) != embeddedMost {
		t.Errorf("without room: %+v, %d kept", e.Visits, len(kept.kept))
	}
}
