package dialogue

import (
	"context"

	"poliskontor/scheduling"
)

// Store keeps the dialogue. Errors, the audit log and InTx are as of [scheduling.Store];
// what notes and summaries say is not in the audit log, so that it is gone when it is
// weeded.
type Store interface {
	Notes() scheduling.Repository[Note, NoteID] // newest visit first
	// Counts returns what the notes of both authorities that a query selects count, in the
	// order of Notes. What they say is not read.
	Counts(ctx context.Context, q scheduling.Query) ([]Count, error)
	Summaries() SummaryRepository
	Actions() scheduling.Repository[Action, ActionID] // open ones first, by the day that they are due on
	Schedule() scheduling.Store
	// HasActivity tells whether a district has an activity, of package followup.
	HasActivity(ctx context.Context, district scheduling.DistrictID, id scheduling.ActivityID) (bool, error)

	InTx(ctx context.Context, f func(Store) error) error
}

// SummaryRepository keeps summaries, those last changed first.
type SummaryRepository interface {
	scheduling.Repository[Summary, SummaryID]
	PublicSummaries
}

// PublicSummaries is what citizens read of summaries, and nothing else of them.
type PublicSummaries interface {
	// Published returns the editions that are public, newest approval first.
	Published(ctx context.Context) ([]Published, error)
	// PublishedStamp changes whenever an edition is published, replaced or withdrawn.
	PublishedStamp(ctx context.Context) (string, error)
}
