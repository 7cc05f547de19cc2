//go:build unix

package storagetest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"poliskontor/safelog/logtest"
	"poliskontor/scheduling"
	"poliskontor/storage"
)

// Now is the time at which the stores of [Database.Open] live: a Thursday in autumn.
var Now = time.Date(2026, time.October, 1, 8, 0, 0, 0, time.UTC)

// Database is one of the databases that the program runs on.
type Database struct {
	Name         string
	empty, fresh func(testing.TB) string
}

// Empty returns the address of a new database without a schema, which goes with t.
func (d Database) Empty(t testing.TB) string {
	t.Helper()
	ranOn(d.Name)
	return d.empty(t)
}

// Fresh returns the address of a new database with the schema in place and nothing in
// it, which goes with t.
func (d Database) Fresh(t testing.TB) string {
	t.Helper()
	ranOn(d.Name)
	return d.fresh(t)
}

// Open returns a store on a new database with the schema in place. It lives at
// [Now] and is closed when t ends.
func (d Database) Open(t testing.TB) *storage.Store {
	t.Helper()
	return Open(t, d.Fresh(t), func() time.Time { return Now })
}

// Open returns a store on a database, migrated if need be. It is closed when t ends.
func Open(t testing.TB, address string, clock scheduling.Clock) *storage.Store {
	t.Helper()
	ctx := context.Background()
	store, err := storage.Open(ctx, storage.Config{Database: address, Clock: clock, Log: logtest.New()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := store.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	return store
}

var (
	// OnSQLite is the database that is a file.
	OnSQLite = Database{"sqlite", emptySQLite, SQLite}
	// OnPostgres is the one that several servers can share.
	OnPostgres = Database{"postgres", Postgres, preparedPostgres}

	databases = []Database{OnSQLite, OnPostgres}
)

// ran are the names of the databases that a test has run on.
var (
	ranMutex sync.Mutex
	ran      = map[string]bool{}
)

func ranOn(name string) {
	ranMutex.Lock()
	defer ranMutex.Unlock()
	ran[name] = true
}

// Each runs f as a subtest on every database; on PostgreSQL as [Postgres] says.
func Each(t *testing.T, f func(t *testing.T, database Database)) {
	t.Helper()
	for _, d := range databases {
		t.Run(d.Name, func(t *testing.T) { f(t, d) })
	}
}

// Main runs a package's tests and then prints a line that says on which databases
// they ran. Its result is for [os.Exit], in TestMain.
func Main(m *testing.M) int {
	code := m.Run()
	var names []string
	for _, d := range databases {
		if ran[d.Name] {
			names = append(names, d.Name)
		}
	}
	if len(names) > 0 {
		fmt.Println("storage suite ran on: " + strings.Join(names, ", "))
	}
	return code
}
