package calendar

import (
	"fmt"

	ics "github.com/arran4/golang-ical"

	"poliskontor/scheduling"
)

// LongestReminder is the most minutes before a visit that a feed reminds of it: two
// weeks.
const LongestReminder = 14 * 24 * 60

// addAlarm adds what makes a calendar remind of a visit (RFC 5545, 3.6.6). It has a UID
// of its own (RFC 9074), the same each time, so that a program that shows it once does
// not show it again.
func addAlarm(e *ics.VEvent, id scheduling.VisitID, minutes int, summary string) {
	alarm := e.AddAlarm()
	alarm.SetProperty(ics.ComponentPropertyUniqueId, alarmUID(id, minutes))
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetTrigger(fmt.Sprintf("-PT%dM", minutes))
	alarm.SetDescription(summary)
}

func alarmUID(id scheduling.VisitID, minutes int) string {
	return fmt.Sprintf("%s.reminder-%d", id, minutes)
}
