package site

import (
	"slices"
	"strconv"
	"strings"
)

type subscribeContent struct {
	Groups           []group
	WithoutOccasions bool
	Reminders        []option
	Problem          string
	Chosen           string // what the links are about; "" before a choice
	Reminder         string // when the calendar reminds; "" for never
	Calendar         calendarLinks
	Code             *square // leads here with a telephone; nil where the address is too long for one
	Now              link    // where changes are seen at once
	Formats          []link  // the same visits for programs
	All              string  // address of the links for all visits; "" where they are too many
	Script           string  // address; "" for none
	Alerts           *alertForm
	ByMail           string // where one asks for e-mail, before a choice; "" where nobody gets any
}

// parameterAll asks for the calendar of all visits.
const parameterAll = "alla"

func (s *Site) subscribePage(r request) (page, error) {
	chosen, picked, problem := r.picked()
	reminder := r.reminder()
	content := subscribeContent{Groups: r.groups(chosen), WithoutOccasions: chosen.withoutOccasions, Reminders: r.reminderOptions(reminder), Problem: problem,
		Now: link{URL: r.href("/"), Text: r.text("delay.now", "title", r.text("feed.all"))}, Script: s.scripts.path(subscribeScript)}
	if !r.snapshot.wide() {
		content.All = r.href("/prenumerera?alla=1")
	}
	for i, g := range content.Groups {
		content.Groups[i].URL = r.subscribeURL(selection{municipality: g.Slug})
		if g.Folded {
			continue
		}
		content.Groups[i].Map = r.kommunMap(g.Slug, r.text("map.choose", "kommun", g.Name), func(slug string) string {
			return r.subscribeURL(ofLocalities(slug))
		})
	}
	if s.alerts != nil {
		content.ByMail = r.href(alertsPath)
	}
	title := r.text("subscribe.title")
	if picked {
		content.Chosen = r.snapshot.title(chosen, r.language)
		content.Calendar = r.calendarLinks(chosen, reminder)
		content.Formats = r.formatLinks(chosen)
		content.Alerts = s.alertFormFor(r, r.snapshot.places(chosen), content.Chosen)
		content.Now = link{URL: pageOf(chosen, r.language), Text: r.text("delay.now", "title", content.Chosen)}
		if reminder > 0 {
			content.Reminder = r.text("reminder.chosen", "time", r.beforehand(reminder))
		}
		// A code that cannot be made is one that no telephone could read.
		content.Code, _ = qrCode(r.base + r.wholeSubscribeURL(chosen, reminder))
		title = r.text("subscribe.chosen") + " " + content.Chosen
	}
	if problem != "" {
		title = r.text("problem.title", "title", title)
	}
	return page{template: "subscribe", nav: "/prenumerera", title: title,
		description: r.text("subscribe.description"), content: content}, nil
}

// picked reads what the reader wants to subscribe to. Places that are not known are
// named and left out.
func (r request) picked() (chosen selection, picked bool, problem string) {
	known, unknown := r.knownPlaces()
	if len(unknown) > 0 {
		problem = r.text("subscribe.unknown", "names", shown(r.list(unknown)))
	}
	kommun := first(r.query[parameterMunicipality])
	_, kommunKnown := r.snapshot.Municipality(kommun)
	defer func() { chosen.withoutOccasions = picked && r.query.Get(parameterOccasions) == noOccasions }()
	switch {
	case len(known) > 0:
		return ofLocalities(known...), true, problem
	case kommunKnown:
		return selection{municipality: kommun}, true, problem
	case kommun != "" && problem == "":
		return selection{}, false, r.text("home.unknown.municipality", "name", shown(kommun))
	case r.query.Get(parameterAll) != "":
		return selection{}, true, problem
	case r.query.Get("valj") != "" && problem == "":
		return selection{}, false, r.text("subscribe.none")
	default:
		return selection{}, false, problem
	}
}

// reminder reads how many minutes before each visit the reader wants to be reminded; 0
// for not at all, and for what no feed takes.
func (r request) reminder() int {
	_, minutes, refused := wishes(r.query, r.language)
	if refused != nil {
		return 0
	}
	return minutes
}

// subscribeURL is the page with the links for a selection.
func (r request) subscribeURL(chosen selection) string {
	if query := chosen.query(); query != "" {
		return r.href("/prenumerera?" + query)
	}
	return r.href("/prenumerera")
}

// wholeSubscribeURL leads to the same links as now, also those of all visits.
func (r request) wholeSubscribeURL(chosen selection, reminder int) string {
	query := chosen.query()
	if len(chosen.slugs()) == 0 && chosen.municipality == "" {
		query = strings.Trim(parameterAll+"=1&"+query, "&")
	}
	if reminder > 0 {
		query += "&" + parameterReminder + "=" + strconv.Itoa(reminder)
	}
	return r.href("/prenumerera?" + query)
}

// offeredReminders are how many minutes before a visit one can choose to be reminded.
var offeredReminders = []int{60, 3 * 60, 24 * 60}

// reminderOptions offers some reminders, and the one that the address asks for.
func (r request) reminderOptions(chosen int) []option {
	minutes := append([]int{0}, offeredReminders...)
	if !slices.Contains(minutes, chosen) {
		minutes = append(minutes, chosen)
		slices.Sort(minutes)
	}
	options := make([]option, len(minutes))
	for i, m := range minutes {
		options[i] = option{Value: strconv.Itoa(m), Text: r.beforehand(m), Selected: m == chosen}
	}
	options[0].Value = ""
	return options
}

// beforehand words a number of minutes before a visit: "en timme före".
func (r request) beforehand(minutes int) string {
	const hour, day = 60, 24 * 60
	switch {
	case minutes == 0:
		return r.text("reminder.none")
	case minutes%day == 0:
		return r.count(minutes/day, "reminder.day", "reminder.days")
	case minutes%hour == 0:
		return r.count(minutes/hour, "reminder.hour", "reminder.hours")
	default:
		return r.count(minutes, "reminder.minute", "reminder.minutes")
	}
}
