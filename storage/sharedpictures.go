package storage

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// releasedPart is a part of a lägesbild without what it says, which so is not even read.
type releasedPart struct {
	Monday date
	Owner  string
}

func (releasedPart) TableName() string { return partRow{}.TableName() }

func (d deeds) SharedPictures(ctx context.Context, district scheduling.DistrictID, since scheduling.Day) ([]followup.SharedPicture, error) {
	var released []releasedPart
	err := d.store.read(ctx, func(db *gorm.DB) error {
		return withinReach(ctx, db, ofDistrict).Where("district_id = ? AND released_at IS NOT NULL", district).Order("monday, owner DESC").Find(&released).Error
	})
	if err != nil {
		return nil, fmt.Errorf("look for released lägesbilder: %w", err)
	}
	var weeks []followup.SharedPicture
	for _, part := range released {
		week := followup.SharedPicture{Monday: scheduling.Day(part.Monday)}
		if week.Day() < since {
			continue
		}
		if last := len(weeks) - 1; last < 0 || weeks[last].Monday != week.Monday {
			weeks = append(weeks, week)
		}
		latest := &weeks[len(weeks)-1]
		latest.By = append(latest.By, scheduling.Owner(part.Owner))
	}
	return weeks, nil
}
