package main

import (
	"context"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/fetching"
)

const (
	// keepFetchesEvery is how often it is stored how feeds were fetched: what a server that
	// crashes loses.
	keepFetchesEvery = time.Minute
	// lastFetches is how long a server that stops tries to store the last of it.
	lastFetches = 5 * time.Second
)

// fetched counts a fetch of a calendar.
func (a *App) fetched(f fetching.Fetch) {
	a.fetches.Count(f)
	if a.metrics != nil {
		a.metrics.FeedFetched(string(f.Family), f.Unchanged)
	}
}

// keepFetches stores how feeds were fetched until ctx ends, and then what is left. Trouble is
// logged when it begins; meanwhile fetches are counted on.
func (a *App) keepFetches(ctx context.Context) {
	ticker := time.NewTicker(keepFetchesEvery)
	defer ticker.Stop()
	for troubled := false; ; {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastFetches)
			defer cancel()
			if err := a.fetches.Flush(last); err != nil && !scheduling.IsAway(err) {
				a.log.WarnContext(ctx, "the last fetches of feeds are not counted", "cause", err)
			}
			return
		case <-ticker.C:
		}
		err := a.fetches.Flush(ctx)
		if err != nil && !troubled && ctx.Err() == nil && !scheduling.IsAway(err) {
			a.log.ErrorContext(ctx, "how feeds are fetched is stored later", "cause", err)
		}
		troubled = err != nil
	}
}
