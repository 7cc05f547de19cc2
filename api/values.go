package api

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"poliskontor/scheduling"
)

// The kinds of text that have a form. Each checks itself once a request is read
// (huma calls Resolve with the place where it stands) and is quiet when it is
// empty: what must be there is the domain's to say.

// Ref is the ID of a thing.
type Ref string

var refPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$`)

// Resolve refuses what cannot be an ID, before a database is asked for it.
func (r Ref) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if r == "" || refPattern.MatchString(string(r)) {
		return nil
	}
	return []error{&fault{location: at.String(), code: scheduling.CodeUnknown}}
}

func refs[ID ~string](ids []ID) []Ref {
	found := make([]Ref, 0, len(ids))
	for _, id := range ids {
		found = append(found, Ref(id))
	}
	return found
}

func ids[ID ~string](refs []Ref) []ID {
	if len(refs) == 0 {
		return nil
	}
	found := make([]ID, 0, len(refs))
	for _, ref := range refs {
		found = append(found, ID(ref))
	}
	return found
}

// Time is a point in time. In requests it is Swedish wall-clock time or has an
// offset; in answers it has the offset that Sweden has then.
type Time string

// Schema describes the form.
func (Time) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Examples: []any{"2026-11-24T15:00"}, Description: "A point in time: " +
		"Swedish wall-clock time (2026-11-24T15:00) or with an offset (RFC 3339). Answers always have the offset."}
}

// Resolve refuses a time that cannot be read, does not exist or exists twice.
func (t Time) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if t == "" {
		return nil
	}
	instant, err := scheduling.ParseLocal(string(t))
	code := scheduling.CodeTimeFormat
	switch {
	case err == nil:
		return withinReach(scheduling.DayOf(instant), at)
	case errors.Is(err, scheduling.ErrTimeMissing):
		code = scheduling.CodeTimeMissing
	case errors.Is(err, scheduling.ErrTimeTwice):
		code = scheduling.CodeTimeTwice
	}
	return []error{&fault{location: at.String(), code: code}}
}

// instant returns the time, or the zero time for none.
func (t Time) instant() time.Time {
	instant, err := scheduling.ParseLocal(string(t))
	if err != nil {
		return time.Time{}
	}
	return instant
}

func timeOf(t time.Time) Time {
	if t.IsZero() {
		return ""
	}
	return Time(scheduling.Local(t).Format(time.RFC3339))
}

// The years that the API takes. Databases and calendars disagree on what lies far
// outside of them.
const firstYear, lastYear = 1900, 2199

// withinReach refuses a day outside those years.
func withinReach(day scheduling.Day, at *huma.PathBuffer) []error {
	if year, _, _ := day.Date(); year >= firstYear && year <= lastYear {
		return nil
	}
	return []error{&fault{location: at.String(), code: codeYear,
		params: map[string]string{"least": strconv.Itoa(firstYear), "most": strconv.Itoa(lastYear)}}}
}

// Date is a day in Sweden.
type Date string

// Schema describes the form.
func (Date) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date", Examples: []any{"2026-11-24"}, Description: "A day in Sweden."}
}

// Resolve refuses a day too far away; what is no day at all the schema refuses.
func (d Date) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if day, err := scheduling.ParseDay(string(d)); err == nil {
		return withinReach(day, at)
	}
	return nil
}

func (d Date) day() scheduling.Day {
	day, err := scheduling.ParseDay(string(d))
	if err != nil {
		return 0
	}
	return day
}

func dateOf(d scheduling.Day) Date {
	if d.IsZero() {
		return ""
	}
	return Date(d.String())
}

// Clock is a time of day; 24:00 and above run into the next day.
type Clock string

var clockPattern = regexp.MustCompile(`^([0-2][0-9]|30):([0-5][0-9])$`)

// Schema describes the form.
func (Clock) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Examples: []any{"09:00"},
		Description: "A time of day on the Swedish clock. 24:00 and above, to 30:00, run into the next day."}
}

// Resolve refuses what is no time of day.
func (c Clock) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if c == "" || clockPattern.MatchString(string(c)) {
		return nil
	}
	return []error{&fault{location: at.String(), code: codeClockFormat}}
}

// minutes returns the minutes after midnight.
func (c Clock) minutes() int {
	found := clockPattern.FindStringSubmatch(string(c))
	if found == nil {
		return 0
	}
	hours, _ := strconv.Atoi(found[1])
	minutes, _ := strconv.Atoi(found[2])
	return hours*60 + minutes
}

func clockOf(minutes int) Clock { return Clock(fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)) }

// MonthDay is a date that comes every year.
type MonthDay string

// Schema describes the form.
func (MonthDay) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Examples: []any{"06-01"}, Description: "Month and day, every year."}
}

// Resolve refuses what is no date or does not come every year.
func (m MonthDay) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if m == "" {
		return nil
	}
	if _, err := m.parse(); err != nil {
		return []error{&fault{location: at.String(), code: codeMonthDayFormat}}
	}
	return nil
}

// parse reads the date in a year that is no leap year.
func (m MonthDay) parse() (time.Time, error) { return time.Parse(time.DateOnly, "2026-"+string(m)) }

func (m MonthDay) date() scheduling.MonthDay {
	t, err := m.parse()
	if err != nil {
		return scheduling.MonthDay{}
	}
	return scheduling.MonthDay{Month: t.Month(), Day: t.Day()}
}

func monthDayOf(m scheduling.MonthDay) MonthDay {
	return MonthDay(fmt.Sprintf("%02d-%02d", m.Month, m.Day))
}

// Position is a place on earth.
type Position struct {
	Lat float64 `json:"lat" doc:"Latitude in degrees (WGS 84)." example:"55.92"`
	Lon float64 `json:"lon" doc:"Longitude in degrees (WGS 84)." example:"14.29"`
}

func positionOf(p scheduling.Position) Position { return Position{Lat: p.Lat, Lon: p.Lon} }

func (p Position) position() scheduling.Position { return scheduling.Position{Lat: p.Lat, Lon: p.Lon} }
