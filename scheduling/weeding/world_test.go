//go:build unix

package weeding_test

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/weeding"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

// world is a district with notes of two years, and its clock.
type world struct {
	t      *testing.T
	store  *storage.Store
	seeds  storagetest.Seeds
	now    time.Time
	folder weeding.Folder
	*weeding.Weeding
}

func newWorld(t *testing.T, address string) *world {
	t.Helper()
	w := &world{t: t, now: storagetest.Now, folder: weeding.Folder(filepath.Join(t.TempDir(), "protocols"))}
	w.open(address)
	w.seeds = storagetest.Seed(t, w.store)
	return w
}

// open opens a database, with the same folder of protocols as before.
func (w *world) open(address string) {
	w.t.Helper()
	w.store = storagetest.Open(w.t, address, w.clock)
	w.Weeding = weeding.New(w.store.Weeding(), w.folder, w.clock)
}

func (w *world) clock() time.Time { return w.now }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) refused(err error, code scheduling.Code) {
	w.t.Helper()
	if scheduling.KindOf(err) != scheduling.Refused || !scheduling.HasCode(err, code) {
		w.t.Errorf("error %v, want refused with %s", err, code)
	}
}

// as is the context of an administrator of an authority.
func (w *world) as(owner scheduling.Owner) context.Context {
	return scheduling.WithActor(context.Background(), scheduling.Actor{ID: "a-" + string(owner), Name: string(owner), Authority: owner})
}

// program is the context of the program itself.
func (w *world) program() context.Context {
	return scheduling.WithActor(context.Background(), scheduling.Actor{Name: "weeding"})
}

// note stores a note on a visit to a locality so many days ago.
func (w *world) note(locality int, daysAgo int, owner scheduling.Owner) dialogue.Note {
	w.t.Helper()
	visit := w.seeds.Visit(locality, scheduling.DayOf(w.now)-scheduling.Day(daysAgo), 10*60, 12*60)
	w.must(w.store.Visits().Create(w.as(owner), visit))
	n := dialogue.Note{
		ID: scheduling.NewID[dialogue.NoteID](), DistrictID: w.seeds.District.ID, VisitID: visit.ID, LocalityID: visit.LocalityID, Owner: owner,
		Purpose: dialogue.CrimePrevention, AuthorID: "a", Written: visit.Ends, Topics: []string{"Trafik"}, Text: "canary-note-" + string(visit.ID),
	}
	w.must(w.store.Dialogue().Notes().Create(w.as(owner), n))
	return n
}

func (w *world) rule(kind weeding.Kind) weeding.Rule {
	return weeding.Rule{DistrictID: w.seeds.District.ID, Terms: weeding.Terms{
		Kind: kind, Months: 12, From: weeding.FromDay, Decision: "Exempelbeslut A123.456/2026", Decided: day(2026, time.January, 15)}}
}

// notes are the IDs of the notes that there are.
func (w *world) notes() []string {
	w.t.Helper()
	found, _, err := w.store.Dialogue().Notes().List(w.program(), scheduling.Query{})
	w.must(err)
	var ids []string
	for _, n := range found {
		ids = append(ids, string(n.ID))
	}
	slices.Sort(ids)
	return ids
}

func idsOf(notes ...dialogue.Note) []string {
	var ids []string
	for _, n := range notes {
		ids = append(ids, string(n.ID))
	}
	slices.Sort(ids)
	return ids
}

func sorted(records []weeding.Record) []string {
	ids := names(records)
	slices.Sort(ids)
	return ids
}

// backup returns the address of a copy of the database as it is now. The store is closed
// for it, and opened again.
func (w *world) backup(address string) string {
	w.t.Helper()
	w.must(w.store.Close())
	defer w.open(address)
	if path, isFile := strings.CutPrefix(address, "sqlite:"); isFile {
		data, err := os.ReadFile(path)
		w.must(err)
		copied := filepath.Join(w.t.TempDir(), "backup.db")
		w.must(os.WriteFile(copied, data, 0o600))
		return "sqlite:" + copied
	}
	parsed, err := url.Parse(address)
	w.must(err)
	name := strings.Trim(parsed.Path, "/")
	parsed.Path = "/postgres"
	server, err := sql.Open("pgx", parsed.String())
	w.must(err)
	defer server.Close() //nolint:errcheck // what matters was done
	_, err = server.ExecContext(w.t.Context(), "CREATE DATABASE "+name+"_backup TEMPLATE "+name)
	w.must(err)
	parsed.Path = "/" + name + "_backup"
	return parsed.String()
}
