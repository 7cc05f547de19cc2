package scheduling

import (
	"context"
	"time"
)

// AlertQueue takes what those are told by e-mail who follow a locality.
type AlertQueue interface {
	// QueueRelease queues one message about a release, for each subscriber to one of the
	// localities (slugs), to be sent before a time. It is a part of the release's transaction.
	QueueRelease(ctx context.Context, r Release, localities []string, until time.Time) error
}

// Alerts tells whether those who follow the locality are told of the change at once: the
// visit is not over, and it is moved, late, off, or on again.
func (c Change) Alerts(now time.Time) bool {
	if !c.lasts().After(now) {
		return false
	}
	switch c.Kind {
	case ChangeMoved, ChangeDelayed, ChangeCancelled, ChangeBrokenOff:
		return true
	}
	return c.Unsays()
}

// Localities are the slugs of the places that the change concerns.
func (c Change) Localities() []string {
	if c.Before != nil && c.Before.Locality.Slug != c.After.Locality.Slug {
		return []string{c.Before.Locality.Slug, c.After.Locality.Slug}
	}
	return []string{c.After.Locality.Slug}
}

// lasts is when the visit would be over by both versions of it.
func (c Change) lasts() time.Time {
	if c.Before != nil && c.Before.Ends.After(c.After.Ends) {
		return c.Before.Ends
	}
	return c.After.Ends
}

// queueAlerts queues what a release tells by e-mail.
func queueAlerts(ctx context.Context, store Store, r Release) error {
	var localities []string
	var until time.Time
	for _, change := range r.Changes {
		if !change.Alerts(r.At) {
			continue
		}
		localities = append(localities, change.Localities()...)
		if change.lasts().After(until) {
			until = change.lasts()
		}
	}
	if len(localities) == 0 {
		return nil
	}
	return store.Alerts().QueueRelease(ctx, r, localities, until)
}
