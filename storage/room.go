package storage

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/ncruces/go-sqlite3"
)

// noRoom tells whether err means that the disk takes nothing more: it is full, or broken.
func noRoom(err error) bool {
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		return refused.Code == "53100" // disk_full
	}
	return errors.Is(err, sqlite3.FULL) || errors.Is(err, sqlite3.IOERR)
}

// noteRoom logs when a write finds no room, and when one finds room again; not each in between.
func (d *database) noteRoom(ctx context.Context, err error) {
	switch {
	case noRoom(err) && !d.full.Swap(true):
		d.log.ErrorContext(ctx, "nothing can be saved, since the disk is full or broken: what is saved is answered with 503 until there is room", "cause", oneLine(err))
	case err == nil && d.full.Swap(false):
		d.log.InfoContext(ctx, "there is room on the disk again")
	}
}
