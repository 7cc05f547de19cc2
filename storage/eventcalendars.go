package storage

import (
	"time"

	"poliskontor/scheduling"
)

type eventCalendarRow struct {
	ID         string
	DistrictID string
	Name       string
	URL        string      `gorm:"column:url"`
	Read       *time.Time  `gorm:"column:read_at"`
	Meta       metaColumns `gorm:"embedded"`
}

func (eventCalendarRow) TableName() string { return "event_calendars" }

var eventCalendars = kind[scheduling.EventCalendar, eventCalendarRow, scheduling.EventCalendarID]{
	thing: "event_calendar", order: "name, id",
	where:   conditions{district: ofDistrict},
	parts:   func(c *scheduling.EventCalendar) parts { return parts{string(c.ID), c.DistrictID, &c.Meta} },
	toRow:   eventCalendarToRow,
	fromRow: eventCalendarFromRow,
}

func eventCalendarToRow(c scheduling.EventCalendar) eventCalendarRow {
	return eventCalendarRow{ID: string(c.ID), DistrictID: string(c.DistrictID), Name: c.Name, URL: c.URL, Read: optionalInstant(c.Read), Meta: metaOf(c.Meta)}
}

func eventCalendarFromRow(r eventCalendarRow) scheduling.EventCalendar {
	return scheduling.EventCalendar{
		ID: scheduling.EventCalendarID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), Name: r.Name, URL: r.URL,
		Read: orZero(r.Read), Meta: r.Meta.value(),
	}
}

// EventCalendars returns the repository of event calendars.
func (s *Store) EventCalendars() scheduling.Repository[scheduling.EventCalendar, scheduling.EventCalendarID] {
	return table[scheduling.EventCalendar, eventCalendarRow, scheduling.EventCalendarID]{s, &eventCalendars}
}
