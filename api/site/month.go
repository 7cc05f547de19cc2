package site

import (
	"strconv"
	"strings"
	"time"

	"poliskontor/scheduling"
)

// parameterMonth names the month that is shown, as 2026-12.
const parameterMonth = "manad"

const monthForm = "2006-01"

// monthContent is a month as a table: a row for each week, a column for each weekday.
type monthContent struct {
	Title    string // "December 2026"
	Where    string // "" for everywhere
	Weekdays []string
	Weeks    []monthWeek
	Empty    bool
	Choose   *link // where to choose a kommun; nil where all visits have room
	Before   *link // the month before, where visits are known of it
	After    *link
	List     link // the same visits as a list
	Problem  string
}

type monthWeek struct {
	Name string // "Vecka 48"
	Days []monthDay
}

type monthDay struct {
	Number  int
	Date    string // for machines
	Weekday string
	Within  bool // the month
	Today   bool
	Rows    []row
}

func (s *Site) monthPage(r request) (page, error) {
	chosen, problem := r.filtered()
	first := firstOf(r.today)
	if wanted := r.query.Get(parameterMonth); wanted != "" {
		if parsed, err := time.Parse(monthForm, wanted); err == nil {
			first = scheduling.NewDay(parsed.Year(), parsed.Month(), 1)
		} else {
			problem = r.text("month.unknown", "name", shown(wanted))
		}
	}
	visits := r.snapshot.selected(chosen)
	content := monthContent{Title: r.month(first), Where: r.whereOf(chosen), Problem: problem, Empty: true,
		List: link{URL: pageOf(chosen, r.language), Text: r.text("month.list")}}
	earliest, latest := firstOf(r.today), firstOf(r.today)
	if all := r.snapshot.Visits; len(all) > 0 {
		earliest = min(earliest, firstOf(scheduling.DayOf(all[0].Starts)))
		latest = max(latest, firstOf(scheduling.DayOf(all[len(all)-1].Starts)))
	}
	next := firstOf(first + 31)
	if before := firstOf(first - 1); first > earliest {
		content.Before = r.monthLink(chosen, min(before, latest))
	}
	if first < latest {
		content.After = r.monthLink(chosen, max(next, earliest))
	}
	if r.snapshot.tooWide(chosen) {
		content.Choose = r.chooseLink()
		visits = nil
	}
	byDay := map[scheduling.Day][]row{}
	for _, v := range visits {
		if day := scheduling.DayOf(v.Starts); day >= first && day < next {
			byDay[day] = append(byDay[day], r.row(v))
			content.Empty = false
		}
	}
	for day := range scheduling.Day(7) {
		content.Weekdays = append(content.Weekdays, capital(r.weekday(first.Monday()+day)))
	}
	for monday := first.Monday(); monday < next; monday += 7 {
		week := monthWeek{Name: capital(r.words.Week(monday))}
		for day := monday; day < monday+7; day++ {
			_, _, number := day.Date()
			week.Days = append(week.Days, monthDay{Number: number, Date: day.String(), Weekday: r.weekday(day),
				Within: day >= first && day < next, Today: day == r.today, Rows: byDay[day]})
		}
		content.Weeks = append(content.Weeks, week)
	}
	title := content.Title
	if content.Where != "" {
		title += ", " + content.Where
	}
	return page{template: "month", nav: "/", title: title, description: r.text("month.description", "month", title),
		feed: r.calendarAddress(chosen), content: content}, nil
}

// firstOf returns the first day of a day's month.
func firstOf(day scheduling.Day) scheduling.Day {
	year, month, _ := day.Date()
	return scheduling.NewDay(year, month, 1)
}

// month returns "December 2026".
func (l *language) month(day scheduling.Day) string {
	year, _, _ := day.Date()
	_, name, _ := strings.Cut(l.words.DayMonth(day), " ")
	return capital(name) + " " + strconv.Itoa(year)
}

// weekday returns "tisdag".
func (l *language) weekday(day scheduling.Day) string {
	name, _, _ := strings.Cut(l.words.LongDate(day), " ")
	return name
}

func (r request) monthLink(chosen selection, first scheduling.Day) *link {
	return &link{URL: r.monthURL(chosen, first), Text: r.month(first)}
}

// monthURL is where a month of a selection is shown; the present one for the zero day.
func (r request) monthURL(chosen selection, first scheduling.Day) string {
	query := chosen.query()
	if first != 0 {
		year, month, _ := first.Date()
		query = strings.Trim(query+"&"+parameterMonth+"="+time.Date(year, month, 1, 0, 0, 0, 0, time.UTC).Format(monthForm), "&")
	}
	if query == "" {
		return r.href("/manad")
	}
	return r.href("/manad?" + query)
}
