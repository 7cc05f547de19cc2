package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// lostAndRestored backs up while somebody writes, destroys the database, restores it, and
// sees that calendars get the same bytes as before.
func (s server) lostAndRestored(database string) {
	t := s.t
	t.Helper()
	onIt := func(args ...string) (string, error) { return command(t, append(args, "--database", database)...) }
	before := s.feeds()
	copied := filepath.Join(t.TempDir(), "backup")

	writing, done := context.WithCancel(t.Context())
	written := make(chan int)
	go func() { written <- s.writeUntil(writing) }()
	printed, err := onIt("backup", copied)
	done()
	if n := <-written; n == 0 {
		t.Error("nothing was written while the database was backed up")
	}
	if err != nil {
		t.Fatal(err)
	}
	contains(t, printed, "Backed up and checked.", "last hash ")
	if _, err := onIt("restore", copied); err == nil || !strings.Contains(err.Error(), "--replace") {
		t.Errorf("a backup replaces what is there: %v", err)
	}
	if _, err := onIt("restore", "--replace", copied); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("a backup replaces what a server uses: %v", err)
	}
	s.stop()
	destroy(t, database)

	checked, err := onIt("restore", "--check", copied)
	if err != nil {
		t.Fatal(err)
	}
	if _, counts, _ := strings.Cut(printed, "\n"); !strings.HasSuffix(checked, counts) {
		t.Errorf("checked as\n%s\nafter it was written as\n%s", checked, printed)
	}
	if _, err := onIt("restore", copied); err != nil {
		t.Fatal(err)
	}
	after := serveDemo(t, database, s.clock.Now()).feeds()
	for path, feed := range before {
		if !bytes.Equal(after[path], feed) {
			t.Errorf("%s is another after the restore", path)
		}
	}
}

// feeds fetches what calendars and other machines read.
func (s server) feeds() map[string][]byte {
	s.t.Helper()
	found := map[string][]byte{}
	for _, selection := range []string{"alla", "ort/ahus", "ort/tollarp", "kommun/kristianstad", "g/alla", "g/ort/ahus"} {
		endings := []string{".ics"}
		if !strings.HasPrefix(selection, "g/") {
			endings = append(endings, ".json", ".csv")
		}
		for _, ending := range endings {
			path := "/kalender/" + selection + ending
			got := s.ask(http.MethodGet, path, nil, nil)
			if got.status != http.StatusOK {
				s.t.Fatalf("%s: %d", path, got.status)
			}
			found[path] = got.body
		}
	}
	return found
}

// writeUntil adds kommuner until ctx ends, and returns how many.
func (s server) writeUntil(ctx context.Context) int {
	districts := decode[struct{ Items []struct{ ID string } }](s.t, s.act(http.MethodGet, "/api/v1/districts", "", nil, http.StatusOK))
	for n := 0; ; n++ {
		if ctx.Err() != nil {
			return n
		}
		got := s.ask(http.MethodPost, "/api/v1/municipalities", map[string]string{"Authorization": "Bearer " + s.token},
			map[string]any{"districtId": districts.Items[0].ID, "name": fmt.Sprintf("Kommun %d", n), "slug": fmt.Sprintf("kommun-%d", n)})
		if got.status != http.StatusCreated {
			s.t.Errorf("write while a backup is made: %d: %s", got.status, got.body)
			return n
		}
	}
}

// destroy loses all that a database holds.
func destroy(t *testing.T, database string) {
	t.Helper()
	if path, found := strings.CutPrefix(database, "sqlite:"); found {
		for _, ending := range []string{"", "-wal", "-shm"} {
			if err := os.RemoveAll(path + ending); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	connection, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(t.Context()) //nolint:errcheck // what it was for is done
	if _, err := connection.Exec(t.Context(), "DROP SCHEMA public CASCADE; CREATE SCHEMA public"); err != nil {
		t.Fatal(err)
	}
}
