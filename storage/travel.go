package storage

import (
	"fmt"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

// travelRow is the drive from one site to another; it goes when one of them does.
type travelRow struct {
	FromSite string
	ToSite   string
	Minutes  int
}

func (travelRow) TableName() string { return "site_travel" }

// batch is how many rows are stored by one statement.
const batch = 200

// putTravel keeps the drives between a site that is new, or was moved, and every
// other site of its district.
func putTravel(db *gorm.DB, before *siteRow, after siteRow) error {
	if before != nil && before.position() == after.position() && before.DistrictID == after.DistrictID {
		return nil
	}
	if err := db.Where("from_site = ? OR to_site = ?", after.ID, after.ID).Delete(new(travelRow)).Error; err != nil {
		return fmt.Errorf("forget the drives to the site: %w", err)
	}
	var others []siteRow
	if err := db.Where("district_id = ? AND id <> ?", after.DistrictID, after.ID).Find(&others).Error; err != nil {
		return fmt.Errorf("read the other sites: %w", err)
	}
	drives := make([]travelRow, 0, 2*len(others))
	for _, o := range others {
		drives = append(drives,
			travelRow{FromSite: after.ID, ToSite: o.ID, Minutes: scheduling.TravelMinutes(after.position(), o.position())},
			travelRow{FromSite: o.ID, ToSite: after.ID, Minutes: scheduling.TravelMinutes(o.position(), after.position())})
	}
	return storeAll(db, drives)
}

// storeAll stores rows, a batch at a time.
func storeAll[R any](db *gorm.DB, rows []R) error {
	if len(rows) == 0 {
		return nil
	}
	return db.CreateInBatches(&rows, batch).Error
}
