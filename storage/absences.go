package storage

import "poliskontor/scheduling"

type absenceRow struct {
	ID         string
	DistrictID string
	OfficeID   string
	From       date `gorm:"column:from_day"`
	To         date `gorm:"column:to_day"`
	Note       string
	Meta       metaColumns `gorm:"embedded"`
}

func (absenceRow) TableName() string { return "absences" }

var absences = kind[scheduling.Absence, absenceRow, scheduling.AbsenceID]{
	thing: "absence", order: "from_day, id",
	where:   conditions{district: ofDistrict, office: ofOffice, fromDay: lastsTo, untilDay: beginsBy},
	parts:   func(a *scheduling.Absence) parts { return parts{string(a.ID), a.DistrictID, &a.Meta} },
	toRow:   absenceToRow,
	fromRow: absenceFromRow,
}

func absenceToRow(a scheduling.Absence) absenceRow {
	return absenceRow{
		ID: string(a.ID), DistrictID: string(a.DistrictID), OfficeID: string(a.OfficeID), From: date(a.From),
		To: date(a.To), Note: a.Note, Meta: metaOf(a.Meta),
	}
}

func absenceFromRow(r absenceRow) scheduling.Absence {
	return scheduling.Absence{
		ID: scheduling.AbsenceID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID),
		OfficeID: scheduling.OfficeID(r.OfficeID), From: scheduling.Day(r.From), To: scheduling.Day(r.To),
		Note: r.Note, Meta: r.Meta.value(),
	}
}

// Absences returns the repository of absences. Those of an office that overlap are
// in conflict with [scheduling.CodeOverlap].
func (s *Store) Absences() scheduling.Repository[scheduling.Absence, scheduling.AbsenceID] {
	return table[scheduling.Absence, absenceRow, scheduling.AbsenceID]{s, &absences}
}
