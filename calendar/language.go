package calendar

import (
	"fmt"
	"time"

	"poliskontor/scheduling"
)

// Language is what dates, times and feeds are worded in, as a BCP 47 tag. Any
// other value than the two below reads as Swedish.
type Language string

// The languages.
const (
	Swedish Language = "sv"
	English Language = "en"
)

// tag is the language that is written, for those who ask.
func (l Language) tag() string {
	if l == English {
		return string(English)
	}
	return string(Swedish)
}

type dateWords struct {
	weekdays, shortWeekdays [7]string // from Sunday, as in [time.Weekday]
	months, shortMonths     [12]string
	week                    string
	clock                   string // hour and minute
	at                      string // before a time in running text
	on                      string // between an end and its date
}

var swedishDates = dateWords{
	weekdays:      [7]string{"söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"},
	shortWeekdays: [7]string{"sön", "mån", "tis", "ons", "tors", "fre", "lör"},
	months: [12]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti",
		"september", "oktober", "november", "december"},
	shortMonths: [12]string{"jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"},
	week:        "vecka",
	clock:       "%d.%02d",
	at:          "kl. ",
	on:          " den ",
}

var englishDates = dateWords{
	weekdays:      [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	shortWeekdays: [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December"},
	shortMonths: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec"},
	week:        "week",
	clock:       "%02d:%02d",
	on:          " on ",
}

func (l Language) dates() *dateWords {
	if l == English {
		return &englishDates
	}
	return &swedishDates
}

// LongDate returns "tisdag 24 november 2026", "Tuesday 24 November 2026".
func (l Language) LongDate(day scheduling.Day) string {
	year, _, _ := day.Date()
	return fmt.Sprintf("%s %s %d", l.dates().weekdays[day.Weekday()], l.DayMonth(day), year)
}

// ShortDate returns "tis 24 nov", "Tue 24 Nov".
func (l Language) ShortDate(day scheduling.Day) string {
	_, month, number := day.Date()
	words := l.dates()
	return fmt.Sprintf("%s %d %s", words.shortWeekdays[day.Weekday()], number, words.shortMonths[month-1])
}

// DayMonth returns "24 november", "24 November".
func (l Language) DayMonth(day scheduling.Day) string {
	_, month, number := day.Date()
	return fmt.Sprintf("%d %s", number, l.dates().months[month-1])
}

// Week returns "vecka 48", "week 48": the day's ISO 8601 week, without its year.
func (l Language) Week(day scheduling.Day) string {
	_, week := day.Week()
	return fmt.Sprintf("%s %d", l.dates().week, week)
}

// Clock returns an instant's wall-clock time in Sweden as it stands in running
// text: "kl. 9.00", "09:00".
func (l Language) Clock(t time.Time) string {
	return l.dates().at + l.hourMinute(scheduling.MinuteOf(t))
}

// TimeRange returns "kl. 15.00–18.00", "15:00–18:00". A visit that ends at midnight
// ends at 24; one that ends after it names the date: "kl. 22.00–1.00 den 25 oktober".
func (l Language) TimeRange(starts, ends time.Time) string {
	from := l.Clock(starts) + "–"
	minute, day := scheduling.MinuteOf(ends), scheduling.DayOf(ends)
	switch {
	case day == scheduling.DayOf(starts):
		return from + l.hourMinute(minute)
	case minute == 0 && day == scheduling.DayOf(starts)+1:
		return from + l.hourMinute(24*60)
	default:
		return from + l.hourMinute(minute) + l.dates().on + l.DayMonth(day)
	}
}

// LongDateTime returns "tisdag 24 november 2026, kl. 15.00–18.00",
// "Tuesday 24 November 2026, 15:00–18:00".
func (l Language) LongDateTime(starts, ends time.Time) string {
	return l.LongDate(scheduling.DayOf(starts)) + ", " + l.TimeRange(starts, ends)
}

func (l Language) hourMinute(minute int) string {
	return fmt.Sprintf(l.dates().clock, minute/60, minute%60)
}
