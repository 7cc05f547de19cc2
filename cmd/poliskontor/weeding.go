package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/weeding"
)

// weedingConfig says where protocols of weeding are kept, beside the database.
type weedingConfig struct {
	WeedingFolder string `env:"POLISKONTOR_WEEDING_FOLDER" default:"data/gallring" help:"Folder of weeding protocols. It is never put back from a backup together with the database: docs/operations.md says why."`
}

// weedingCommand is what can be done about weeding without a server.
type weedingCommand struct {
	Again weedingAgainCommand `cmd:"" help:"Weed again what a restored backup has brought back, as a server does when it starts."`
}

type weedingAgainCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
	weedingConfig  `embed:""`
}

// Run weeds again, and says what.
func (c weedingAgainCommand) Run(ctx context.Context, std stdio) error {
	store, err := openStore(ctx, c.databaseConfig, time.Now, c.logger(std))
	if err != nil {
		return err
	}
	again, err := weeding.New(store.Weeding(), weeding.Folder(c.WeedingFolder), time.Now).Again(asWeeding(ctx))
	for _, p := range again {
		fmt.Fprintf(std.out, "weeded again: %d %s of protocol %s, by %s\n", len(p.Removed), p.Kind, p.Again, p.Decision)
	}
	if len(again) == 0 && err == nil {
		fmt.Fprintln(std.out, "Nothing that was weeded is back.")
	}
	return errors.Join(err, store.Close())
}

// asWeeding is a context in which the program itself weeds.
func asWeeding(ctx context.Context) context.Context {
	return scheduling.WithActor(ctx, scheduling.Actor{Name: "weeding"})
}

// weedAgain weeds what a restored backup has brought back. Trouble stops no server: what
// could not be weeded is tried again an hour later.
func weedAgain(ctx context.Context, w *weeding.Weeding, log *slog.Logger) {
	again, err := w.Again(asWeeding(ctx))
	for _, p := range again {
		log.WarnContext(ctx, "a restored backup had brought back what was weeded, and lost it again",
			"kind", p.Kind, "records", len(p.Removed), "protocol", p.Again, "district", p.DistrictID)
	}
	if err != nil && ctx.Err() == nil {
		log.ErrorContext(ctx, "what a restored backup may have brought back waits for the next hour", "cause", err)
	}
}
