package intake

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"poliskontor/scheduling"
)

// block is the lines of one event.
type block struct {
	line  int // of its BEGIN, from 1
	lines []string
	ended bool
}

// blocks finds the events of a calendar, so that one that is broken does not take the
// others with it.
func blocks(text string) []block {
	var found []block
	var open *block
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	line := 0
	for content := range strings.SplitSeq(text, "\n") {
		line++
		switch strings.ToUpper(strings.TrimSpace(content)) {
		case "BEGIN:VEVENT":
			found = append(found, block{line: line})
			open = &found[len(found)-1]
			continue
		case "END:VEVENT":
			if open != nil {
				open.ended = true
			}
			open = nil
			continue
		case "END:VCALENDAR":
			open = nil
		}
		if open != nil {
			open.lines = append(open.lines, content)
		}
	}
	return found
}

// event is what is read of an event.
type event struct {
	scheduling.OccasionEntry
	starts, ends time.Time // in Sweden
	allDay       bool
	rule         string
	except, more []time.Time
	instead      time.Time // which repetition it stands for; zero for none
	cancelled    bool
}

func readCalendar(text string, today scheduling.Day) ([]scheduling.OccasionEntry, error) {
	found := blocks(text)
	if len(found) > mostEntries {
		return nil, refuse(scheduling.CodeFileTooMany, "most", strconv.Itoa(mostEntries))
	}
	events := make([]event, 0, len(found))
	replaced := map[string][]time.Time{} // by UID, the repetitions that have an event of their own
	for _, b := range found {
		e := readEvent(b)
		if e.UID != "" && !e.instead.IsZero() {
			replaced[e.UID] = append(replaced[e.UID], e.instead)
		}
		events = append(events, e)
	}
	var entries []scheduling.OccasionEntry
	left := patience{barren: mostBarren, repeats: mostFollowed}
	for _, e := range events {
		switch {
		case e.Problem != "":
			entries = append(entries, e.OccasionEntry)
		case e.cancelled:
		case e.rule == "" && len(e.more) == 0:
			if !e.instead.IsZero() && e.UID != "" {
				e.UID += "/" + scheduling.DayOf(e.instead).String()
			}
			entries = append(entries, e.at(e.starts))
		default:
			e.except = append(e.except, replaced[e.UID]...)
			entries = append(entries, e.repeated(today, &left)...)
		}
		if len(entries) > mostEntries {
			return nil, refuse(scheduling.CodeFileTooMany, "most", strconv.Itoa(mostEntries))
		}
	}
	return entries, nil
}

// at is the event when it begins at an instant.
func (e *event) at(starts time.Time) scheduling.OccasionEntry {
	entry := e.OccasionEntry
	if e.allDay {
		days := int(e.ends.Sub(e.starts).Hours()+12) / 24
		entry.From = scheduling.DayOf(starts)
		entry.To, entry.Opens, entry.Closes = entry.From+scheduling.Day(max(days, 1)-1), 0, dayLength
		return entry
	}
	span(&entry, wallOf(starts), wallOf(starts.Add(e.ends.Sub(e.starts))))
	return entry
}

func readEvent(b block) event {
	e := event{OccasionEntry: scheduling.OccasionEntry{Line: b.line}}
	fail := func(code scheduling.Code) event {
		e.Problem = cmp.Or(e.Problem, code)
		return e
	}
	calendar, err := ics.ParseCalendar(strings.NewReader(
		"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + strings.Join(b.lines, "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"))
	if err != nil || len(calendar.Events()) != 1 {
		if !b.ended {
			return fail(scheduling.CodeEntryUnended)
		}
		return fail(scheduling.CodeEntryBroken)
	}
	v := calendar.Events()[0]
	text := func(name ics.ComponentProperty) string {
		if p := v.GetProperty(name); p != nil {
			return strings.Join(strings.Fields(p.Value), " ")
		}
		return ""
	}
	e.UID, e.Name, e.Place = shortID(text(ics.ComponentPropertyUniqueId)), clip(text(ics.ComponentPropertySummary), 300), clip(text(ics.ComponentPropertyLocation), 300)
	e.cancelled = strings.EqualFold(text(ics.ComponentPropertyStatus), "CANCELLED")
	e.rule = text(ics.ComponentPropertyRrule)
	switch {
	case !b.ended:
		return fail(scheduling.CodeEntryUnended)
	case e.Name == "":
		return fail(scheduling.CodeEntryNoName)
	}
	var known bool
	if e.starts, e.allDay, known = e.when(v.GetProperty(ics.ComponentPropertyDtStart)); !known {
		return fail(scheduling.CodeEntryNoStart)
	}
	end := v.GetProperty(ics.ComponentPropertyDtEnd)
	switch duration := text(ics.ComponentPropertyDuration); {
	case end != nil:
		if e.ends, _, known = e.when(end); !known {
			return fail(scheduling.CodeEntryNoEnd)
		}
	case duration != "":
		length, ok := lengthOf(duration)
		if strings.HasPrefix(duration, "-") {
			return fail(scheduling.CodeEndBeforeStart)
		}
		if !ok {
			return fail(scheduling.CodeEntryNoEnd)
		}
		e.ends = e.starts.Add(length)
	case e.allDay:
		e.ends = e.starts.AddDate(0, 0, 1)
	default:
		return fail(scheduling.CodeEntryNoEnd)
	}
	if length := e.ends.Sub(e.starts); length <= 0 {
		return fail(scheduling.CodeEndBeforeStart)
	} else if length > 60*24*time.Hour {
		e.Params = map[string]string{"limit": "60 days"}
		return fail(scheduling.CodeTooLongTime)
	}
	if p := v.GetProperty(ics.ComponentPropertyRecurrenceId); p != nil {
		e.instead, _, _ = e.when(p)
	}
	e.except, e.more = e.whens(v, ics.ComponentPropertyExdate), e.whens(v, ics.ComponentPropertyRdate)
	return e
}

func clip(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}

// mostID is how long the name may be by which a calendar knows an event.
const mostID = 150

// shortID is such a name, or what stands for it where it is too long to keep.
func shortID(name string) string {
	if len([]rune(name)) <= mostID {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	return clip(name, mostID-17) + " " + hex.EncodeToString(sum[:8])
}

// whens reads lists of times, as EXDATE has; what cannot be read is left out.
func (e *event) whens(v *ics.VEvent, name ics.ComponentProperty) []time.Time {
	var found []time.Time
	for _, p := range v.GetProperties(name) {
		for value := range strings.SplitSeq(p.Value, ",") {
			one := *p
			one.Value = strings.TrimSpace(value)
			if t, _, known := e.when(&one); known && len(found) < mostEntries {
				found = append(found, t)
			}
		}
	}
	return found
}

// when reads a time (RFC 5545, 3.3.4 and 3.3.5). One without a zone is Swedish; zones
// may have the names that Windows gives them.
func (e *event) when(p *ics.IANAProperty) (t time.Time, allDay, known bool) {
	if p == nil {
		return t, false, false
	}
	value := strings.TrimSpace(p.Value)
	var err error
	if len(value) == len("20060102") {
		t, err = time.ParseInLocation("20060102", value, scheduling.Stockholm)
		return t, true, err == nil && sensible(t)
	}
	zone := scheduling.Stockholm
	if names := p.ICalParameters["TZID"]; len(names) > 0 && !strings.HasSuffix(value, "Z") {
		if zone = zoneOf(names[0]); zone == nil {
			e.Problem, e.Params = scheduling.CodeEntryZone, map[string]string{"zone": clip(names[0], 60)}
			return t, false, false
		}
	}
	layout := "20060102T150405"
	if strings.HasSuffix(value, "Z") {
		zone, layout = time.UTC, layout+"Z"
	}
	t, err = time.ParseInLocation(layout, value, zone)
	return t.In(scheduling.Stockholm), false, err == nil && sensible(t)
}

// sensible tells whether a time is one that databases and people agree on.
func sensible(t time.Time) bool { return t.Year() >= 1900 && t.Year() < 2200 }

func zoneOf(name string) *time.Location {
	name = strings.Trim(name, `" `)
	if name == "" || strings.EqualFold(name, "local") {
		return nil
	}
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	if zone := ics.WindowsTimezoneToIANA(name); zone != nil {
		return zone
	}
	// Some programs write /example.org/20070129_1/Europe/Stockholm.
	parts := strings.Split(name, "/")
	if len(parts) > 2 {
		if zone, err := time.LoadLocation(strings.Join(parts[len(parts)-2:], "/")); err == nil {
			return zone
		}
	}
	return nil
}

// lengthOf reads a duration (RFC 5545, 3.3.6).
func lengthOf(text string) (time.Duration, bool) {
	rest, isDuration := strings.CutPrefix(strings.TrimPrefix(strings.ToUpper(text), "+"), "P")
	if !isDuration || rest == "" {
		return 0, false
	}
	units := map[byte]time.Duration{'W': 7 * 24 * time.Hour, 'D': 24 * time.Hour, 'H': time.Hour, 'M': time.Minute, 'S': time.Second}
	var sum time.Duration
	number := ""
	for i := range len(rest) {
		switch c := rest[i]; {
		case c == 'T' && number == "":
		case c >= '0' && c <= '9' && len(number) < 6:
			number += string(c)
		case units[c] > 0 && number != "":
			n, err := strconv.Atoi(number)
			if err != nil {
				return 0, false
			}
			sum, number = sum+time.Duration(n)*units[c], ""
		default:
			return 0, false
		}
	}
	return sum, number == "" && sum > 0
}
