package report

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

//go:embed texts
var texts embed.FS

// words are what a report says in one language.
type words struct {
	language calendar.Language
	texts    map[string]string
}

var languages = map[calendar.Language]words{calendar.Swedish: mustRead(calendar.Swedish), calendar.English: mustRead(calendar.English)}

func mustRead(l calendar.Language) words {
	data, err := texts.ReadFile("texts/" + string(l) + ".json")
	if err != nil {
		panic(err)
	}
	w := words{language: l}
	if err := json.Unmarshal(data, &w.texts); err != nil {
		panic(fmt.Errorf("texts/%s.json: %w", l, err))
	}
	return w
}

// in returns the words of a language; Swedish where it has none.
func in(l calendar.Language) words {
	if w, known := languages[l]; known {
		return w
	}
	return languages[calendar.Swedish]
}

// say returns a text with {name} replaced, given as name and value in turns. Every key
// that is asked for is there: a test sees to it.
func (w words) say(key string, namesAndValues ...any) string {
	text, known := w.texts[key]
	if !known {
		panic("report: no text " + key)
	}
	for pair := range slices.Chunk(namesAndValues, 2) {
		text = strings.ReplaceAll(text, fmt.Sprint("{", pair[0], "}"), fmt.Sprint(pair[1]))
	}
	return text
}

// count returns the text for one, or that for another number.
func (w words) count(key string, n int, more ...any) string {
	if n == 1 {
		key += ".one"
	}
	return w.say(key, append(more, "n", n)...)
}

func (w words) day(d scheduling.Day) string {
	year, _, _ := d.Date()
	return fmt.Sprint(w.language.DayMonth(d), " ", year)
}

func (w words) span(s followup.Span) string {
	if s.To.IsZero() {
		return w.say("span.open", "from", w.day(s.From))
	}
	return w.say("span", "from", w.day(s.From), "to", w.day(s.To))
}

// promise says in figures what a commitment promises; "" for one in free words.
func (w words) promise(c scheduling.Commitment) string {
	var said []string
	if t := c.Target; t.Count > 0 {
		per := w.say("per." + string(t.Per))
		if t.Every > 1 && t.Per != scheduling.PerValidity {
			per = w.say("every."+string(t.Per), "n", t.Every)
		}
		said = append(said, w.say("target", "n", t.Count, "per", per))
	}
	if c.Target.MaxGapDays > 0 {
		said = append(said, w.count("gap", c.Target.MaxGapDays))
	} else if c.Target.AimDays > 0 {
		said = append(said, w.count("aim", c.Target.AimDays))
	}
	return strings.Join(said, " ")
}

// stretch names a week, month or year.
func (w words) stretch(s followup.Span, per scheduling.Period) string {
	year, _, _ := s.From.Date()
	switch last, _, _ := s.To.Date(); {
	case per == scheduling.PerWeek && s.To-s.From == 6:
		year, week := s.From.Week()
		return w.say("week", "week", week, "year", year)
	case per == scheduling.PerMonth && s.To-s.From < 31:
		return fmt.Sprint(w.month(s.From), " ", year)
	case per == scheduling.PerYear && last == year:
		return fmt.Sprint(year)
	case per == scheduling.PerYear:
		return fmt.Sprint(year, "–", last)
	default:
		return w.span(s)
	}
}

// month returns the name of a day's month.
func (w words) month(d scheduling.Day) string {
	year, month, _ := d.Date()
	return strings.TrimPrefix(w.language.DayMonth(scheduling.NewDay(year, month, 1)), "1 ")
}

// share says n of m, and how much that is; of nothing it says that there is nothing.
func (w words) share(n, of int) string {
	if of == 0 {
		return "–"
	}
	return w.say("share", "n", n, "of", of, "percent", (200*n+of)/(2*of))
}
