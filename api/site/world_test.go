//go:build unix

package site

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/api/gate"
	"poliskontor/api/headers"
	"poliskontor/safelog/logtest"
	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// ordinary is a calendar without holidays.
type ordinary struct{}

func (ordinary) On(scheduling.Day) scheduling.Holiday { return scheduling.Holiday{} }

// world is the site on a router and a database of its own, with a small district
// whose schedule is planned and released as it is for real.
type world struct {
	t          *testing.T
	ctx        context.Context
	now        time.Time
	store      *storage.Store
	seeds      storagetest.Seeds
	schedule   *scheduling.Schedule
	publishing *scheduling.Publishing
	site       *Site
	config     Config
	echo       *echo.Echo
	log        bytes.Buffer
}

var testPublisher = Publisher{Name: "Polismyndigheten", Page: "https://polisen.se/", Type: "http://purl.org/adms/publishertype/NationalAuthority",
	Contact: "data@kontor.example", Licence: "http://creativecommons.org/publicdomain/zero/1.0/"}

const publicURL = "https://kontor.example"

func newWorld(t *testing.T, changes ...func(*Config)) *world {
	t.Helper()
	w := &world{t: t, ctx: storagetest.Context(t), now: storagetest.Now}
	clock := func() time.Time { return w.now }
	w.store = storagetest.Open(t, storagetest.SQLite(t), clock)
	w.seeds = storagetest.Seed(t, w.store)
	w.publishing = scheduling.NewPublishing(w.store, clock, ordinary{}, nil)
	w.schedule = scheduling.NewSchedule(w.store, clock, w.publishing)

	address, err := url.Parse(publicURL)
	if err != nil {
		t.Fatal(err)
	}
	config := Config{Wishes: scheduling.NewWishes(w.store, clock), Gate: gate.New(w.store.Gate(), clock), Store: w.store, Summaries: w.store.Dialogue().Summaries(), Clock: clock, PublicURL: address, Publisher: testPublisher, Log: logtest.New(&w.log)}
	for _, change := range changes {
		change(&config)
	}
	w.config = config
	w.start()
	return w
}

// start makes the site with its router, with nothing to show yet.
func (w *world) start() {
	w.t.Helper()
	var err error
	if w.site, err = New(w.config); err != nil {
		w.t.Fatal(err)
	}
	w.echo = echo.New()
	w.echo.Use(headers.Middleware(false), w.site.Tag)
	w.site.Register(w.echo)
}

// restart makes the site anew on the same store, as a program that is started again.
func (w *world) restart() {
	w.t.Helper()
	w.start()
	w.refresh()
}

// at is a time on the first days with a shift, as 0, 15.30 for Monday at half past three.
func at(day int, hours, minutes int) time.Time {
	return (storagetest.Monday + scheduling.Day(day)).At(hours*60 + minutes)
}

// plan adds a visit to the working schedule at one of the three sites.
func (w *world) plan(site, day, from, until int, changes ...func(*scheduling.Visit)) scheduling.Visit {
	w.t.Helper()
	draft := w.seeds.Visit(site, storagetest.Monday+scheduling.Day(day), from*60, until*60)
	for _, change := range changes {
		change(&draft)
	}
	v, err := w.schedule.Plan(w.ctx, draft)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// release publishes the working schedule and refreshes the site.
func (w *world) release(comment string) {
	w.t.Helper()
	last, err := w.store.Releases().Last(w.ctx, w.seeds.District.ID)
	if err == nil {
		_, err = w.publishing.Release(w.ctx, scheduling.Order{DistrictID: w.seeds.District.ID, After: last, Comment: comment})
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.refresh()
}

// refresh does what follows on every change.
func (w *world) refresh() {
	w.t.Helper()
	if err := w.site.Refresh(w.ctx); err != nil {
		w.t.Fatal(err)
	}
	_ = w.site.Render(w.ctx) // some tests make it fail
	if err := w.site.Count(w.ctx); err != nil {
		w.t.Fatal(err)
	}
}

// change makes one change of an announced visit and releases it at once.
func (w *world) change(id scheduling.VisitID, f func(scheduling.VisitRef) (scheduling.Visit, error)) {
	w.t.Helper()
	v, err := w.schedule.Get(w.ctx, id)
	if err == nil {
		_, err = f(scheduling.VisitRef{ID: id, Version: v.Version, Release: true})
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.refresh()
}

func (w *world) cancel(id scheduling.VisitID, reason string) {
	w.t.Helper()
	w.change(id, func(ref scheduling.VisitRef) (scheduling.Visit, error) { return w.schedule.Cancel(w.ctx, ref, reason) })
}

func (w *world) locality(i int) string { return w.seeds.Localities[i].Slug }

// answer is what a reader gets.
type answer struct {
	*http.Response
	body string
}

// get asks for a path, with headers given as name and value in turns.
func (w *world) get(path string, headers ...string) answer {
	w.t.Helper()
	return w.ask(http.MethodGet, path, headers...)
}

// getFrom asks for a path under another name of the server.
func (w *world) getFrom(host, path string) answer {
	w.t.Helper()
	request := httptest.NewRequestWithContext(w.ctx, http.MethodGet, path, nil)
	request.Host = host
	return w.do(request)
}

func (w *world) ask(method, path string, headers ...string) answer {
	w.t.Helper()
	request := httptest.NewRequestWithContext(w.ctx, method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Add(headers[i], headers[i+1])
	}
	return w.do(request)
}

func (w *world) do(request *http.Request) answer {
	w.t.Helper()
	recorder := httptest.NewRecorder()
	w.echo.ServeHTTP(recorder, request)
	response := recorder.Result()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer{response, string(body)}
}

// page asks for a page that must be there.
func (w *world) page(path string) string {
	w.t.Helper()
	a := w.get(path)
	if a.StatusCode != http.StatusOK {
		w.t.Fatalf("GET %s: status %d\n%s", path, a.StatusCode, a.body)
	}
	return a.body
}

// everyState plans visits that come to every state there is, and returns them by the
// name of the state. It is Monday noon of the second week then.
func (w *world) everyState() map[string]scheduling.Visit {
	w.t.Helper()
	visits := map[string]scheduling.Visit{
		"unrecorded": w.plan(0, 0, 10, 12),
		"held":       w.plan(0, 1, 10, 12),
		"broken_off": w.plan(0, 2, 10, 12),
		"cancelled":  w.plan(0, 8, 10, 12),
		"delayed":    w.plan(1, 8, 14, 16),
		"moved_time": w.plan(0, 9, 10, 12),
		"moved_site": w.plan(1, 9, 14, 16),
		"announced":  w.plan(2, 10, 10, 12),
		"details":    w.plan(2, 11, 10, 12),
	}
	w.release("Höstens tidtabell")

	w.now = at(1, 13, 0)
	w.change(visits["held"].ID, func(ref scheduling.VisitRef) (scheduling.Visit, error) { return w.schedule.Hold(w.ctx, ref) })
	w.now = at(2, 11, 0)
	w.change(visits["broken_off"].ID, func(ref scheduling.VisitRef) (scheduling.Visit, error) {
		return w.schedule.BreakOff(w.ctx, ref, at(2, 11, 0), "Utryckning")
	})
	w.now = at(7, 12, 0)
	w.cancel(visits["cancelled"].ID, "Bilen är på verkstad")
	w.change(visits["delayed"].ID, func(ref scheduling.VisitRef) (scheduling.Visit, error) {
		return w.schedule.Delay(w.ctx, ref, at(8, 14, 30), "Köer på vägen")
	})
	w.change(visits["moved_time"].ID, func(ref scheduling.VisitRef) (scheduling.Visit, error) {
		to := visits["moved_time"].Slot
		to.Starts, to.Ends = at(9, 9, 0), at(9, 11, 0)
		return w.schedule.Move(w.ctx, ref, to, "Torgdag")
	})
	other := w.otherSite(1)
	w.change(visits["moved_site"].ID, func(ref scheduling.VisitRef) (scheduling.Visit, error) {
		to := visits["moved_site"].Slot
		to.SiteID = other.ID
		return w.schedule.Move(w.ctx, ref, to, "Marknad")
	})
	w.change(visits["details"].ID, func(ref scheduling.VisitRef) (scheduling.Visit, error) {
		return w.schedule.Describe(w.ctx, ref, scheduling.Details{PublicNote: "Vi pratar om bedrägerier."})
	})
	return visits
}

// otherSite adds a second site to a locality.
func (w *world) otherSite(locality int) scheduling.Site {
	w.t.Helper()
	site := w.seeds.Sites[locality]
	site.ID, site.Name = scheduling.NewID[scheduling.SiteID](), "Biblioteket"
	if err := w.store.Sites().Create(w.ctx, site); err != nil {
		w.t.Fatal(err)
	}
	return site
}
