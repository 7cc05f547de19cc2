package storage_test

import (
	"errors"
	"testing"
	"time"

	"poliskontor/alerts"
	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// TestAJobIsLeftByItsTransaction sees which jobs are left behind: of what was rolled back none,
// of a release that waits one for its moment, of mails one for now.
func TestAJobIsLeftByItsTransaction(t *testing.T) {
	w := newWorld(t, storagetest.OnPostgres)
	raw := w.raw(t)
	left := func(kind string) (n int, in time.Duration) {
		t.Helper()
		var seconds float64
		must(t, raw.QueryRowContext(t.Context(), `SELECT count(*), coalesce(extract(epoch FROM max(scheduled_at - created_at)), 0)::float8
			FROM river_job WHERE kind = $1 AND state = 'available'`, kind).Scan(&n, &seconds))
		return n, time.Duration(seconds * float64(time.Second)).Round(time.Second)
	}
	queue := func(store alerts.Store) error {
		_, err := store.QueueOnce(t.Context(), alerts.Event{District: w.District.ID, Week: storagetest.Monday}, nil, storagetest.Now, storagetest.Now)
		return err
	}
	undone := errors.New("undone")
	wantIs(t, w.store.Subscriptions().InTx(t.Context(), func(store alerts.Store) error {
		return errors.Join(queue(store), undone)
	}), undone)
	n, _ := left(storage.SendJob)
	wantEqual(t, n, 0)
	must(t, queue(w.store.Subscriptions()))
	n, _ = left(storage.SendJob)
	wantEqual(t, n, 1)

	district := get(t, w.store.Districts(), w.District.ID)
	district.RegretSeconds = 30
	must(t, w.store.Districts().Update(act(t), district))
	publishing := scheduling.NewPublishing(w.store, func() time.Time { return storagetest.Now }, noHolidays{}, nil)
	_, err := publishing.Ask(act(t), scheduling.Order{DistrictID: w.District.ID})
	must(t, err)
	n, in := left(storage.DepartJob)
	wantEqual(t, n, 1)
	wantEqual(t, in, 30*time.Second)

	waiting, oldest, err := w.store.QueuedJobs(t.Context())
	must(t, err)
	if waiting != 1 || oldest <= 0 { // the release's time has not come
		t.Errorf("%d jobs wait, the oldest for %s", waiting, oldest)
	}
}
