package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"poliskontor/calendar"
	"poliskontor/demo"
	"poliskontor/safelog/logtest"
	"poliskontor/scheduling"
	"poliskontor/storage"
)

// demoDay is the day that the demonstration's data are made on, for tests.
var demoDay = scheduling.NewDay(2026, time.November, 21)

// demoFile returns the address of a SQLite database with the demonstration's data of
// [demoDay], in a file of t's own.
func demoFile(t *testing.T) string {
	t.Helper()
	data, err := demoData()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "demo.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

// demoData is the file that tests share: to plan two seasons takes the race detector
// the better part of a minute.
var demoData = sync.OnceValues(func() (data []byte, err error) {
	folder, err := os.MkdirTemp("", "poliskontor-demo-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the demonstration: %w", err)
	}
	defer os.RemoveAll(folder) //nolint:errcheck // what matters has been read
	path := filepath.Join(folder, "demo.db")
	if err := loadDemo("sqlite:" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path) //nolint:gosec // a path of its own
})

func loadDemo(database string) (err error) {
	ctx, now := context.Background(), demoDay.At(9*60)
	store, err := storage.Open(ctx, storage.Config{Database: database, Clock: func() time.Time { return now }, Log: logtest.New()})
	if err != nil {
		return err
	}
	defer func() {
		if closed := store.Close(); err == nil {
			err = closed
		}
	}()
	if err := store.Migrate(ctx); err != nil {
		return err
	}
	return demo.Load(ctx, store, calendar.NewHolidays(), now)
}
