package calendar

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
)

// situationWords are what a lägesbild says in a spreadsheet.
type situationWords struct {
	title                    string // of the workbook; the week follows
	owners                   map[scheduling.Owner]string
	raised, happened, done   string // the sheets' names, as coming
	coming                   string
	raisedHead, happenedHead []string
	doneHead, comingHead     []string
	before                   []string // the last columns of raisedHead and doneHead
	kinds                    map[situation.ComingKind]string
	activities               map[followup.Kind]string
	elsewhere, noTopic       string
	everywhere               string // of an activity
}

var swedishSituation = situationWords{
	title:  "Lägesbild vecka",
	owners: map[scheduling.Owner]string{scheduling.Police: "Polisen", scheduling.Kommun: "Kommunen"},
	raised: "Ämnen", happened: "Besök", done: "Aktiviteter", coming: "På gång",
	raisedHead: []string{"Del", "Ort", "Ämne", "Anteckningar", "Önskemål", "Tillsammans"},
	doneHead:   []string{"Del", "Ort", "Aktivitet", "Gånger", "Deltagare"},
	before: []string{"Veckan före", "Summa fyra veckor före", "Veckor som räknats (högst fyra)",
		"Summa åtta veckor före", "Veckor som räknats (högst åtta)", "Samma vecka i fjol"},
	happenedHead: []string{"Del", "Ort", "Genomförda besök", "Inställda", "Avbrutna", "Besök där någon räknat", "Vuxna", "Unga", "Äldre"},
	comingHead:   []string{"Del", "Dag", "Från", "Till", "Vad", "Ort", "Namn eller ämne", "Ansvarig roll"},
	kinds:        map[situation.ComingKind]string{situation.ComingVisit: "Besök", situation.ComingOccasion: "Evenemang", situation.ComingAction: "Åtgärd ska vara klar"},
	activities: map[followup.Kind]string{
		followup.SafetyWalk:      "Trygghetsvandring",
		followup.WatchEvening:    "Möte om grannsamverkan",
		followup.TheftEvening:    "Information om stöldskydd",
		followup.TrafficControl:  "Trafikkontroll",
		followup.FraudPrevention: "Mot bedrägerier mot äldre",
		followup.Survey:          "Undersökning",
		followup.CitizenDialogue: "Medborgardialog",
		followup.ForumMeeting:    "Möte i ett forum",
		followup.Other:           "Annat",
	},
	elsewhere: "Annan plats i kommunen", noTopic: "Inget ämne", everywhere: "Hela kommunen",
}

var englishSituation = situationWords{
	title:  "Situation picture, week",
	owners: map[scheduling.Owner]string{scheduling.Police: "The police", scheduling.Kommun: "The kommun"},
	raised: "Topics", happened: "Visits", done: "Activities", coming: "Coming",
	raisedHead: []string{"Part", "Place", "Topic", "Notes", "Wishes", "Together"},
	doneHead:   []string{"Part", "Place", "Activity", "Times", "Participants"},
	before: []string{"The week before", "Sum of four weeks before", "Weeks counted (four at most)",
		"Sum of eight weeks before", "Weeks counted (eight at most)", "The same week last year"},
	happenedHead: []string{"Part", "Place", "Visits held", "Cancelled", "Cut short", "Visits where somebody counted", "Adults", "Youths", "Seniors"},
	comingHead:   []string{"Part", "Day", "From", "To", "What", "Place", "Name or topic", "Role in charge"},
	kinds:        map[situation.ComingKind]string{situation.ComingVisit: "Visit", situation.ComingOccasion: "Event", situation.ComingAction: "Action due"},
	activities: map[followup.Kind]string{
		followup.SafetyWalk:      "Safety walk",
		followup.WatchEvening:    "Neighbourhood watch meeting",
		followup.TheftEvening:    "Information on theft protection",
		followup.TrafficControl:  "Traffic control",
		followup.FraudPrevention: "Against fraud on the elderly",
		followup.Survey:          "Survey",
		followup.CitizenDialogue: "Citizen dialogue",
		followup.ForumMeeting:    "Meeting of a forum",
		followup.Other:           "Other",
	},
	elsewhere: "Elsewhere in the municipality", noTopic: "No topic", everywhere: "The whole municipality",
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
	raised, happened := sheetOf{w.raised, [][]any{headOf(w.raisedHead, w.before)}}, sheetOf{w.happened, [][]any{headOf(w.happenedHead)}}
	done, coming := sheetOf{w.done, [][]any{headOf(w.doneHead, w.before)}}, sheetOf{w.coming, [][]any{headOf(w.comingHead)}}
	for _, part := range p.Parts {
		owner := w.owners[part.Owner]
		for _, r := range part.Figures.Rows {
			raised.rows = append(raised.rows, append([]any{owner, w.place(r.LocalityID, places), w.topic(r.Topic), r.Notes, r.Wishes, r.Count()}, before(r.Before)...))
		}
		for _, at := range part.Figures.Places {
			happened.rows = append(happened.rows, []any{owner, w.place(at.LocalityID, places), at.Held, at.Cancelled, at.CutShort, at.Counted, at.Adults, at.Youths, at.Seniors})
		}
		for _, d := range part.Figures.Deeds {
			place := w.everywhere
			if d.LocalityID != "" {
				place = places[d.LocalityID]
			}
			done.rows = append(done.rows, append([]any{owner, place, w.activities[d.Kind], d.Times, d.Participants}, before(d.Before)...))
		}
		for _, c := range part.Figures.Coming {
			from, to, place, what := "", "", "", w.kinds[c.Kind]
			if c.Timed() {
				from, to = clockOf(c.From), clockOf(c.To)
			}
			if c.Kind == situation.ComingActivity {
				what = w.activities[c.Activity]
			}
			if c.LocalityID != "" {
				place = places[c.LocalityID]
			}
			coming.rows = append(coming.rows, []any{owner, c.Day.String(), from, to, what, place, c.What, c.Role})
		}
	}
	return []sheetOf{raised, happened, done, coming}
}

func headOf(groups ...[]string) []any {
	var head []any
	for _, name := range slices.Concat(groups...) {
		head = append(head, name)
	}
	return head
}

// before are the cells below the columns of the same name.
func before(b situation.Before) []any {
	return []any{known(b.LastWeek), b.Sum4, b.Weeks4, b.Sum8, b.Weeks8, known(b.SameWeekBefore)}
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
