package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
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
	address string
	dialect dialect
	pool    *sql.DB
	way     *connector // that the pool's connections are made by
	clock   scheduling.Clock
	log     *slog.Logger
	// writing is held by the one who writes, where writers wait within the process.
	writing chan struct{}
	// watch is told of transactions; nil for nobody.
	watch TransactionWatch
	// full tells that the last write found no room on the disk.
	full atomic.Bool
}

// TransactionWatch is told when a transaction begins, waiting for others included, by the
// name of the database and "read" or "write". The transaction goes on with the context that
// it returns, and ended is called once with what came of it.
type TransactionWatch func(ctx context.Context, system, kind string) (within context.Context, ended func(error))

// Watch lets somebody hear of transactions. It is called before the first one.
func (s *Store) Watch(w TransactionWatch) { s.watch = w }

// dialect is what differs between the databases.
type dialect struct {
	name      string
	dialector func(*sql.DB) gorm.Dialector
	// connections bounds those that are open at once, idle those that are kept for later.
	connections, idle int

	reading    *sql.TxOptions // a transaction that sees one state throughout
	writing    *sql.TxOptions
	lockWriter string // what a writing transaction says first, to wait for others
	spread     string // what it says for other servers to hear of it, where they can
	leave      string // what it says to leave a job behind, where there is a queue: [jobs.Leave]
	migrations migrations
}

// Open opens a database; [Store.Close] closes it. An SQLite file is created where
// there is none, with its folder, for the owner's eyes only. The schema is left as
// it is: see [Store.Migrate] and [Store.Check]. A database of a newer version of
// the program is refused with [ErrNewerSchema]. Errors never show the password.
func Open(ctx context.Context, config Config) (*Store, error) {
	store, err := newStore(config)
	if err != nil {
		return nil, err
	}
	store.way.open()
	if err := store.reach(ctx); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

// Later is Open for who can wait: it does not ask for the database yet. Until
// [Store.Connect] has succeeded the store answers everything with [scheduling.AwayError].
// Its log hears when the database goes away and when it is back.
func Later(config Config) (*Store, error) {
	store, err := newStore(config)
	if err != nil {
		return nil, err
	}
	store.way.log = store.log
	store.way.shut = true
	return store, nil
}

// Connect brings the database up to this version, lets prepare see to it on a store of its
// own, and then lets everybody else use it. It fails with what [Unreachable] knows where the
// database cannot be reached, and can then be called again.
func (s *Store) Connect(ctx context.Context, prepare func(*Store) error) error {
	own, err := Open(ctx, Config{Database: s.address, Clock: s.clock, Log: s.log})
	if err != nil {
		return err
	}
	err = own.Migrate(ctx)
	if err == nil {
		err = prepare(own)
	}
	if err := errors.Join(err, own.Close()); err != nil {
		return err
	}
	s.way.open()
	return nil
}

// opening is how to connect to a database, which nothing has been asked of yet.
type opening func() (driver.Connector, dialect, error)

func openingOf(address string) (opening, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	switch {
	case scheme == "sqlite" && rest != "":
		return func() (driver.Connector, dialect, error) { return openSQLite(rest) }, nil
	case (scheme == "postgres" || scheme == "postgresql") && strings.HasPrefix(rest, "//"):
		return func() (driver.Connector, dialect, error) { return openPostgres(address) }, nil
	}
	// The address itself is not shown: it may hold a password.
	return nil, errors.New("the database is neither sqlite:PATH nor postgres://USER:PASSWORD@HOST/NAME")
}

func newStore(config Config) (*Store, error) {
	open, err := openingOf(config.Database)
	if err != nil {
		return nil, err
	}
	made, dialect, err := open()
	if err != nil {
		return nil, err
	}
	way := &connector{Connector: made, log: slog.New(slog.DiscardHandler)}
	pool := sql.OpenDB(way)
	pool.SetMaxOpenConns(dialect.connections)
	pool.SetMaxIdleConns(dialect.idle)
	shared := &database{address: config.Database, dialect: dialect, pool: pool, way: way, clock: config.Clock, log: config.Log, writing: make(chan struct{}, 1)}
	if shared.clock == nil {
		shared.clock = time.Now
	}
	if shared.log == nil {
		shared.log = slog.New(slog.DiscardHandler)
	}
	db, err := gorm.Open(translating(dialect.dialector(pool)), &gorm.Config{
		Logger:                 logger.Discard, // every error is returned
		SkipDefaultTransaction: true,           // a write is one transaction with its audit row
		TranslateError:         true,           // see withAway
		DisableAutomaticPing:   true,
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the %s database: %w", dialect.name, err), pool.Close())
	}
	return &Store{database: shared, db: db}, nil
}

// reach finds the database and refuses one that this program does not know.
func (s *Store) reach(ctx context.Context) error {
	if err := s.Ping(ctx); err != nil {
		return err
	}
	if err := s.Check(ctx); err != nil && !errors.Is(err, ErrOldSchema) {
		return err
	}
	return nil
}

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.pool.PingContext(ctx); err != nil {
		return fmt.Errorf("reach the %s database: %w", s.dialect.name, oneLine(err))
	}
	return nil
}

// Pool tells how the connections to the database are used.
func (s *Store) Pool() sql.DBStats { return s.pool.Stats() }

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
