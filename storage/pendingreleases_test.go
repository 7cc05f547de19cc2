package storage_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// noHolidays is a calendar of ordinary days.
type noHolidays struct{}

func (noHolidays) On(scheduling.Day) scheduling.Holiday { return scheduling.Holiday{} }

// TestPendingReleaseGoesOutOnce lets several servers on one database find the same
// release, which one of them asked for and all have started since.
func TestPendingReleaseGoesOutOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		district := get(t, w.store.Districts(), w.District.ID)
		district.RegretSeconds = 30
		must(t, w.store.Districts().Update(act(t), district))
		var told atomic.Int32
		var at atomic.Pointer[time.Time]
		now := storagetest.Now
		at.Store(&now)
		serve := func() *scheduling.Publishing {
			clock := func() time.Time { return *at.Load() }
			return scheduling.NewPublishing(storagetest.Open(t, w.address, clock), clock, noHolidays{},
				func(context.Context, scheduling.Release) { told.Add(1) })
		}
		asked, err := serve().Ask(act(t), scheduling.Order{DistrictID: w.District.ID})
		must(t, err)
		const servers = 4
		var all [servers]*scheduling.Publishing
		for i := range all {
			all[i] = serve()
		}
		depart := func() {
			for _, err := range race(servers, func(i int) error { return all[i].Depart(t.Context()) }) {
				must(t, err)
			}
		}
		depart()
		wantEqual(t, get(t, w.store.PendingReleases(), asked.ID).State, scheduling.PendingWaiting)
		later := now.Add(30 * time.Second)
		at.Store(&later)
		depart()
		depart()
		pending := get(t, w.store.PendingReleases(), asked.ID)
		wantEqual(t, pending.State, scheduling.PendingReleased)
		wantEqual(t, pending.Number, 1)
		last, err := w.store.Releases().Last(act(t), w.District.ID)
		must(t, err)
		wantEqual(t, last, 1)
		wantEqual(t, int(told.Load()), 1)
	})
}

func TestOneReleaseWaitsInADistrict(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		next := func(district scheduling.DistrictID, state scheduling.PendingState, asked time.Time) scheduling.PendingRelease {
			p := scheduling.PendingRelease{
				ID: scheduling.NewID[scheduling.PendingReleaseID](), DistrictID: district, Asked: asked, Leaves: asked.Add(15 * time.Second), State: state,
			}
			if state != scheduling.PendingWaiting {
				p.Settled = p.Leaves
			}
			return p
		}
		now := storagetest.Now
		settled, waiting := next(w.District.ID, scheduling.PendingRefused, now), next(w.District.ID, scheduling.PendingWaiting, now.Add(time.Minute))
		elsewhere := next(storagetest.Seed(t, w.store).District.ID, scheduling.PendingWaiting, now)
		for _, p := range []scheduling.PendingRelease{settled, waiting, elsewhere} {
			must(t, w.store.PendingReleases().Create(act(t), p))
		}
		second := next(w.District.ID, scheduling.PendingWaiting, now)
		wantError(t, w.store.PendingReleases().Create(act(t), second), scheduling.Conflict, scheduling.CodeExists)
		list := func(q scheduling.Query) []string {
			return listed(t, w.store.PendingReleases(), q, func(p scheduling.PendingRelease) string { return string(p.ID) })
		}
		wantEqual(t, list(scheduling.Query{DistrictID: w.District.ID}), []string{string(settled.ID), string(waiting.ID)})
		wantEqual(t, list(scheduling.Query{DistrictID: w.District.ID, From: settled.Settled}), []string{string(waiting.ID)})
		wantEqual(t, list(scheduling.Query{DistrictID: w.District.ID, From: settled.Settled.Add(-time.Second)}), []string{string(settled.ID), string(waiting.ID)})
		wantEqual(t, list(scheduling.Query{DistrictID: w.District.ID, Until: now.Add(time.Second)}), []string{string(settled.ID)})
	})
}

func TestLastChangeOfAVisit(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		_, err := w.store.Releases().LastChange(act(t), w.visit.ID)
		wantError(t, err, scheduling.NotFound, scheduling.CodeNotFound)
		release(t, w)
		other := w.Visit(1, storagetest.Monday+1, 10*60, 12*60)
		must(t, w.store.Visits().Create(act(t), other))
		must(t, w.store.Releases().Add(act(t), releaseOf(w, 2, storagetest.Now, scheduling.ChangeCancelled, w.visit)))
		must(t, w.store.Releases().Add(act(t), releaseOf(w, 3, storagetest.Now, scheduling.ChangeNew, other)))
		said, err := w.store.Releases().LastChange(act(t), w.visit.ID)
		must(t, err)
		wantEqual(t, said.Kind, scheduling.ChangeCancelled)
		wantEqual(t, said.After.Release, 2)
		_, err = w.store.Releases().LastChange(scheduling.WithReach(act(t), nil), w.visit.ID)
		wantError(t, err, scheduling.NotFound, scheduling.CodeNotFound)
	})
}
