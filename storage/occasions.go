package storage

import "poliskontor/scheduling"

type occasionRow struct {
	ID         string
	DistrictID string
	SiteID     string
	Name       string
	From       date `gorm:"column:from_day"`
	To         date `gorm:"column:to_day"`
	Opens      int
	Closes     int
	Priority   int
	Visitors   int
	Owner      string
	Note       string
	Shared     bool
	UID        string `gorm:"column:uid"`
	Heard      string
	Meta       metaColumns `gorm:"embedded"`
}

func (occasionRow) TableName() string { return "occasions" }

var occasions = kind[scheduling.Occasion, occasionRow, scheduling.OccasionID]{
	thing: "occasion", order: "from_day, opens, id",
	where: conditions{
		district: ofDistrict, locality: "site_id IN (SELECT id FROM sites WHERE locality_id = ?)", site: ofSite,
		occasion: itself, fromDay: lastsTo, untilDay: beginsBy,
	},
	parts:   func(o *scheduling.Occasion) parts { return parts{string(o.ID), o.DistrictID, &o.Meta} },
	toRow:   occasionToRow,
	fromRow: occasionFromRow,
}

func occasionToRow(o scheduling.Occasion) occasionRow {
	return occasionRow{
		ID: string(o.ID), DistrictID: string(o.DistrictID), SiteID: string(o.SiteID), Name: o.Name,
		From: date(o.From), To: date(o.To), Opens: o.Opens, Closes: o.Closes, Priority: o.Priority,
		Visitors: o.Visitors, Owner: string(o.Owner), Note: o.Note, Shared: o.Shared, UID: o.UID, Heard: o.Heard, Meta: metaOf(o.Meta),
	}
}

func occasionFromRow(r occasionRow) scheduling.Occasion {
	return scheduling.Occasion{
		ID: scheduling.OccasionID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID),
		SiteID: scheduling.SiteID(r.SiteID), Name: r.Name, From: scheduling.Day(r.From), To: scheduling.Day(r.To),
		Opens: r.Opens, Closes: r.Closes, Priority: r.Priority, Visitors: r.Visitors,
		Owner: scheduling.Owner(r.Owner), Note: r.Note, Shared: r.Shared, UID: r.UID, Heard: r.Heard, Meta: r.Meta.value(),
	}
}

// Occasions returns the repository of occasions.
func (s *Store) Occasions() scheduling.Repository[scheduling.Occasion, scheduling.OccasionID] {
	return table[scheduling.Occasion, occasionRow, scheduling.OccasionID]{s, &occasions}
}
