package storage

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/pressly/goose/v3"

	"poliskontor/jobs"
)

// The jobs that transactions leave behind, by their kinds.
const (
	DepartJob = "depart" // lets releases go out whose moment has come
	SendJob   = "send"   // sends e-mail that is due
)

// jobQueue is migration 24: the tables of the queue, where there is one. They are made on
// connections of their own, in steps of their own, and again from the last one where that ends
// in the middle.
func (s *Store) jobQueue() *goose.Migration {
	return goose.NewGoMigration(24, &goose.GoFunc{RunDB: func(ctx context.Context, _ *sql.DB) error {
		queue, err := s.Queue()
		if err != nil || queue == nil {
			return err
		}
		return jobs.Migrate(ctx, queue)
	}}, nil)
}

// Queue is how to reach the queue that servers on this database share; nil where a process
// has the database for itself.
func (s *Store) Queue() (*pgxpool.Config, error) {
	if s.dialect.leave == "" {
		return nil, nil
	}
	config, err := pgxpool.ParseConfig(s.address)
	if err != nil {
		return nil, fmt.Errorf("read the address of the PostgreSQL database: %s", reasonOf(err))
	}
	config.ConnConfig, err = postgresConfig(s.address)
	return config, err
}

// leave leaves a job behind in the transaction that s lives in, to be done after a while.
func (s *Store) leave(ctx context.Context, job string, after time.Duration) error {
	if s.dialect.leave == "" {
		return nil
	}
	if err := s.db.WithContext(ctx).Exec(s.dialect.leave, job, after.Seconds()).Error; err != nil {
		return fmt.Errorf("leave a job to %s: %w", job, err)
	}
	return nil
}

// QueuedJobs counts the jobs that nobody has begun though it is time, and tells for how long
// the oldest one has waited. Where there is no queue none does.
func (s *Store) QueuedJobs(ctx context.Context) (waiting int, oldest time.Duration, err error) {
	if s.dialect.leave == "" {
		return 0, 0, nil
	}
	var seconds float64
	err = s.pool.QueryRowContext(ctx, jobs.Waiting).Scan(&waiting, &seconds)
	if err != nil {
		return 0, 0, fmt.Errorf("count jobs that wait: %w", oneLine(err))
	}
	return waiting, time.Duration(seconds * float64(time.Second)), nil
}
