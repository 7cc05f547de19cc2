package pdf

import (
	"bytes"
	"fmt"
)

// A4, in points, and what is left of it within the margins.
const (
	paperWidth  = 595.28
	paperHeight = 841.89
	marginSide  = 62.0
	marginTop   = 62.0
	marginFoot  = 68.0
	textWidth   = paperWidth - 2*marginSide
)

// colour is a colour as shares of red, green and blue.
type colour [3]float64

var (
	ink   = colour{0.063, 0.125, 0.180}
	muted = colour{0.29, 0.35, 0.40}
	blue  = colour{0.043, 0.310, 0.514}
	pale  = colour{0.78, 0.84, 0.88}
	line  = colour{0.55, 0.62, 0.67}
)

// page is one page as it is drawn; y is counted from its upper edge.
type page struct {
	ref     ref
	content bytes.Buffer
	marks   []*element // the owner of each mark
}

// tagged begins words that belong to an element; end ends them.
func (p *page) tagged(owner *element) {
	fmt.Fprintf(&p.content, "/%s << /MCID %d >> BDC\n", owner.role, len(p.marks))
	owner.kids = append(owner.kids, kid{page: p, mark: len(p.marks)})
	p.marks = append(p.marks, owner)
}

// artifact begins what is no part of the document: rules, page numbers.
func (p *page) artifact() { p.content.WriteString("/Artifact BMC\n") }

func (p *page) end() { p.content.WriteString("EMC\n") }

// words writes a line whose foot is at y.
func (p *page) words(f *face, size, x, y float64, c colour, words string) {
	fmt.Fprintf(&p.content, "BT %.3f %.3f %.3f rg /%s %.2f Tf 1 0 0 1 %.2f %.2f Tm %s Tj ET\n",
		c[0], c[1], c[2], f.name, size, x, paperHeight-y, f.encode(words))
}

// rectangle fills one whose upper left corner is at x, y.
func (p *page) rectangle(x, y, width, height float64, c colour) {
	fmt.Fprintf(&p.content, "%.3f %.3f %.3f rg %.2f %.2f %.2f %.2f re f\n", c[0], c[1], c[2], x, paperHeight-y-height, width, height)
}
