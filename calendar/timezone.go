package calendar

import (
	"time"

	ics "github.com/arran4/golang-ical"

	"poliskontor/scheduling"
)

// zoneName is the TZID of all local times.
const zoneName = "Europe/Stockholm"

const (
	localLayout = "20060102T150405"
	utcLayout   = "20060102T150405Z"
)

// stockholm returns the VTIMEZONE. Today's rules stand for all years since 1970:
// Outlook refuses a feed with the offsets of history.
func stockholm() *ics.VTimezone {
	summer, winter := &ics.Daylight{}, ics.NewStandard()
	offsets(&summer.ComponentBase, "CEST", "19700329T020000", "+0100", "+0200", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")
	offsets(&winter.ComponentBase, "CET", "19701025T030000", "+0200", "+0100", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")
	zone := ics.NewTimezone(zoneName)
	zone.Components = []ics.Component{summer, winter}
	return zone
}

func offsets(c *ics.ComponentBase, name, starts, from, to, rule string) {
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzname), name)
	c.AddProperty(ics.ComponentPropertyDtStart, starts)
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), from)
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), to)
	c.AddRrule(rule)
}

// setTimes writes when an event begins and ends, as Swedish wall-clock time. Only
// where that says too little, in the hour that comes twice in autumn, it is UTC.
func setTimes(event *ics.VEvent, starts, ends time.Time) {
	if comesTwice(starts) || comesTwice(ends) {
		event.SetStartAt(starts)
		event.SetEndAt(ends)
		return
	}
	zone := ics.WithTZID(zoneName)
	event.SetProperty(ics.ComponentPropertyDtStart, local(starts), zone)
	event.SetProperty(ics.ComponentPropertyDtEnd, local(ends), zone)
}

func local(t time.Time) string { return scheduling.Local(t).Format(localLayout) }

// comesTwice tells whether Swedish clocks show the same an hour before or after.
func comesTwice(t time.Time) bool {
	return local(t) == local(t.Add(-time.Hour)) || local(t) == local(t.Add(time.Hour))
}
