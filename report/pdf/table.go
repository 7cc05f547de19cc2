package pdf

import "fmt"

// Column is a column of a table.
type Column struct {
	Name    string
	Share   float64 // of the width, against the other columns'
	Figures bool    // set to the right
}

const (
	cellSize = 9.0
	cellPad  = 4.0
)

// Table writes a table whose rows are headed by their first cell. Its head is repeated on
// each page that it goes on to.
func (d *Document) Table(caption string, columns []Column, rows [][]string) {
	table := d.root.add("Table")
	head := make([]string, len(columns))
	total := 0.0
	for i, c := range columns {
		head[i] = c.Name
		total += c.Share
	}
	widths := make([]float64, len(columns))
	for i, c := range columns {
		widths[i] = textWidth * c.Share / total
	}
	if caption != "" {
		d.caption(table.add("Caption"), caption, 60)
	}
	t := tableLayout{d, columns, widths}
	headed := t.measure(head, d.bold)
	d.room(headed + 30)
	t.row(table.add("TR"), head, true)
	for _, cells := range rows {
		height := t.measure(cells, d.regular)
		if d.y+height > paperHeight-marginFoot && d.y > marginTop {
			d.turn()
			t.row(nil, head, true)
		}
		t.row(table.add("TR"), cells, false)
	}
	d.y += 10
}

type tableLayout struct {
	d       *Document
	columns []Column
	widths  []float64
}

// measure is how high a row becomes.
func (t tableLayout) measure(cells []string, f *face) float64 {
	lines := 1
	for i, words := range cells {
		lines = max(lines, len(f.wrap(words, cellSize, t.widths[i]-2*cellPad)))
	}
	return float64(lines)*cellSize*1.3 + 2*cellPad
}

// row writes a row; one without an owner repeats the head, which no reader needs twice.
func (t tableLayout) row(owner *element, cells []string, head bool) {
	d, x := t.d, marginSide
	f := d.regular
	if head {
		f = d.bold
	}
	height := t.measure(cells, f)
	p := d.page()
	for i, words := range cells {
		if owner == nil {
			p.artifact()
		} else {
			p.tagged(t.cell(owner, i, head))
		}
		for n, line := range f.wrap(words, cellSize, t.widths[i]-2*cellPad) {
			left := x + cellPad
			if t.columns[i].Figures {
				left = x + t.widths[i] - cellPad - f.width(line, cellSize)
			}
			p.words(f, cellSize, left, d.y+cellPad+cellSize*(0.95+1.3*float64(n)), ink, line+" ")
		}
		p.end()
		x += t.widths[i]
	}
	d.y += height
	thick := 0.5
	if head {
		thick = 1
	}
	p.artifact()
	p.rectangle(marginSide, d.y-thick, textWidth, thick, line)
	p.end()
}

func (t tableLayout) cell(row *element, column int, head bool) *element {
	scope := ""
	switch {
	case head:
		scope = "Column"
	case column == 0:
		scope = "Row"
	default:
		return row.add("TD")
	}
	cell := row.add("TH")
	cell.attributes = fmt.Sprintf("/A << /O /Table /Scope /%s >>", scope)
	return cell
}
