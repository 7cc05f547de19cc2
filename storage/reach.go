package storage

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

// withinReach narrows a selection to the districts that a context reaches. The
// condition is one on a single district: "district_id = ?".
func withinReach(ctx context.Context, db *gorm.DB, condition string) *gorm.DB {
	districts, bound := scheduling.ReachFrom(ctx)
	if !bound {
		return db
	}
	if len(districts) == 0 {
		return db.Where("1 = 0")
	}
	return db.Where(strings.Replace(condition, "= ?", "IN ?", 1), districts)
}

// outOfReach refuses to write what belongs to a district that the caller has no
// part in.
func outOfReach() error {
	return &scheduling.Error{Kind: scheduling.Forbidden, Code: scheduling.CodeOutOfReach}
}
