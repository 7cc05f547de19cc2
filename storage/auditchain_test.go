package storage_test

import (
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

func verify(t *testing.T, store *storage.Store, noted scheduling.AuditHash) scheduling.AuditReport {
	t.Helper()
	report, err := store.Audit().Verify(t.Context(), noted)
	must(t, err)
	return report
}

func wantWhole(t *testing.T, store *storage.Store) scheduling.AuditReport {
	t.Helper()
	report := verify(t, store, scheduling.AuditHash{})
	if report.Broken != nil {
		t.Fatalf("the log is broken: %s", report.Broken)
	}
	newest, total, err := store.Audit().List(t.Context(), scheduling.AuditQuery{Limit: 1})
	must(t, err)
	wantEqual(t, report.Count, int64(total))
	wantEqual(t, report.Last, newest[0].Hash)
	return report
}

// unguarded lets somebody who owns the database do what it otherwise refuses.
func (w *world) unguarded(t *testing.T, statements ...string) {
	t.Helper()
	remove := []string{"ALTER TABLE audit_log DISABLE TRIGGER USER", "ALTER TABLE audit_head DISABLE TRIGGER USER"}
	if strings.HasPrefix(w.address, "sqlite") {
		remove = nil
		for _, guard := range []string{"log_no_update", "log_no_delete", "log_next", "log_grown", "head_no_insert", "head_no_delete", "head_grows"} {
			remove = append(remove, "DROP TRIGGER IF EXISTS audit_"+guard)
		}
	}
	db := w.raw(t)
	for _, statement := range append(remove, statements...) {
		_, err := db.ExecContext(t.Context(), statement)
		must(t, err)
	}
}

func TestTamperingWithTheAuditLogShows(t *testing.T) {
	tests := map[string]struct {
		statements []string
		says       string
	}{
		"line removed":   {[]string{"DELETE FROM audit_log WHERE id = 5"}, "entry 5 is missing: removed"},
		"lines removed":  {[]string{"DELETE FROM audit_log WHERE id IN (1, 2, 3)"}, "entries 1 to 3 are missing: removed"},
		"tail cut off":   {[]string{"DELETE FROM audit_log WHERE id > 25"}, "entries 26 to 30 are missing: cut off"},
		"emptied":        {[]string{"DELETE FROM audit_log"}, "entries 1 to 30 are missing: cut off"},
		"actor changed":  {[]string{"UPDATE audit_log SET actor_name = 'bo' WHERE id = 7"}, "entry 7 is not as it was written"},
		"account given":  {[]string{"UPDATE audit_log SET actor_id = 'bo' WHERE id = 7"}, "entry 7 is not as it was written"},
		"time changed":   {[]string{"UPDATE audit_log SET at = (SELECT at FROM audit_log WHERE id = 30) WHERE id = 8"}, "entry 8 is not"},
		"text forgotten": {[]string{"UPDATE audit_log SET after_row = '' WHERE id = 30"}, "entry 30 is not as it was written"},
		"hash changed":   {[]string{"UPDATE audit_log SET hash = '" + strings.Repeat("x", 64) + "' WHERE id = 9"}, "entry 9 is not"},
		"order changed": {[]string{
			"UPDATE audit_log SET id = 1000 WHERE id = 4", "UPDATE audit_log SET id = 4 WHERE id = 6", "UPDATE audit_log SET id = 6 WHERE id = 1000",
		}, "entry 4 now stands at 6"},
		"line and count": {[]string{"DELETE FROM audit_log WHERE id = 30",
			"UPDATE audit_head SET count = 29"}, "what the database noted of the log's end is gone or changed"},
		"count":          {[]string{"UPDATE audit_head SET count = 28"}, "entries 29 to 30 are not among those"},
		"end forgotten":  {[]string{"DELETE FROM audit_head"}, "what the database noted of the log's end is gone or changed"},
		"end misspelled": {[]string{"UPDATE audit_head SET hash = 'x'"}, "what the database noted of the log's end is gone or changed"},
	}
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		*w.now = w.now.Add(time.Hour)
		for range 30 - wantWhole(t, w.store).Count {
			must(t, w.store.Audit().Record(act(t), scheduling.AuditEvent{
				Action: scheduling.AuditRead, Thing: "visit", Details: map[string]string{"a": "b"},
			}))
		}
		w.unguarded(t, "CREATE TABLE log_before AS SELECT * FROM audit_log", "CREATE TABLE head_before AS SELECT * FROM audit_head")
		for name, test := range tests {
			wantWhole(t, w.store)
			w.unguarded(t, test.statements...)
			report := verify(t, w.store, scheduling.AuditHash{})
			if report.Broken == nil || !strings.HasPrefix(report.Broken.String(), test.says) {
				t.Errorf("%s: found %v, want %s", name, report.Broken, test.says)
			}
			w.unguarded(t, "DELETE FROM audit_log", "DELETE FROM audit_head",
				"INSERT INTO audit_log SELECT * FROM log_before", "INSERT INTO audit_head SELECT * FROM head_before")
		}
	})
}

// TestUnreadableLineShows: SQLite keeps any text in any column.
func TestUnreadableLineShows(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		if database.Name != "sqlite" {
			return
		}
		w := newWorld(t, database)
		w.unguarded(t, "UPDATE audit_log SET at = 'yesterday' WHERE id = 3")
		report := verify(t, w.store, scheduling.AuditHash{})
		if report.Broken == nil || !strings.HasPrefix(report.Broken.String(), "entry 3 is not as it was written") {
			t.Errorf("found %v", report.Broken)
		}
	})
}

// TestRewrittenAuditLogShows: who owns the database can compute every hash anew, but
// not the one that somebody noted elsewhere.
func TestRewrittenAuditLogShows(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		noted := wantWhole(t, w.store)
		must(t, w.store.Visits().Delete(act(t), w.visit.ID, 1))
		if report := verify(t, w.store, noted.Last); report.Broken != nil || report.Count != noted.Count+1 {
			t.Errorf("the log that was noted goes on: got %+v", report)
		}

		entries, _, err := w.store.Audit().List(t.Context(), scheduling.AuditQuery{Limit: 2})
		must(t, err)
		last, before := entries[0], entries[1]
		last.Actor.Name = "bo"
		before.Actor.Name = "bo"
		older, _, err := w.store.Audit().List(t.Context(), scheduling.AuditQuery{Limit: 1, Offset: 2})
		must(t, err)
		before.Hash = before.Seal(older[0].Hash)
		last.Hash = last.Seal(before.Hash)
		w.unguarded(t,
			fmt.Sprintf("UPDATE audit_log SET actor_name = 'bo', hash = '%s' WHERE id = %d", before.Hash, before.ID),
			fmt.Sprintf("UPDATE audit_log SET actor_name = 'bo', hash = '%s' WHERE id = %d", last.Hash, last.ID),
			fmt.Sprintf("UPDATE audit_head SET hash = '%s'", last.Hash))
		wantWhole(t, w.store) // by itself it is
		report := verify(t, w.store, noted.Last)
		if report.Broken == nil || report.Broken.Kind != scheduling.AuditRewritten {
			t.Errorf("found %v", report.Broken)
		}
	})
}

func TestDatabaseLetsTheAuditLogOnlyGrow(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		whole := wantWhole(t, w.store)
		line := func(verb string, id any) string {
			return fmt.Sprintf(`%s INTO audit_log (id, at, actor_id, actor_name, actor_from, action, thing, thing_id, district_id,
				before_row, after_row, hash) VALUES (%v, '2026-01-01 00:00:00+00:00', '', 'bo', '', 'read', 'visit', '', '', '', '',
				'%064d')`, verb, id, 0)
		}
		refused(t, w,
			"UPDATE audit_head SET count = count + 1", "UPDATE audit_head SET count = count", "UPDATE audit_head SET hash = ''",
			"UPDATE audit_head SET count = count - 1",
			"UPDATE audit_head SET hash = (SELECT hash FROM audit_log WHERE id = 1), count = 1",
			"INSERT INTO audit_head VALUES (1, 0, '')",
			"INSERT INTO audit_head VALUES (2, 0, '')",
			line("INSERT", 3), line("INSERT", 0), line("INSERT", whole.Count+2), line("INSERT", "NULL"),
			strings.Replace(line("INSERT", whole.Count+1), "'read'", "'listen'", 1),
			strings.Replace(line("INSERT", whole.Count+1), "'bo'", "''", 1))
		if database.Name == "sqlite" {
			refused(t, w, line("INSERT OR REPLACE", 3), "INSERT OR REPLACE INTO audit_head VALUES (1, 0, '')", "REPLACE INTO audit_head VALUES (1, 1000, '')",
				"UPDATE OR REPLACE audit_log SET id = 3 WHERE id = 4")
		}
		wantEqual(t, wantWhole(t, w.store), whole)
	})
}

// TestManyWritersMakeOneChain has two programs with ten writers each, some of whom
// think better of it.
func TestManyWritersMakeOneChain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		before := wantWhole(t, w.store)
		second := storagetest.Open(t, w.address, func() time.Time { return *w.now })
		for _, err := range race(20, func(i int) error {
			store := w.store
			if i%2 == 1 {
				store = second
			}
			for range 5 {
				err := store.InTx(act(t), func(tx scheduling.Store) error {
					if err := tx.Audit().Record(act(t), scheduling.AuditEvent{Action: scheduling.AuditRead, Thing: "visit"}); err != nil {
						return err
					}
					return tx.InTx(act(t), func(tx scheduling.Store) error {
						return tx.Audit().Record(act(t), scheduling.AuditEvent{Action: scheduling.AuditRead, Thing: "visit"})
					})
				})
				if err != nil {
					return err
				}
				if err := store.Visits().Create(act(t), w.visit); !scheduling.HasCode(err, scheduling.CodeExists) {
					return fmt.Errorf("a visit that exists: %w", err)
				}
			}
			return nil
		}) {
			must(t, err)
		}
		wantEqual(t, wantWhole(t, second).Count, before.Count+200)
	})
}

func TestUndoneWriteLeavesNoLine(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		before := wantWhole(t, w.store)
		undone := fmt.Errorf("undone")
		record := func(store scheduling.Store) error {
			return store.Audit().Record(act(t), scheduling.AuditEvent{Action: scheduling.AuditSignOut, Thing: "account"})
		}
		_ = w.store.InTx(act(t), func(store scheduling.Store) error { must(t, record(store)); return undone })
		wantEqual(t, wantWhole(t, w.store), before)
		must(t, w.store.InTx(act(t), func(store scheduling.Store) error {
			must(t, record(store))
			_ = store.InTx(act(t), func(store scheduling.Store) error { must(t, record(store)); return undone })
			return record(store)
		}))
		wantEqual(t, wantWhole(t, w.store).Count, before.Count+2)
	})
}

// TestEntriesFromBeforeTheChainAreItsFirst migrates a log that has gaps, as rolled
// back writes leave them on PostgreSQL.
func TestEntriesFromBeforeTheChainAreItsFirst(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := &world{address: database.Empty(t)}
		old := w.raw(t)
		dialect := goose.DialectSQLite3
		if database.Name == "postgres" {
			dialect = goose.DialectPostgres
		}
		provider, err := goose.NewProvider(dialect, old, os.DirFS("migrations/"+database.Name))
		must(t, err)
		_, err = provider.UpTo(t.Context(), 3)
		must(t, err)
		const entries = 503 // more than are moved at once
		must(t, writeOldEntries(t, old, database.Name, entries))

		w.store = storagetest.Open(t, w.address, func() time.Time { return storagetest.Now })
		wantEqual(t, wantWhole(t, w.store).Count, int64(entries))
		must(t, w.store.Audit().Record(act(t), scheduling.AuditEvent{Action: scheduling.AuditSignIn, Thing: "account"}))
		wantEqual(t, wantWhole(t, w.store).Count, int64(entries+1))
		all, total, err := w.store.Audit().List(t.Context(), scheduling.AuditQuery{Offset: entries, Limit: 10})
		must(t, err)
		wantEqual(t, total, entries+1)
		wantEqual(t, len(all), 1)
		first := all[0]
		wantEqual(t, first.At, storagetest.Now.Add(time.Second))
		first.At, first.Hash = time.Time{}, scheduling.AuditHash{}
		wantEqual(t, first, scheduling.AuditEntry{ID: 1, Actor: scheduling.Actor{Name: "åsa", From: "::1"}, Action: scheduling.AuditUpdate,
			Thing: "visit", ThingID: "v1", District: "d", Before: `{"n":0}`, After: `{"n":1}`})
		refused(t, w, "UPDATE audit_log SET thing = ''", "DELETE FROM audit_log")
	})
}

func writeOldEntries(t *testing.T, db *sql.DB, dialect string, entries int) error {
	t.Helper()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		return err
	}
	statement := `INSERT INTO audit_log (id, at, actor_name, actor_from, action, thing, thing_id, district_id, before_row, after_row)
		VALUES (?, ?, 'åsa', '::1', 'update', 'visit', 'v1', 'd', '{"n":0}', '{"n":1}')`
	if dialect == "postgres" {
		statement = strings.Replace(strings.Replace(statement, "?, ?", "$1, $2", 1), "VALUES", "OVERRIDING SYSTEM VALUE VALUES", 1)
	}
	for i := 1; i <= entries; i++ {
		if _, err := tx.ExecContext(t.Context(), statement, 3*i, storagetest.Now.Add(time.Duration(i)*time.Second)); err != nil {
			return err
		}
	}
	return tx.Commit()
}
