package storage_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// staying are the tables that no archive of a district holds, and why.
var staying = map[string]string{
	"goose_db_version": "the schema's own", "sqlite_sequence": "the database's own",
	"audit_log": "one chain of the installation", "audit_head": "one chain of the installation",
	"accounts": "people of the installation", "account_grants": "people of the installation", "account_identities": "people of the installation",
	"account_passwords": "people of the installation", "account_keys": "people of the installation", "passkeys": "people of the installation",
	"sessions": "people of the installation", "sign_in_failures": "of the moment", "attempts": "of the moment", "answers": "of the moment",
	"used_puzzles": "of the moment", "server_secrets": "of the installation",
	"feed_fetches": "counted by the installation's servers", "feed_copies": "counted by the installation's servers",
	"alert_requests": "sealed with the installation's key", "alert_subscribers": "sealed with the installation's key", "alert_places": "whose subscribers stay",
	"alert_mails": "whose subscribers stay", "alert_leads": "of the moment", "alert_rounds": "of the moment",
	"checkpoints": "somebody's own, whose account stays", "pending_releases": "they leave within minutes", "situation_links": "secrets that are given anew",
	"river_job": "of the moment", "river_leader": "of the moment", "river_queue": "of the moment", "river_notification": "of the moment",
	"river_migration": "the queue's own",
}

// archived is the archive of w's district.
func archived(t *testing.T, store *storage.Store, slug string) ([]byte, storage.Archive) {
	t.Helper()
	var file bytes.Buffer
	archive, err := store.Export(t.Context(), slug, &file)
	must(t, err)
	return file.Bytes(), archive
}

// TestEveryTableIsExportedOrStays sees that nobody adds a table and forgets the archives.
func TestEveryTableIsExportedOrStays(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		list := "SELECT name FROM sqlite_master WHERE type = 'table'"
		if database.Name == "postgres" {
			list = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
		}
		rows, err := w.raw(t).QueryContext(t.Context(), list)
		must(t, err)
		defer rows.Close() //nolint:errcheck // its error is asked for below
		_, archive := archived(t, w.store, w.District.Slug)
		for rows.Next() {
			var name string
			must(t, rows.Scan(&name))
			exported := slices.ContainsFunc(archive.Tables, func(a storage.ArchiveTable) bool { return a.Name == name })
			if exported == (staying[name] != "") {
				t.Errorf("the table %s has to be exported, or to stay for a reason", name)
			}
		}
		must(t, rows.Err())
	})
}

func TestADistrictMovesOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		file, archive := archived(t, w.store, w.District.Slug)
		_, err := w.store.Import(act(t), bytes.NewReader(file), int64(len(file)))
		wantIs(t, err, storage.ErrDistrictThere)
		for _, to := range []*storage.Store{database.Open(t), storagetest.Open(t, storagetest.SQLite(t), func() time.Time { return storagetest.Now })} {
			_, err := to.Import(act(t), bytes.NewReader(file), int64(len(file)))
			must(t, err)
			_, again := archived(t, to, w.District.Slug)
			wantEqual(t, again.Tables, archive.Tables)
			report, err := to.Audit().Verify(t.Context(), scheduling.AuditHash{})
			must(t, err)
			wantEqual(t, report.Count, int64(1))
		}
		_, err = w.store.Export(t.Context(), "ingenstans", io.Discard)
		wantEqual(t, scheduling.KindOf(err), scheduling.NotFound)
	})
}

// TestWhatIsNoArchiveIsLeftOut: nothing of it is taken in.
func TestWhatIsNoArchiveIsLeftOut(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		good, _ := archived(t, w.store, w.District.Slug)
		for name, c := range map[string]struct {
			file []byte
			says error
		}{
			"nothing":          {nil, storage.ErrNoArchive},
			"half of it":       {good[:len(good)/2], storage.ErrNoArchive},
			"another ZIP":      {rezipped(t, good, func(string, string) (string, bool) { return "", false }), storage.ErrNoArchive},
			"a table less":     {rezipped(t, good, func(file, text string) (string, bool) { return text, file != "tables/visits.jsonl" }), storage.ErrNoArchive},
			"a changed row":    {rezipped(t, good, changed("tables/visits.jsonl", `"state":"draft"`, `"state":"announced"`)), storage.ErrNoArchive},
			"a word, forged":   {rezipped(t, good, forged("tables/districts.jsonl", `"notice_days":7`, `"notice_days":"7"`)), storage.ErrNoArchive},
			"a column, forged": {rezipped(t, good, forged("tables/offices.jsonl", `"base_name"`, `"base_name\" = 1; --"`)), storage.ErrNoArchive},
			"one less, forged": {rezipped(t, good, forged("tables/offices.jsonl", `"base_name":"Polishuset",`, "")), storage.ErrNoArchive},
			"a row too many":   {rezipped(t, good, changed("district.json", `"rows": 1`, `"rows": 2`)), storage.ErrNoArchive},
			"another schema":   {rezipped(t, good, changed("district.json", `"schema": `, `"schema": 9`)), storage.ErrOtherSchema},
			"another format":   {rezipped(t, good, changed("district.json", `"format": 1`, `"format": 2`)), storage.ErrOtherSchema},
		} {
			t.Run(name, func(t *testing.T) {
				to := database.Open(t)
				_, err := to.Import(act(t), bytes.NewReader(c.file), int64(len(c.file)))
				wantIs(t, err, c.says)
				if strings.Contains(name, "forged") && strings.Contains(err.Error(), "as it was written") {
					t.Errorf("it was not forged well enough: %v", err)
				}
				empty, err := to.Empty(t.Context())
				must(t, err)
				wantEqual(t, empty, true)
			})
		}
	})
}

func changed(file, from, to string) func(string, string) (string, bool) {
	return func(name, text string) (string, bool) {
		if name == file {
			text = strings.Replace(text, from, to, 1)
		}
		return text, true
	}
}

// forged changes a table, and what the archive says of it.
func forged(file, from, to string) func(string, string) (string, bool) {
	var was, is string
	return func(name, text string) (string, bool) {
		if name == "district.json" {
			return strings.Replace(text, was, is, 1), true
		}
		other, _ := changed(file, from, to)(name, text)
		if other != text {
			was, is = fmt.Sprintf("%x", sha256.Sum256([]byte(text))), fmt.Sprintf("%x", sha256.Sum256([]byte(other)))
		}
		return other, true
	}
}

// rezipped is an archive with other files in it, or with fewer.
func rezipped(t *testing.T, archive []byte, change func(name, text string) (string, bool)) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	must(t, err)
	var into bytes.Buffer
	to := zip.NewWriter(&into)
	for _, file := range from.File {
		opened, err := file.Open()
		must(t, err)
		text, err := io.ReadAll(opened)
		must(t, err)
		if text, stays := change(file.Name, string(text)); stays {
			written, err := to.Create(file.Name)
			must(t, err)
			_, err = io.WriteString(written, text)
			must(t, err)
		}
	}
	must(t, to.Close())
	return into.Bytes()
}

func wantIs(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}
