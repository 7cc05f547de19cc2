package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"poliskontor/storage/storagetest"
)

// TestADistrictMovesHouse exports the demonstration's district, takes it in elsewhere on
// both databases, and sees that calendars get the same bytes there, and that the archive of
// the copy is that of the original.
func TestADistrictMovesHouse(t *testing.T) {
	t.Parallel()
	from := demoFile(t)
	file := filepath.Join(t.TempDir(), "kristianstad.zip")
	printed, err := command(t, "export", "kristianstad", file, "--database", from)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, printed, "Exported Lokalpolisområde Kristianstad: ", " rows of 34 tables.")
	if _, err := command(t, "export", "kristianstad", file, "--database", from); err == nil {
		t.Error("an archive takes the place of another")
	}
	if stat, err := os.Stat(file); err != nil || stat.Mode().Perm() != 0o600 {
		t.Errorf("others may read the archive: %v, %v", stat.Mode(), err)
	}
	before := serveDemo(t, from, demoNow()).feeds()
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		t.Parallel()
		to := database.Empty(t)
		taken, err := command(t, "import", file, "--database", to)
		if err != nil {
			t.Fatal(err)
		}
		contains(t, taken, strings.Replace(printed, "Exported", "Imported", 1))
		after := serveDemo(t, to, demoNow())
		for path, feed := range after.feeds() {
			if !bytes.Equal(before[path], feed) {
				t.Errorf("%s is another after the move", path)
			}
		}
		if got := after.ask(http.MethodGet, "/loften", nil, nil); got.status != http.StatusOK {
			t.Errorf("/loften answers %d", got.status)
		}
		if _, err := command(t, "import", file, "--database", to); err == nil || !strings.Contains(err.Error(), "there already") {
			t.Errorf("taken in twice: %v", err)
		}
	})
}
