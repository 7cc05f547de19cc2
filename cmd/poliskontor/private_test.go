package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/safelog/logtest"
)

// watched makes the program with a private listener on a port of its own.
func watched(t *testing.T, log io.Writer, demo bool) *App {
	t.Helper()
	app, err := NewApp(t.Context(), serveConfig{
		openDataConfig: usualOpenData, databaseConfig: databaseConfig{Database: "sqlite:" + t.TempDir() + "/db"}, Addr: "127.0.0.1:0",
		Demo: demo, Brand: "Mobilt poliskontor", Grace: 5 * time.Second,
		privateConfig: privateConfig{Private: "127.0.0.1:0", Backups: t.TempDir()},
	}, time.Now, logtest.New(log))
	if err != nil {
		t.Fatal(err)
	}
	return app
}

// series are the lines that Prometheus reads of the requests.
func series(t *testing.T, app *App) []string {
	t.Helper()
	answer := httptest.NewRecorder()
	app.metrics.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	var lines []string
	for line := range strings.SplitSeq(answer.Body.String(), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

var parameter = regexp.MustCompile(`:[a-z]+|\*`)

// mostSeries is how many series one server may make: all routes with what anybody can ask of
// them. Prometheus keeps that of a hundred servers on a small machine.
const mostSeries = 10000

// TestFiguresHoldNoAddresses asks every route for things that have never been, and sees that
// neither the number of series nor any label follows what was asked for.
func TestFiguresHoldNoAddresses(t *testing.T) {
	app := watched(t, io.Discard, true)
	t.Cleanup(func() {
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	})
	handler := app.server.Handler.(*echo.Echo)
	token := tokenOf(t, app, "planerare@exempel.se")
	walk := func(canary string) {
		ask := func(method, path string, header ...string) {
			r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
			for i := 0; i+1 < len(header); i += 2 {
				r.Header.Set(header[i], header[i+1])
			}
			ctx, end := context.WithCancel(r.Context())
			end() // streams end at once
			handler.ServeHTTP(httptest.NewRecorder(), r.WithContext(ctx))
		}
		for _, route := range handler.Routes() {
			path := parameter.ReplaceAllString(route.Path, canary)
			method := route.Method
			if method == echo.RouteNotFound {
				method = http.MethodGet
			}
			ask(method, path)
			ask(method, path+"?ort="+canary, "User-Agent", canary, "X-Request-Id", canary)
			ask(method, path, "Authorization", "Bearer "+token)
		}
		for _, path := range []string{"/" + canary, "/api/" + canary, "/planera/" + canary, "/kalender/privat/" + canary + ".ics", "/en/" + canary, "/%2e%2e/" + canary} {
			ask(http.MethodGet, path)
			ask("X"+strings.ToUpper(canary), path)
			ask(http.MethodOptions, path)
		}
	}
	walk("canary-one")
	first := series(t, app)
	walk("canary-two")
	second := series(t, app)
	for _, line := range second {
		if strings.Contains(strings.ToLower(line), "canary") {
			t.Errorf("a series holds what was asked for: %s", line)
		}
	}
	if len(first) != len(second) || len(second) > mostSeries {
		t.Errorf("%d series after each route was asked for, %d after the next time, %d allowed", len(first), len(second), mostSeries)
	}
	routes := 0
	for _, line := range second {
		if strings.HasPrefix(line, "poliskontor_http_request_duration_seconds_count{") {
			routes++
		}
	}
	if routes < 200 {
		t.Errorf("only %d routes are counted", routes)
	}
	t.Logf("%d series of %d routes with their methods", len(second), routes)
}

// shared is a log that can be read while it is written.
type shared struct {
	mutex sync.Mutex
	text  strings.Builder
}

func (s *shared) Write(p []byte) (int, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.text.Write(p)
}

func (s *shared) find(pattern *regexp.Regexp) []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return pattern.FindStringSubmatch(s.text.String())
}

var privateAddress = regexp.MustCompile(`the private listener answers.* address=(\S+)`)

// TestPrivateListener sees that figures are on an address of their own, and not on the
// public one.
func TestPrivateListener(t *testing.T) {
	var log shared
	app := watched(t, &log, false)
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- app.Serve(ctx, listener) }()
	public := "http://" + listener.Addr().String()
	get := func(address string) (int, string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, string(body)
	}
	if status, _ := get(public + "/kalender/alla.ics"); status != http.StatusOK {
		t.Errorf("a calendar: %d", status)
	}
	// Whoever is answered in public comes after the private listener was opened.
	found := log.find(privateAddress)
	if found == nil {
		t.Fatal("the log does not tell where the private listener is")
	}
	private := "http://" + found[1]
	status, figures := get(private + "/metrics")
	if status != http.StatusOK {
		t.Errorf("figures: %d", status)
	}
	contains(t, figures, `poliskontor_http_requests_total{method="GET",route="/kalender/alla.ics",status="2xx"} 1`,
		`poliskontor_build_info{go="go1.`, `version="dev"`, "poliskontor_database_up 1", `poliskontor_mails{state="waiting"} 0`,
		`poliskontor_snapshot_refresh_seconds_count{outcome="good"} `, "poliskontor_database_connections_max 8", "process_resident_memory_bytes", "go_goroutines")
	if status, _ := get(private + "/kalender/alla.ics"); status != http.StatusNotFound {
		t.Errorf("the private listener answers for calendars: %d", status)
	}
	for _, path := range []string{"/metrics", "/debug/pprof/"} {
		if status, _ := get(public + path); status != http.StatusNotFound {
			t.Errorf("%s in public: %d", path, status)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := app.Close(); err != nil {
		t.Error(err)
	}
	if connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", found[1]); err == nil {
		t.Error("the private listener goes on after the server", connection.Close())
	}
}

// statusOf is what a server answers a stranger's GET.
func statusOf(t *testing.T, app *App, path string) int {
	t.Helper()
	answer := httptest.NewRecorder()
	app.server.Handler.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return answer.Code
}
