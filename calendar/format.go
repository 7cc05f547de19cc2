package calendar

// Format is a form that a feed is written in. Its value is what its addresses end with.
type Format string

// The formats.
const (
	ICalendar  Format = "ics"   // RFC 5545: what calendars subscribe to
	JSONFeed   Format = "json"  // JSON Feed 1.1: for feed readers and programs
	CSV        Format = "csv"   // RFC 4180: for programs
	Workbook   Format = "xlsx"  // Office Open XML: for people with a spreadsheet
	JSCalendar Format = "jscal" // RFC 8984
)

// Formats are all of them.
var Formats = []Format{ICalendar, JSONFeed, CSV, Workbook, JSCalendar}

var formats = map[Format]struct {
	contentType string
	write       func(edition) ([]byte, error)
}{
	JSONFeed:   {"application/feed+json; charset=utf-8", writeJSONFeed},
	CSV:        {"text/csv; charset=utf-8; header=present", writeCSV},
	Workbook:   {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", writeWorkbook},
	JSCalendar: {"application/jscalendar+json; type=group; charset=utf-8", writeJSCalendar},
}

// ContentType is what the format is served as.
func (f Format) ContentType() string {
	if f == ICalendar {
		return "text/calendar; charset=utf-8"
	}
	return formats[f].contentType
}

// Compressed tells whether the format is so already.
func (f Format) Compressed() bool { return f == Workbook }

// Reminds tells whether the format can hold reminders.
func (f Format) Reminds() bool { return f == ICalendar || f == JSCalendar }

// Render writes a feed in the format, under the same rules as the function [Render].
func (f Format) Render(feed Feed, site string) ([]byte, error) {
	if f == ICalendar {
		return Render(feed, site)
	}
	e, err := prepare(feed, site)
	if err != nil {
		return nil, err
	}
	return formats[f].write(e)
}
