package calendar

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"poliskontor/scheduling"
	"poliskontor/scheduling/situation"
)

// situationWords are what a lägesbild says in a spreadsheet.
type situationWords struct {
	title                    string // of the workbook; the week follows
	owners                   map[scheduling.Owner]string
	raised, happened, coming string // the sheets' names
	raisedHead, happenedHead []string
	comingHead               []string
	kinds                    map[situation.ComingKind]string
	elsewhere, noTopic       string
}

var swedishSituation = situationWords{
	title:  "Lägesbild vecka",
	owners: map[scheduling.Owner]string{scheduling.Police: "Polisen", scheduling.Kommun: "Kommunen"},
	raised: "Ämnen", happened: "Besök", coming: "På gång",
	raisedHead: []string{"Del", "Ort", "Ämne", "Anteckningar", "Önskemål", "Tillsammans", "Veckan före", "Summa fyra veckor före", "Veckor som räknats (högst fyra)",
		"Summa åtta veckor före", "Veckor som räknats (högst åtta)", "Samma vecka i fjol"},
	happenedHead: []string{"Del", "Ort", "Genomförda besök", "Inställda", "Avbrutna", "Besök där någon räknat", "Vuxna", "Unga", "Äldre"},
	comingHead:   []string{"Del", "Dag", "Från", "Till", "Vad", "Ort", "Namn eller ämne", "Ansvarig roll"},
	kinds:        map[situation.ComingKind]string{situation.ComingVisit: "Besök", situation.ComingOccasion: "Evenemang", situation.ComingAction: "Åtgärd ska vara klar"},
	elsewhere:    "Annan plats i kommunen", noTopic: "Inget ämne",
}

var englishSituation = situationWords{
	title:  "Situation picture, week",
	owners: map[scheduling.Owner]string{scheduling.Police: "The police", scheduling.Kommun: "The kommun"},
	raised: "Topics", happened: "Visits", coming: "Coming",
	raisedHead: []string{"Part", "Place", "Topic", "Notes", "Wishes", "Together", "The week before", "Sum of four weeks before", "Weeks counted (four at most)",
		"Sum of eight weeks before", "Weeks counted (eight at most)", "The same week last year"},
	happenedHead: []string{"Part", "Place", "Visits held", "Cancelled", "Cut short", "Visits where somebody counted", "Adults", "Youths", "Seniors"},
	comingHead:   []string{"Part", "Day", "From", "To", "What", "Place", "Name or topic", "Role in charge"},
	kinds:        map[situation.ComingKind]string{situation.ComingVisit: "Visit", situation.ComingOccasion: "Event", situation.ComingAction: "Action due"},
	elsewhere:    "Elsewhere in the municipality", noTopic: "No topic",
}

func (l Language) situation() *situationWords {
	if l == English {
		return &englishSituation
	}
	return &swedishSituation
}

// sheetOf is one sheet of a workbook: its first row is its head.
type sheetOf struct {
	name string
	rows [][]any
}

// SituationWorkbook writes the parts of a lägesbild that the reader sees as a spreadsheet,
// in figures. What the parts say in words is on the page.
func SituationWorkbook(p situation.Picture, places map[scheduling.LocalityID]string, l Language) (body []byte, err error) {
	words := l.situation()
	_, week := p.Monday.Week()
	book := excelize.NewFile()
	defer func() {
		if closed := book.Close(); err == nil && closed != nil {
			err = fmt.Errorf("write a lägesbild as a workbook: %w", closed)
		}
	}()
	if err := book.SetDocProps(&excelize.DocProperties{Title: words.title + " " + strconv.Itoa(week), Language: l.tag()}); err != nil {
		return nil, fmt.Errorf("write a lägesbild as a workbook: %w", err)
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, fmt.Errorf("write a lägesbild as a workbook: %w", err)
	}
	for i, sheet := range words.sheets(p, places) {
		if i == 0 {
			err = book.SetSheetName(book.GetSheetName(0), sheet.name)
		} else {
			_, err = book.NewSheet(sheet.name)
		}
		if err == nil {
			err = fillSheet(book, sheet, bold)
		}
		if err != nil {
			return nil, fmt.Errorf("write sheet %s of a lägesbild: %w", sheet.name, err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		return nil, fmt.Errorf("write a lägesbild as a workbook: %w", err)
	}
	return b.Bytes(), nil
}

func fillSheet(book *excelize.File, s sheetOf, bold int) error {
	sheet, err := book.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	if err := sheet.SetColWidth(1, len(s.rows[0]), 22); err != nil {
		return err
	}
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, row := range s.rows {
		cells := make([]any, len(row))
		for j, value := range row {
			cells[j] = value
			if i == 0 {
				cells[j] = excelize.Cell{StyleID: bold, Value: value}
			}
		}
		if err := sheet.SetRow(fmt.Sprint("A", i+1), cells); err != nil {
			return err
		}
	}
	return sheet.Flush()
}

func (w *situationWords) sheets(p situation.Picture, places map[scheduling.LocalityID]string) []sheetOf {
	raised, happened, coming := sheetOf{w.raised, [][]any{headOf(w.raisedHead)}}, sheetOf{w.happened, [][]any{headOf(w.happenedHead)}}, sheetOf{w.coming, [][]any{headOf(w.comingHead)}}
	for _, part := range p.Parts {
		owner := w.owners[part.Owner]
		for _, r := range part.Figures.Rows {
			raised.rows = append(raised.rows, []any{owner, w.place(r.LocalityID, places), w.topic(r.Topic), r.Notes, r.Wishes, r.Count(), known(r.Before.LastWeek),
				r.Before.Sum4, r.Before.Weeks4, r.Before.Sum8, r.Before.Weeks8, known(r.Before.SameWeekBefore)})
		}
		for _, at := range part.Figures.Places {
			happened.rows = append(happened.rows, []any{owner, w.place(at.LocalityID, places), at.Held, at.Cancelled, at.CutShort, at.Counted, at.Adults, at.Youths, at.Seniors})
		}
		for _, c := range part.Figures.Coming {
			from, to, place := clockOf(c.From), clockOf(c.To), ""
			if c.Kind == situation.ComingAction {
				from, to = "", ""
			}
			if c.LocalityID != "" {
				place = places[c.LocalityID]
			}
			coming.rows = append(coming.rows, []any{owner, c.Day.String(), from, to, w.kinds[c.Kind], place, c.What, c.Role})
		}
	}
	return []sheetOf{raised, happened, coming}
}

func headOf(names []string) []any {
	head := make([]any, len(names))
	for i, name := range names {
		head[i] = name
	}
	return head
}

func (w *situationWords) place(id scheduling.LocalityID, places map[scheduling.LocalityID]string) string {
	if id == "" {
		return w.elsewhere
	}
	return places[id]
}

func (w *situationWords) topic(topic string) string {
	if topic == "" {
		return w.noTopic
	}
	return topic
}

// known is a number, or an empty cell where nothing was counted.
func known(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

func clockOf(minutes int) string { return fmt.Sprintf("%02d.%02d", minutes/60, minutes%60) }
