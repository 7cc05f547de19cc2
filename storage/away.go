package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/ncruces/go-sqlite3"

	"poliskontor/scheduling"
)

// awayError is why there is no connection to be had.
type awayError struct{ cause error }

func (e *awayError) Error() string { return oneLine(e.cause).Error() }
func (e *awayError) Unwrap() error { return e.cause }

// errShut is why nobody gets a connection before [Store.Connect] has succeeded.
var errShut = errors.New("the database has not been reached yet")

// tryEvery is how soon after a failed attempt to connect the next one is made.
const tryEvery = 500 * time.Millisecond

// connector makes the connections of a pool, and knows whether there are any to be had. While
// the database does not answer one caller at a time tries to reach it, and everybody else is
// told at once instead of waiting in a queue.
type connector struct {
	driver.Connector
	log *slog.Logger // hears when the database goes and when it is back

	mu     sync.Mutex
	shut   bool
	away   error // the last attempt's, nil while the database answers
	next   time.Time
	trying bool
}

// Connect returns a connection, or an awayError.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := c.refusal(); err != nil {
		return nil, err
	}
	conn, err := c.Connector.Connect(ctx)
	if err != nil && ctx.Err() != nil {
		c.giveBack()
		return nil, err // the caller did not wait for an answer
	}
	c.learn(err)
	if err != nil {
		return nil, &awayError{err}
	}
	return conn, nil
}

// open lets everybody through.
func (c *connector) open() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shut = false
}

// refusal tells why nobody need try now; the caller who is to try gets none.
func (c *connector) refusal() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.shut:
		return &awayError{errShut}
	case c.away == nil:
		return nil
	case c.trying || time.Now().Before(c.next):
		return &awayError{c.away}
	}
	c.trying = true
	return nil
}

func (c *connector) giveBack() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.trying = false
}

func (c *connector) learn(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case err != nil && c.away == nil:
		c.log.Error("the database does not answer: what needs it is answered with 503 until it is back", "cause", oneLine(err))
	case err == nil && c.away != nil:
		c.log.Info("the database answers again")
	}
	c.away, c.trying, c.next = err, false, time.Now().Add(tryEvery)
}

// away tells whether err means that the database does not answer for the moment: no
// connection to be had, one that broke, or a server that begins or ends.
func away(err error) bool {
	var noConnection *awayError
	if errors.As(err, &noConnection) {
		return true
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false // the caller's own
	}
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		return awayState(refused.Code)
	}
	var network *net.OpError
	return errors.As(err, &network) || pgconn.SafeToRetry(err) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, sqlite3.IOERR) || errors.Is(err, sqlite3.FULL) || errors.Is(err, sqlite3.CANTOPEN) || errors.Is(err, sqlite3.BUSY)
}

// awayState tells whether an SQLSTATE is of a server that goes or comes, or that only reads
// because its disk is full or another one leads now.
func awayState(code string) bool {
	switch code {
	case "57P01", "57P02", "57P03", // admin_shutdown, crash_shutdown, cannot_connect_now
		"53100", // disk_full
		"53300", // too_many_connections
		"25006": // read_only_sql_transaction
		return true
	}
	return strings.HasPrefix(code, "08") // connection_exception
}

// Unreachable tells whether err means that the database cannot be reached, so that waiting
// can help; a wrong password or a name that the server does not know are the configuration's.
func Unreachable(err error) bool {
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		return awayState(refused.Code)
	}
	return away(err)
}

// withAway is an error as the domain knows it, where the database does not answer or has no room.
func withAway(err error) error {
	switch {
	case err == nil || scheduling.IsAway(err) || !away(err):
		return err
	case noRoom(err):
		return scheduling.FullError(err)
	default:
		return scheduling.AwayError(err)
	}
}
