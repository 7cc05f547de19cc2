package fetching

import (
	"context"

	"poliskontor/scheduling"
)

// Store keeps what is counted.
type Store interface {
	// Add adds to what is stored, all or nothing; what other servers have added stays. Each
	// tally and each copy is there once.
	Add(ctx context.Context, tallies []Tally, copies []Copy) error
	// Tallies returns those of a district, and of none, of each day from a day on, and of the
	// days before that the last of each kind and family.
	Tallies(ctx context.Context, district scheduling.DistrictID, from scheduling.Day) ([]Tally, error)
	// Copies returns those of a district, and of none, that were fetched on a day or later.
	Copies(ctx context.Context, district scheduling.DistrictID, from scheduling.Day) ([]Copy, error)
	// Forget removes what is of days before a day.
	Forget(ctx context.Context, before scheduling.Day) error
	// Schedule is where places and releases are.
	Schedule() scheduling.Store
}
