package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/safelog/logtest"
	"poliskontor/storage/storagetest"
)

// TestNoPublicAnswerHoldsWhatIsInternal plants a canary in every column of the database
// that is not public, and looks for them in all that anybody can fetch, in both
// languages, and in what the server logs meanwhile.
func TestNoPublicAnswerHoldsWhatIsInternal(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		t.Parallel()
		lookForCanaries(t, demoDatabase(t, database))
	})
}

func lookForCanaries(t *testing.T, address string) {
	t.Helper()
	app, _ := startApp(t, address, true) // with the demonstration's accounts, notes and summaries
	before := app.site.Snapshot()
	if err := app.Close(); err != nil {
		t.Fatal(err)
	}
	planted := plant(t, address)
	if len(planted) < 100 {
		t.Errorf("only %d columns have a canary", len(planted))
	}
	app, log := startApp(t, address, false)
	defer func() {
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	}()
	after := app.site.Snapshot()
	for what, counts := range map[string][2]int{
		"visits": {len(before.Visits), len(after.Visits)}, "releases": {len(before.Releases), len(after.Releases)},
		"places": {len(before.Localities), len(after.Localities)}, "pledges": {len(before.Pledges), len(after.Pledges)},
		"topics of Åhus": {len(before.ToldTo("ahus")), len(after.ToldTo("ahus"))},
	} {
		if counts[0] != counts[1] || counts[0] == 0 {
			t.Errorf("of %d %s %d are left to be looked through", counts[0], what, counts[1])
		}
	}
	c := &crawl{t: t, app: app, seen: map[string]bool{}, found: map[string]string{}}
	c.all()
	for canary, where := range c.found {
		t.Errorf("%s is read at %s", canary, where)
	}
	for _, canary := range canaries(strings.ReplaceAll(log.String(), draftAddress, "")) {
		t.Errorf("%s is in the log", canary)
	}
	for _, canary := range canaries(snapshotOf(t, app)) {
		t.Errorf("%s is in the snapshot on disk", canary)
	}
	if len(c.seen) < 1000 {
		t.Errorf("only %d addresses were asked", len(c.seen))
	}
	// What is public is found: the crawl reads what people read.
	for _, public := range []string{"infarten söderifrån", "var tionde bil", "Medborgarlöfte", "Åhus"} {
		if !c.reads[public] {
			t.Errorf("nowhere does it say %q: nothing was looked through", public)
		}
	}
}

// snapshotOf is what a server keeps on disk of what it shows.
func snapshotOf(t *testing.T, app *App) string {
	t.Helper()
	ctx, end := context.WithCancel(t.Context())
	end()
	app.site.Keep(ctx)
	file, err := os.ReadFile(app.config.snapshotFile())
	if err != nil {
		t.Fatal(err)
	}
	_, packed, _ := bytes.Cut(file, []byte("\n"))
	zipped, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(zipped)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(content), "Åhus") {
		t.Error("the snapshot on disk has nothing in it")
	}
	return string(content)
}

func startApp(t *testing.T, address string, demonstration bool) (*App, *bytes.Buffer) {
	t.Helper()
	log := &bytes.Buffer{}
	config := serveConfig{openDataConfig: usualOpenData, databaseConfig: databaseConfig{Database: address}, Addr: "127.0.0.1:0", Demo: demonstration,
		Brand: "Mobilt poliskontor", Grace: 5 * time.Second, Snapshot: filepath.Join(t.TempDir(), "public.snapshot")}
	app, err := NewApp(t.Context(), config, demoNow, logtest.New(log))
	if err != nil {
		t.Fatal(err)
	}
	return app, log
}

// draftAddress is where a draft of a pledge would be. It is asked for, so that it stands in
// the log of requests.
const draftAddress = "canary-draft-slug"

// crawl asks for every address that there is: those of the routes, filled in with all that
// is public, and those that pages link to.
type crawl struct {
	t     *testing.T
	app   *App
	seen  map[string]bool
	found map[string]string // where a canary was read first
	reads map[string]bool
}

var links = regexp.MustCompile(`(?:href|src|action)="(/[^"#]*)`)

func (c *crawl) all() {
	c.reads = map[string]bool{}
	router, is := c.app.server.Handler.(*echo.Echo)
	if !is {
		c.t.Fatalf("the server answers by a %T", c.app.server.Handler)
	}
	queue := []string{"/?visa=alla", "/en/?visa=alla"}
	for _, route := range router.Routes() {
		// Streams last as long as somebody listens, and need a token.
		if route.Method != http.MethodGet || strings.HasSuffix(route.Path, "/events") {
			continue
		}
		queue = append(queue, c.filled(route.Path)...)
	}
	for _, slug := range c.slugs() {
		for _, page := range []string{"/", "/manad", "/texter", "/onskemal", "/inbaddning", "/inbaddning/lista", "/embed.v1.json", "/kalender/urval.ics", "/kalender/urval.json"} {
			queue = append(queue, page+"?ort="+slug, "/en"+page+"?ort="+slug)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		if path := queue[0]; !c.seen[path] {
			c.seen[path] = true
			queue = append(queue, c.read(path)...)
		}
	}
}

// filled are the addresses of a route, with everything public in its places, and with
// something that there is not.
func (c *crawl) filled(path string) []string {
	name := regexp.MustCompile(`:[a-z]+|\*`).FindString(path)
	if name == "" {
		return []string{path}
	}
	values := []string{"finns-inte"}
	snapshot := c.app.site.Snapshot()
	switch {
	case name == ":slug" && strings.Contains(path, "/loften/"):
		for _, p := range snapshot.Pledges {
			values = append(values, p.Slug)
		}
		values = append(values, draftAddress)
	case name == ":slug":
		values = append(values, c.slugs()...)
	case name == ":id" && (strings.Contains(path, "/besok/") || strings.Contains(path, "/visits/")):
		for _, v := range snapshot.Visits {
			values = append(values, string(v.ID))
		}
	case name == ":file":
		for _, slug := range append(c.slugs(), "kristianstad", "kristinehamn") {
			for _, format := range []string{"ics", "json", "csv", "xlsx", "jscal"} {
				values = append(values, slug+"."+format)
			}
		}
	}
	var paths []string
	for _, value := range values {
		paths = append(paths, c.filled(strings.Replace(path, name, value, 1))...)
	}
	return paths
}

func (c *crawl) slugs() []string {
	var slugs []string
	for _, l := range c.app.site.Snapshot().Localities {
		slugs = append(slugs, l.Slug)
	}
	return slugs
}

// read asks for an address, looks through the answer, and returns where a page leads.
func (c *crawl) read(path string) []string {
	c.t.Helper()
	request := httptest.NewRequestWithContext(c.t.Context(), http.MethodGet, path, nil)
	recorder := httptest.NewRecorder()
	c.app.server.Handler.ServeHTTP(recorder, request)
	body := recorder.Body.String()
	if recorder.Header().Get("Content-Encoding") == "gzip" {
		unzipped, err := gzip.NewReader(recorder.Body)
		if err != nil {
			c.t.Fatal(err)
		}
		plain, err := io.ReadAll(unzipped)
		if err != nil {
			c.t.Fatal(err)
		}
		body = string(plain)
	}
	if recorder.Code >= http.StatusInternalServerError && recorder.Code != http.StatusServiceUnavailable {
		c.t.Errorf("GET %s: status %d", path, recorder.Code)
	}
	body += fmt.Sprint(recorder.Header())
	if strings.Contains(path, ".xlsx") && recorder.Code == http.StatusOK {
		body += unpacked(c.t, recorder.Body.Bytes())
	}
	// What was asked for may be said back: it is the asker's own.
	for _, canary := range canaries(strings.ReplaceAll(body, draftAddress, "")) {
		if _, known := c.found[canary]; !known {
			c.found[canary] = path
		}
	}
	for _, public := range []string{"infarten söderifrån", "var tionde bil", "Medborgarlöfte", "Åhus"} {
		c.reads[public] = c.reads[public] || strings.Contains(body, public)
	}
	var next []string
	if strings.HasPrefix(recorder.Header().Get("Content-Type"), "text/html") {
		for _, match := range links.FindAllStringSubmatch(body, -1) {
			next = append(next, html.UnescapeString(match[1]))
		}
	}
	return next
}

// unpacked is what a workbook holds.
func unpacked(t *testing.T, workbook []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range archive.File {
		part, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, io.LimitReader(part, 1<<24)); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

var canaryForm = regexp.MustCompile(`(?i)canary-[a-z_]+-[a-z_]+`)

// canaries are those in a text, each once, however it is written there. Most have none,
// which is seen much sooner than the pattern tells.
func canaries(text string) []string {
	if !strings.Contains(strings.ToLower(text), "canary-") {
		return nil
	}
	found := canaryForm.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}
