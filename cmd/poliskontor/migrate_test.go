package main

import (
	"database/sql"
	"os"
	"os/exec"
	"strings"
	"testing"

	"poliskontor/storage/storagetest"
)

// shapes list what a schema consists of.
var shapes = map[string]string{
	"sqlite": "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1",
	"postgres": `SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns WHERE table_schema = 'public'
		UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
		UNION ALL SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal
		UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
}

// TestMigrationsSurviveBeingKilled kills the program each time that one more migration is
// in place, in the middle of the next, until nothing is left to do. The schema is the one
// of a database that was migrated in peace.
func TestMigrationsSurviveBeingKilled(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		t.Parallel()
		address := database.Empty(t)
		kills, version := 0, 0
		for killed := true; killed; {
			if version, killed = migrateUntilOneMore(t, address, version); killed {
				kills++
			}
		}
		t.Logf("killed %d times on the way to schema %d", kills, version)
		if kills == 0 {
			t.Error("it was never killed")
		}
		if out, err := command(t, "migrate", "--database", address); err != nil || !strings.Contains(out, "up to date") {
			t.Errorf("afterwards it says %q, %v", out, err)
		}
		if got, want := shapeOf(t, database.Name, address), shapeOf(t, database.Name, database.Fresh(t)); got != want || want == "" {
			t.Errorf("the schema is\n%s\nand not\n%s", got, want)
		}
	})
}

// migrateUntilOneMore runs the program until the schema is newer than version, and kills it
// then; killed is false where it was faster.
func migrateUntilOneMore(t *testing.T, address string, version int) (newer int, killed bool) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	migrate := exec.Command(program, "migrate")
	migrate.Env = append(os.Environ(), actAsProgram+"=1", "POLISKONTOR_DATABASE="+address)
	var said strings.Builder
	migrate.Stderr = &said
	if err := migrate.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- migrate.Wait() }()
	for db := openRaw(t, address); ; {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("after schema %d it says: %v: %s", version, err, said.String())
			}
			return schemaOf(t, db), false
		default:
		}
		if newer = schemaOf(t, db); newer > version {
			killed := migrate.Process.Kill() == nil
			<-ended //nolint:errcheck // it says that it was killed
			return newer, killed
		}
	}
}

// schemaOf is the version of the last migration that is in place; 0 before the first.
func schemaOf(t *testing.T, db *sql.DB) int {
	t.Helper()
	version := 0
	if err := db.QueryRowContext(t.Context(), "SELECT coalesce(max(version_id), 0) FROM goose_db_version").Scan(&version); err != nil {
		return 0 // there is no such table yet
	}
	return version
}

func shapeOf(t *testing.T, dialect, address string) string {
	t.Helper()
	rows, err := openRaw(t, address).QueryContext(t.Context(), shapes[dialect])
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // its error is asked for below
	var shape strings.Builder
	for rows.Next() {
		var part string
		if err := rows.Scan(&part); err != nil {
			t.Fatal(err)
		}
		shape.WriteString(part + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return shape.String()
}
