// Package backup copies a database while it is used, says whether a copy is whole, and
// puts it back. A copy of an SQLite database is such a file itself; one of PostgreSQL is
// an archive of pg_dump, whose programs do that work. So each can also be put back by hand,
// without this program.
package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"poliskontor/scheduling"
	"poliskontor/storage"
)

// Errors that a caller may meet with another call.
var (
	// ErrOccupied says that there is something in the database that a backup would replace.
	ErrOccupied = errors.New("the database is not empty")
	// ErrInUse says that a server or another program has the database open.
	ErrInUse = errors.New("the database is in use: stop every server that has it open")
)

// Contents is what a backup holds, counted after all of it was read.
type Contents struct {
	Visits, Releases int
	// Audit is how many entries the audit log has, and Last the hash that it ends with.
	Audit int64
	Last  scheduling.AuditHash
}

// engine is what differs between the databases.
type engine interface {
	// dump writes a copy of the database to a file that is there and empty.
	dump(ctx context.Context, path string) error
	// open makes a database of a backup that only the caller knows; done removes it.
	open(ctx context.Context, path string) (address string, done func() error, err error)
	// restore puts a backup in the place of what the database holds: all of it or nothing.
	restore(ctx context.Context, path string) error
	// idle refuses with ErrInUse where somebody has the database open.
	idle(ctx context.Context) error
}

func engineOf(address string) engine {
	if path, found := strings.CutPrefix(address, "sqlite:"); found {
		return file{path}
	}
	return server{address}
}

// Sound reads every page of an SQLite file and says what is wrong with it. PostgreSQL looks
// after its own.
func Sound(ctx context.Context, address string) error {
	if path, found := strings.CutPrefix(address, "sqlite:"); found {
		return file{path}.sound(ctx)
	}
	return nil
}

// Make writes a copy of the database as it is at one moment to path, which must not be
// there, and checks it. Those who use the database do not wait. Until the copy is whole it
// has another name; where it fails nothing is left behind.
func Make(ctx context.Context, address, path string) (contents Contents, err error) {
	if _, err := os.Lstat(path); err == nil {
		return Contents{}, fmt.Errorf("%s is there already: a backup replaces none", path)
	}
	if err := mustOpen(ctx, address); err != nil {
		return Contents{}, err
	}
	partial, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".partial-*") // for its owner's eyes only
	if err != nil {
		return Contents{}, fmt.Errorf("begin the backup: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(partial.Name()))
		}
	}()
	if err := partial.Close(); err != nil {
		return Contents{}, fmt.Errorf("begin the backup: %w", err)
	}
	if err := engineOf(address).dump(ctx, partial.Name()); err != nil {
		return Contents{}, fmt.Errorf("copy the database: %w", err)
	}
	if contents, err = Check(ctx, address, partial.Name()); err != nil {
		return Contents{}, err
	}
	if err := settle(partial.Name(), path); err != nil {
		return Contents{}, fmt.Errorf("finish the backup: %w", err)
	}
	return contents, nil
}

// Check makes a database of a backup, reads all of it, and removes that again. The
// backup stays as it is. On PostgreSQL the database is made on the server of address, whose
// user must be allowed to.
func Check(ctx context.Context, address, path string) (contents Contents, err error) {
	if _, err := os.Stat(path); err != nil {
		return Contents{}, fmt.Errorf("find the backup: %w", err)
	}
	opened, done, err := engineOf(address).open(ctx, path)
	if err != nil {
		return Contents{}, fmt.Errorf("the backup %s cannot be read: %w", path, err)
	}
	defer func() { err = errors.Join(err, done()) }()
	contents, err = read(ctx, opened)
	if err != nil {
		return Contents{}, fmt.Errorf("the backup %s is not whole: %w", path, err)
	}
	return contents, nil
}

// Restore puts a backup in the place of the database, after checking it. A database that
// holds anything is refused with [ErrOccupied], unless replace; one that is in use with
// [ErrInUse]. Afterwards the schema is that of the backup.
func Restore(ctx context.Context, address, path string, replace bool) (Contents, error) {
	contents, err := Check(ctx, address, path)
	if err != nil {
		return Contents{}, err
	}
	engine := engineOf(address)
	if !replace {
		if err := mustBeEmpty(ctx, address); err != nil {
			return Contents{}, err
		}
	}
	if err := engine.idle(ctx); err != nil {
		return Contents{}, err
	}
	if err := engine.restore(ctx, path); err != nil {
		return Contents{}, fmt.Errorf("put the backup back: %w", err)
	}
	return contents, nil
}

// mustOpen refuses what is no database of this program's: an SQLite file that is not there
// would be made, empty, and so would its backup.
func mustOpen(ctx context.Context, address string) error {
	if path, found := strings.CutPrefix(address, "sqlite:"); found {
		if _, err := os.Stat(path); err != nil {
			return fmt.Errorf("find the database: %w", err)
		}
	}
	store, err := storage.Open(ctx, storage.Config{Database: address})
	if err != nil {
		return err
	}
	return errors.Join(store.Check(ctx), store.Close())
}

// mustBeEmpty refuses a database that has a schema, and a visit or a release in it.
func mustBeEmpty(ctx context.Context, address string) (err error) {
	if path, found := strings.CutPrefix(address, "sqlite:"); found {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return nil
		}
	}
	store, err := storage.Open(ctx, storage.Config{Database: address})
	if err != nil {
		return fmt.Errorf("%w, and this program cannot read it: %w", ErrOccupied, err)
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	empty, err := store.Empty(ctx)
	if err != nil {
		return err
	}
	if !empty {
		return ErrOccupied
	}
	return nil
}

// read reads all that lets one trust a database: its schema, the chain of its audit log,
// and how much there is. A backup of an older program is brought up to this one's schema
// on the way, as it will be when a server starts on it.
func read(ctx context.Context, address string) (contents Contents, err error) {
	store, err := storage.Open(ctx, storage.Config{Database: address})
	if err != nil {
		return Contents{}, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := store.Migrate(ctx); err != nil {
		return Contents{}, err
	}
	report, err := store.Audit().Verify(ctx, scheduling.AuditHash{})
	if err != nil {
		return Contents{}, err
	}
	if report.Broken != nil {
		return Contents{}, fmt.Errorf("the audit log is broken: %s", report.Broken)
	}
	contents = Contents{Audit: report.Count, Last: report.Last}
	one := scheduling.Query{Limit: 1}
	if _, contents.Visits, err = store.Visits().List(ctx, one); err != nil {
		return Contents{}, err
	}
	if _, contents.Releases, err = store.Releases().List(ctx, one); err != nil {
		return Contents{}, err
	}
	return contents, nil
}

// settle gives a file that is written its name, so that it is whole or not there, also
// when the power fails.
func settle(from, to string) error {
	if err := flush(from); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return flush(filepath.Dir(to))
}

func flush(path string) error {
	opened, err := os.Open(path) //nolint:gosec // what the caller names
	if err != nil {
		return err
	}
	return errors.Join(opened.Sync(), opened.Close())
}

func copyFile(from, to string) error {
	source, err := os.Open(from) //nolint:gosec // what the caller names
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // beside the database, or in a folder of our own
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}
