package storage

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

// attempts is how often a transaction is tried that the database gave up on.
const attempts = 4

// InTx runs f in one transaction, which waits for every other writer to finish. f
// runs again, up to three times, where the database gave up on the transaction
// because of others (a deadlock, a lock held by another program); nothing that f
// did is left then, so f must not do anything beyond its store that cannot be done
// twice. Within f, InTx and each write are all or nothing of their own: an error
// from one undoes that one, and f may go on.
//
// Only the store that f gets may be used in it; another one waits for f to end.
func (s *Store) InTx(ctx context.Context, f func(scheduling.Store) error) error {
	return s.write(ctx, func(tx *Store) error { return f(tx) })
}

// write is InTx for this package.
func (s *Store) write(ctx context.Context, f func(*Store) error) (err error) {
	run := func(db *gorm.DB) error { return f(&Store{database: s.database, db: db, within: true}) }
	if s.within {
		return s.db.WithContext(ctx).Transaction(run)
	}
	ctx, ended := s.begin(ctx, "write")
	defer func() { ended(err) }()
	once := scheduling.OnceFrom(ctx)
	if once != nil && !once.Kept() {
		run = func(db *gorm.DB) error {
			tx := &Store{database: s.database, db: db, within: true}
			if err := tx.keepRequest(ctx, once); err != nil {
				return err
			}
			return f(tx)
		}
	}
	unlock, err := s.lockWriters(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	for attempt := 1; ; attempt++ {
		err := s.transaction(ctx, run)
		s.noteRoom(ctx, err)
		if err == nil && once != nil {
			once.Keep()
		}
		if !givenUp(err) || attempt == attempts {
			return err
		}
		s.log.WarnContext(ctx, "transaction tried again", "attempt", attempt, "because", err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(attempt) * 20 * time.Millisecond):
		}
	}
}

func (s *Store) transaction(ctx context.Context, run func(*gorm.DB) error) error {
	var failed error
	err := s.db.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		if s.dialect.lockWriter != "" {
			if err := db.Exec(s.dialect.lockWriter).Error; err != nil {
				failed = fmt.Errorf("wait for other writers: %w", err)
				return failed
			}
		}
		failed = run(db)
		return failed
	}, s.dialect.writing)
	if err != nil && failed == nil {
		return fmt.Errorf("begin or commit a transaction: %w", err)
	}
	return err
}

// lockWriters waits until no other writer of this process is at work. A queue here
// is fairer than the database's own waiting, and never times out.
func (s *Store) lockWriters(ctx context.Context) (unlock func(), err error) {
	select {
	case s.writing <- struct{}{}:
		return func() { <-s.writing }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for other writers: %w", ctx.Err())
	}
}

// begin tells that a transaction begins.
func (s *Store) begin(ctx context.Context, kind string) (context.Context, func(error)) {
	if s.watch == nil {
		return ctx, func(error) {}
	}
	return s.watch(ctx, s.dialect.name, kind)
}

// read runs f on one state of the database. It waits for no writer.
func (s *Store) read(ctx context.Context, f func(*gorm.DB) error) (err error) {
	if s.within {
		return f(s.db.WithContext(ctx))
	}
	ctx, ended := s.begin(ctx, "read")
	defer func() { ended(err) }()
	return s.db.WithContext(ctx).Transaction(f, s.dialect.reading)
}
