//go:build unix

package storagetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"poliskontor/safelog/logtest"
	"poliskontor/scheduling"
	"poliskontor/storage"
)

// SQLite returns the address of a new database with the schema in place and nothing in
// it, in a file of t's own.
var SQLite = Copies(time.Now, nothing)

// nothing fills a database that is to be empty.
func nothing(*storage.Store) error { return nil }

// Copies returns what makes SQLite databases, each in a file of its test's own, as copies
// of one that is migrated and filled when the first is asked for.
func Copies(clock scheduling.Clock, fill func(*storage.Store) error) func(testing.TB) string {
	original := sync.OnceValues(func() ([]byte, error) { return filled(clock, fill) })
	return func(t testing.TB) string {
		t.Helper()
		data, err := original()
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "poliskontor.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return "sqlite:" + path
	}
}

func emptySQLite(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "poliskontor.db")
}

// filled is the file of a SQLite database.
func filled(clock scheduling.Clock, fill func(*storage.Store) error) (file []byte, err error) {
	folder, err := os.MkdirTemp("", "poliskontor-original-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the original database: %w", err)
	}
	defer os.RemoveAll(folder) //nolint:errcheck // what matters has been read
	path := filepath.Join(folder, "original.db")
	if err := fillDatabase("sqlite:"+path, clock, fill); err != nil {
		return nil, err
	}
	file, err = os.ReadFile(path) //nolint:gosec // a path of its own
	if err != nil {
		return nil, fmt.Errorf("read the original database: %w", err)
	}
	return file, nil
}

// fillDatabase puts the schema into an empty database, fills it and lets go of it.
func fillDatabase(address string, clock scheduling.Clock, fill func(*storage.Store) error) error {
	ctx := context.Background()
	store, err := storage.Open(ctx, storage.Config{Database: address, Clock: clock, Log: logtest.New()})
	if err != nil {
		return err
	}
	err = store.Migrate(ctx)
	if err == nil {
		err = fill(store)
	}
	return errors.Join(err, store.Close())
}
