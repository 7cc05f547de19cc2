package main

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/ncruces/go-sqlite3/driver"

	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// TestTwoProcessesWriteOneAuditLog has two servers on one database, with ten writers
// each, and then somebody who takes a line out of what they wrote.
func TestTwoProcessesWriteOneAuditLog(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		t.Parallel()
		address := database.Empty(t)
		token := administrator(t, address)
		processes := []process{startProcess(t, address, token), startProcess(t, address, token)}
		var writers sync.WaitGroup
		for i := range 20 {
			writers.Go(func() {
				for j := range 3 {
					status, err := processes[i%2].create(fmt.Sprintf("district-%d-%d", i, j))
					if status != http.StatusCreated || err != nil {
						t.Errorf("creating a district: %d, %v", status, err)
					}
				}
			})
		}
		writers.Wait()
		for _, p := range processes {
			p.kill(t)
		}
		verify := func(more ...string) (string, error) {
			return command(t, append([]string{"audit", "verify", "--database", address}, more...)...)
		}
		out, err := verify()
		if err != nil {
			t.Fatal(err)
		}
		contains(t, out, "is whole", "entries: ", "last hash: ")
		written, total := entriesOf(t, address)
		contains(t, out, fmt.Sprintf("entries: %d\n", total))
		if written != 63 {
			t.Errorf("%d entries of what was asked for, want 3 of the administrator's and 60 districts", written)
		}
		_, hash, _ := strings.Cut(strings.TrimSpace(out), "last hash: ")
		if again, err := verify("--expect", hash); err != nil || again != out {
			t.Errorf("expecting %s: %q, %v", hash, again, err)
		}
		if _, err := verify("--expect", strings.Repeat("a1", 32)); err == nil || !strings.Contains(err.Error(), "written anew") {
			t.Errorf("expecting another hash: %v", err)
		}
		if _, err := verify("--expect", "abc"); err == nil || !strings.Contains(err.Error(), "64 hexadecimal") {
			t.Errorf("expecting no hash at all: %v", err)
		}

		removeAuditLine(t, address, 17)
		out, err = verify()
		if err == nil || err.Error() != "the audit log is broken: entry 17 is missing: removed after being written" || out != "" {
			t.Errorf("a removed line: %q, %v", out, err)
		}
	})
}

// entriesOf counts the audit log's entries: those of what somebody asked for, without a
// lägesbild that a server freezes by itself, and all.
func entriesOf(t *testing.T, address string) (asked, total int) {
	t.Helper()
	store, err := storage.Open(t.Context(), storage.Config{Database: address})
	if err != nil {
		t.Fatal(err)
	}
	entries, total, err := store.Audit().List(t.Context(), scheduling.AuditQuery{})
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Actor.Name != "situation" {
			asked++
		}
	}
	return asked, total
}

// removeAuditLine does what only the database's owner can.
func removeAuditLine(t *testing.T, address string, id int) {
	t.Helper()
	driver, source, guard := "pgx", address, "DROP TRIGGER audit_log_append_only ON audit_log"
	if path, isFile := strings.CutPrefix(address, "sqlite:"); isFile {
		driver, source, guard = "sqlite3", "file:"+path, "DROP TRIGGER audit_log_no_delete"
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // each statement was checked
	for _, statement := range []string{guard, fmt.Sprintf("DELETE FROM audit_log WHERE id = %d", id)} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAuditLogOfAnOlderSchemaIsLeftAlone(t *testing.T) {
	t.Setenv("POLISKONTOR_DATABASE", "sqlite:"+filepath.Join(t.TempDir(), "db"))
	for range 2 {
		out, err := command(t, "audit", "verify")
		if err == nil || !strings.Contains(err.Error(), "run poliskontor migrate") || strings.Contains(err.Error(), "\n") || out != "" {
			t.Errorf("it says %q, %v", out, err)
		}
	}
	if _, err := command(t, "migrate"); err != nil {
		t.Fatal(err)
	}
	out, err := command(t, "audit", "verify")
	if err != nil {
		t.Fatal(err)
	}
	contains(t, out, "entries: 0\n", "last hash: "+strings.Repeat("0", 64))
}
