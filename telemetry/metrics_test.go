package telemetry

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"poliskontor/safelog/logtest"
)

// measured returns the figures of a server that has done a little of everything.
func measured(t *testing.T, changes ...func(*Sources)) *Metrics {
	t.Helper()
	from := Sources{
		Version: "v1", Backups: t.TempDir(), Log: logtest.New(),
		Shown: func() *Shown {
			return &Shown{Taken: time.Unix(1_700_000_000, 0), LastChange: time.Unix(1_600_000_000, 0), Documents: 7, Bytes: 4711}
		},
		Pool: func() sql.DBStats {
			return sql.DBStats{MaxOpenConnections: 20, InUse: 3, Idle: 2, WaitCount: 5, WaitDuration: 1500 * time.Millisecond}
		},
		Ping: func(context.Context) error { return nil },
		Mails: func(context.Context) (Mails, error) {
			return Mails{ByState: map[string]int{"waiting": 4, "given_up": 1}, Subscribers: 12}, nil
		},
		Jobs: func(context.Context) (Jobs, error) { return Jobs{Waiting: 3, Oldest: 1500 * time.Millisecond}, nil },
	}
	for _, change := range changes {
		change(&from)
	}
	m := NewMetrics(from)
	m.Begin("/kalender/ort/:file", http.MethodGet)(http.StatusOK)
	m.Begin("/kalender/ort/:file", http.MethodGet)(http.StatusNotModified)
	m.Begin("", "BREW")(999)
	m.Refreshed(30*time.Millisecond, nil)
	m.Refreshed(time.Second, errors.New("no database"))
	m.Released()
	m.Planned(2 * time.Second)
	m.PlanRefused()
	m.JobEnded("send", 2*time.Second, nil)
	m.JobEnded("send", 2*time.Second, errors.New("no mail server"))
	m.FeedFetched("apple", false)
	m.FeedFetched("apple", true)
	m.FeedFetched("apple", true)
	return m
}

// scrape is what Prometheus would read.
func scrape(t *testing.T, m *Metrics) string {
	t.Helper()
	answer := httptest.NewRecorder()
	m.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	if answer.Code != http.StatusOK {
		t.Fatalf("status %d: %s", answer.Code, answer.Body)
	}
	return answer.Body.String()
}

func mustHold(t *testing.T, text string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains(text, "\n"+line+"\n") {
			name, _, _ := strings.Cut(line, " ")
			name, _, _ = strings.Cut(name, "{")
			t.Errorf("no line %q; of it there is %q", line, linesWith(text, "\n"+name))
		}
	}
}

func linesWith(text, prefix string) []string {
	var found []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix("\n"+line, prefix) {
			found = append(found, line)
		}
	}
	return found
}

func TestFigures(t *testing.T) {
	m := measured(t)
	mustHold(t, scrape(t, m),
		`poliskontor_http_requests_total{method="GET",route="/kalender/ort/:file",status="2xx"} 1`,
		`poliskontor_http_requests_total{method="GET",route="/kalender/ort/:file",status="3xx"} 1`,
		`poliskontor_http_requests_total{method="other",route="other",status="other"} 1`,
		`poliskontor_http_request_duration_seconds_count{method="GET",route="/kalender/ort/:file"} 2`,
		`poliskontor_http_requests_under_way 0`,
		`poliskontor_snapshot_taken_timestamp_seconds 1.7e+09`,
		`poliskontor_snapshot_last_change_timestamp_seconds 1.6e+09`,
		`poliskontor_snapshot_documents 7`,
		`poliskontor_snapshot_bytes 4711`,
		`poliskontor_snapshot_refresh_seconds_count{outcome="good"} 1`,
		`poliskontor_snapshot_refresh_seconds_bucket{outcome="failed",le="0.5"} 0`,
		`poliskontor_snapshot_refresh_seconds_bucket{outcome="failed",le="1"} 1`,
		`poliskontor_releases_total 1`,
		`poliskontor_planning_run_seconds_sum 2`,
		`poliskontor_planning_refused_total 1`,
		`poliskontor_feed_fetches_total{family="apple",outcome="sent"} 1`,
		`poliskontor_feed_fetches_total{family="apple",outcome="unchanged"} 2`,
		`poliskontor_database_up 1`,
		`poliskontor_database_connections{state="in_use"} 3`,
		`poliskontor_database_connections{state="idle"} 2`,
		`poliskontor_database_connections_max 20`,
		`poliskontor_database_connection_waits_total 5`,
		`poliskontor_database_connection_wait_seconds_total 1.5`,
		`poliskontor_mails{state="waiting"} 4`,
		`poliskontor_mails{state="given_up"} 1`,
		`poliskontor_subscribers 12`,
		`poliskontor_jobs_waiting 3`,
		`poliskontor_jobs_oldest_seconds 1.5`,
		`poliskontor_job_seconds_count{kind="send",outcome="good"} 1`,
		`poliskontor_job_seconds_count{kind="send",outcome="failed"} 1`,
		`poliskontor_last_backup_timestamp_seconds 0`,
	)
}

func TestFiguresWithoutADatabase(t *testing.T) {
	m := measured(t, func(s *Sources) {
		s.Shown = func() *Shown { return nil }
		s.Ping = func(context.Context) error { return errors.New("gone") }
		s.Mails = func(context.Context) (Mails, error) { return Mails{}, errors.New("gone") }
		s.Jobs = func(context.Context) (Jobs, error) { return Jobs{}, errors.New("gone") }
	})
	text := scrape(t, m)
	mustHold(t, text, "poliskontor_database_up 0", "poliskontor_snapshot_taken_timestamp_seconds 0", "poliskontor_database_connections_max 20")
	if strings.Contains(text, "poliskontor_mails") || strings.Contains(text, "poliskontor_jobs_") {
		t.Error("mails or jobs are counted without a database")
	}
}

func TestNewestBackup(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, at time.Time) {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if at := newestBackup(folder); !at.IsZero() {
		t.Errorf("an empty folder: %s", at)
	}
	day := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	write("2026-11-21", day)
	write("2026-11-20", day.AddDate(0, 0, -1))
	write("2026-11-22.partial-123", day.AddDate(0, 0, 1))
	if at := newestBackup(folder); !at.Equal(day) {
		t.Errorf("the newest is of %s", at)
	}
	if at := newestBackup(filepath.Join(folder, "nowhere")); !at.IsZero() {
		t.Errorf("no folder: %s", at)
	}
}

func TestProfilesAreOnThePrivateListener(t *testing.T) {
	m := measured(t)
	for path, want := range map[string]int{"/debug/pprof/": 200, "/debug/pprof/heap": 200, "/debug/pprof/cmdline": 404, "/": 404} {
		answer := httptest.NewRecorder()
		m.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		if answer.Code != want {
			t.Errorf("%s: %d, want %d", path, answer.Code, want)
		}
	}
}
