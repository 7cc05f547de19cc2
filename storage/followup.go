package storage

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
)

// FollowUp returns what was done for commitments.
func (s *Store) FollowUp() followup.Store { return deeds{s} }

type deeds struct{ store *Store }

func (d deeds) Activities() scheduling.Repository[followup.Activity, scheduling.ActivityID] {
	return table[followup.Activity, activityRow, scheduling.ActivityID]{d.store, &activities}
}

func (d deeds) Corrections() scheduling.Repository[followup.Correction, followup.CorrectionID] {
	return table[followup.Correction, correctionRow, followup.CorrectionID]{d.store, &corrections}
}

func (d deeds) Schedule() scheduling.Store { return d.store }

func (d deeds) Dialogue() dialogue.Store { return d.store.Dialogue() }

func (d deeds) InTx(ctx context.Context, f func(followup.Store) error) error {
	return d.store.write(ctx, func(tx *Store) error { return f(tx.FollowUp()) })
}
