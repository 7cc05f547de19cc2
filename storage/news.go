package storage

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"poliskontor/scheduling"
)

// newsChannel is where servers on one PostgreSQL tell each other that citizens may read
// something else now. Every version of the program must use the same.
const newsChannel = "poliskontor_news"

// public are the things whose changes citizens read at once: what the stamps of releases and
// of published summaries are about.
var public = map[string]bool{"release": true, "summary": true}

// spread tells the other servers of a change, once its transaction is committed.
func (s *Store) spread(ctx context.Context, thing string) error {
	if s.dialect.spread == "" || !public[thing] {
		return nil
	}
	if err := s.db.WithContext(ctx).Exec(s.dialect.spread).Error; err != nil {
		return fmt.Errorf("tell the other servers of a %s: %w", thing, err)
	}
	return nil
}

// Listens tells whether servers on this database hear of each other.
func (s *Store) Listens() bool { return s.dialect.spread != "" }

// Listen calls heard once it hears, and then each time that some server has released, or
// changed a summary. It uses a connection of its own until ctx ends or that is lost, and
// returns why. Who is told nothing may still have missed something: see [Store.Listens].
func (s *Store) Listen(ctx context.Context, heard func()) (err error) {
	if !s.Listens() {
		return errors.New("servers on this database do not hear of each other")
	}
	config, err := postgresConfig(s.address)
	if err != nil {
		return err
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return withoutServer(err)
	}
	defer func() {
		err = errors.Join(err, conn.Close(context.WithoutCancel(ctx)))
	}()
	if _, err := conn.Exec(ctx, "LISTEN "+newsChannel); err != nil {
		return withoutServer(err)
	}
	for {
		heard()
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return withoutServer(err)
		}
	}
}

func withoutServer(err error) error {
	if Unreachable(err) {
		err = scheduling.AwayError(err)
	}
	return fmt.Errorf("listen for what other servers release: %w", oneLine(err))
}
