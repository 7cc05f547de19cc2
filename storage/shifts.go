package storage

import (
	"time"

	"poliskontor/scheduling"
)

type shiftRow struct {
	ID         string
	DistrictID string
	OfficeID   string
	Starts     time.Time `gorm:"column:starts_at"`
	Ends       time.Time `gorm:"column:ends_at"`
	Slots      int
	Crew       string
	Note       string
	SeriesID   *string     // NULL for one made by hand
	Meta       metaColumns `gorm:"embedded"`
}

func (shiftRow) TableName() string { return "shifts" }

var shifts = kind[scheduling.Shift, shiftRow, scheduling.ShiftID]{
	thing: "shift", order: "starts_at, id",
	where:   conditions{district: ofDistrict, office: ofOffice, series: "series_id = ?", from: endsAfter, until: startsBefore},
	parts:   func(s *scheduling.Shift) parts { return parts{string(s.ID), s.DistrictID, &s.Meta} },
	toRow:   shiftToRow,
	fromRow: shiftFromRow,
}

func shiftToRow(s scheduling.Shift) shiftRow {
	return shiftRow{
		ID: string(s.ID), DistrictID: string(s.DistrictID), OfficeID: string(s.OfficeID), Starts: instant(s.Starts),
		Ends: instant(s.Ends), Slots: s.Slots, Crew: s.Crew, Note: s.Note, SeriesID: optional(string(s.SeriesID)), Meta: metaOf(s.Meta),
	}
}

func shiftFromRow(r shiftRow) scheduling.Shift {
	return scheduling.Shift{
		ID: scheduling.ShiftID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID),
		OfficeID: scheduling.OfficeID(r.OfficeID), Starts: r.Starts, Ends: r.Ends, Slots: r.Slots, Crew: r.Crew, Note: r.Note,
		SeriesID: scheduling.ShiftSeriesID(orZero(r.SeriesID)), Meta: r.Meta.value(),
	}
}

// Shifts returns the repository of shifts. Those of an office that overlap are in
// conflict with [scheduling.CodeOverlap].
func (s *Store) Shifts() scheduling.Repository[scheduling.Shift, scheduling.ShiftID] {
	return table[scheduling.Shift, shiftRow, scheduling.ShiftID]{s, &shifts}
}
