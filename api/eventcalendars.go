package api

import "poliskontor/scheduling"

// EventCalendarIn is somebody else's calendar of events, as its address is written.
type EventCalendarIn struct {
	DistrictID Ref    `json:"districtId" doc:"The district that looks at it."`
	Name       string `json:"name" doc:"What it is called here." example:"Kommunens evenemang"`
	URL        string `json:"url" doc:"Its address: https, on the public internet." example:"https://kommunen.example/evenemang.ics"`
	Seen
}

// EventCalendar is an event calendar as it is stored.
type EventCalendar struct {
	Meta
	Read Time `json:"read,omitempty" doc:"When occasions were last taken up from it; left out where never."`
	EventCalendarIn
}

func (in EventCalendarIn) thing() scheduling.EventCalendar {
	return scheduling.EventCalendar{DistrictID: scheduling.DistrictID(in.DistrictID), Name: in.Name, URL: in.URL}
}

func showEventCalendar(c scheduling.EventCalendar) EventCalendar {
	return EventCalendar{Meta: metaOf(c.ID, c.Meta), Read: timeOf(c.Read),
		EventCalendarIn: EventCalendarIn{DistrictID: Ref(c.DistrictID), Name: c.Name, URL: c.URL}}
}

func (a *api) eventCalendars() things[scheduling.EventCalendar, scheduling.EventCalendarID, EventCalendarIn, EventCalendar, DistrictFilter] {
	return things[scheduling.EventCalendar, scheduling.EventCalendarID, EventCalendarIn, EventCalendar, DistrictFilter]{
		register: a.Registers.EventCalendars, show: showEventCalendar,
		identify: func(c *scheduling.EventCalendar, id scheduling.EventCalendarID, version int) {
			c.ID, c.Version = id, version
		},
	}
}
