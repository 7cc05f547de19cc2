package backup_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"poliskontor/backup"
	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

// filled is a database with something in it that has been written about.
func filled(t *testing.T, database storagetest.Database) string {
	t.Helper()
	address := database.Fresh(t)
	addDistrict(t, address, "Kristianstad", "kristianstad")
	return address
}

func addDistrict(t *testing.T, address, name, slug string) {
	t.Helper()
	ctx := scheduling.WithActor(t.Context(), scheduling.Actor{Name: "test"})
	store, err := storage.Open(ctx, storage.Config{Database: address})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := scheduling.NewRegisters(store).Districts.Create(ctx, scheduling.District{Name: name, Slug: slug}); err != nil {
		t.Error(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestABackupIsPutBackWhole(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		ctx, address := t.Context(), filled(t, database)
		path := filepath.Join(t.TempDir(), "backup")
		made, err := backup.Make(ctx, address, path)
		if err != nil {
			t.Fatal(err)
		}
		if made.Audit == 0 {
			t.Error("the audit log was not counted")
		}
		if stat, err := os.Stat(path); err != nil || stat.Mode().Perm() != 0o600 {
			t.Errorf("others may read the backup: %v, %v", stat.Mode(), err)
		}
		if _, err := backup.Make(ctx, address, path); err == nil {
			t.Error("a backup replaced an earlier one")
		}
		addDistrict(t, address, "Hässleholm", "hassleholm")
		if _, err := backup.Restore(ctx, address, path, false); !errors.Is(err, backup.ErrOccupied) {
			t.Errorf("a backup took the place of what is there: %v", err)
		}
		restored, err := backup.Restore(ctx, address, path, true)
		if err != nil || restored != made {
			t.Errorf("restored %+v of %+v: %v", restored, made, err)
		}
		again, err := backup.Make(ctx, address, path+"-2")
		if err != nil || again != made {
			t.Errorf("after the restore there is %+v instead of %+v: %v", again, made, err)
		}
	})
}

func TestABackupIsNotPutIntoWhatIsUsed(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		ctx, address := t.Context(), filled(t, database)
		path := filepath.Join(t.TempDir(), "backup")
		if _, err := backup.Make(ctx, address, path); err != nil {
			t.Fatal(err)
		}
		store, err := storage.Open(ctx, storage.Config{Database: address})
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close() //nolint:errcheck // it was only there
		if _, err := store.Districts().Get(ctx, "none"); err == nil {
			t.Fatal("found what is not there")
		}
		if _, err := backup.Restore(ctx, address, path, true); !errors.Is(err, backup.ErrInUse) {
			t.Errorf("restored under a server: %v", err)
		}
	})
}

// TestWhatIsNotWholeIsNotPutBack gives files that a crash, a full disk or a mistake leaves.
func TestWhatIsNotWholeIsNotPutBack(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		ctx, address := t.Context(), filled(t, database)
		folder := t.TempDir()
		path := filepath.Join(folder, "backup")
		made, err := backup.Make(ctx, address, path)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		broken := map[string][]byte{
			"half":    whole[:len(whole)/2],
			"nothing": {},
			"other":   []byte("Det här är ett brev."),
			"damaged": append(append(bytes.Clone(whole[:len(whole)/2]), bytes.Repeat([]byte{0xa5}, 8192)...), whole[len(whole)/2+8192:]...),
		}
		for name, content := range broken {
			file := filepath.Join(folder, name)
			if err := os.WriteFile(file, content, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := backup.Check(ctx, address, file); err == nil || !strings.Contains(err.Error(), file) {
				t.Errorf("%s: the check says %v", name, err)
			}
			if _, err := backup.Restore(ctx, address, file, true); err == nil {
				t.Errorf("%s was put back", name)
			}
		}
		if _, err := backup.Check(ctx, address, filepath.Join(folder, "none")); err == nil {
			t.Error("what is not there is whole")
		}
		if again, err := backup.Make(ctx, address, path+"-2"); err != nil || again != made {
			t.Errorf("the database is another after what was refused: %+v, %v", again, err)
		}
	})
}

func TestABackupThatFailsLeavesNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		address, folder := filled(t, database), t.TempDir()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := backup.Make(ctx, address, filepath.Join(folder, "backup")); err == nil {
			t.Error("a backup was made after it was called off")
		}
		if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	})
}

func TestWhatIsNoDatabaseIsNotBackedUp(t *testing.T) {
	folder := t.TempDir()
	missing := filepath.Join(folder, "missing.db")
	if _, err := backup.Make(t.Context(), "sqlite:"+missing, filepath.Join(folder, "backup")); err == nil {
		t.Error("a database that is not there was backed up")
	}
	if _, err := os.Stat(missing); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it was made: %v", err)
	}
}
