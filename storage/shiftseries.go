package storage

import "poliskontor/scheduling"

type shiftSeriesRow struct {
	ID          string
	DistrictID  string
	OfficeID    string
	Weekdays    document[[7]bool]
	Opens       int
	Closes      int
	Weeks       string
	Interval    int
	From        date                                `gorm:"column:from_day"`
	To          date                                `gorm:"column:to_day"`
	Except      document[[]string]                  `gorm:"column:except_days"`
	HolidaysOff document[[]scheduling.HolidayClass] `gorm:"column:holidays_off"`
	Slots       int
	Crew        string
	Note        string
	Meta        metaColumns `gorm:"embedded"`
}

func (shiftSeriesRow) TableName() string { return "shift_series" }

var shiftSeries = kind[scheduling.ShiftSeries, shiftSeriesRow, scheduling.ShiftSeriesID]{
	thing: "shift_series", order: "from_day, id",
	where:   conditions{district: ofDistrict, office: ofOffice, fromDay: lastsTo, untilDay: beginsBy},
	parts:   func(s *scheduling.ShiftSeries) parts { return parts{string(s.ID), s.DistrictID, &s.Meta} },
	toRow:   shiftSeriesToRow,
	fromRow: shiftSeriesFromRow,
}

func shiftSeriesToRow(s scheduling.ShiftSeries) shiftSeriesRow {
	return shiftSeriesRow{
		ID: string(s.ID), DistrictID: string(s.DistrictID), OfficeID: string(s.OfficeID), Weekdays: document[[7]bool]{s.Weekdays},
		Opens: s.Opens, Closes: s.Closes, Weeks: string(s.Weeks), Interval: s.Interval, From: date(s.From), To: date(s.To),
		Except:      document[[]string]{mapped(s.Except, scheduling.Day.String)},
		HolidaysOff: document[[]scheduling.HolidayClass]{s.HolidaysOff}, Slots: s.Slots, Crew: s.Crew, Note: s.Note, Meta: metaOf(s.Meta),
	}
}

func shiftSeriesFromRow(r shiftSeriesRow) scheduling.ShiftSeries {
	s := scheduling.ShiftSeries{
		ID: scheduling.ShiftSeriesID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), OfficeID: scheduling.OfficeID(r.OfficeID),
		Weekdays: r.Weekdays.Content, Opens: r.Opens, Closes: r.Closes, Weeks: scheduling.Weeks(r.Weeks), Interval: r.Interval,
		From: scheduling.Day(r.From), To: scheduling.Day(r.To), HolidaysOff: r.HolidaysOff.Content, Slots: r.Slots, Crew: r.Crew, Note: r.Note,
		Meta: r.Meta.value(),
	}
	for _, text := range r.Except.Content {
		if day, err := scheduling.ParseDay(text); err == nil {
			s.Except = append(s.Except, day)
		}
	}
	return s
}

// ShiftSeries returns the repository of series of shifts.
func (s *Store) ShiftSeries() scheduling.Repository[scheduling.ShiftSeries, scheduling.ShiftSeriesID] {
	return table[scheduling.ShiftSeries, shiftSeriesRow, scheduling.ShiftSeriesID]{s, &shiftSeries}
}
