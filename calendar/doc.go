// Package calendar writes the schedule for calendars and knows the Swedish one:
// feeds by RFC 5545 and RFC 7986, public holidays, and how dates and times are
// worded in Swedish and English.
//
// A [Feed] is a selection of public visits under a name. [Render] turns it into
// bytes that depend on nothing but the feed: no clock, no order of the input. A
// [PrivateFeed] is the working schedule with its tasks and internal notes, for crew
// and planners alone. All wall-clock times are Europe/Stockholm.
package calendar
