package storage_test

import (
	"context"
	"errors"
	"testing"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// TestServersHearOfEachOther: of what citizens read, once it is committed, and of nothing else.
func TestServersHearOfEachOther(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		if !w.store.Listens() {
			if err := w.store.Listen(t.Context(), func() {}); err == nil {
				t.Error("it hears on a database where nobody tells")
			}
			return
		}
		ctx, end := context.WithCancel(t.Context())
		heard, ended := make(chan struct{}), make(chan error)
		go func() { ended <- w.store.Listen(ctx, func() { heard <- struct{}{} }) }()
		<-heard // it has begun

		other := w.District
		other.ID, other.Slug = scheduling.NewID[scheduling.DistrictID](), "annat"
		must(t, w.store.Districts().Create(act(t), other))
		regretted := errors.New("regretted")
		err := w.store.InTx(act(t), func(tx scheduling.Store) error {
			must(t, tx.Releases().Add(act(t), releaseOf(w, 1, storagetest.Now, scheduling.ChangeNew, w.visit)))
			return regretted
		})
		if !errors.Is(err, regretted) {
			t.Fatal(err)
		}
		select {
		case <-heard:
			t.Error("it hears of what was not committed, or is not public")
		default:
		}
		release(t, w)
		<-heard
		end()
		if err := <-ended; err == nil {
			t.Error("it ends without a reason")
		}
	})
}
