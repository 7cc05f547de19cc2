package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"poliskontor/report/docx/docxtest"
)

func written(t *testing.T) []byte {
	t.Helper()
	d := New(Meta{Title: "Uppföljning <2026> & mer", Author: "Lokala Brå", Language: "sv-SE", Made: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), Foot: "Sida"})
	d.Title("Uppföljning av löftet", "2026")
	d.Fact("Dnr", "A 000.000/2026")
	d.NewPage()
	d.Heading(1, "Sammanfattning")
	d.Paragraph("Rad ett & \"två\"\nrad <tre>\x00")
	d.Heading(2, "Åtaganden")
	d.Table("Per ort", []Column{{"Ort", 2, false}, {"Be\u00adsök", 1, true}}, [][]string{{"Åhus", "3"}, {"Önnestad", "0"}})
	d.Table("", []Column{{"Ort", 1, false}}, nil)
	var b bytes.Buffer
	n, err := d.WriteTo(&b)
	if err != nil || n != int64(b.Len()) {
		t.Fatalf("%d of %d bytes, %v", n, b.Len(), err)
	}
	return b.Bytes()
}

// unpacked returns the parts of a document by their names.
func unpacked(t *testing.T, document []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[file.Name] = string(content)
	}
	return parts
}

func TestWordProcessorsOpenIt(t *testing.T) { docxtest.Check(t, written(t)) }

func TestWhatWordProcessorsRefuseIsFound(t *testing.T) {
	for name, broken := range map[string]struct{ part, old, new, flaw string }{
		"a part that is not well formed":  {"word/document.xml", "</w:body>", "", "word/document.xml: XML syntax error"},
		"a document type":                 {"word/document.xml", "<w:document ", "<!DOCTYPE x><w:document ", "declares a document type"},
		"a prefix that is not declared":   {"word/document.xml", "<w:tblHeader/>", "<x:tblHeader/>", "x tblHeader stands in w:trPr"},
		"a part without its type":         {"[Content_Types].xml", "/word/styles.xml", "/word/style.xml", "word/styles.xml is a styles of type \"\""},
		"a relationship that leads off":   {"word/_rels/document.xml.rels", "styles.xml", "style.xml", "leads to word/style.xml"},
		"a footer that is none":           {"word/document.xml", `r:id="rId2"`, `r:id="rId1"`, `footer "rId1"`},
		"a part that nothing leads to":    {"_rels/.rels", "docProps/core.xml", "word/document.xml", "nothing leads to docProps/core.xml"},
		"a style that is not there":       {"word/styles.xml", `w:styleId="Caption"`, `w:styleId="Legend"`, `asks for paragraph style "Caption"`},
		"a style that is based on no one": {"word/styles.xml", `<w:basedOn w:val="TableNormal"/>`, `<w:basedOn w:val="Table"/>`, `says w:basedOn "Table"`},
		"properties out of order":         {"word/styles.xml", `<w:keepNext/><w:spacing w:before="360"/>`, `<w:spacing w:before="360"/><w:keepNext/>`, "w:keepNext stands in w:pPr"},
		"what ends without its section":   {"word/document.xml", "</w:sectPr>", "</w:sectPr><w:p/>", "w:body does not end with w:sectPr"},
		"a cell without a paragraph":      {"word/document.xml", `<w:pStyle w:val="Cell"/><w:jc w:val="left"/></w:pPr>`, `<w:pStyle w:val="Cell"/></w:pPr></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1" w:type="dxa"/></w:tcPr></w:tc><w:tc><w:p>`, "a cell does not end with a paragraph"},
		"a column too many":               {"word/document.xml", "<w:gridCol ", `<w:gridCol w:w="1"/><w:gridCol `, "in a grid of"},
	} {
		t.Run(name, func(t *testing.T) {
			parts := unpacked(t, written(t))
			if !strings.Contains(parts[broken.part], broken.old) {
				t.Fatalf("%s has no %s", broken.part, broken.old)
			}
			parts[broken.part] = strings.Replace(parts[broken.part], broken.old, broken.new, 1)
			flaws := docxtest.Flaws(packed(t, parts))
			if !slices.ContainsFunc(flaws, func(flaw string) bool { return strings.Contains(flaw, broken.flaw) }) {
				t.Errorf("found %q, and not %q", flaws, broken.flaw)
			}
		})
	}
}

// packed is the reverse of unpacked.
func packed(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTheDocumentSaysWhatWasWritten(t *testing.T) {
	parts := unpacked(t, written(t))
	var words, used []string
	decoder := xml.NewDecoder(strings.NewReader(parts["word/document.xml"]))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			words = append(words, string(token))
		case xml.StartElement:
			if token.Name.Local == "pStyle" || token.Name.Local == "tblStyle" {
				used = append(used, token.Attr[0].Value)
			}
		}
	}
	text := strings.Join(words, "|")
	for _, wanted := range []string{"Uppföljning av löftet", "Rad ett & \"två\"|rad <tre>", "Dnr: |A 000.000/2026", "Ort|Be|sök|Åhus|3|Önnestad|0"} {
		if !strings.Contains(text, wanted) {
			t.Errorf("%q is not said in %q", wanted, text)
		}
	}
	for _, style := range used {
		if !strings.Contains(parts["word/styles.xml"], `w:styleId="`+style+`"`) {
			t.Errorf("there is no style %s", style)
		}
	}
	if !slices.Contains(used, "Heading1") || !slices.Contains(used, "Heading2") {
		t.Errorf("the styles are %v", used)
	}
	if !strings.Contains(parts["word/styles.xml"], `w:lang w:val="sv-SE"`) || !strings.Contains(parts["docProps/core.xml"], "Uppföljning &lt;2026&gt; &amp; mer") {
		t.Error("its language or its title is not said")
	}
}

func TestTheSameDocumentIsTheSameBytes(t *testing.T) {
	if !bytes.Equal(written(t), written(t)) {
		t.Error("two copies differ")
	}
}
