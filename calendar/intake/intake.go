// Package intake reads other people's calendars of events: iCalendar (RFC 5545), CSV
// and Excel workbooks. Whatever it is given, it answers with entries, each of them
// whole or with the reason why it is not, or with the reason why there are none.
package intake

import (
	"bytes"
	"strings"
	"time"

	"poliskontor/scheduling"
)

// The most that is read.
const (
	MostBytes   = 5 << 20 // of a file, also of the text that it is made of
	mostEntries = 5000    // of a file
	mostRepeats = 100     // of one event
	ahead       = 2 * 366 // days that repeated events are followed
)

// Read reads a file. What it is is seen by its content. Times without a zone are
// Swedish. The error is a [scheduling.Error] of kind [scheduling.Invalid] for the field
// "file".
func Read(file []byte, today scheduling.Day) (entries []scheduling.OccasionEntry, err error) {
	defer func() { // what the libraries make of a hostile file is no fault of ours
		if recover() != nil {
			entries, err = nil, refuse(scheduling.CodeFileUnreadable)
		}
	}()
	if len(file) > MostBytes {
		return nil, refuse(scheduling.CodeFileTooLarge)
	}
	entries, err = read(file, today)
	if err == nil && len(entries) == 0 {
		return nil, refuse(scheduling.CodeFileEmpty)
	}
	return entries, err
}

func read(file []byte, today scheduling.Day) ([]scheduling.OccasionEntry, error) {
	var s sheet
	if isWorkbook(file) {
		if err := readWorkbook(file, &s); err != nil {
			return nil, err
		}
		return s.done()
	}
	text, ok := decode(file)
	if !ok {
		return nil, refuse(scheduling.CodeFileUnknown)
	}
	if strings.Contains(strings.ToUpper(text[:min(len(text), 4096)]), "BEGIN:VCALENDAR") {
		return readCalendar(text, today)
	}
	if err := readCSV(text, &s); err != nil {
		return nil, err
	}
	return s.done()
}

func isWorkbook(file []byte) bool { return bytes.HasPrefix(file, []byte("PK\x03\x04")) }

// reader takes up what stands in a file, line by line.
type reader interface {
	// numbers says what a number means as a date, in a workbook; it comes before any line.
	numbers(func(string) (time.Time, bool))
	add(line int, cells []string) error
	// broken tells of a line with a quotation mark that is never closed; name is how it begins.
	broken(line int, name string) error
}

func refuse(code scheduling.Code, params ...string) error {
	return scheduling.InvalidField("file", code, params...)
}

// wall is a Swedish wall-clock time.
type wall struct {
	day    scheduling.Day
	minute int
}

func wallOf(t time.Time) wall { return wall{scheduling.DayOf(t), scheduling.MinuteOf(t)} }

const dayLength = 24 * 60

// lateNight is until when an event that began the day before is still that day's.
const lateNight = 6 * 60

// span gives an entry its days and hours. An event of several days has no hours that
// hold on each of them, so that it is open all day.
func span(e *scheduling.OccasionEntry, from, to wall) {
	e.From, e.To, e.Opens, e.Closes = from.day, to.day, from.minute, to.minute
	switch {
	case to.day == from.day:
	case to.day == from.day+1 && to.minute <= lateNight:
		e.To, e.Closes = from.day, to.minute+dayLength
	default:
		if to.minute == 0 {
			e.To--
		}
		e.Opens, e.Closes = 0, dayLength
	}
	if e.To < e.From || e.Closes <= e.Opens {
		e.Problem = scheduling.CodeEndBeforeStart
	}
}
