//go:build unix

package storagetest

import (
	"sync"
	"testing"

	"poliskontor/scheduling"
	"poliskontor/storage"
)

// Filled returns what makes databases of either kind, each its test's own, as copies of one
// that is migrated and filled when the first of its kind is asked for.
func Filled(clock scheduling.Clock, fill func(*storage.Store) error) func(testing.TB, Database) string {
	sqlite := Copies(clock, fill)
	template := sync.OnceValues(func() (string, error) {
		server, err := shared()
		if err != nil {
			return "", err
		}
		return server.filled(clock, fill)
	})
	return func(t testing.TB, d Database) string {
		t.Helper()
		ranOn(d.Name)
		if d.Name == OnSQLite.Name {
			return sqlite(t)
		}
		server := running(t)
		name, err := template()
		if err != nil {
			t.Fatal(err)
		}
		return server.fresh(t, name)
	}
}
