package storage

import (
	"time"

	"poliskontor/scheduling"
)

type seasonRow struct {
	ID         string
	DistrictID string
	Name       string
	From       date        `gorm:"column:from_day"`
	To         date        `gorm:"column:to_day"`
	Summer     summerRow   `gorm:"embedded;embeddedPrefix:summer_"`
	Meta       metaColumns `gorm:"embedded"`
}

type summerRow struct {
	FromMonth     int
	FromDay       int
	ToMonth       int
	ToDay         int
	OccasionShare int
	LocalityRate  int
}

func (seasonRow) TableName() string { return "seasons" }

var seasons = kind[scheduling.Season, seasonRow, scheduling.SeasonID]{
	thing: "season", order: "from_day, id",
	where:   conditions{district: ofDistrict, season: itself, fromDay: lastsTo, untilDay: beginsBy},
	parts:   func(s *scheduling.Season) parts { return parts{string(s.ID), s.DistrictID, &s.Meta} },
	toRow:   seasonToRow,
	fromRow: seasonFromRow,
}

func seasonToRow(s scheduling.Season) seasonRow {
	return seasonRow{
		ID: string(s.ID), DistrictID: string(s.DistrictID), Name: s.Name, From: date(s.From), To: date(s.To),
		Summer: summerRow{
			FromMonth: int(s.Summer.From.Month), FromDay: s.Summer.From.Day, ToMonth: int(s.Summer.To.Month),
			ToDay: s.Summer.To.Day, OccasionShare: s.Summer.OccasionShare, LocalityRate: s.Summer.LocalityRate,
		},
		Meta: metaOf(s.Meta),
	}
}

func seasonFromRow(r seasonRow) scheduling.Season {
	return scheduling.Season{
		ID: scheduling.SeasonID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), Name: r.Name,
		From: scheduling.Day(r.From), To: scheduling.Day(r.To),
		Summer: scheduling.SummerRule{
			From:          scheduling.MonthDay{Month: time.Month(r.Summer.FromMonth), Day: r.Summer.FromDay},
			To:            scheduling.MonthDay{Month: time.Month(r.Summer.ToMonth), Day: r.Summer.ToDay},
			OccasionShare: r.Summer.OccasionShare, LocalityRate: r.Summer.LocalityRate,
		},
		Meta: r.Meta.value(),
	}
}

// Seasons returns the repository of seasons.
func (s *Store) Seasons() scheduling.Repository[scheduling.Season, scheduling.SeasonID] {
	return table[scheduling.Season, seasonRow, scheduling.SeasonID]{s, &seasons}
}
