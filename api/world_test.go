//go:build unix

package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"poliskontor/accounts"
	"poliskontor/api"
	"poliskontor/api/app"
	"poliskontor/api/gate"
	"poliskontor/api/signin"
	"poliskontor/api/site"
	"poliskontor/safelog/logtest"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/fetching"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
	"poliskontor/scheduling/weeding"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// scripts stand for those that the front end builds.
var scripts = fstest.MapFS{"embed.v1.js": {}, "frame.js": {}, "builder.js": {}, "subscribe.js": {}, "wish.js": {}, "wishworker.js": {}}

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

// world is the whole server on a database of its own, with a small district in it.
type world struct {
	t       *testing.T
	handler http.Handler
	store   *storage.Store
	site    *site.Site
	seeds   storagetest.Seeds
	log     *journal
	people  *accounts.Service
	token   string // of somebody who may do everything everywhere

	mutex sync.Mutex
	made  int
	now   time.Time
}

// journal keeps the log.
type journal struct {
	mutex sync.Mutex
	bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	return j.Buffer.Write(p)
}

func (j *journal) String() string {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	return j.Buffer.String()
}

// ordinary is a calendar without holidays.
type ordinary struct{}

func (ordinary) On(scheduling.Day) scheduling.Holiday { return scheduling.Holiday{} }

func newWorld(t *testing.T, address string, change ...func(*api.Config)) *world {
	t.Helper()
	w := &world{t: t, log: &journal{}, now: storagetest.Now}
	w.store = storagetest.Open(t, address, w.clock)
	w.seeds = storagetest.Seed(t, w.store)
	log := logtest.New(w.log)
	w.people = accounts.New(w.store.People(), w.clock)
	w.token = w.tokenOf(w.account("everything@example.se", everywhere()...))
	pictures := situation.New(w.store.Situation(), w.clock)
	fetches := fetching.New(w.store.Fetching(), w.clock)
	public, err := site.New(site.Config{Situation: pictures, Fetched: fetches.Count, Scripts: scripts, Wishes: scheduling.NewWishes(w.store, w.clock), Gate: gate.New(w.store.Gate(), w.clock), Store: w.store, Summaries: w.store.Dialogue().Summaries(), Clock: w.clock, Log: log, Publisher: site.Publisher{Name: "Polismyndigheten",
		Page: "https://polisen.se/", Type: "http://purl.org/adms/publishertype/NationalAuthority", Licence: "http://creativecommons.org/publicdomain/zero/1.0/"}})
	if err != nil {
		t.Fatal(err)
	}
	w.site = public
	w.refresh()
	publishing := scheduling.NewPublishing(w.store, w.clock, ordinary{}, func(context.Context, scheduling.Release) { w.refresh() })
	planner, err := app.New(fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	config := api.Config{
		Store: w.store, Registers: scheduling.NewRegisters(w.store), Publishing: publishing,
		Schedule: scheduling.NewSchedule(w.store, w.clock, publishing),
		Planning: scheduling.NewPlanning(w.store, w.clock, ordinary{}), Checkpoints: scheduling.NewCheckpoints(w.store, w.clock), Dialogue: dialogue.New(w.store.Dialogue(), w.clock), Summaries: dialogue.NewSummaries(w.store.Dialogue(), w.clock, w.refresh), Situation: pictures, Fetches: fetches, Weeding: weeding.New(w.store.Weeding(), weeding.Folder(t.TempDir()), w.clock),
		Reviews:    followup.NewReviews(w.store.FollowUp(), w.clock),
		Activities: followup.NewActivities(w.store.FollowUp(), w.clock), Intakes: scheduling.NewIntakes(w.store, w.clock), Patterns: scheduling.NewPatterns(w.store, ordinary{}), Photos: scheduling.NewPhotos(w.store), Wishes: scheduling.NewWishes(w.store, w.clock), Site: public, App: planner, Accounts: w.people, Answers: w.store.Answers(), Entrance: entrance{w.people}, Clock: w.clock, Log: log,
		Ready: w.store.Ping, Version: "test",
	}
	ended, end := context.WithCancel(t.Context())
	end()
	config.Closing = ended // so that streams end where nobody listens; see lasting
	for _, f := range change {
		f(&config)
	}
	e := api.New(config)
	room, err := signin.New(signin.Config{Accounts: w.people, Districts: w.store.Districts(), Clock: w.clock, Log: log, Home: "/planera/"})
	if err != nil {
		t.Fatal(err)
	}
	room.Register(e)
	w.handler = e
	return w
}

func onSQLite(t *testing.T, change ...func(*api.Config)) *world {
	t.Helper()
	return newWorld(t, storagetest.SQLite(t), change...)
}

func (w *world) clock() time.Time {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.now
}

func (w *world) sleepUntil(t time.Time) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.now = t
}

func (w *world) refresh() {
	if err := w.site.Refresh(context.Background()); err != nil {
		w.t.Error(err)
	}
}

// object is a JSON object.
type object = map[string]any

// response is an answer with its JSON read.
type response struct {
	*httptest.ResponseRecorder
	body object
}

// send sends a request with the token; headers come in pairs and replace what is usual.
func (w *world) send(method, path string, body any, headers ...string) response {
	w.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	case io.Reader:
		reader = b
	default:
		encoded, err := json.Marshal(b)
		if err != nil {
			w.t.Fatal(err)
		}
		reader = bytes.NewReader(encoded)
	}
	request := httptest.NewRequest(method, path, reader)
	request.Header.Set("Authorization", "Bearer "+w.token)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			request.Host = headers[i+1]
			continue
		}
		if headers[i+1] == "" {
			request.Header.Del(headers[i])
			continue
		}
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, request)
	r := response{ResponseRecorder: recorder}
	if strings.Contains(recorder.Header().Get("Content-Type"), "json") && recorder.Body.Len() > 0 {
		var body any = &r.body
		if recorder.Body.Bytes()[0] == '[' { // lists in a shape that is not ours
			body = new([]object)
		}
		if err := json.Unmarshal(recorder.Body.Bytes(), body); err != nil {
			w.t.Fatalf("%s %s: not JSON: %v\n%s", method, path, err, recorder.Body)
		}
	}
	return r
}

// must sends a request that has to be answered with a status.
func (w *world) must(status int, method, path string, body any, headers ...string) response {
	w.t.Helper()
	r := w.send(method, path, body, headers...)
	if r.Code != status {
		w.t.Fatalf("%s %s: status %d, want %d\n%s", method, path, r.Code, status, r.Body)
	}
	return r
}

func (r response) text(field string) string {
	text, _ := r.body[field].(string)
	return text
}

func (r response) number(field string) int {
	number, _ := r.body[field].(float64)
	return int(number)
}

func (r response) items() []object {
	var found []object
	list, _ := r.body["items"].([]any)
	for _, item := range list {
		found = append(found, item.(object))
	}
	return found
}

// visit is a good new visit on the first day with a shift.
func (w *world) visit(change object) object {
	v := object{
		"districtId": w.seeds.District.ID, "localityId": w.seeds.Localities[0].ID, "siteId": w.seeds.Sites[0].ID,
		"officeId": w.seeds.Office.ID, "starts": "2026-11-23T10:00", "ends": "2026-11-23T12:00",
	}
	for field, value := range change {
		if value == nil {
			delete(v, field)
			continue
		}
		v[field] = value
	}
	return v
}

// asText writes a value as JSON, so that named texts equal plain ones.
func asText(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}
