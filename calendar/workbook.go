package calendar

import (
	"bytes"
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"poliskontor/scheduling"
)

// tableWords are what a spreadsheet says of its own accord.
type tableWords struct {
	sheet    string
	headings []string // one for each of tableWidths
	states   map[scheduling.State]string
	held     string
}

var swedishTable = tableWords{
	sheet: "Besök",
	headings: []string{"Börjar", "Slutar", "Veckodag", "Vecka", "Ort", "Kommun", "Plats", "Gatuadress", "Postnummer", "Postort",
		"Evenemang", "Läge", "Om besöket", "Orsak till ändring", "Hitta hit", "Latitud", "Longitud", "Skulle ha börjat",
		"Skulle ha slutat", "Tidigare plats", "Först annonserat", "Senast ändrat", "Besökets sida", "Beteckning"},
	states: map[scheduling.State]string{
		scheduling.Announced: "Som annonserat", scheduling.Moved: "Ändrat", scheduling.Delayed: "Försenat",
		scheduling.Cancelled: "Inställt", scheduling.BrokenOff: "Avbrutet"},
	held: "Genomfört",
}

var englishTable = tableWords{
	sheet: "Visits",
	headings: []string{"Starts", "Ends", "Weekday", "Week", "Place", "Municipality", "Site", "Street", "Postal code", "Town",
		"Event", "State", "About the visit", "Reason for the change", "How to get there", "Latitude", "Longitude", "Was to start",
		"Was to end", "Earlier site", "First announced", "Last changed", "The visit's page", "Identifier"},
	states: map[scheduling.State]string{
		scheduling.Announced: "As announced", scheduling.Moved: "Changed", scheduling.Delayed: "Delayed",
		scheduling.Cancelled: "Cancelled", scheduling.BrokenOff: "Cut short"},
	held: "Held",
}

// tableWidths are the columns' widths in characters.
var tableWidths = []float64{17, 17, 11, 7, 18, 16, 26, 24, 12, 16, 26, 16, 30, 30, 30, 11, 11, 17, 17, 26, 17, 17, 40, 38}

func (l Language) table() *tableWords {
	if l == English {
		return &englishTable
	}
	return &swedishTable
}

// writeWorkbook writes one sheet whose first row stays in sight. Times are cells of time,
// on the Swedish clock. What people wrote are cells of text, which no program runs.
func writeWorkbook(e edition) (body []byte, err error) {
	book := excelize.NewFile()
	defer func() {
		if closed := book.Close(); err == nil && closed != nil {
			err = fmt.Errorf("write feed %q as a workbook: %w", e.Name, closed)
		}
	}()
	if err := fillWorkbook(book, e); err != nil {
		return nil, fmt.Errorf("write feed %q as a workbook: %w", e.Name, err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		return nil, fmt.Errorf("write feed %q as a workbook: %w", e.Name, err)
	}
	return b.Bytes(), nil
}

func fillWorkbook(book *excelize.File, e edition) error {
	words := e.Language.table()
	if err := book.SetSheetName(book.GetSheetName(0), words.sheet); err != nil {
		return err
	}
	// Without this the file says when it was made.
	changed := utc(e.modified())
	if err := book.SetDocProps(&excelize.DocProperties{Title: e.Name, Description: e.Description, Creator: e.Publisher,
		LastModifiedBy: e.Publisher, Language: e.Language.tag(), Created: changed, Modified: changed}); err != nil {
		return err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	format := "yyyy-mm-dd hh:mm"
	clock, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return err
	}
	sheet, err := book.NewStreamWriter(words.sheet)
	if err != nil {
		return err
	}
	for i, width := range tableWidths {
		if err := sheet.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	headings := make([]any, len(words.headings))
	for i, heading := range words.headings {
		headings[i] = excelize.Cell{StyleID: bold, Value: heading}
	}
	if err := sheet.SetRow("A1", headings); err != nil {
		return err
	}
	for i, v := range e.Visits {
		if err := sheet.SetRow(fmt.Sprint("A", i+2), tableRow(v, e, clock)); err != nil {
			return err
		}
	}
	return sheet.Flush()
}

func tableRow(v scheduling.PublicVisit, e edition, clock int) []any {
	v = cleaned(v)
	words := e.Language.table()
	at := func(t time.Time) excelize.Cell { return excelize.Cell{StyleID: clock, Value: onTheClock(t)} }
	var latitude, longitude, wasToStart, wasToEnd any
	if p := v.Site.Position; p.InSweden() {
		latitude, longitude = p.Lat, p.Lon
	}
	earlier := ""
	if v.Before != nil {
		wasToStart, wasToEnd, earlier = at(v.Before.Starts), at(v.Before.Ends), v.Before.Site
	}
	state := words.states[v.State]
	if v.Held && v.State != scheduling.BrokenOff {
		state = words.held
	}
	day := scheduling.DayOf(v.Starts)
	_, week := day.Week()
	return []any{
		at(v.Starts), at(v.Ends), e.Language.dates().weekdays[day.Weekday()], week, v.Locality.Name, v.Municipality.Name,
		v.Site.Name, v.Site.Street, v.Site.PostalCode, v.Site.Town, v.Occasion, state, v.Note, v.Reason, v.Site.Directions,
		latitude, longitude, wasToStart, wasToEnd, earlier, at(v.Created), at(stamp(v)), e.pageOf(v), string(v.ID),
	}
}

// onTheClock returns what Swedish clocks show as if it were UTC: spreadsheets know no
// time zones.
func onTheClock(t time.Time) time.Time {
	local := scheduling.Local(t)
	return time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), 0, time.UTC)
}
