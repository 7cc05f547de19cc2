//go:build unix

// Package storagetest gives tests a real PostgreSQL, started from the machine's
// own programs. Nothing needs to be configured, started or cleaned up by hand:
//
//	dsn := storagetest.Postgres(t)
//
// The first call in a test process starts one server for all its tests, on a
// free port of 127.0.0.1, in a temporary folder. The server stops and its folder
// is removed when the test process ends, also when it panics, times out or is
// killed, so no TestMain is needed.
package storagetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"poliskontor/scheduling"
	"poliskontor/storage"
)

// setupTimeout bounds each single step: starting the server, making or dropping
// a database. It is generous because a machine under test load is slow.
const setupTimeout = time.Minute

// Postgres returns the address of a fresh, empty database as a postgres:// URL,
// whose user is a superuser. The database is dropped, whoever is still connected,
// when t ends. Extensions are available (btree_gist among them) but not created.
// It may be called from parallel tests.
//
// On a machine without PostgreSQL it skips t, unless the environment sets
// POLISKONTOR_TEST_ALL, which makes that a failure.
func Postgres(t testing.TB) string {
	t.Helper()
	return running(t).fresh(t, "template0")
}

// preparedPostgres is as [Postgres], with the schema in place.
func preparedPostgres(t testing.TB) string {
	t.Helper()
	server := running(t)
	template, err := server.prepared()
	if err != nil {
		t.Fatal(err)
	}
	return server.fresh(t, template)
}

// running is the server of all tests, or the end of t.
func running(t testing.TB) *server {
	t.Helper()
	server, err := shared()
	if errors.Is(err, errMissing) && os.Getenv("POLISKONTOR_TEST_ALL") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return server
}

var shared = sync.OnceValues(start)

// server is a running PostgreSQL with one connection for making databases.
type server struct {
	port     int
	password string
	lifeline io.Closer // keeps the server up for as long as it is open

	mu    sync.Mutex // guards what follows
	admin *pgx.Conn
	made  int

	once     sync.Once // guards what follows
	template string
	unready  error
}

// connect pings the server through the socket in its own folder, so that another
// server that took the port meanwhile is never mistaken for it, and refuses one
// without the extension that the schema's exclusion constraint needs.
func (s *server) connect(folder string) error {
	ctx, cancel := context.WithTimeout(context.Background(), setupTimeout)
	defer cancel()
	admin, err := pgx.Connect(ctx, fmt.Sprintf("host='%s' port=%d user=%s dbname=postgres", folder, s.port, superuser))
	if err != nil {
		return fmt.Errorf("connect to the PostgreSQL for tests: %w", err)
	}
	if err := admin.Ping(ctx); err != nil {
		return fmt.Errorf("ping the PostgreSQL for tests: %w", err)
	}
	var known bool
	err = admin.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gist')").Scan(&known)
	if err != nil {
		return fmt.Errorf("list the extensions of the PostgreSQL for tests: %w", err)
	}
	if !known {
		return fmt.Errorf("%w: the extension btree_gist is not installed (often in a package named postgresql-contrib)", errMissing)
	}
	s.admin = admin
	return nil
}

// fresh returns the address of a new copy of a database, which goes with t.
func (s *server) fresh(t testing.TB, template string) string {
	t.Helper()
	name, err := s.create(template)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.drop(name); err != nil {
			t.Error(err)
		}
	})
	return s.address(name)
}

// prepared is the name of a database with the schema in place, which is made once.
func (s *server) prepared() (string, error) {
	s.once.Do(func() { s.template, s.unready = s.filled(time.Now, nothing) })
	return s.template, s.unready
}

// filled is the name of a new database with the schema in place and filled.
func (s *server) filled(clock scheduling.Clock, fill func(*storage.Store) error) (string, error) {
	name, err := s.create("template0")
	if err == nil {
		err = fillDatabase(s.address(name), clock, fill)
	}
	return name, err
}

// create makes a copy of a database and returns its name.
func (s *server) create(template string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.made++
	name := fmt.Sprintf("test_%d", s.made)
	if err := s.exec("CREATE DATABASE " + name + " TEMPLATE " + template); err != nil {
		return "", fmt.Errorf("create a database for a test: %w", err)
	}
	return name, nil
}

func (s *server) drop(name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.exec("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"); err != nil {
		return fmt.Errorf("drop the database %s of a test: %w", name, err)
	}
	return nil
}

func (s *server) exec(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), setupTimeout)
	defer cancel()
	_, err := s.admin.Exec(ctx, statement)
	return err
}

func (s *server) address(database string) string {
	address := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(superuser, s.password),
		Host:     fmt.Sprintf("127.0.0.1:%d", s.port),
		Path:     database,
		RawQuery: "sslmode=disable",
	}
	return address.String()
}

// environment is the process's own without the PG* variables, which would lead
// PostgreSQL's programs elsewhere, and with messages in English.
func environment() []string {
	kept := []string{"LC_ALL=C"}
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "PG") && !strings.HasPrefix(entry, "LC_ALL=") {
			kept = append(kept, entry)
		}
	}
	return kept
}
