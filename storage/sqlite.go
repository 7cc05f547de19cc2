package storage

import (
	"database/sql"
	sqldriver "database/sql/driver"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/gormlite"
	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
)

// sqliteConnections bounds the connections to a file: one writes, the others read.
const sqliteConnections = 8

func openSQLite(path string) (sqldriver.Connector, dialect, error) {
	path, err := preparedFile(path)
	if err != nil {
		return nil, dialect{}, err
	}
	connector, err := new(driver.SQLite).OpenConnector(sqliteAddress(path))
	if err != nil {
		return nil, dialect{}, fmt.Errorf("open the database file %s: %w", path, err)
	}
	return connector, dialect{
		name:        "SQLite",
		dialector:   func(pool *sql.DB) gorm.Dialector { return gormlite.OpenDB(pool) },
		connections: sqliteConnections, idle: sqliteConnections,
		reading: &sql.TxOptions{ReadOnly: true},
		writing: &sql.TxOptions{},
		migrations: migrations{
			dialect: goose.DialectSQLite3,
			folder:  "migrations/sqlite",
			exists:  "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'",
		},
	}, nil
}

// preparedFile makes sure that there is a database file, and returns its absolute
// path. Only its owner may read what it makes: the schedule holds internal notes.
func preparedFile(given string) (string, error) {
	path, err := filepath.Abs(given)
	if err != nil {
		return "", fmt.Errorf("find the database file %s: %w", given, err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("create the folder of the database file %s: %w", path, err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", fmt.Errorf("create the database file %s: %w", path, err)
	}
	if err := file.Close(); err != nil {
		return "", fmt.Errorf("create the database file %s: %w", path, err)
	}
	return path, nil
}

// sqliteAddress is the driver's address of a file.
func sqliteAddress(path string) string {
	options := url.Values{
		"_pragma": {
			"busy_timeout(5000)", // other processes: a backup, a command
			"journal_mode(WAL)",  // readers do not wait for the writer
			"foreign_keys(1)",
			"synchronous(FULL)", // what was committed survives a power cut
		},
		"_txlock":  {"immediate"}, // a writer waits at its start and never loses halfway
		"_timefmt": {"sqlite"},    // UTC as text; any other format keeps the caller's zone
		"modeof":   {path},        // the write-ahead log is as private as the file
	}
	file := url.URL{Path: filepath.ToSlash(path)}
	// SQLite reads a plus as itself, not as a space.
	return "file:" + file.EscapedPath() + "?" + strings.ReplaceAll(options.Encode(), "+", "%20")
}
