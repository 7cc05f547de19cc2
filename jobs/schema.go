package jobs

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// schema is the version of River's tables that this program works with. Another one is made by
// a migration of its own.
const schema = 8

// Migrate makes the tables of the queue, beside those that there are. It does nothing where
// they are there, and goes on where it was interrupted. Nobody else may do so at the same time.
func Migrate(ctx context.Context, queue *pgxpool.Config) error {
	pool, err := pgxpool.NewWithConfig(ctx, queue)
	if err != nil {
		return fmt.Errorf("reach the database for the queue: %w", err)
	}
	defer pool.Close()
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("read the migrations of the queue: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: schema}); err != nil {
		return fmt.Errorf("make the tables of the queue: %w", err)
	}
	return nil
}

// Leave is the statement by which a transaction on PostgreSQL leaves a prompt job behind: it is
// done once the transaction is committed, and never if it is not. Its values are the job's kind
// and in how many seconds it is to be done. River's own way into a transaction
// leads through pgx; this one leads through any driver, and needs no leader to see that it is time.
const Leave = `INSERT INTO river_job (kind, args, max_attempts, state, scheduled_at) VALUES (?, '{}', 1, 'available', now() + make_interval(secs => ?))`

// Waiting is the query for how many jobs nobody has begun though it is time, and for how many
// seconds the oldest one has waited.
const Waiting = `SELECT count(*), coalesce(extract(epoch FROM max(now() - scheduled_at)), 0)::float8 FROM river_job WHERE state = 'available' AND scheduled_at <= now()`
