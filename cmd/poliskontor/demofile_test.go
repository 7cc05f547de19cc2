package main

import (
	"context"
	"testing"
	"time"

	"poliskontor/calendar"
	"poliskontor/demo"
	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// demoDay is the day that the demonstration's data are made on, for tests.
var demoDay = scheduling.NewDay(2026, time.November, 21)

// demoDatabase returns the address of a database with the demonstration's data of [demoDay].
// Tests share the planning of its two seasons, which is done once for each kind of database.
var demoDatabase = storagetest.Filled(demoNow, fillDemo)

// demoFile is such a database of SQLite.
func demoFile(t *testing.T) string {
	t.Helper()
	return demoDatabase(t, storagetest.OnSQLite)
}

func fillDemo(store *storage.Store) error {
	return demo.Load(context.Background(), store.FollowUp(), calendar.NewHolidays(), demoNow())
}

func demoNow() time.Time { return demoDay.At(9 * 60) }
