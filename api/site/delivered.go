package site

import (
	"fmt"
	"strings"
	"time"

	"poliskontor/scheduling"
)

// deliveredWords holds a place's visits of the last months against what it is promised:
// a small picture, and the same in words.
type deliveredWords struct {
	Text  []string
	Marks []deliveredMark
	Ticks []deliveredTick
	// From and Until are the ends of the longest gap, along the picture.
	From, Until int
	Gap         bool // whether there is one
}

// deliveredMark is a visit in the picture.
type deliveredMark struct {
	At   int
	Kind string // held, off or told
}

type deliveredTick struct {
	At   int
	Name string // of the month
}

// deliveredWidth is how many units the picture's months take.
const deliveredWidth = 640

// delivered tells what became of what was announced for a place, and how long it had to
// wait at most. Visits to events are not counted: no promise is about them.
func (r request) delivered(l Locality, past []scheduling.PublicVisit) *deliveredWords {
	if len(l.Promises) == 0 {
		return nil
	}
	begin := firstOf(scheduling.DayOf(r.now.AddDate(0, -monthsOfVisits+1, 0)))
	if len(past) > 0 {
		begin = max(begin, firstOf(scheduling.DayOf(past[len(past)-1].Starts)))
	}
	at := func(day scheduling.Day) int {
		return int(day-begin) * deliveredWidth / int(max(r.today-begin, 1))
	}
	words := &deliveredWords{}
	held, off, unrecorded := 0, 0, 0
	var days []scheduling.Day // on which the office came, as far as is known; oldest first
	for i := len(past) - 1; i >= 0; i-- {
		v := past[i]
		day := scheduling.DayOf(v.Starts)
		if v.Occasion != "" || day < begin {
			continue
		}
		mark := deliveredMark{At: at(day), Kind: "told"}
		switch {
		case v.State == scheduling.Cancelled:
			mark.Kind = "off"
			off++
		case v.Held:
			mark.Kind = "held"
			held++
		default:
			unrecorded++
		}
		if mark.Kind != "off" {
			days = append(days, day)
		}
		words.Marks = append(words.Marks, mark)
	}
	if len(words.Marks) == 0 {
		return nil
	}
	words.Text = append(words.Text, r.text("delivered.counts", "announced", len(words.Marks), "held", held, "cancelled", off, "unrecorded", unrecorded))
	if from, until := longestGap(days, r.today); until > from {
		words.Gap, words.From, words.Until = true, at(from), at(until)
		words.Text = append(words.Text, r.gapText(l.Promises[0], from, until))
	}
	for day := begin; day < r.today; day = firstOf(day + 31) {
		if r.today-day > 20 { // a name needs room
			words.Ticks = append(words.Ticks, deliveredTick{At: at(day), Name: r.shortMonth(day)})
		}
	}
	return words
}

// longestGap returns the longest time between two visits that follow each other, or since
// the last one; nothing for no visits.
func longestGap(days []scheduling.Day, today scheduling.Day) (from, until scheduling.Day) {
	for i, day := range days {
		next := today
		if i+1 < len(days) {
			next = days[i+1]
		}
		if next-day > until-from {
			from, until = day, next
		}
	}
	return from, until
}

// gapText says how long a gap was, and whether that is more than was promised.
func (r request) gapText(p Promise, from, until scheduling.Day) string {
	key := "delivered.gap"
	if until == r.today {
		key = "delivered.gap.still"
	}
	sentences := []string{r.text(key, "interval", r.interval(int(until-from)), "from", r.dayYear(from), "until", r.dayYear(until))}
	switch kept := int(until-from) <= p.MaxGapDays; {
	case kept:
		sentences = append(sentences, r.text("delivered.kept", "interval", r.interval(p.MaxGapDays)))
	case !p.Summer && touchesSummer(from, until):
		sentences = append(sentences, r.text("delivered.summer", "interval", r.interval(p.MaxGapDays)))
	default:
		sentences = append(sentences, r.text("delivered.longer", "interval", r.interval(p.MaxGapDays)))
	}
	return strings.Join(sentences, " ")
}

// touchesSummer tells whether a day between two is in June, July or August.
func touchesSummer(from, until scheduling.Day) bool {
	for day := from; day <= until; day++ {
		if _, month, _ := day.Date(); month >= time.June && month <= time.August {
			return true
		}
	}
	return false
}

// shortMonth returns "nov", and the year with each January.
func (l *language) shortMonth(day scheduling.Day) string {
	words := strings.Fields(l.words.ShortDate(day))
	name := words[len(words)-1]
	if year, month, _ := day.Date(); month == time.January {
		return fmt.Sprint(name, " ", year)
	}
	return name
}
