package storage_test

import (
	"errors"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

func TestARequestIsKeptWithWhatItWrites(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		broken := errors.New("broken")
		write := func(store scheduling.Store, once *scheduling.Once, version int, note string, failing error) error {
			ctx := scheduling.WithOnce(act(t), once)
			return store.InTx(ctx, func(tx scheduling.Store) error {
				v := get(t, tx.Visits(), w.visit.ID)
				v.Version, v.Note = version, note
				must(t, tx.Visits().Update(ctx, v))
				return failing
			})
		}
		first := &scheduling.Once{Name: "name", Request: "request"}
		if err := write(w.store, first, 1, "Halvgjort", broken); !errors.Is(err, broken) || first.Kept() {
			t.Errorf("got %v, kept: %v", err, first.Kept())
		}
		if _, _, known, err := w.store.Answers().Find(t.Context(), "name"); known || err != nil {
			t.Errorf("nothing was written: %v, %v", known, err)
		}
		must(t, write(w.store, first, 1, "En gång", nil))
		must(t, write(w.store, first, 2, "Samma begäran skriver två gånger", nil))
		wantEqual(t, first.Kept(), true)

		second := storagetest.Open(t, w.address, func() time.Time { return *w.now }) // as another server would
		err := second.InTx(scheduling.WithOnce(act(t), &scheduling.Once{Name: "name", Request: "request"}), func(scheduling.Store) error {
			t.Error("carried out twice")
			return nil
		})
		wantError(t, err, scheduling.Conflict, scheduling.CodeUnderWay)

		must(t, w.store.Answers().Keep(t.Context(), "name", []byte("svar")))
		request, sealed, known, err := second.Answers().Find(t.Context(), "name")
		if request != "request" || string(sealed) != "svar" || !known || err != nil {
			t.Errorf("found %q, %q, %v, %v", request, sealed, known, err)
		}
		must(t, w.store.Answers().Forget(t.Context(), w.now.Add(time.Second)))
		if _, _, known, err := w.store.Answers().Find(t.Context(), "name"); known || err != nil {
			t.Errorf("forgotten: %v, %v", known, err)
		}
	})
}
