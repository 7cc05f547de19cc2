package dialogue

import (
	"context"

	"poliskontor/scheduling"
)

// Store keeps the dialogue. Errors, the audit log and InTx are as of [scheduling.Store];
// what a note says is not in the audit log, so that it is gone when it is weeded.
type Store interface {
	Notes() scheduling.Repository[Note, NoteID]       // newest visit first
	Actions() scheduling.Repository[Action, ActionID] // by the day that they are due on
	// Counts returns what the notes of both authorities that a query selects count, in the
	// order of Notes. What they say is not read.
	Counts(ctx context.Context, q scheduling.Query) ([]Count, error)
	Schedule() scheduling.Store

	InTx(ctx context.Context, f func(Store) error) error
}
