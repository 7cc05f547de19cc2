package backup

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/ncruces/go-sqlite3"
)

// file is an SQLite database.
type file struct{ path string }

// dump copies page by page what was committed when it began; writers go on meanwhile.
func (f file) dump(ctx context.Context, path string) error {
	return f.using(ctx, func(db *sqlite3.Conn) error { return db.Backup("main", uriOf(path)) })
}

func (f file) open(ctx context.Context, path string) (string, func() error, error) {
	folder, err := os.MkdirTemp("", "poliskontor-backup-")
	if err != nil {
		return "", nil, err
	}
	done := func() error { return os.RemoveAll(folder) }
	copied := file{filepath.Join(folder, "backup.db")}
	err = copyFile(path, copied.path)
	if err == nil {
		err = copied.sound(ctx)
	}
	if err != nil {
		return "", nil, errors.Join(err, done())
	}
	return "sqlite:" + copied.path, done, nil
}

// sound has SQLite read each page of the file.
func (f file) sound(ctx context.Context) error {
	return f.using(ctx, func(db *sqlite3.Conn) error {
		if _, err := one(db, "SELECT count(*) FROM goose_db_version"); err != nil {
			return errors.New("it is no database of this program")
		}
		found, err := one(db, "PRAGMA integrity_check(1)")
		if err == nil && found != "ok" {
			err = fmt.Errorf("SQLite finds it damaged: %s", found)
		}
		if err != nil {
			return err
		}
		lost, err := one(db, "SELECT count(*) FROM pragma_foreign_key_check")
		if err == nil && lost != "0" {
			err = fmt.Errorf("%s rows belong to nothing", lost)
		}
		return err
	})
}

// restore puts a copy in the place of the file. What is left of its log goes first: it
// would be read into the backup.
func (f file) restore(_ context.Context, path string) error {
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return err
	}
	fresh := f.path + ".restored"
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	if err := copyFile(path, fresh); err != nil {
		return err
	}
	for _, ending := range []string{"-wal", "-shm"} {
		if err := os.RemoveAll(f.path + ending); err != nil {
			return err
		}
	}
	return settle(fresh, f.path)
}

// idle takes the file for itself for a moment, which nobody can while others have it open.
// Taking it also writes its log into it.
func (f file) idle(ctx context.Context) error {
	if _, err := os.Stat(f.path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	err := f.using(ctx, func(db *sqlite3.Conn) error {
		return db.Exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK; PRAGMA wal_checkpoint(TRUNCATE)")
	})
	if errors.Is(err, sqlite3.BUSY) {
		return ErrInUse
	}
	if errors.Is(err, sqlite3.NOTADB) || errors.Is(err, sqlite3.CORRUPT) {
		return nil // what is to be replaced may be damaged
	}
	return err
}

func (f file) using(ctx context.Context, act func(*sqlite3.Conn) error) (err error) {
	db, err := sqlite3.OpenFlags(uriOf(f.path), sqlite3.OPEN_READWRITE|sqlite3.OPEN_URI)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetInterrupt(ctx)
	return act(db)
}

// one is the first column of a question's first row.
func one(db *sqlite3.Conn, question string) (answer string, err error) {
	asked, _, err := db.Prepare(question)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, asked.Close()) }()
	if asked.Step() {
		answer = asked.ColumnText(0)
	}
	return answer, asked.Err()
}

func uriOf(path string) string {
	absolute, err := filepath.Abs(path)
	if err != nil {
		absolute = path
	}
	return "file:" + (&url.URL{Path: filepath.ToSlash(absolute)}).EscapedPath()
}
