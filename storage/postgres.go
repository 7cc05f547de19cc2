package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"poliskontor/jobs"
)

const (
	postgresConnections = 20
	postgresIdle        = 5
)

// postgresWriterLock is the advisory lock that writing transactions hold to their
// end, so that one waits for the other as on SQLite. The number is arbitrary, but
// every version of the program must use the same.
const postgresWriterLock = "SELECT pg_advisory_xact_lock(5208160131)"

func openPostgres(address string) (driver.Connector, dialect, error) {
	config, err := postgresConfig(address)
	if err != nil {
		return nil, dialect{}, err
	}
	return stdlib.GetConnector(*config, stdlib.OptionAfterConnect(scanTimesAsUTC)), dialect{
		name: "PostgreSQL",
		dialector: func(pool *sql.DB) gorm.Dialector {
			return postgres.New(postgres.Config{Conn: pool})
		},
		connections: postgresConnections, idle: postgresIdle,
		reading: &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead},
		// What is read after the writer's lock is granted must be seen, so the
		// transaction cannot keep to the state at its first statement, which asks
		// for the lock.
		writing:    &sql.TxOptions{Isolation: sql.LevelReadCommitted},
		lockWriter: postgresWriterLock,
		spread:     "SELECT pg_notify('" + newsChannel + "', '')",
		leave:      jobs.Leave,
		migrations: migrations{
			dialect: goose.DialectPostgres,
			folder:  "migrations/postgres",
			exists:  "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'goose_db_version'",
			locked:  true,
		},
	}, nil
}

// How long a server that says nothing is waited for, where the network tells nobody that it
// is gone.
const (
	// connectPatience is for a connection to be made, where the address does not say another
	// (connect_timeout).
	connectPatience = 3 * time.Second
	// silence is how long what was sent may go without the other machine's having received it.
	silence = 5 * time.Second
)

// postgresConfig reads an address. Errors do not show it.
func postgresConfig(address string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("read the address of the PostgreSQL database: %s", reasonOf(err))
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectPatience
	}
	dialer := net.Dialer{Timeout: config.ConnectTimeout, Control: boundSilence,
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: silence, Interval: time.Second, Count: 5}}
	config.DialFunc = dialer.DialContext
	return config, nil
}

// reasonOf is why an address cannot be read, without the address, whose password
// the driver does not find in every malformed one.
func reasonOf(err error) string {
	var malformed *pgconn.ParseConfigError
	if errors.As(err, &malformed) {
		return "it is not of the form postgres://USER:PASSWORD@HOST:PORT/NAME, with the password percent-encoded"
	}
	return "its settings are not usable"
}

// scanTimesAsUTC makes timestamptz come back in UTC instead of the server's zone.
func scanTimesAsUTC(_ context.Context, conn *pgx.Conn) error {
	conn.TypeMap().RegisterType(&pgtype.Type{
		Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
	})
	return nil
}
