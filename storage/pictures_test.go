package storage_test

import (
	"testing"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

func TestPicturesGoWithTheirSites(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		site := w.Sites[0]
		fresh := site
		fresh.ID = "fresh"
		must(t, w.store.Sites().Create(act(t), fresh))
		pictures := w.store.Pictures()

		_, err := pictures.Get(act(t), fresh.ID)
		wantError(t, err, scheduling.NotFound, scheduling.CodeNotFound)
		for _, hash := range []string{"first", "second"} {
			want := scheduling.Picture{Hash: hash, Width: 3, Height: 2, Large: []byte("\xff\x00large " + hash), Small: []byte("\x00small")}
			must(t, pictures.Put(act(t), fresh.ID, want))
			stored := get(t, w.store.Sites(), fresh.ID)
			stored.Photo = scheduling.Photo{Hash: hash, Alt: "Torget", Width: 3, Height: 2}
			must(t, w.store.Sites().Update(act(t), stored))
			got, err := pictures.Get(act(t), fresh.ID)
			must(t, err)
			wantEqual(t, got, want)
		}
		entries, _, err := w.store.Audit().List(act(t), scheduling.AuditQuery{Thing: "photo", ThingID: string(fresh.ID)})
		must(t, err)
		wantEqual(t, len(entries), 2)
		wantEqual(t, entries[0].After, `{"SiteID":"fresh","Hash":"second"}`) // and not the picture

		must(t, pictures.Remove(act(t), fresh.ID))
		_, err = pictures.Get(act(t), fresh.ID)
		wantError(t, err, scheduling.NotFound, scheduling.CodeNotFound)

		must(t, pictures.Put(act(t), fresh.ID, scheduling.Picture{Hash: "third", Large: []byte("l"), Small: []byte("s")}))
		must(t, w.store.Sites().Delete(act(t), fresh.ID, get(t, w.store.Sites(), fresh.ID).Version))
		must(t, w.store.Sites().Create(act(t), fresh))
		_, err = pictures.Get(act(t), fresh.ID)
		wantError(t, err, scheduling.NotFound, scheduling.CodeNotFound)
	})
}

func TestPicturesOfOtherDistrictsDoNotExist(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		id := w.Sites[0].ID
		must(t, w.store.Pictures().Put(act(t), id, scheduling.Picture{Hash: "h", Large: []byte("l"), Small: []byte("s")}))
		elsewhere := scheduling.WithReach(act(t), []scheduling.DistrictID{"elsewhere"})
		_, err := w.store.Pictures().Get(elsewhere, id)
		wantError(t, err, scheduling.NotFound, scheduling.CodeNotFound)
		wantError(t, w.store.Pictures().Put(elsewhere, id, scheduling.Picture{Hash: "x", Large: []byte("l"), Small: []byte("s")}), scheduling.NotFound, scheduling.CodeNotFound)
		wantError(t, w.store.Pictures().Remove(elsewhere, id), scheduling.NotFound, scheduling.CodeNotFound)
		_, err = w.store.Pictures().Get(act(t), id)
		must(t, err)
	})
}
