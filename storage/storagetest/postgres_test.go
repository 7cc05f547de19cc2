//go:build unix

package storagetest_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"poliskontor/storage/storagetest"
)

// patience bounds waits for another process; nothing passes by waiting it out.
const patience = 30 * time.Second

func connect(t *testing.T, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func mustExec(t *testing.T, conn *pgx.Conn, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func TestEveryDatabaseStartsEmpty(t *testing.T) {
	first := storagetest.Postgres(t)
	second := storagetest.Postgres(t)
	mustExec(t, connect(t, first), "CREATE TABLE visits (id text)")

	var tables int
	err := connect(t, second).QueryRow(t.Context(),
		"SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").Scan(&tables)
	if err != nil {
		t.Fatal(err)
	}
	if tables != 0 {
		t.Errorf("a fresh database holds %d tables, want none", tables)
	}
}

func TestDatabaseIsDroppedWithItsTest(t *testing.T) {
	survivor := storagetest.Postgres(t)
	var dropped string
	t.Run("owner", func(t *testing.T) {
		conn := connect(t, storagetest.Postgres(t))
		dropped = conn.Config().Database
	})

	var found bool
	err := connect(t, survivor).QueryRow(t.Context(),
		"SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", dropped).Scan(&found)
	if err != nil {
		t.Fatal(err)
	}
	if found {
		t.Errorf("database %s is still there after its test", dropped)
	}
}

// TestExclusionConstraint sees that the schema's rule against double booking can
// be built here, and that it refuses what it should.
func TestExclusionConstraint(t *testing.T) {
	conn := connect(t, storagetest.Postgres(t))
	mustExec(t, conn,
		"CREATE EXTENSION btree_gist",
		"CREATE TABLE visits (office text, during tstzrange, EXCLUDE USING gist (office WITH =, during WITH &&))",
		"INSERT INTO visits VALUES ('a', '[2026-11-24 15:00+01, 2026-11-24 18:00+01)')",
		"INSERT INTO visits VALUES ('b', '[2026-11-24 15:00+01, 2026-11-24 18:00+01)')",
		"INSERT INTO visits VALUES ('a', '[2026-11-24 18:00+01, 2026-11-24 19:00+01)')")

	_, err := conn.Exec(t.Context(), "INSERT INTO visits VALUES ('a', '[2026-11-24 17:59+01, 2026-11-24 18:01+01)')")
	var refused *pgconn.PgError
	if !errors.As(err, &refused) || refused.Code != "23P01" {
		t.Errorf("overlapping visits: got %v, want an exclusion violation (23P01)", err)
	}
}

func TestParallelTestsGetTheirOwn(t *testing.T) {
	for i := range 8 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			mustExec(t, connect(t, storagetest.Postgres(t)), "CREATE TABLE mine (id int)")
		})
	}
}

const asVictim = "POLISKONTOR_TEST_POSTGRES_VICTIM"

// TestServerDiesWithItsProcess kills a test process that has a server, and sees
// that neither the server nor its folder outlives it.
func TestServerDiesWithItsProcess(t *testing.T) {
	if os.Getenv(asVictim) != "" {
		fmt.Println("dsn", storagetest.Postgres(t))
		select {}
	}
	storagetest.Postgres(t) // skips here where there is no PostgreSQL

	victim := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	victim.Env = append(os.Environ(), asVictim+"=1")
	output, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	var dsn string
	for lines := bufio.NewScanner(output); dsn == "" && lines.Scan(); {
		dsn, _ = strings.CutPrefix(lines.Text(), "dsn ")
	}
	conn := connect(t, dsn)
	var data string
	if err := conn.QueryRow(t.Context(), "SHOW data_directory").Scan(&data); err != nil {
		t.Fatal(err)
	}

	if err := victim.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = victim.Wait() // says that it was killed

	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if _, err := conn.WaitForNotification(ctx); err == nil || ctx.Err() != nil {
		t.Fatalf("the server outlived the process that started it (waiting gave %v)", err)
	}
	for {
		if _, err := os.Stat(data); errors.Is(err, fs.ErrNotExist) {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%s outlived the process that started its server", data)
		case <-time.After(10 * time.Millisecond):
		}
	}
}
