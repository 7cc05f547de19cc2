package storage_test

import (
	"context"
	"database/sql"
	"os"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/ncruces/go-sqlite3/driver"

	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

// world is a store with a small district and one of everything in it.
type world struct {
	store *storage.Store
	storagetest.Seeds
	address  string
	now      *time.Time // the store's clock
	season   scheduling.Season
	occasion scheduling.Occasion
	pledge   scheduling.Pledge // a draft
	series   scheduling.ShiftSeries
	visit    scheduling.Visit // on the first shift, at the first site
}

func newWorld(t *testing.T, database storagetest.Database) *world {
	t.Helper()
	now := storagetest.Now
	w := &world{address: database.Fresh(t), now: &now}
	w.store = storagetest.Open(t, w.address, func() time.Time { return now })
	w.Seeds = storagetest.Seed(t, w.store)
	w.season = scheduling.Season{
		ID: "season", DistrictID: w.District.ID, Name: "Vintern", From: storagetest.Monday, To: storagetest.Monday + 100,
	}
	must(t, w.store.Seasons().Create(act(t), w.season))
	w.occasion = scheduling.Occasion{
		ID: "occasion", DistrictID: w.District.ID, SiteID: w.Sites[1].ID, Name: "Festen", From: storagetest.Monday,
		To: storagetest.Monday + 1, Opens: 600, Closes: 1200, Priority: 1, Owner: scheduling.Police,
	}
	must(t, w.store.Occasions().Create(act(t), w.occasion))
	w.pledge = scheduling.Pledge{
		ID: "pledge", DistrictID: w.District.ID, MunicipalityID: w.Municipality.ID, Slug: "lofte",
		Kind: scheduling.CitizenPledge, Title: "Löftet", From: storagetest.Monday,
		Commitments: []scheduling.Commitment{{
			ID: "commitment", Article: 1, Owner: scheduling.Police, Indicator: scheduling.Visits, Binds: scheduling.YearRound,
		}},
	}
	must(t, w.store.Pledges().Create(act(t), w.pledge))
	w.series = scheduling.ShiftSeries{
		ID: "series", DistrictID: w.District.ID, OfficeID: w.Office.ID, Weekdays: [7]bool{0: true}, Opens: 540, Closes: 1020,
		Weeks: scheduling.OddWeeks, Interval: 1, From: storagetest.Monday + 400, To: storagetest.Monday + 500,
	}
	must(t, w.store.ShiftSeries().Create(act(t), w.series))
	must(t, w.store.Shifts().Create(act(t), scheduling.Shift{
		ID: "of-series", DistrictID: w.District.ID, OfficeID: w.Office.ID, SeriesID: w.series.ID,
		Starts: (storagetest.Monday + 1400).At(540), Ends: (storagetest.Monday + 1400).At(1020),
	}))
	w.visit = w.Visit(0, storagetest.Monday, 10*60, 12*60)
	must(t, w.store.Visits().Create(act(t), w.visit))
	return w
}

// raw opens the database past the store.
func (w *world) raw(t *testing.T) *sql.DB {
	t.Helper()
	driver, source := "pgx", w.address
	if path, isFile := strings.CutPrefix(w.address, "sqlite:"); isFile {
		driver, source = "sqlite3", "file:"+path+"?_pragma=busy_timeout(20000)&_pragma=foreign_keys(1)&_txlock=immediate&_timefmt=sqlite"
	}
	db, err := sql.Open(driver, source)
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return db
}

func act(t testing.TB) context.Context { return storagetest.Context(t) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantError sees that err is an [scheduling.Error] of a kind and with a code.
func wantError(t testing.TB, err error, kind scheduling.Kind, code scheduling.Code) {
	t.Helper()
	if scheduling.KindOf(err) != kind || !scheduling.HasCode(err, code) {
		t.Errorf("got %v, want %s with code %s", err, kind, code)
	}
}

func get[T any, ID ~string](t testing.TB, repository scheduling.Repository[T, ID], id ID) T {
	t.Helper()
	value, err := repository.Get(act(t), id)
	must(t, err)
	return value
}
