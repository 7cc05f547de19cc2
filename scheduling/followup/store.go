package followup

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// Store keeps what was done for commitments. Errors, the audit log and InTx are as of
// [scheduling.Store]; what was done is not in the audit log in words, so that it is gone
// when it is weeded.
type Store interface {
	Activities() scheduling.Repository[Activity, scheduling.ActivityID] // newest first
	Corrections() scheduling.Repository[Correction, CorrectionID]
	// SharedPictures returns the lägesbilder of a district that were ready on a day or
	// later and that somebody has released, by week. What they say is not read.
	SharedPictures(ctx context.Context, district scheduling.DistrictID, since scheduling.Day) ([]SharedPicture, error)
	Schedule() scheduling.Store
	Dialogue() dialogue.Store

	InTx(ctx context.Context, f func(Store) error) error
}
