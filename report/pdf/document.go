package pdf

import (
	"fmt"
	"html"
	"io"
	"strings"
	"time"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Document is a PDF as it is written, from its beginning to its end.
type Document struct {
	meta          Meta
	regular, bold *face
	pages         []*page
	y             float64 // where the next thing begins on the last page
	root          *element
	bookmarks     []bookmark
}

// Meta is what is said of a document as a whole.
type Meta struct {
	Title    string
	Author   string
	Language string // BCP 47: "sv"
	Made     time.Time
	// Foot returns what stands at the foot of a page, from 1, of so many.
	Foot func(page, pages int) string
}

// New returns an empty document.
func New(meta Meta) (*Document, error) {
	regular, err := newFace("GoRegular", goregular.TTF, false)
	if err != nil {
		return nil, err
	}
	bold, err := newFace("GoBold", gobold.TTF, true)
	if err != nil {
		return nil, err
	}
	d := &Document{meta: meta, regular: regular, bold: bold, root: &element{role: "Document"}}
	d.turn()
	return d, nil
}

// turn begins a new page.
func (d *Document) turn() {
	d.pages = append(d.pages, &page{})
	d.y = marginTop
}

func (d *Document) page() *page { return d.pages[len(d.pages)-1] }

// room sees that so much fits on the page, or begins a new one.
func (d *Document) room(height float64) {
	if d.y+height > paperHeight-marginFoot && d.y > marginTop {
		d.turn()
	}
}

// NewPage begins a new page, unless one has just begun.
func (d *Document) NewPage() {
	if d.y > marginTop {
		d.turn()
	}
}

// WriteTo ends the document and writes it.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	f := &file{}
	for i, p := range d.pages {
		p.ref = f.reserve()
		if d.meta.Foot != nil {
			p.artifact()
			p.words(d.regular, 8.5, marginSide, paperHeight-36, muted, d.meta.Foot(i+1, len(d.pages)))
			p.end()
		}
	}
	tree := putTree(f, d.root, d.pages)
	outlines := putBookmarks(f, d.bookmarks)
	var fonts strings.Builder
	for _, face := range []*face{d.regular, d.bold} {
		r, err := face.embed(f)
		if err != nil {
			return 0, err
		}
		fmt.Fprintf(&fonts, "/%s %s ", face.name, r)
	}
	resources := f.add(fmt.Sprintf("<< /Font << %s >> >>", fonts.String()))
	list := f.reserve()
	var pages []ref
	for i, p := range d.pages {
		content, err := f.stream("", p.content.Bytes())
		if err != nil {
			return 0, err
		}
		f.put(p.ref, fmt.Sprintf("<< /Type /Page /Parent %s /MediaBox [0 0 %.2f %.2f] /Resources %s /Contents %s /StructParents %d /Tabs /S >>",
			list, paperWidth, paperHeight, resources, content, i))
		pages = append(pages, p.ref)
	}
	f.put(list, fmt.Sprintf("<< /Type /Pages /Kids %s /Count %d >>", refs(pages), len(pages)))
	made := d.meta.Made.UTC()
	metadata := f.plain("/Type /Metadata /Subtype /XML", []byte(d.xmp()))
	root := f.add(fmt.Sprintf("<< /Type /Catalog /Pages %s /StructTreeRoot %s /MarkInfo << /Marked true >> /Lang %s /Outlines %s /PageMode /UseOutlines "+
		"/ViewerPreferences << /DisplayDocTitle true >> /Metadata %s >>", list, tree, text(d.meta.Language), outlines, metadata))
	info := f.add(fmt.Sprintf("<< /Title %s /Author %s /CreationDate (D:%s) >>", text(d.meta.Title), text(d.meta.Author), made.Format("20060102150405Z")))
	n, err := w.Write(f.bytes(root, info))
	return int64(n), err
}

// xmp says the same of the document for programs that read no PDF, and that it is made
// for screen readers (ISO 14289-1).
func (d *Document) xmp() string {
	return fmt.Sprintf(`<?xpacket begin="`+"\ufeff"+`" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>%s</xmp:CreateDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`, html.EscapeString(d.meta.Title), html.EscapeString(d.meta.Author), html.EscapeString(d.meta.Language), d.meta.Made.UTC().Format(time.RFC3339))
}
