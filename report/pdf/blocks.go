package pdf

import "fmt"

// sizes are how large headings are, by level from 1, and the room above them.
var sizes = []struct{ size, above float64 }{{20, 14}, {14, 16}, {11.5, 12}}

const (
	bodySize = 10.5
	leading  = 1.4
)

// Title writes the document's title page, large, with a line under it. It is the
// document's first heading.
func (d *Document) Title(title, below string) {
	d.y = 190
	d.lines(d.root.add("H1"), d.bold, 30, ink, d.bold.wrap(title, 30, textWidth), 1.2)
	d.bookmarks = append(d.bookmarks, bookmark{1, title, d.page(), 0})
	d.y += 10
	if below != "" {
		d.lines(d.root.add("P"), d.regular, 15, muted, d.regular.wrap(below, 15, textWidth), leading)
	}
	d.y += 12
	d.page().artifact()
	d.page().rectangle(marginSide, d.y, 90, 3, blue)
	d.page().end()
	d.y += 26
}

// Heading writes a heading of level 1 to 3; the document's title stands above all of them.
// It keeps some room below it, so that what it heads is beside it.
func (d *Document) Heading(level int, words string) {
	style := sizes[level-1]
	wrapped := d.bold.wrap(words, style.size, textWidth)
	d.room(style.above + float64(len(wrapped))*style.size*1.25 + 70)
	if d.y > marginTop {
		d.y += style.above
	}
	d.bookmarks = append(d.bookmarks, bookmark{level + 1, words, d.page(), d.y})
	d.lines(d.root.add(fmt.Sprint("H", level+1)), d.bold, style.size, ink, wrapped, 1.25)
	d.y += 4
}

// Paragraph writes a paragraph.
func (d *Document) Paragraph(words string) {
	d.lines(d.root.add("P"), d.regular, bodySize, ink, d.regular.wrap(words, bodySize, textWidth), leading)
	d.y += 6
}

// Fact writes a label and what is said of it.
func (d *Document) Fact(label, words string) {
	const labelled = 150.0
	left, right := d.bold.wrap(label, bodySize, labelled-12), d.regular.wrap(words, bodySize, textWidth-labelled)
	height := float64(max(len(left), len(right))) * bodySize * leading
	d.room(height)
	top := d.y
	owner := d.root.add("P")
	d.at(owner, d.bold, bodySize, marginSide, top, ink, left)
	d.at(owner, d.regular, bodySize, marginSide+labelled, top, ink, right)
	d.y = top + height + 4
}

// lines writes lines of an element below each other, over pages where need be.
func (d *Document) lines(owner *element, f *face, size float64, c colour, lines []string, leading float64) {
	for _, line := range lines {
		d.room(size * leading)
		d.at(owner, f, size, marginSide, d.y, c, []string{line})
		d.y += size * leading
	}
}

// at writes lines on the page, the first below y.
func (d *Document) at(owner *element, f *face, size, x, y float64, c colour, lines []string) {
	p := d.page()
	p.tagged(owner)
	for i, line := range lines {
		p.words(f, size, x, y+size*(1.05+leading*float64(i)), c, line+" ")
	}
	p.end()
}

// Bar is one bar of a chart.
type Bar struct {
	Label string
	Value float64
	Of    float64 // how long the pale bar behind it is; 0 for none
	Text  string  // the figure, as it is written
}

// Bars writes a chart of bars that lie. Alt tells it to those who do not see it.
func (d *Document) Bars(caption, alt string, bars []Bar) {
	const labelled, row, height, figures = 130.0, 17.0, 10.0, 70.0
	most := 0.0
	for _, b := range bars {
		most = max(most, b.Value, b.Of)
	}
	d.caption(d.root.add("P"), caption, row*3)
	for begin := 0; begin < len(bars); {
		d.room(row)
		owner := d.root.add("Figure")
		owner.attributes = "/Alt " + text(alt)
		p := d.page()
		p.tagged(owner)
		for ; begin < len(bars) && d.page() == p && d.y+row <= paperHeight-marginFoot; begin++ {
			b := bars[begin]
			p.words(d.regular, 9, marginSide, d.y+height-1, ink, d.fit(b.Label, 9, labelled-8))
			if most > 0 {
				full := textWidth - labelled - figures
				p.rectangle(marginSide+labelled, d.y, full*b.Of/most, height, pale)
				p.rectangle(marginSide+labelled, d.y, full*b.Value/most, height, blue)
			}
			p.words(d.regular, 9, marginSide+textWidth-figures+8, d.y+height-1, ink, d.fit(b.Text, 9, figures-8))
			d.y += row
		}
		p.end()
	}
	d.y += 6
}

// fit shortens words to a width.
func (d *Document) fit(words string, size, width float64) string {
	if d.regular.width(words, size) <= width {
		return words
	}
	short := []rune(words)
	for len(short) > 1 && d.regular.width(string(short)+"…", size) > width {
		short = short[:len(short)-1]
	}
	return string(short) + "…"
}

func (d *Document) caption(owner *element, words string, below float64) {
	if words == "" {
		return
	}
	wrapped := d.bold.wrap(words, 9.5, textWidth)
	d.room(float64(len(wrapped))*9.5*leading + below)
	d.lines(owner, d.bold, 9.5, ink, wrapped, leading)
	d.y += 3
}
