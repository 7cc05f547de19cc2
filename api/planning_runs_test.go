//go:build unix

package api_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"poliskontor/api"
	"poliskontor/storage/storagetest"
)

// listener reads a stream of events.
type listener struct {
	t    *testing.T
	body *bufio.Reader
}

// listen asks a running server for a stream.
func (w *world) listen(ctx context.Context, server *httptest.Server, method, path string, body any) *listener {
	w.t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(ctx, method, server.URL+path, bytes.NewReader(encoded))
	if err != nil {
		w.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+w.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := server.Client().Do(request)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = response.Body.Close() })
	if got := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || got != "text/event-stream" {
		text, _ := io.ReadAll(response.Body)
		w.t.Fatalf("%s %s: %d %s\n%s", method, path, response.StatusCode, got, text)
	}
	return &listener{w.t, bufio.NewReader(response.Body)}
}

// next returns the next event; "" at the stream's end.
func (l *listener) next() (name string, data object) {
	l.t.Helper()
	for {
		line, err := l.body.ReadString('\n')
		if err != nil {
			return "", nil
		}
		switch key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": "); key {
		case "event":
			name = value
		case "data":
			if err := json.Unmarshal([]byte(value), &data); err != nil {
				l.t.Fatal(err)
			}
		case "":
			if name != "" {
				return name, data
			}
		}
	}
}

// until reads on to an event of a name.
func (l *listener) until(want string) object {
	l.t.Helper()
	for {
		name, data := l.next()
		if name == want {
			return data
		}
		if name == "" {
			l.t.Fatalf("the stream ends before %s", want)
		}
	}
}

func serve(t *testing.T, w *world) *httptest.Server {
	server := httptest.NewServer(w.handler)
	t.Cleanup(server.Close)
	return server
}

// lasting lets streams go on until their readers leave.
func lasting(c *api.Config) { c.Closing = nil }

var endless = object{"seed": 1, "iterations": 100000}

func TestARunTellsItsProgressAndStops(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t), lasting)
		stream := w.listen(t.Context(), serve(t, w), "POST", season+"/runs", endless)
		id := stream.until("started")["id"].(string)
		progress := stream.until("progress")
		if progress["attempts"].(float64) < 1 || progress["most"] != 100000.0 || progress["measures"].(object)["visits"].(float64) < 1 {
			t.Errorf("progress: %v", progress)
		}
		w.must(http.StatusNoContent, "POST", "/api/v1/runs/"+id+"/stop", nil)
		proposal := stream.until("proposal")
		stored := w.must(http.StatusOK, "GET", "/api/v1/proposals/"+proposal["id"].(string), nil)
		if asText(stored.body["visits"]) != asText(proposal["visits"]) {
			t.Errorf("told %v\nstored %v", proposal["visits"], stored.body["visits"])
		}
		if name, _ := stream.next(); name != "" {
			t.Errorf("%s after the end", name)
		}
		w.must(http.StatusNotFound, "POST", "/api/v1/runs/"+id+"/stop", nil)
	})
}

func TestALostConnectionLeavesAProposal(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t), lasting)
		before := w.must(http.StatusOK, "GET", "/api/v1/proposals", nil).number("total")
		server := httptest.NewServer(w.handler)
		ctx, leave := context.WithCancel(t.Context())
		w.listen(ctx, server, "POST", season+"/runs", endless).until("progress")
		leave()
		server.Close() // waits for what is under way
		if after := w.must(http.StatusOK, "GET", "/api/v1/proposals", nil).number("total"); after != before+1 {
			t.Errorf("%d proposals, before it %d", after, before)
		}
	})
}

func TestAClosingServerEndsItsRuns(t *testing.T) {
	closing, begin := context.WithCancel(t.Context())
	w, season := planned(t, storagetest.SQLite(t), func(c *api.Config) { c.Closing = closing })
	stream := w.listen(t.Context(), serve(t, w), "POST", season+"/runs", endless)
	stream.until("progress")
	begin()
	stream.until("proposal")
}

func TestWhatIsWrongWithARunIsAProblem(t *testing.T) {
	w, season := planned(t, storagetest.SQLite(t))
	w.must(http.StatusNotFound, "POST", "/api/v1/seasons/nothing/runs", object{})
	w.must(http.StatusUnprocessableEntity, "POST", season+"/runs", object{"emphases": object{"evenings": "never"}})
	w.sleepUntil((storagetest.Monday + 14).Starts())
	w.must(http.StatusConflict, "POST", season+"/runs", object{})
}

// TestEmphasesChangeThePlanAndNotTheScale asks for the same with and without emphases.
func TestEmphasesChangeThePlanAndNotTheScale(t *testing.T) {
	w, season := planned(t, storagetest.SQLite(t))
	usual := w.must(http.StatusCreated, "POST", season+"/proposals", object{"iterations": 50}).body
	driving := w.must(http.StatusCreated, "POST", season+"/proposals", object{"iterations": 50, "emphases": object{"fewerKilometres": "most"}}).body
	score := func(p object) float64 {
		return p["score"].(object)["promise"].(float64)*1e6 + p["score"].(object)["soft"].(float64)
	}
	if score(driving) > 3*score(usual)+1 {
		t.Errorf("scored on another scale: %v, usually %v", driving["score"], usual["score"])
	}
	if score(driving) < score(usual) {
		t.Errorf("better by the usual weights than the usual plan: %v, %v", driving["score"], usual["score"])
	}
}
