package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
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

func TestEveryPartIsWellFormedAndIsOfAType(t *testing.T) {
	parts := unpacked(t, written(t))
	for name, content := range parts {
		for decoder := xml.NewDecoder(strings.NewReader(content)); ; {
			_, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if !strings.HasSuffix(name, ".rels") && name != "[Content_Types].xml" && !strings.Contains(parts["[Content_Types].xml"], `"/`+name+`"`) {
			t.Errorf("%s is of no type", name)
		}
	}
	for relations, folder := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word"} {
		for _, target := range regexp.MustCompile(`Target="([^"]+)"`).FindAllStringSubmatch(parts[relations], -1) {
			if parts[path.Join(folder, target[1])] == "" {
				t.Errorf("%s leads to %s, which is not there", relations, target[1])
			}
		}
	}
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
