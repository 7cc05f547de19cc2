package report

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
)

// sheet is one sheet of the workbook, its first row the headings.
type sheet struct {
	name     string // key of its name
	headings []string
	rows     [][]any
}

// Workbook returns every figure of a review with the rows behind it, as XLSX.
func Workbook(r followup.Review, l calendar.Language) (body []byte, err error) {
	book := excelize.NewFile()
	defer func() {
		if closed := book.Close(); err == nil && closed != nil {
			err = fmt.Errorf("close the workbook of the report: %w", closed)
		}
	}()
	b := newSheets(r, in(l))
	made := r.At.UTC().Format(time.RFC3339) // else the file says when it was written
	if err := book.SetDocProps(&excelize.DocProperties{Title: b.say("title", "pledge", r.Pledge.Title), Creator: r.District.Name,
		LastModifiedBy: r.District.Name, Language: string(b.language), Created: made, Modified: made}); err != nil {
		return nil, fmt.Errorf("describe the workbook of the report: %w", err)
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return nil, fmt.Errorf("style the workbook of the report: %w", err)
	}
	for i, s := range b.all() {
		if err := write(book, b.words, s, i, bold); err != nil {
			return nil, fmt.Errorf("write sheet %s of the report: %w", s.name, err)
		}
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		return nil, fmt.Errorf("write the workbook of the report: %w", err)
	}
	return file.Bytes(), nil
}

func write(book *excelize.File, w words, s sheet, i, bold int) error {
	name := w.say(s.name)
	if i == 0 {
		if err := book.SetSheetName(book.GetSheetName(0), name); err != nil {
			return err
		}
	} else if _, err := book.NewSheet(name); err != nil {
		return err
	}
	stream, err := book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := stream.SetColWidth(1, len(s.headings), 18); err != nil {
		return err
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(s.headings))
	for i, key := range s.headings {
		head[i] = excelize.Cell{StyleID: bold, Value: strings.ReplaceAll(w.say(key, "days", followup.WellAhead), "\u00ad", "")}
	}
	if err := stream.SetRow("A1", head); err != nil {
		return err
	}
	for n, row := range s.rows {
		if err := stream.SetRow(fmt.Sprint("A", n+2), row); err != nil {
			return err
		}
	}
	return stream.Flush()
}

// sheets writes a review down as rows.
type sheets struct {
	words
	review     followup.Review
	localities map[scheduling.LocalityID]string
	articles   map[scheduling.CommitmentID]int
}

func newSheets(r followup.Review, w words) sheets {
	b := sheets{words: w, review: r, localities: map[scheduling.LocalityID]string{}, articles: map[scheduling.CommitmentID]int{}}
	for _, l := range r.Localities {
		b.localities[l.ID] = l.Name
	}
	for _, c := range r.Pledge.Commitments {
		b.articles[c.ID] = c.Article
	}
	return b
}

func (b sheets) all() []sheet {
	return []sheet{b.summary(), b.stretches(), b.waits(), b.places(), b.topics(), b.visits(), b.activities(), b.actions()}
}

func (b sheets) yes(is bool) string {
	if is {
		return b.say("yes")
	}
	return b.say("no")
}

// date writes a day as text: every program reads ISO 8601, and none makes a time of it.
func date(d scheduling.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// clock writes an instant as Swedish clocks show it.
func clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return scheduling.Local(t).Format("2006-01-02 15:04")
}

func number(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

// mostNamed is how many identifiers a cell holds: it has room for 32,767 characters.
const mostNamed = 800

// joined are identifiers in one cell; where they do not fit it says where they are.
func joined[ID ~string](w words, ids []ID) string {
	if len(ids) > mostNamed {
		return w.say("x.many")
	}
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	return strings.Join(texts, " ")
}

// behind are the identifiers of what was done; a lägesbild is known by its week.
func (b sheets) behind(deeds []followup.Deed) string {
	ids := make([]string, len(deeds))
	for i, d := range deeds {
		ids[i] = string(d.VisitID) + string(d.ActivityID)
		if d.Picture != 0 {
			ids[i] = situation.WeekName(d.Picture)
		}
	}
	return joined(b.words, ids)
}

// toward are the articles of the pledge that something counts toward.
func (b sheets) toward(ids []scheduling.CommitmentID) string {
	var texts []string
	for _, id := range ids {
		if article, ours := b.articles[id]; ours {
			texts = append(texts, fmt.Sprint(article))
		}
	}
	return strings.Join(texts, ", ")
}
