package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"poliskontor/scheduling"
)

// Config says which database to open.
type Config struct {
	// Database is sqlite:PATH, or a postgres:// URL.
	Database string
	// Clock dates what is written; [time.Now] where it is nil.
	Clock scheduling.Clock
	// Log hears of migrations and of transactions that are tried again; nobody
	// where it is nil.
	Log *slog.Logger
}

// Store is a [scheduling.Store] on a database, or on a transaction of it.
type Store struct {
	*database
	// db is the connection pool, or the transaction that this store lives in.
	db *gorm.DB
	// within tells that db is a transaction.
	within bool
}

// database is what a store shares with the stores of its transactions.
type database struct {
	dialect dialect
	pool    *sql.DB
	clock   scheduling.Clock
	log     *slog.Logger
	// writing is held by the one who writes, where writers wait within the process.
	writing chan struct{}
}

// dialect is what differs between the databases.
type dialect struct {
	name       string
	dialector  func(*sql.DB) gorm.Dialector
	reading    *sql.TxOptions // a transaction that sees one state throughout
	writing    *sql.TxOptions
	lockWriter string // what a writing transaction says first, to wait for others
	migrations migrations
}

// Open opens a database; [Store.Close] closes it. An SQLite file is created where
// there is none, with its folder, for the owner's eyes only. The schema is left as
// it is: see [Store.Migrate] and [Store.Check]. A database of a newer version of
// the program is refused with [ErrNewerSchema]. Errors never show the password.
func Open(ctx context.Context, config Config) (*Store, error) {
	open, err := openerOf(config.Database)
	if err != nil {
		return nil, err
	}
	pool, dialect, err := open()
	if err != nil {
		return nil, err
	}
	store, err := newStore(ctx, pool, dialect, config)
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return store, nil
}

type opener func() (*sql.DB, dialect, error)

func openerOf(address string) (opener, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	switch {
	case scheme == "sqlite" && rest != "":
		return func() (*sql.DB, dialect, error) { return openSQLite(rest) }, nil
	case (scheme == "postgres" || scheme == "postgresql") && strings.HasPrefix(rest, "//"):
		return func() (*sql.DB, dialect, error) { return openPostgres(address) }, nil
	}
	// The address itself is not shown: it may hold a password.
	return nil, errors.New("the database is neither sqlite:PATH nor postgres://USER:PASSWORD@HOST/NAME")
}

func newStore(ctx context.Context, pool *sql.DB, dialect dialect, config Config) (*Store, error) {
	shared := &database{dialect: dialect, pool: pool, clock: config.Clock, log: config.Log, writing: make(chan struct{}, 1)}
	if shared.clock == nil {
		shared.clock = time.Now
	}
	if shared.log == nil {
		shared.log = slog.New(slog.DiscardHandler)
	}
	if err := pool.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("reach the %s database: %w", dialect.name, oneLine(err))
	}
	db, err := gorm.Open(dialect.dialector(pool), &gorm.Config{
		Logger:                 logger.Discard, // every error is returned
		SkipDefaultTransaction: true,           // a write is one transaction with its audit row
	})
	if err != nil {
		return nil, fmt.Errorf("open the %s database: %w", dialect.name, err)
	}
	store := &Store{database: shared, db: db}
	if err := store.Check(ctx); err != nil && !errors.Is(err, ErrOldSchema) {
		return nil, err
	}
	return store, nil
}

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.pool.PingContext(ctx); err != nil {
		return fmt.Errorf("reach the %s database: %w", s.dialect.name, oneLine(err))
	}
	return nil
}

// Close ends all connections.
func (s *Store) Close() error {
	if err := s.pool.Close(); err != nil {
		return fmt.Errorf("close the %s database: %w", s.dialect.name, err)
	}
	return nil
}

// now is the time that what is written now carries.
func (s *Store) now() time.Time { return instant(s.clock()) }

// oneLine is an error whose text has no line breaks; drivers list every address
// that they tried on a line of its own.
func oneLine(err error) error { return flattened{err} }

type flattened struct{ error }

func (f flattened) Error() string { return strings.Join(strings.Fields(f.error.Error()), " ") }
func (f flattened) Unwrap() error { return f.error }
