package report

import (
	"time"

	"poliskontor/calendar"
)

// Document is a report in words, as every form of it says it.
type Document struct {
	Language calendar.Language
	Title    string
	Below    string // the time that it is about
	Author   string // whose report it is
	Made     time.Time
	Facts    []Fact // on the title page
	Blocks   []Block
}

// Fact is a label and what is said of it.
type Fact struct{ Label, Text string }

// Block is one thing below another; exactly one of its parts is set.
type Block struct {
	Heading   *Heading
	Paragraph string
	Fact      *Fact
	Table     *Table
	Bars      *Bars
	NewPage   bool
}

// Heading heads what follows it.
type Heading struct {
	Level int // 1 to 3
	Text  string
}

// Table is a table whose rows are headed by their first cell.
type Table struct {
	Caption string
	Columns []Column
	Rows    [][]string
}

// Column is a column of a table.
type Column struct {
	Name    string
	Share   float64 // of the width, against the other columns'
	Figures bool
}

// Bars is a chart. The table that says the same stands right after it.
type Bars struct {
	Caption string
	Alt     string // in words, for those who do not see it
	Bars    []Bar
}

// Bar is one bar, of a longer pale one where Of is greater.
type Bar struct {
	Label     string
	Value, Of int
	Text      string
}

func (d *Document) heading(level int, text string) {
	d.Blocks = append(d.Blocks, Block{Heading: &Heading{level, text}})
}

func (d *Document) paragraph(text string) {
	if text != "" {
		d.Blocks = append(d.Blocks, Block{Paragraph: text})
	}
}

func (d *Document) fact(label, text string) {
	if text != "" {
		d.Blocks = append(d.Blocks, Block{Fact: &Fact{label, text}})
	}
}

// table adds a table, or a sentence where it has no rows.
func (d *Document) table(t Table, none string) {
	if len(t.Rows) == 0 {
		d.paragraph(none)
		return
	}
	d.Blocks = append(d.Blocks, Block{Table: &t})
}

func (d *Document) bars(b Bars) {
	if len(b.Bars) > 0 {
		d.Blocks = append(d.Blocks, Block{Bars: &b})
	}
}

func (d *Document) newPage() { d.Blocks = append(d.Blocks, Block{NewPage: true}) }
