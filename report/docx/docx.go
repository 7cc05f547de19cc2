// Package docx writes documents of headings, paragraphs and tables that can be edited in
// word processors (ISO/IEC 29500, WordprocessingML).
package docx

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// Document is a document as it is written, from its beginning to its end.
type Document struct {
	meta Meta
	body strings.Builder
}

// Meta is what is said of a document as a whole.
type Meta struct {
	Title    string
	Author   string
	Language string // BCP 47: "sv-SE"
	Made     time.Time
	Foot     string // stands at the foot of each page, before its number
}

// Column is a column of a table.
type Column struct {
	Name    string
	Share   float64 // of the width, against the other columns'
	Figures bool    // set to the right
}

// New returns an empty document.
func New(meta Meta) *Document { return &Document{meta: meta} }

// escaped writes words as text of XML, without what XML cannot hold.
func escaped(words string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(words)) // a builder takes everything
	return b.String()
}

// run is words within a paragraph; line breaks stay.
func run(properties, words string) string {
	var b strings.Builder
	for i, line := range strings.Split(words, "\n") {
		b.WriteString("<w:r>" + properties)
		if i > 0 {
			b.WriteString("<w:br/>")
		}
		for n, part := range strings.Split(line, "\u00ad") {
			if n > 0 {
				b.WriteString("<w:softHyphen/>")
			}
			b.WriteString(`<w:t xml:space="preserve">` + escaped(part) + "</w:t>")
		}
		b.WriteString("</w:r>")
	}
	return b.String()
}

func (d *Document) paragraph(style, runs string) {
	fmt.Fprintf(&d.body, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>%s</w:p>`, style, runs)
}

// Title writes the document's title and what stands below it.
func (d *Document) Title(title, below string) {
	d.paragraph("Title", run("", title))
	if below != "" {
		d.paragraph("Subtitle", run("", below))
	}
}

// Heading writes a heading of level 1 to 3.
func (d *Document) Heading(level int, words string) {
	d.paragraph(fmt.Sprint("Heading", level), run("", words))
}

// Paragraph writes a paragraph.
func (d *Document) Paragraph(words string) { d.paragraph("Normal", run("", words)) }

// Fact writes a label and what is said of it.
func (d *Document) Fact(label, words string) {
	d.paragraph("Normal", run("<w:rPr><w:b/></w:rPr>", label+": ")+run("", words))
}

// NewPage begins a new page.
func (d *Document) NewPage() { d.body.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`) }

// width is how wide tables are, in twentieths of a point.
const width = 9400

// Table writes a table; its head is repeated on each page that it goes on to.
func (d *Document) Table(caption string, columns []Column, rows [][]string) {
	if caption != "" {
		d.paragraph("Caption", run("", caption))
	}
	total := 0.0
	for _, c := range columns {
		total += c.Share
	}
	fmt.Fprintf(&d.body, `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>`+
		`<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`, width)
	widths := make([]int, len(columns))
	for i, c := range columns {
		widths[i] = int(width * c.Share / total)
		fmt.Fprintf(&d.body, `<w:gridCol w:w="%d"/>`, widths[i])
	}
	d.body.WriteString("</w:tblGrid>")
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.Name
	}
	d.row(columns, widths, head, true)
	for _, cells := range rows {
		d.row(columns, widths, cells, false)
	}
	d.body.WriteString("</w:tbl>")
	d.paragraph("Normal", "") // two tables that touch would become one
}

func (d *Document) row(columns []Column, widths []int, cells []string, head bool) {
	d.body.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	properties := ""
	if head {
		d.body.WriteString(`<w:tblHeader/>`)
		properties = "<w:rPr><w:b/></w:rPr>"
	}
	d.body.WriteString("</w:trPr>")
	for i, words := range cells {
		side := "left"
		if columns[i].Figures {
			side = "right"
		}
		fmt.Fprintf(&d.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="%s"/></w:pPr>%s</w:p></w:tc>`,
			widths[i], side, run(properties, words))
	}
	d.body.WriteString("</w:tr>")
}

const namespace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// WriteTo ends the document and writes it.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	counted := &counter{w: w}
	archive := zip.NewWriter(counted)
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", d.properties()},
		{"word/_rels/document.xml.rels", documentRelations},
		{"word/styles.xml", fmt.Sprintf(styles, escaped(d.meta.Language))},
		{"word/footer1.xml", d.foot()},
		{"word/document.xml", `<w:document ` + namespace + `><w:body>` + d.body.String() +
			`<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>` +
			`<w:pgMar w:top="1247" w:right="1247" w:bottom="1247" w:left="1247" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`},
	} {
		// The time is the document's own, so that the same document is the same bytes.
		file, err := archive.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: d.meta.Made.UTC().Truncate(2 * time.Second)})
		if err != nil {
			return counted.n, err
		}
		if _, err := io.WriteString(file, xml.Header+part.content); err != nil {
			return counted.n, err
		}
	}
	return counted.n, archive.Close()
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

func (d *Document) foot() string {
	return `<w:ftr ` + namespace + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` + run("", d.meta.Foot+" ") +
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`
}

func (d *Document) properties() string {
	return fmt.Sprintf(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" `+
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`+
		`<dc:title>%s</dc:title><dc:creator>%s</dc:creator><dc:language>%s</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created></cp:coreProperties>`,
		escaped(d.meta.Title), escaped(d.meta.Author), escaped(d.meta.Language), d.meta.Made.UTC().Format(time.RFC3339))
}
