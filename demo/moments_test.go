package demo

import (
	"context"
	"testing"
	"time"

	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// The moments that the demonstration is loaded at: on a Friday just after the lägesbild is
// ready and on one before, and in another year's summer.
var (
	friday      = scheduling.NewDay(2026, time.November, 20).At(7*60 + 1)
	earlyFriday = scheduling.NewDay(2026, time.November, 27).At(6*60 + 59)
	august      = scheduling.NewDay(2028, time.August, 9).At(9 * 60)
)

// demonstrations are what is loaded at each moment. Tests share the planning of its
// seasons, which is most of the work.
var demonstrations = map[time.Time]func(testing.TB) string{
	friday: demonstration(friday), earlyFriday: demonstration(earlyFriday), august: demonstration(august),
}

func demonstration(now time.Time) func(testing.TB) string {
	return storagetest.Copies(func() time.Time { return now }, func(store *storage.Store) error {
		return Load(context.Background(), store.FollowUp(), calendar.NewHolidays(), now)
	})
}

// loaded returns a store of t's own with the demonstration of a moment.
func loaded(t *testing.T, now time.Time) *storage.Store {
	t.Helper()
	return storagetest.Open(t, demonstrations[now](t), func() time.Time { return now })
}
