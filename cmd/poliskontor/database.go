package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"poliskontor/calendar"
	"poliskontor/demo"
)

type migrateCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
}

// Run brings the database up to this version.
func (c migrateCommand) Run(ctx context.Context, std stdio) error {
	store, err := openStore(ctx, c.databaseConfig, time.Now, c.logger(std))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.out, "The database is up to date.")
	return errors.Join(err, store.Close())
}

type demoCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
}

// Run loads the demonstration data.
func (c demoCommand) Run(ctx context.Context, std stdio) error {
	store, err := openStore(ctx, c.databaseConfig, time.Now, c.logger(std))
	if err != nil {
		return err
	}
	if err := demo.Load(ctx, store.FollowUp(), calendar.NewHolidays(), time.Now()); err != nil {
		return errors.Join(err, store.Close())
	}
	_, err = fmt.Fprintln(std.out, "The demonstration data is loaded.")
	return errors.Join(err, store.Close())
}
