//go:build unix

package situation_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/situation"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

// world is a district with a note of each authority in week 47, on its Friday at seven.
type world struct {
	t     *testing.T
	store *storage.Store
	seeds storagetest.Seeds
	now   time.Time
	*situation.Pictures
}

func newWorld(t *testing.T, address string) *world {
	t.Helper()
	w := &world{t: t, now: situation.Ready(monday)}
	clock := func() time.Time { return w.now }
	w.store = storagetest.Open(t, address, clock)
	w.seeds = storagetest.Seed(t, w.store)
	w.Pictures = situation.New(w.store.Situation(), clock)
	visit := w.seeds.Visit(0, monday, 10*60, 12*60)
	w.must(w.store.Visits().Create(w.program(), visit))
	for _, owner := range []scheduling.Owner{scheduling.Police, scheduling.Kommun} {
		w.must(w.store.Dialogue().Notes().Create(w.program(), dialogue.Note{
			ID: dialogue.NoteID("note-" + owner), DistrictID: w.seeds.District.ID, VisitID: visit.ID, LocalityID: visit.LocalityID, Owner: owner,
			Purpose: dialogue.PublicTask, AuthorID: "a", Written: visit.Ends, Topics: []string{"Trafik"}, Text: "canary-note",
		}))
	}
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) refused(err error, kind scheduling.Kind, code scheduling.Code) {
	w.t.Helper()
	if scheduling.KindOf(err) != kind || !scheduling.HasCode(err, code) {
		w.t.Errorf("error %v, want %s with %s", err, kind, code)
	}
}

func (w *world) as(owner scheduling.Owner) context.Context {
	return scheduling.WithActor(context.Background(), scheduling.Actor{ID: "a-" + string(owner), Name: string(owner), Authority: owner})
}

func (w *world) program() context.Context {
	return scheduling.WithActor(context.Background(), scheduling.Actor{Name: "situation"})
}

// seen are the owners of the parts that an authority sees.
func (w *world) seen(owner scheduling.Owner) string {
	w.t.Helper()
	picture, err := w.Picture(w.as(owner), w.seeds.District.ID, monday)
	w.must(err)
	var parts []string
	for _, part := range picture.Parts {
		parts = append(parts, string(part.Owner))
	}
	return strings.Join(parts, " ")
}

func TestEachAuthorityReleasesItsOwn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police, kommun, district := w.as(scheduling.Police), w.as(scheduling.Kommun), w.seeds.District.ID
		secret, link, err := w.MakeLink(police, situation.Link{DistrictID: district, Name: "Lägesbildsgruppen", Expires: w.now.AddDate(0, 6, 0)})
		w.must(err)
		opened := func() int {
			found, err := w.ByLink(context.Background(), secret, monday)
			w.must(err)
			return len(found.Picture.Parts)
		}
		part, err := w.Write(police, district, monday, "Mer trafik än vanligt i Almby.", 0)
		w.must(err)
		if w.seen(scheduling.Police) != "police" || w.seen(scheduling.Kommun) != "kommun" || opened() != 0 {
			t.Errorf("before any release the police see %q, the kommun %q, the group %d", w.seen(scheduling.Police), w.seen(scheduling.Kommun), opened())
		}
		part, err = w.Release(police, district, monday, part.Version)
		w.must(err)
		if part.ReleasedBy != "police" || part.Released.IsZero() || len(part.Figures.Rows) != 1 || part.Figures.Rows[0].Notes != 1 {
			t.Errorf("released: %+v", part)
		}
		if w.seen(scheduling.Police) != "police" || w.seen(scheduling.Kommun) != "police kommun" || opened() != 1 {
			t.Errorf("after the police's release the police see %q, the kommun %q, the group %d", w.seen(scheduling.Police), w.seen(scheduling.Kommun), opened())
		}
		_, err = w.Write(police, district, monday, "Annat.", part.Version)
		w.refused(err, scheduling.Refused, situation.CodeReleasedPart)
		_, err = w.Write(kommun, district, monday, "Gäller 850709-9805.", 0)
		w.refused(err, scheduling.Invalid, scheduling.CodePersonalNumber)
		if _, err := w.TakeBack(police, district, monday, part.Version); err != nil || w.seen(scheduling.Kommun) != "kommun" || opened() != 0 {
			t.Errorf("taken back: %v, the kommun sees %q", err, w.seen(scheduling.Kommun))
		}
		entries, _, err := w.store.Audit().List(w.program(), scheduling.AuditQuery{})
		w.must(err)
		reads := map[string]bool{}
		for _, e := range entries {
			if strings.Contains(e.Before+e.After, "Mer trafik") || strings.Contains(e.Before+e.After, link.Hash) {
				t.Errorf("the audit log says %s", e.After)
			}
			if e.Action == scheduling.AuditRead {
				reads[e.Actor.Name] = true
			}
		}
		if !reads["police"] || !reads["kommun"] || !reads["link "+string(link.ID)] {
			t.Errorf("the audit log has readings by %v", reads)
		}
		w.must(w.Revoke(police, link.ID, link.Version))
		_, err = w.ByLink(context.Background(), secret, monday)
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
	})
}

func TestFiguresStandFromFridayOn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police, district := w.as(scheduling.Police), w.seeds.District.ID
		w.now = w.now.Add(-time.Second)
		_, err := w.Release(police, district, monday, 0)
		w.refused(err, scheduling.Refused, situation.CodeNotReady)
		early, err := w.Write(police, district, monday, "Utkast.", 0)
		w.must(err)
		if !early.Frozen.IsZero() {
			t.Error("the figures stand before they are ready")
		}
		w.now = w.now.Add(time.Second)
		var servers sync.WaitGroup
		for range 3 {
			servers.Go(func() {
				if err := w.Freeze(w.program()); err != nil {
					t.Error(err)
				}
			})
		}
		servers.Wait()
		parts, total, err := w.store.Situation().Parts().List(police, scheduling.Query{})
		w.must(err)
		if total != 2 || parts[0].Text+parts[1].Text != "Utkast." {
			t.Errorf("frozen are %+v", parts)
		}
		w.must(w.store.Wishes().Create(police, scheduling.Wish{ID: "late", DistrictID: district, MunicipalityID: w.seeds.Municipality.ID,
			LocalityID: w.seeds.Localities[1].ID, Days: scheduling.AnyDay, Hours: scheduling.AnyHour, Topic: "Trafik", Received: monday.At(600)}))
		w.must(w.Freeze(w.program()))
		picture, err := w.Picture(police, district, monday)
		w.must(err)
		if len(picture.Parts[0].Figures.Rows) != 1 || picture.Parts[0].Frozen.IsZero() || !picture.Ready {
			t.Errorf("what came late is in %+v", picture.Parts[0])
		}
		_, err = w.Picture(police, district, monday+1)
		w.refused(err, scheduling.Invalid, situation.CodeNoMonday)
	})
}

func TestLinksThatAreRefused(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	police := w.as(scheduling.Police)
	for name, expires := range map[string]time.Time{"ended": w.now, "for ever": w.now.AddDate(2, 0, 0), "endless": {}} {
		_, _, err := w.MakeLink(police, situation.Link{DistrictID: w.seeds.District.ID, Name: "Gruppen", Expires: expires})
		if !scheduling.HasCode(err, situation.CodeLinkEnds) {
			t.Errorf("%s: %v", name, err)
		}
	}
	secret, _, err := w.MakeLink(police, situation.Link{DistrictID: w.seeds.District.ID, Name: "Gruppen", Expires: w.now.Add(time.Hour)})
	w.must(err)
	w.now = w.now.Add(time.Hour)
	_, err = w.ByLink(context.Background(), secret, 0)
	w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
}
