package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"poliskontor/accounts"
	"poliskontor/calendar"
	"poliskontor/demo"
	"poliskontor/scheduling/weeding"
	"poliskontor/storage"
)

// open reaches the database, prepares it, and builds the public pages from it.
func (a *App) open(ctx context.Context) error {
	if err := a.store.Connect(ctx, func(own *storage.Store) error { return a.prepare(ctx, own) }); err != nil {
		return fmt.Errorf("POLISKONTOR_DATABASE: %w", err)
	}
	if err := a.site.Refresh(ctx); err != nil {
		return fmt.Errorf("build the public pages: %w", err)
	}
	a.opened = true
	return nil
}

// prepare does what must be done before anybody is answered.
func (a *App) prepare(ctx context.Context, store *storage.Store) error {
	if a.config.Demo {
		if err := a.demonstrate(ctx, store); err != nil {
			return err
		}
	}
	// What was weeded is gone before anybody can read it.
	weedAgain(ctx, weeding.New(store.Weeding(), weeding.Folder(a.config.WeedingFolder), a.clock), a.log)
	return nil
}

func (a *App) demonstrate(ctx context.Context, store *storage.Store) error {
	if err := demo.Load(ctx, store.FollowUp(), calendar.NewHolidays(), a.clock()); err != nil && !errors.Is(err, demo.ErrNotEmpty) {
		return err
	}
	people := accounts.New(store.People(), a.clock)
	if err := demo.AddAccounts(ctx, people, store.Districts()); err != nil {
		return err
	}
	if err := demo.AddDialogue(ctx, store.Dialogue(), people, a.clock()); err != nil {
		return fmt.Errorf("add the demonstration's dialogue: %w", err)
	}
	if err := demo.AddSituation(ctx, store.Weeding(), people, a.clock()); err != nil {
		return fmt.Errorf("add the demonstration's lägesbild: %w", err)
	}
	return nil
}

// openOrRestore opens the database, or where it cannot be reached shows what the snapshot on
// disk has.
func (a *App) openOrRestore(ctx context.Context) error {
	err := a.open(ctx)
	if err == nil || !storage.Unreachable(err) {
		return err
	}
	a.log.ErrorContext(ctx, "the database cannot be reached: what needs it is answered with 503 until it is", "cause", err)
	taken, err := a.site.Restore()
	if err != nil {
		a.log.ErrorContext(ctx, "there are no public pages until the database is reached", "cause", err)
		return nil
	}
	a.log.InfoContext(ctx, "the public pages are those of the snapshot on disk", "taken", taken)
	return nil
}

// How long it is waited from one attempt to reach the database to the next.
const (
	shortestPause = 250 * time.Millisecond
	longestPause  = 4 * time.Second
)

// await tries to open the database until it is reached or ctx ends. It fails where the
// database is none that can be used.
func (a *App) await(ctx context.Context) error {
	for pause := shortestPause; !a.opened; pause = min(2*pause, longestPause) {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
		err := a.open(ctx)
		switch {
		case err == nil:
			a.log.InfoContext(ctx, "the database is reached, and everything is answered")
		case ctx.Err() == nil && !storage.Unreachable(err):
			return err
		}
	}
	return nil
}
