package report

import (
	"bytes"
	"fmt"

	"poliskontor/calendar"
	"poliskontor/report/docx"
	"poliskontor/report/pdf"
	"poliskontor/scheduling/followup"
)

// PDF returns the document as PDF, tagged for screen readers.
func (d Document) PDF() ([]byte, error) {
	w := in(d.Language)
	file, err := pdf.New(pdf.Meta{Title: d.Title, Author: d.Author, Language: string(d.Language), Made: d.Made,
		Foot: func(page, pages int) string {
			return d.Title + "   ·   " + w.say("foot", "page", page, "pages", pages)
		}})
	if err != nil {
		return nil, fmt.Errorf("begin the report as PDF: %w", err)
	}
	file.Title(d.Title, d.Below)
	for _, f := range d.Facts {
		file.Fact(f.Label, f.Text)
	}
	for _, b := range d.Blocks {
		switch {
		case b.Heading != nil:
			file.Heading(b.Heading.Level, b.Heading.Text)
		case b.Fact != nil:
			file.Fact(b.Fact.Label, b.Fact.Text)
		case b.Table != nil:
			columns := make([]pdf.Column, len(b.Table.Columns))
			for i, c := range b.Table.Columns {
				columns[i] = pdf.Column(c)
			}
			file.Table(b.Table.Caption, columns, b.Table.Rows)
		case b.Bars != nil:
			bars := make([]pdf.Bar, len(b.Bars.Bars))
			for i, bar := range b.Bars.Bars {
				bars[i] = pdf.Bar{Label: bar.Label, Value: float64(bar.Value), Of: float64(bar.Of), Text: bar.Text}
			}
			file.Bars(b.Bars.Caption, b.Bars.Alt, bars)
		case b.NewPage:
			file.NewPage()
		default:
			file.Paragraph(b.Paragraph)
		}
	}
	var body bytes.Buffer
	if _, err := file.WriteTo(&body); err != nil {
		return nil, fmt.Errorf("write the report as PDF: %w", err)
	}
	return body.Bytes(), nil
}

// DOCX returns the document for a word processor. Its charts are left out: the tables
// beside them say the same, and can be edited.
func (d Document) DOCX() ([]byte, error) {
	language := "sv-SE"
	if d.Language == calendar.English {
		language = "en-GB"
	}
	file := docx.New(docx.Meta{Title: d.Title, Author: d.Author, Language: language, Made: d.Made, Foot: d.Title + "   ·   " + in(d.Language).say("foot.page")})
	file.Title(d.Title, d.Below)
	for _, f := range d.Facts {
		file.Fact(f.Label, f.Text)
	}
	for _, b := range d.Blocks {
		switch {
		case b.Heading != nil:
			file.Heading(b.Heading.Level, b.Heading.Text)
		case b.Fact != nil:
			file.Fact(b.Fact.Label, b.Fact.Text)
		case b.Table != nil:
			columns := make([]docx.Column, len(b.Table.Columns))
			for i, c := range b.Table.Columns {
				columns[i] = docx.Column(c)
			}
			file.Table(b.Table.Caption, columns, b.Table.Rows)
		case b.Bars != nil:
		case b.NewPage:
			file.NewPage()
		default:
			file.Paragraph(b.Paragraph)
		}
	}
	var body bytes.Buffer
	if _, err := file.WriteTo(&body); err != nil {
		return nil, fmt.Errorf("write the report for a word processor: %w", err)
	}
	return body.Bytes(), nil
}

// Format is a form that a report has as a file.
type Format string

// The formats.
const (
	PDF  Format = "pdf"
	DOCX Format = "docx"
	XLSX Format = "xlsx"
)

// ContentType is the format's media type.
func (f Format) ContentType() string {
	switch f {
	case DOCX:
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	default:
		return "application/pdf"
	}
}

// Make writes a review down as a file.
func Make(r followup.Review, l calendar.Language, f Format) ([]byte, error) {
	switch f {
	case DOCX:
		return Of(r, l).DOCX()
	case XLSX:
		return Workbook(r, l)
	default:
		return Of(r, l).PDF()
	}
}
