package situation

import (
	"context"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
)

// Store keeps parts and links. Errors, the audit log and InTx are as of
// [scheduling.Store]; what a part says is not in the audit log.
type Store interface {
	// Parts are selected by the Monday of their week with From and Until.
	Parts() scheduling.Repository[Part, PartID]
	Links() scheduling.Repository[Link, LinkID]
	// LinkByHash returns the link of a secret, or NotFound.
	LinkByHash(ctx context.Context, hash string) (Link, error)
	Schedule() scheduling.Store
	Dialogue() dialogue.Store
	FollowUp() followup.Store

	InTx(ctx context.Context, f func(Store) error) error
}

// inputs reads all that a week's figures are reckoned from: back to the same week of last
// year.
func inputs(ctx context.Context, store Store, district scheduling.DistrictID, monday scheduling.Day) (Inputs, error) {
	const weeksBack = 54
	q := scheduling.Query{DistrictID: district, From: (monday - weeksBack*7).Starts(), Until: (monday + readyDay).Starts()}
	around := scheduling.Query{DistrictID: district, From: (monday + firstDay).Starts(), Until: (monday + comingTo + 1).Starts()}
	var in Inputs
	var err error
	read := func(next func() error) {
		if err == nil {
			err = next()
		}
	}
	read(func() (err error) { in.Notes, _, err = store.Dialogue().Notes().List(ctx, q); return })
	read(func() (err error) { in.Wishes, _, err = store.Schedule().Wishes().List(ctx, q); return })
	read(func() (err error) {
		in.Actions, _, err = store.Dialogue().Actions().List(ctx, scheduling.Query{DistrictID: district})
		return
	})
	read(func() (err error) {
		in.Activities, _, err = store.FollowUp().Activities().List(ctx, scheduling.Query{DistrictID: district, From: q.From, Until: around.Until})
		return
	})
	read(func() (err error) { in.Visits, _, err = store.Schedule().Visits().List(ctx, around); return })
	read(func() (err error) { in.Occasions, _, err = store.Schedule().Occasions().List(ctx, around); return })
	return in, err
}

// ended tells whether an instant has passed.
func ended(at, now time.Time) bool { return !now.Before(at) }
