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

// demoFile returns the address of a SQLite database with the demonstration's data of
// [demoDay]. Tests share the planning of its two seasons.
var demoFile = storagetest.Copies(demoNow, fillDemo)

// demoDatabase returns the address of either database with the same data.
func demoDatabase(t *testing.T, database storagetest.Database) string {
	t.Helper()
	if database.Name == "sqlite" {
		return demoFile(t)
	}
	address := database.Fresh(t)
	if err := fillDemo(storagetest.Open(t, address, demoNow)); err != nil {
		t.Fatal(err)
	}
	return address
}

func fillDemo(store *storage.Store) error {
	return demo.Load(context.Background(), store.FollowUp(), calendar.NewHolidays(), demoNow())
}

func demoNow() time.Time { return demoDay.At(9 * 60) }
