package storage_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

func open(t *testing.T, address string) *storage.Store {
	t.Helper()
	store, err := storage.Open(t.Context(), storage.Config{Database: address})
	must(t, err)
	t.Cleanup(func() { must(t, store.Close()) })
	return store
}

func TestMigrate(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		store := open(t, database.Empty(t))
		must(t, store.Ping(t.Context()))
		for range 2 { // looking changes nothing
			if err := store.Check(t.Context()); !errors.Is(err, storage.ErrOldSchema) {
				t.Fatalf("an empty database: got %v, want %v", err, storage.ErrOldSchema)
			}
		}
		for range 2 {
			must(t, store.Migrate(t.Context()))
			must(t, store.Check(t.Context()))
		}
		if _, err := store.Releases().Numbers(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestRacingMigrations(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		address := database.Empty(t)
		stores := []*storage.Store{open(t, address)}
		if database.Name == "postgres" { // several servers may start at once
			stores = append(stores, open(t, address))
		}
		for _, err := range race(2*len(stores), func(i int) error { return stores[i%len(stores)].Migrate(t.Context()) }) {
			must(t, err)
		}
	})
}

func TestNewerSchemaIsRefused(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		_, err := w.raw(t).ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (900, true)")
		must(t, err)
		_, opening := storage.Open(t.Context(), storage.Config{Database: w.address})
		for doing, err := range map[string]error{
			"open": opening, "check": w.store.Check(t.Context()), "migrate": w.store.Migrate(t.Context()),
		} {
			if !errors.Is(err, storage.ErrNewerSchema) {
				t.Errorf("%s: got %v, want %v", doing, err, storage.ErrNewerSchema)
			}
		}
	})
}

func TestOlderSchemaAsksForMigration(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		_, err := w.raw(t).ExecContext(t.Context(), "DELETE FROM goose_db_version WHERE version_id > 1")
		must(t, err)
		if err := open(t, w.address).Check(t.Context()); !errors.Is(err, storage.ErrOldSchema) {
			t.Errorf("got %v, want %v", err, storage.ErrOldSchema)
		}
	})
}

func TestWrongAddressGivesOneLineWithoutThePassword(t *testing.T) {
	for _, address := range []string{
		"", "sqlite", "sqlite:", "poliskontor.db", "secret", "mysql://me:secret@localhost/db", "postgres:secret",
		"postgres://me:secret@127.0.0.1:1/db", "postgres://me:secret@127.0.0.1:1,127.0.0.2:1/db",
		"postgres://me:secret@:x/db", "postgres://me:se cret@[/db", "postgres://me:secret%zz@localhost/db",
		"postgres://me:secret@localhost/db?sslmode=secret", "postgres://me:secret@localhost/db?connect_timeout=secret",
		"sqlite:/dev/null/folder/file.db", "sqlite:" + t.TempDir(),
	} {
		store, err := storage.Open(t.Context(), storage.Config{Database: address})
		if err == nil {
			must(t, store.Close())
			t.Errorf("%q: opened", address)
			continue
		}
		if text := err.Error(); strings.Contains(text, "secret") || strings.Contains(text, "\n") {
			t.Errorf("%q: got %q", address, text)
		}
	}
}

func TestSQLiteFileIsItsOwnersOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "å b?c#d%41&e", "poliskontor.db")
	store := open(t, "sqlite:"+path)
	must(t, store.Migrate(t.Context()))
	for path, want := range map[string]os.FileMode{
		filepath.Dir(filepath.Dir(path)): 0o700 | os.ModeDir, filepath.Dir(path): 0o700 | os.ModeDir, path: 0o600, path + "-wal": 0o600,
	} {
		info, err := os.Stat(path)
		must(t, err)
		if info.Mode() != want {
			t.Errorf("%s: got %s, want %s", path, info.Mode(), want)
		}
	}
}
