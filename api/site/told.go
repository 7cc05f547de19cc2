package site

import (
	"fmt"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// toldWords is what there is to read of one topic.
type toldWords struct {
	Topic   string
	Latest  summaryWords
	Earlier []summaryWords
}

// summaryWords is a summary as a reader understands it.
type summaryWords struct {
	When    string // when it was said
	Said    string
	Done    string
	Actions []summaryActionWords
	Source  string // who tells, and when it was published
}

type summaryActionWords struct {
	Who    string // "Kommunpolis (polisen)"
	Due    string
	Status string
	State  string // how it looks: as a visit of that state
	Answer string
}

// told words what the citizens of a place are told.
func (r request) told(l Locality) []toldWords {
	var words []toldWords
	for _, t := range r.snapshot.ToldTo(l.Slug) {
		w := toldWords{Topic: t.Topic, Latest: r.summary(t.Summaries[0])}
		for _, earlier := range t.Summaries[1:] {
			w.Earlier = append(w.Earlier, r.summary(earlier))
		}
		words = append(words, w)
	}
	return words
}

func (r request) summary(s Summary) summaryWords {
	words := summaryWords{
		When: r.text("told.said.on", "day", r.dayYear(s.From)), Said: s.Said, Done: s.Done,
		Source: r.text("told.source", "owner", r.side(s.Owner), "day", r.dayYear(scheduling.DayOf(s.Approved))),
	}
	if s.From != s.To {
		words.When = r.text("told.said.between", "from", r.dayYear(s.From), "to", r.dayYear(s.To))
	}
	for _, a := range s.Actions {
		action := summaryActionWords{Who: r.text("told.who", "role", a.Role, "owner", r.side(a.Owner)),
			Due: r.dayYear(a.Due), Answer: a.Answer}
		switch a.Status {
		case dialogue.Done:
			action.Status, action.State = r.text("told.status.done"), "held"
		case dialogue.Dropped:
			action.Status, action.State = r.text("told.status.dropped"), "cancelled"
		default:
			action.Status, action.State = r.text("told.status.open"), "announced"
			if a.Due < r.today {
				action.Status, action.State = r.text("told.status.late"), "changed"
			}
		}
		words.Actions = append(words.Actions, action)
	}
	return words
}

func (r request) side(o scheduling.Owner) string {
	if o == scheduling.Kommun {
		return r.text("told.side.kommun")
	}
	return r.text("told.side.police")
}

// dayYear returns "24 november 2026".
func (l *language) dayYear(day scheduling.Day) string {
	year, _, _ := day.Date()
	return fmt.Sprint(l.words.DayMonth(day), " ", year)
}
