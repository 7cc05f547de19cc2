package site

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"poliskontor/calendar"
	"poliskontor/scheduling"
)

// language is what a reader reads: the texts and the wording of dates.
type language struct {
	code   string // as in <html lang> and the name of its table
	prefix string // before every address
	words  calendar.Language
	texts  map[string]string
	// reasons are the ready public reasons, by the Swedish sentence that is published.
	reasons map[string]string
}

// loadLanguages reads texts/<code>.json of every language, Swedish first.
func loadLanguages(files fs.FS) ([]*language, error) {
	languages := []*language{
		{code: "sv", words: calendar.Swedish},
		{code: "en", prefix: "/en", words: calendar.English},
	}
	for _, l := range languages {
		table, err := fs.ReadFile(files, "public/texts/"+l.code+".json")
		if err != nil {
			return nil, fmt.Errorf("read the texts in %s: %w", l.code, err)
		}
		if err := json.Unmarshal(table, &l.texts); err != nil {
			return nil, fmt.Errorf("read the texts in %s: %w", l.code, err)
		}
	}
	english, err := readyReasons(files)
	if err != nil {
		return nil, err
	}
	languages[1].reasons = english
	return languages, nil
}

// text returns a text of the table with {name} replaced, given as name and value in
// turns. A key that is not in the table reads as itself; a test sees to it that
// there is none.
func (l *language) text(key string, namesAndValues ...any) string {
	text, found := l.texts[key]
	if !found {
		return key
	}
	replacements := make([]string, len(namesAndValues))
	for i, part := range namesAndValues {
		replacements[i] = fmt.Sprint(part)
		if i%2 == 0 {
			replacements[i] = "{" + replacements[i] + "}"
		}
	}
	return strings.NewReplacer(replacements...).Replace(text)
}

// count returns the one text for one and the other for more, with {n} replaced.
func (l *language) count(n int, one, more string) string {
	if n == 1 {
		return l.text(one, "n", n)
	}
	return l.text(more, "n", n)
}

// href returns the address of a page in this language.
func (l *language) href(path string) string { return l.prefix + path }

// date returns "tisdag 24 november", with the year where it is another than today's.
func (l *language) date(day, today scheduling.Day) string {
	year, _, _ := day.Date()
	if thisYear, _, _ := today.Date(); year != thisYear {
		return l.words.LongDate(day)
	}
	return strings.TrimSuffix(l.words.LongDate(day), " "+strconv.Itoa(year))
}

// hours returns a time range as it stands in a table, without "kl.".
func (l *language) hours(starts, ends time.Time) string {
	return strings.TrimPrefix(l.words.TimeRange(starts, ends), "kl. ")
}

// near returns "i dag" or "i morgon", and "" for any other day.
func (l *language) near(day, today scheduling.Day) string {
	switch day - today {
	case 0:
		return l.text("day.today")
	case 1:
		return l.text("day.tomorrow")
	default:
		return ""
	}
}

// weekSpan returns "23–29 november" or "30 november–6 december" for the week of a Monday.
func (l *language) weekSpan(monday scheduling.Day) string {
	_, month, number := monday.Date()
	if _, lastMonth, _ := (monday + 6).Date(); lastMonth == month {
		return fmt.Sprintf("%d–%s", number, l.words.DayMonth(monday+6))
	}
	return l.words.DayMonth(monday) + "–" + l.words.DayMonth(monday+6)
}

// moment returns "lördag 21 november 2026, kl. 9.12".
func (l *language) moment(t time.Time) string {
	return l.words.LongDate(scheduling.DayOf(t)) + ", " + l.words.Clock(t)
}

// capital returns a text that begins a line.
func capital(text string) string {
	if text == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// machine returns an instant as <time datetime> wants it: Swedish time with offset.
func machine(t time.Time) string { return scheduling.Local(t).Format("2006-01-02T15:04Z07:00") }

// list returns "Åhus, Tollarp och Önnestad".
func (l *language) list(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return l.text("list.and", "most", strings.Join(names[:last], ", "), "last", names[last])
}
