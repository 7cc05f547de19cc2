package scheduling

import (
	"context"
	"slices"
)

type reachKey struct{}

// WithReach returns a context in which only what belongs to these districts is read
// and written: a [Store] holds everything else as not found. What belongs to no
// district is out of reach too. Reach only shrinks: a context within another has
// what both allow.
func WithReach(ctx context.Context, districts []DistrictID) context.Context {
	reach := slices.Clone(districts)
	if outer, bound := ReachFrom(ctx); bound {
		reach = slices.DeleteFunc(reach, func(d DistrictID) bool { return !slices.Contains(outer, d) })
	}
	return context.WithValue(ctx, reachKey{}, reach)
}

// ReachFrom returns the districts that a context reaches, and whether it is bound to
// them at all; the program's own work is not.
func ReachFrom(ctx context.Context) (districts []DistrictID, bound bool) {
	districts, bound = ctx.Value(reachKey{}).([]DistrictID)
	return districts, bound
}

// Reaches tells whether what belongs to a district is within a context's reach.
func Reaches(ctx context.Context, district DistrictID) bool {
	districts, bound := ReachFrom(ctx)
	return !bound || slices.Contains(districts, district)
}
