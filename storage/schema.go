package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var scripts embed.FS

// Errors of a schema that does not fit the program.
var (
	ErrNewerSchema = errors.New("the database was made by a newer version of this program: use that version, or restore a backup from before")
	ErrOldSchema   = errors.New("the database is not up to date with this program: run poliskontor migrate")
)

// migrations is how a dialect's schema is made.
type migrations struct {
	dialect goose.Dialect
	folder  string
	exists  string // counts the tables in which goose notes what it has done
	locked  bool   // several processes may migrate at once: one does, the others wait
}

// Migrate brings the schema up to date; it does nothing where it is. There is no
// way back but a backup. A newer schema is left alone with [ErrNewerSchema].
func (s *Store) Migrate(ctx context.Context) error {
	unlock, err := s.lockWriters(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := s.Check(ctx); !errors.Is(err, ErrOldSchema) {
		return err
	}
	options := []goose.ProviderOption{goose.WithLogger(goose.NopLogger())}
	if s.dialect.migrations.locked {
		// One look a second, for ten minutes.
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 600))
		if err != nil {
			return fmt.Errorf("prepare the lock for migrations: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := s.provider(options...)
	if err != nil {
		return err
	}
	done, err := provider.Up(ctx)
	if err != nil {
		return fmt.Errorf("migrate the %s database: %w", s.dialect.name, oneLine(err))
	}
	for _, migration := range done {
		s.log.InfoContext(ctx, "database migrated", "to", migration.Source.Version, "took", migration.Duration)
	}
	return nil
}

// Check tells whether the schema is the one that the program was written for:
// [ErrOldSchema] where Migrate is due, also in an empty database, and
// [ErrNewerSchema] where the program is the older one.
func (s *Store) Check(ctx context.Context) error {
	provider, err := s.provider()
	if err != nil {
		return err
	}
	sources := provider.ListSources()
	newest := sources[len(sources)-1].Version
	stored, err := s.schemaVersion(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("read the schema's version: %w", err)
	case stored > newest:
		return fmt.Errorf("schema %d, known up to %d: %w", stored, newest, ErrNewerSchema)
	case stored < newest:
		return fmt.Errorf("schema %d of %d: %w", stored, newest, ErrOldSchema)
	}
	return nil
}

// schemaVersion reads the version without making the table that it stands in, which
// asking goose would do.
func (s *Store) schemaVersion(ctx context.Context) (int64, error) {
	var tables, version int64
	if err := s.pool.QueryRowContext(ctx, s.dialect.migrations.exists).Scan(&tables); err != nil || tables == 0 {
		return 0, err
	}
	err := s.pool.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version").Scan(&version)
	return version, err
}

func (s *Store) provider(options ...goose.ProviderOption) (*goose.Provider, error) {
	folder, err := fs.Sub(scripts, s.dialect.migrations.folder)
	if err != nil {
		return nil, fmt.Errorf("find the migrations: %w", err)
	}
	options = append(options, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(s.auditChain(), s.jobQueue()))
	provider, err := goose.NewProvider(s.dialect.migrations.dialect, s.pool, folder, options...)
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	return provider, nil
}

// Empty tells whether there is nothing in the database: no schema, or no district in it and
// no entry in its audit log.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	version, err := s.schemaVersion(ctx)
	if err != nil || version == 0 {
		return err == nil, err
	}
	var found bool
	err = s.pool.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM districts) OR EXISTS (SELECT 1 FROM audit_log)").Scan(&found)
	if err != nil {
		return false, fmt.Errorf("see whether the database is empty: %w", oneLine(err))
	}
	return !found, nil
}
