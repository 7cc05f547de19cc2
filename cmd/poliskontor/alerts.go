package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"poliskontor/alerts"
)

type alertsCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
}

// Run counts subscribers and mails. It names nobody.
func (c alertsCommand) Run(ctx context.Context, std stdio) error {
	store, err := openStore(ctx, c.databaseConfig, time.Now, c.logger(std))
	if err != nil {
		return err
	}
	tally, err := store.Subscriptions().Tally(ctx)
	if err := errors.Join(err, store.Close()); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "subscribers: %d\nto be confirmed: %d\n", tally.Subscribers, tally.Requests)
	for _, state := range []alerts.State{alerts.Waiting, alerts.Sent, alerts.Moot, alerts.GivenUp} {
		fmt.Fprintf(std.out, "mails %s: %d\n", state, tally.Mails[state])
	}
	for _, why := range slices.Sorted(maps.Keys(tally.Refusals)) {
		fmt.Fprintf(std.out, "given up because of %s: %d\n", why, tally.Refusals[why])
	}
	return nil
}
