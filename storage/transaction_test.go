package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

func TestTransactionIsKeptWholeOrNotAtAll(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		broken := errors.New("broken")
		v := get(t, w.store.Visits(), w.visit.ID)
		v.Note = "Halvgjort"
		err := w.store.InTx(act(t), func(store scheduling.Store) error {
			must(t, store.Visits().Update(act(t), v))
			wantEqual(t, get(t, store.Visits(), v.ID).Note, "Halvgjort")
			wantEqual(t, get(t, w.store.Visits(), v.ID).Note, "") // others see nothing of it, and do not wait
			return broken
		})
		if !errors.Is(err, broken) {
			t.Errorf("got %v, want %v", err, broken)
		}
		wantEqual(t, get(t, w.store.Visits(), v.ID).Note, "")

		func() {
			defer func() { _ = recover() }()
			_ = w.store.InTx(act(t), func(store scheduling.Store) error {
				must(t, store.Visits().Update(act(t), v))
				panic("broken")
			})
		}()
		must(t, w.store.InTx(act(t), func(store scheduling.Store) error { // nobody holds the writer's lock
			wantEqual(t, get(t, store.Visits(), v.ID).Note, "")
			return store.Visits().Update(act(t), v)
		}))
		wantEqual(t, get(t, w.store.Visits(), v.ID).Note, "Halvgjort")
	})
}

// TestRefusedWriteLeavesTheTransactionUsable: on PostgreSQL an error would otherwise
// end it.
func TestRefusedWriteLeavesTheTransactionUsable(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		nested := errors.New("nested")
		added := w.Visit(1, storagetest.Monday+1, 600, 700)
		must(t, w.store.InTx(act(t), func(store scheduling.Store) error {
			wantError(t, store.Visits().Create(act(t), w.visit), scheduling.Conflict, scheduling.CodeExists)
			err := store.InTx(act(t), func(inner scheduling.Store) error {
				must(t, inner.Visits().Delete(act(t), w.visit.ID, 1))
				return nested
			})
			if !errors.Is(err, nested) {
				t.Errorf("got %v, want %v", err, nested)
			}
			return store.Visits().Create(act(t), added)
		}))
		get(t, w.store.Visits(), w.visit.ID)
		get(t, w.store.Visits(), added.ID)
	})
}

// TestWritersWaitForEachOther sees that of many who read, and write what they make
// of it, none overwrites another.
func TestWritersWaitForEachOther(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		second := storagetest.Open(t, w.address, func() time.Time { return *w.now }) // as another process would
		const writers = 20
		for _, err := range race(writers, func(i int) error {
			store := w.store
			if i%2 == 1 {
				store = second
			}
			return store.InTx(act(t), func(store scheduling.Store) error {
				v, err := store.Visits().Get(act(t), w.visit.ID)
				if err != nil {
					return err
				}
				v.Note += "x"
				return store.Visits().Update(act(t), v)
			})
		}) {
			must(t, err)
		}
		v := get(t, w.store.Visits(), w.visit.ID)
		wantEqual(t, len(v.Note), writers)
		wantEqual(t, v.Version, writers+1)
	})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		must(t, w.store.InTx(act(t), func(scheduling.Store) error {
			ctx, cancel := context.WithCancel(act(t))
			cancel()
			if err := w.store.Visits().Delete(ctx, w.visit.ID, 1); !errors.Is(err, context.Canceled) {
				t.Errorf("got %v, want %v", err, context.Canceled)
			}
			return nil
		}))
	})
}

// TestGivenUpTransactionIsTriedAgain lets PostgreSQL give up twice on a write, as it
// does in a deadlock.
func TestGivenUpTransactionIsTriedAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		if database.Name != "postgres" {
			return // SQLite has no such errors: its writers wait at their start
		}
		w := newWorld(t, database)
		_, err := w.raw(t).ExecContext(t.Context(), `
			CREATE SEQUENCE tries;
			CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN
				IF nextval('tries') <= 2 THEN RAISE EXCEPTION USING ERRCODE = 'deadlock_detected'; END IF;
				RETURN NEW;
			END $$;
			CREATE TRIGGER give_up BEFORE UPDATE ON visits FOR EACH ROW EXECUTE FUNCTION give_up();`)
		must(t, err)
		runs := 0
		must(t, w.store.InTx(act(t), func(store scheduling.Store) error {
			runs++
			v, err := store.Visits().Get(act(t), w.visit.ID)
			if err != nil {
				return err
			}
			v.Note += "x"
			return store.Visits().Update(act(t), v)
		}))
		wantEqual(t, runs, 3)
		wantEqual(t, get(t, w.store.Visits(), w.visit.ID).Note, "x")
	})
}
