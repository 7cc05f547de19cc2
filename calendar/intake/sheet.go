package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"poliskontor/scheduling"
)

// column is what a column of a sheet holds.
type column int

const (
	nameColumn column = iota
	placeColumn
	fromColumn
	toColumn
	opensColumn
	closesColumn
	visitorsColumn
	priorityColumn
	uidColumn
)

// headings are what people write above the columns.
var headings = map[string]column{
	"namn": nameColumn, "evenemang": nameColumn, "titel": nameColumn, "rubrik": nameColumn, "händelse": nameColumn, "name": nameColumn, "event": nameColumn, "title": nameColumn,
	"plats": placeColumn, "ort": placeColumn, "var": placeColumn, "lokal": placeColumn, "place": placeColumn, "location": placeColumn,
	"datum": fromColumn, "startdatum": fromColumn, "från": fromColumn, "start": fromColumn, "dag": fromColumn, "date": fromColumn, "from": fromColumn, "start date": fromColumn,
	"slutdatum": toColumn, "till": toColumn, "slut": toColumn, "to": toColumn, "end": toColumn, "end date": toColumn,
	"tid": opensColumn, "starttid": opensColumn, "börjar": opensColumn, "öppnar": opensColumn, "kl": opensColumn, "time": opensColumn, "opens": opensColumn, "start time": opensColumn,
	"sluttid": closesColumn, "slutar": closesColumn, "stänger": closesColumn, "closes": closesColumn, "end time": closesColumn,
	"besökare": visitorsColumn, "antal besökare": visitorsColumn, "visitors": visitorsColumn,
	"prioritet": priorityColumn, "prio": priorityColumn, "priority": priorityColumn,
	"id": uidColumn, "uid": uidColumn,
}

// sheet reads lines, the first of which that names columns says which is which.
type sheet struct {
	columns map[column]int
	entries []scheduling.OccasionEntry
	times
}

// times reads days and times as people write them.
type times struct {
	number func(string) (time.Time, bool) // what a number means as a date, in a workbook
}

func (s *times) numbers(number func(string) (time.Time, bool)) { s.number = number }

// beforeHeadings is how many lines may stand above the one that names the columns.
const beforeHeadings = 20

func (s *sheet) add(line int, cells []string) error {
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return nil
	}
	if s.columns == nil {
		found := map[column]int{}
		for i, cell := range cells {
			if c, known := headings[strings.ToLower(strings.Trim(strings.TrimSpace(cell), ":.*"))]; known {
				if _, twice := found[c]; !twice {
					found[c] = i
				}
			}
		}
		_, named := found[nameColumn]
		_, dated := found[fromColumn]
		if named && dated {
			s.columns = found
		} else if line >= beforeHeadings {
			return refuse(scheduling.CodeFileNoColumns)
		}
		return nil
	}
	return s.put(s.entry(line, cells))
}

func (s *sheet) broken(line int, name string) error {
	return s.put(scheduling.OccasionEntry{Line: line, Name: name, Problem: scheduling.CodeEntryQuote})
}

// put keeps what stands on a line below the headings; what is above them is no entry.
func (s *sheet) put(e scheduling.OccasionEntry) error {
	if s.columns == nil {
		return nil
	}
	if len(s.entries) == mostEntries {
		return refuse(scheduling.CodeFileTooMany, "most", strconv.Itoa(mostEntries))
	}
	s.entries = append(s.entries, e)
	return nil
}

func (s *sheet) done() ([]scheduling.OccasionEntry, error) {
	if s.columns == nil {
		return nil, refuse(scheduling.CodeFileNoColumns)
	}
	return s.entries, nil
}

func (s *sheet) entry(line int, cells []string) scheduling.OccasionEntry {
	cell := func(c column) string {
		if i, known := s.columns[c]; known && i < len(cells) {
			return clip(strings.Join(strings.Fields(cells[i]), " "), 300)
		}
		return ""
	}
	e := scheduling.OccasionEntry{Line: line, Name: cell(nameColumn), Place: cell(placeColumn), UID: shortID(cell(uidColumn))}
	if e.Name == "" {
		e.Problem = scheduling.CodeEntryNoName
		return e
	}
	from, timed, known := s.when(cell(fromColumn))
	if !known {
		e.Problem = scheduling.CodeEntryNoStart
		return e
	}
	to, untilTime, known := s.when(cell(toColumn))
	if cell(toColumn) == "" {
		to, known = wall{day: from.day}, true
	}
	if !known {
		e.Problem = scheduling.CodeEntryNoEnd
		return e
	}
	hours := cell(opensColumn)
	opens, rest, _ := cutHours(hours)
	if text := cell(closesColumn); text != "" {
		rest = text
	}
	begin, hasBegin := s.clock(opens)
	end, hasEnd := s.clock(rest)
	switch {
	case hours != "" && !hasBegin, rest != "" && !hasEnd:
		e.Problem = scheduling.CodeTimeFormat
		return e
	case hasBegin:
		from.minute = begin
	case !timed:
		from.minute = 0
	}
	timed = timed || hasBegin
	switch {
	case hasEnd:
		to.minute = end
		if to.day == from.day && end <= from.minute && end <= lateNight {
			to.day++
		}
	case untilTime:
	case timed:
		e.Problem = scheduling.CodeEntryNoEnd
		return e
	default:
		to = wall{to.day + 1, 0} // whole days
	}
	if to.day-from.day > 60 {
		e.Problem, e.Params = scheduling.CodeTooLongTime, map[string]string{"limit": "60 days"}
		return e
	}
	if !timed && to.day == from.day+1 {
		to = wall{from.day, dayLength}
	}
	span(&e, from, to)
	if hasBegin && hasEnd && e.From != e.To { // hours that are said hold on each day
		e.Opens, e.Closes, e.Problem = begin, end, ""
		if e.To = to.day; end <= begin {
			e.Problem = scheduling.CodeEndBeforeStart
		}
	}
	e.Visitors, known = count(cell(visitorsColumn))
	if !known {
		e.Problem = scheduling.CodeEntryBroken
	}
	if e.Priority, known = count(cell(priorityColumn)); !known || e.Priority > 3 {
		e.Problem, e.Params = scheduling.CodeOutOfRange, map[string]string{"least": "1", "most": "3"}
	}
	return e
}

var spaces = strings.NewReplacer(" ", "", "\u00a0", "", "ca", "", "c:a", "")

func count(text string) (int, bool) {
	if text = spaces.Replace(strings.ToLower(text)); text == "" {
		return 0, true
	}
	n, err := strconv.ParseFloat(text, 64)
	return int(max(min(n, 1e7), -1)), err == nil && n >= 0
}

var layouts = []string{
	"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15.04",
	"2006-01-02", "20060102", "2/1/2006", "2.1.2006", "2/1 2006", "2006/01/02", "2006.01.02",
}

// when reads a day, with a time where it has one.
func (s *times) when(text string) (at wall, timed, known bool) {
	if s.number != nil {
		if t, ok := s.number(text); ok {
			minute := t.Hour()*60 + t.Minute()
			return wall{scheduling.NewDay(t.Date()), minute}, minute > 0, sensible(t)
		}
	}
	if day, ok := spelledDay(text); ok {
		return wall{day: day}, false, true
	}
	for i, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			return wall{scheduling.NewDay(t.Date()), t.Hour()*60 + t.Minute()}, i < 5, sensible(t)
		}
	}
	return wall{}, false, false
}

var (
	spelled = regexp.MustCompile(`^(?:\pL+ (?:den )?)?([0-9]{1,2})(?::e)? (\pL{3})\pL*\.? ([0-9]{4})$`)
	months  = map[string]time.Month{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12}
)

// spelledDay reads a day as people write it: lördag 10 juli 2027.
func spelledDay(text string) (scheduling.Day, bool) {
	found := spelled.FindStringSubmatch(strings.ToLower(strings.ReplaceAll(text, ",", "")))
	if found == nil || months[found[2]] == 0 {
		return 0, false
	}
	date, _ := strconv.Atoi(found[1])
	year, _ := strconv.Atoi(found[3])
	day := scheduling.NewDay(year, months[found[2]], date)
	_, month, same := day.Date()
	return day, month == months[found[2]] && same == date && sensible(day.Starts())
}

// cutHours takes "10-16" apart.
func cutHours(text string) (opens, closes string, both bool) {
	return strings.Cut(strings.NewReplacer("–", "-", "—", "-").Replace(text), "-")
}

var clockPattern = regexp.MustCompile(`^(?:kl\.? ?)?([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::[0-9]{2})?$`)

// clock reads a time of day.
func (s *times) clock(text string) (minute int, known bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if part, err := strconv.ParseFloat(text, 64); s.number != nil && err == nil && part >= 0 && part < 1 {
		return int(part*dayLength + 0.5), true
	}
	found := clockPattern.FindStringSubmatch(text)
	if found == nil {
		return 0, false
	}
	hours, _ := strconv.Atoi(found[1])
	minutes, _ := strconv.Atoi(found[2])
	return hours*60 + minutes, hours <= 24 && minutes < 60
}
