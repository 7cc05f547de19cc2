package storage

import (
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

// conditions are the SQL by which a query selects rows of a type: one for each
// field of [scheduling.Query] that the type has, with a ? for its value.
type conditions struct {
	district, municipality, locality, site, office, season, occasion, account, series, visit, activity, owner string

	slug   string
	topic  string
	kind   string
	states string
	// from and until are about instants, fromDay and untilDay about days: a type
	// has one pair.
	from, until       string
	fromDay, untilDay string
}

// The conditions on what most types have.
const (
	ofDistrict     = "district_id = ?"
	ofMunicipality = "municipality_id = ?"
	ofLocality     = "locality_id = ?"
	ofOffice       = "office_id = ?"
	ofSite         = "site_id = ?"
	ofSlug         = "slug = ?"
	itself         = "id = ?"

	endsAfter    = "ends_at > ?"
	startsBefore = "starts_at < ?"
	lastsTo      = "to_day >= ?"
	beginsBy     = "from_day <= ?"

	// whose locality lies in a municipality
	ofItsMunicipality = "locality_id IN (SELECT id FROM localities WHERE municipality_id = ?)"
)

func (c conditions) narrow(db *gorm.DB, q scheduling.Query) *gorm.DB {
	where := func(condition string, given bool, value any) {
		if condition != "" && given {
			db = db.Where(condition, value)
		}
	}
	where(c.district, q.DistrictID != "", q.DistrictID)
	where(c.municipality, q.MunicipalityID != "", q.MunicipalityID)
	where(c.locality, q.LocalityID != "", q.LocalityID)
	where(c.site, q.SiteID != "", q.SiteID)
	where(c.office, q.OfficeID != "", q.OfficeID)
	where(c.season, q.SeasonID != "", q.SeasonID)
	where(c.occasion, q.OccasionID != "", q.OccasionID)
	where(c.account, q.AccountID != "", q.AccountID)
	where(c.series, q.SeriesID != "", q.SeriesID)
	where(c.visit, q.VisitID != "", q.VisitID)
	where(c.activity, q.ActivityID != "", q.ActivityID)
	where(c.owner, q.Owner != "", q.Owner)
	where(c.slug, q.Slug != "", q.Slug)
	where(c.topic, q.Topic != "", q.Topic)
	where(c.kind, q.Kind != "", q.Kind)
	where(c.states, len(q.States) > 0, q.States)
	where(c.from, !q.From.IsZero(), instant(q.From))
	where(c.until, !q.Until.IsZero(), instant(q.Until))
	where(c.fromDay, !q.From.IsZero(), date(scheduling.DayOf(q.From)))
	// The last day that begins before Until.
	where(c.untilDay, !q.Until.IsZero(), date(scheduling.DayOf(q.Until.Add(-time.Nanosecond))))
	return db
}

// list returns the rows that a query selects, and how many there are without its
// limit and offset.
func list[R any](db *gorm.DB, where conditions, q scheduling.Query, order string) ([]R, int, error) {
	return paged[R](where.narrow(db.Model(new(R)), q), q.Limit, q.Offset, order)
}

// paged returns a part of the rows that are selected, and how many there are; limit
// 0 is for all.
func paged[R any](selected *gorm.DB, limit, offset int, order string) ([]R, int, error) {
	selected = selected.Session(&gorm.Session{})
	page := selected.Order(order).Offset(offset)
	if limit > 0 {
		page = page.Limit(limit)
	}
	var rows []R
	if err := page.Find(&rows).Error; err != nil {
		return nil, 0, err
	}
	if limit == 0 && offset == 0 {
		return rows, len(rows), nil
	}
	var total int64
	if err := selected.Count(&total).Error; err != nil {
		return nil, 0, err
	}
	return rows, int(total), nil
}
