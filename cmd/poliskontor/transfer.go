package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage"
)

type exportCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`

	District string `arg:"" help:"The district's slug."`
	File     string `arg:"" help:"The file to write. It must not be there."`
}

// Run writes all of a district to a file, while servers go on.
func (c exportCommand) Run(ctx context.Context, std stdio) (err error) {
	store, err := storage.Open(ctx, storage.Config{Database: c.Database, Log: c.logger(std)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	file, err := os.OpenFile(c.File, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // it holds internal notes
	if err != nil {
		return fmt.Errorf("begin the archive: %w", err)
	}
	archive, err := store.Export(ctx, c.District, file)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(c.File))
	}
	return transferred(std, "Exported", archive)
}

type importCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`

	File string `arg:"" help:"What export has written."`
}

// Run takes a district in that this database does not have, all of it or nothing.
func (c importCommand) Run(ctx context.Context, std stdio) (err error) {
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("find the archive: %w", err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	stat, err := file.Stat()
	if err != nil {
		return fmt.Errorf("find the archive: %w", err)
	}
	store, err := openStore(ctx, c.databaseConfig, time.Now, c.logger(std))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	archive, err := store.Import(scheduling.WithActor(ctx, scheduling.Actor{Name: "command line"}), file, stat.Size())
	if scheduling.KindOf(err) == scheduling.Conflict {
		return fmt.Errorf("something of another district has the same address or ID: %w", err)
	}
	if err != nil {
		return err
	}
	return transferred(std, "Imported", archive)
}

func transferred(std stdio, what string, archive storage.Archive) error {
	rows := 0
	for _, t := range archive.Tables {
		rows += t.Rows
	}
	_, err := fmt.Fprintf(std.out, "%s %s: %d rows of %d tables.\n", what, archive.Name, rows, len(archive.Tables))
	return err
}
