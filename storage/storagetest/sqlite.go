//go:build unix

package storagetest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"poliskontor/safelog/logtest"
	"poliskontor/storage"
)

// SQLite returns the address of a new database with the schema in place and nothing in
// it, in a file of t's own.
func SQLite(t testing.TB) string {
	t.Helper()
	prepared, err := preparedSQLite()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "poliskontor.db")
	if err := os.WriteFile(path, prepared, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

func emptySQLite(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "poliskontor.db")
}

// preparedSQLite is the file that new databases are copies of: to migrate each anew
// would take most of a small test's time.
var preparedSQLite = sync.OnceValues(func() (file []byte, err error) {
	folder, err := os.MkdirTemp("", "poliskontor-schema-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the prepared database: %w", err)
	}
	defer os.RemoveAll(folder) //nolint:errcheck // what matters has been read
	path := filepath.Join(folder, "prepared.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	file, err = os.ReadFile(path) //nolint:gosec // a path of its own
	if err != nil {
		return nil, fmt.Errorf("read the prepared database: %w", err)
	}
	return file, nil
})

// migrate puts the schema into an empty database and lets go of it.
func migrate(address string) error {
	ctx := context.Background()
	store, err := storage.Open(ctx, storage.Config{Database: address, Clock: time.Now, Log: logtest.New()})
	if err != nil {
		return err
	}
	if err := store.Migrate(ctx); err != nil {
		store.Close() //nolint:errcheck // the first error says more
		return err
	}
	return store.Close()
}
