package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"poliskontor/backup"
)

type backupCommand struct {
	databaseConfig `embed:""`

	File string `arg:"" help:"The file to write. It must not be there: a backup replaces none."`
}

// Run copies the database while servers go on.
func (c backupCommand) Run(ctx context.Context, std stdio) error {
	contents, err := backup.Make(ctx, c.Database, c.File)
	if err != nil {
		return err
	}
	return told(std, "Backed up and checked", contents)
}

type restoreCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
	weedingConfig  `embed:""`

	File    string `arg:"" help:"The backup."`
	Check   bool   `help:"Only tell whether the backup is whole, by putting it into a database of its own that goes afterwards."`
	Replace bool   `help:"Put it in the place of what the database holds, which is lost."`
}

// Run puts a backup back, brings its schema up to this version, and weeds again what was
// weeded since it was made.
func (c restoreCommand) Run(ctx context.Context, std stdio) error {
	if c.Check {
		contents, err := backup.Check(ctx, c.Database, c.File)
		if err != nil {
			return err
		}
		return told(std, "The backup is whole", contents)
	}
	contents, err := backup.Restore(ctx, c.Database, c.File, c.Replace)
	if errors.Is(err, backup.ErrOccupied) {
		return fmt.Errorf("%w; with --replace the backup takes its place", err)
	}
	if err != nil {
		return err
	}
	store, err := openStore(ctx, c.databaseConfig, time.Now, c.logger(std))
	if err != nil {
		return err
	}
	if err := store.Close(); err != nil {
		return err
	}
	if err := told(std, "Restored", contents); err != nil {
		return err
	}
	return weedingAgainCommand{databaseConfig: c.databaseConfig, logConfig: c.logConfig, weedingConfig: c.weedingConfig}.Run(ctx, std)
}

func told(std stdio, what string, contents backup.Contents) error {
	_, err := fmt.Fprintf(std.out, "%s.\nvisits: %d\nreleases: %d\naudit log: %d entries, last hash %s\n", what, contents.Visits, contents.Releases, contents.Audit, contents.Last)
	return err
}
