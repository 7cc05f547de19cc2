package icstest

import (
	"fmt"
	"os"
	"testing"
	"time"
)

// Dated holds a hash of words against the one that a file records with its date, and
// fails where the words are others and the date is not newer: readers that ask for what
// is newer would keep the old ones. With update, a newer date is written to the file.
func Dated(t testing.TB, file string, changed time.Time, hash []byte, update bool) {
	t.Helper()
	now := fmt.Sprintf("changed %s hash %x\n", changed.UTC().Format(time.RFC3339), hash)
	recorded, err := os.ReadFile(file)
	if err != nil && !update {
		t.Fatal(err)
	}
	if string(recorded) == now {
		return
	}
	// Both begin with their date, so they compare as texts.
	if date := len("changed 2026-11-21T00:00:00Z"); len(recorded) > date && now[:date] <= string(recorded[:date]) {
		t.Fatalf("%s: the words changed, and their date is not newer", file)
	}
	if !update {
		t.Fatalf("%s is of other words (write it anew with -update)", file)
	}
	if err := os.WriteFile(file, []byte(now), 0o600); err != nil {
		t.Fatal(err)
	}
}
