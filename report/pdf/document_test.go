package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// written is a document of everything there is, over some pages.
func written(t *testing.T) []byte {
	t.Helper()
	d, err := New(Meta{Title: "Uppföljning av löftet", Author: "Lokalpolisområde Åmål", Language: "sv", Made: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC),
		Foot: func(page, pages int) string { return fmt.Sprintf("Sida %d av %d", page, pages) }})
	if err != nil {
		t.Fatal(err)
	}
	d.Title("Uppföljning av medborgarlöftet i Åhus och Önnestad", "1 januari–31 december 2026")
	d.Fact("Dnr", "A 000.000/2026")
	d.NewPage()
	d.Heading(1, "Sammanfattning")
	d.Paragraph("Det mobila kontoret kom 41 gånger. " + strings.Repeat("Lång mening om åtgärder och ärenden. ", 30))
	d.Heading(2, "Åtaganden")
	d.Bars("Besök per månad", "Besök per månad: januari 3 av 4, februari 4 av 4.", []Bar{{"Januari", 3, 4, "3 av 4"}, {"Februari med ett långt namn som inte får plats", 4, 4, "4 av 4"}})
	rows := make([][]string, 90)
	for i := range rows {
		rows[i] = []string{fmt.Sprint("Ort ", i+1), "3", strings.Repeat("ord ", i%9)}
	}
	d.Table("Per ort", []Column{{"Ort", 2, false}, {"Besök", 1, true}, {"Orsak", 3, false}}, rows)
	d.Heading(1, "Källor")
	var b bytes.Buffer
	if _, err := d.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpacked returns the file with its streams as they were.
func unpacked(t *testing.T, pdf []byte) string {
	t.Helper()
	var all strings.Builder
	rest := pdf
	for {
		found := stream.FindSubmatchIndex(rest)
		if found == nil {
			all.Write(rest)
			return all.String()
		}
		n, err := strconv.Atoi(string(rest[found[4]:found[5]]))
		if err != nil {
			t.Fatal(err)
		}
		content := rest[found[1] : found[1]+n]
		if found[2] >= 0 {
			r, err := zlib.NewReader(bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			if content, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		all.Write(rest[:found[1]])
		all.Write(content)
		rest = rest[found[1]+n:]
	}
}

// stream is the head of a stream: whether it is compressed, and how long it is.
var stream = regexp.MustCompile(`( /Filter /FlateDecode)? /Length (\d+) >>\nstream\n`)

func TestTheReferencesOfTheFileLeadWhereTheySay(t *testing.T) {
	pdf := written(t)
	table := bytes.LastIndex(pdf, []byte("\nxref\n")) + 1
	if !bytes.HasSuffix(pdf, []byte(fmt.Sprintf("startxref\n%d\n%%%%EOF\n", table))) {
		t.Error("the file does not say where its table is")
	}
	lines := strings.Split(string(pdf[table:]), "\n")
	objects := 0
	for i, line := range lines[3:] {
		if !strings.HasSuffix(line, " 00000 n ") {
			break
		}
		offset, err := strconv.Atoi(line[:10])
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(pdf[offset:], []byte(fmt.Sprintf("%d 0 obj\n", i+1))) {
			t.Errorf("object %d is not at %d", i+1, offset)
		}
		objects++
	}
	for _, found := range regexp.MustCompile(`(\d+) 0 R`).FindAllSubmatch(pdf[:table], -1) {
		if n, err := strconv.Atoi(string(found[1])); err != nil || n < 1 || n > objects {
			t.Errorf("%s leads nowhere", found[0])
		}
	}
}

func TestAllWordsBelongToTheStructureOrAreArtifacts(t *testing.T) {
	content := unpacked(t, written(t))
	open, shown := 0, 0
	for _, line := range strings.Split(content, "\n") {
		switch {
		case strings.HasSuffix(line, " BDC") || strings.HasSuffix(line, " BMC"):
			open++
		case line == "EMC":
			open--
		case strings.HasSuffix(line, " Tj ET") || strings.HasSuffix(line, " re f"):
			shown++
			if open != 1 {
				t.Fatalf("drawn outside of anything marked: %s", line)
			}
		}
	}
	if shown < 300 || open != 0 {
		t.Errorf("%d things are drawn, %d marks stay open", shown, open)
	}
	for _, role := range []string{"Document", "H1", "H2", "H3", "P", "Table", "Caption", "TR", "TH", "TD", "Figure"} {
		if !strings.Contains(content, "/S /"+role+" ") {
			t.Errorf("nothing is %s", role)
		}
	}
	if n := strings.Count(content, "/S /TR "); n != 91 {
		t.Errorf("%d rows of 91", n)
	}
	for _, wanted := range []string{"/MarkInfo << /Marked true >>", "/DisplayDocTitle true", "<pdfuaid:part>1<", "/Alt " + text("Besök per månad: januari 3 av 4, februari 4 av 4."), "/Scope /Column", "/Scope /Row"} {
		if !strings.Contains(content, wanted) {
			t.Errorf("%s is missing", wanted)
		}
	}
}

// TestSwedishLettersCanBeReadBack reads words by the map from glyphs to characters, as
// programs do that copy or speak them.
func TestSwedishLettersCanBeReadBack(t *testing.T) {
	content := unpacked(t, written(t))
	meaning := map[string]string{}
	for _, pair := range regexp.MustCompile(`(?m)^<([0-9A-F]{4})> <([0-9A-F]{4})>$`).FindAllStringSubmatch(content, -1) {
		n, err := strconv.ParseUint(pair[2], 16, 16)
		if err != nil {
			t.Fatal(err)
		}
		meaning[pair[1]] = string(utf16.Decode([]uint16{uint16(n)}))
	}
	var read strings.Builder
	for _, words := range regexp.MustCompile(`<([0-9A-F]+)> Tj`).FindAllStringSubmatch(content, -1) {
		for i := 0; i+4 <= len(words[1]); i += 4 {
			read.WriteString(meaning[words[1][i:i+4]])
		}
	}
	for _, wanted := range []string{"Åhus och Önnestad", "åtgärder", "Källor", "1 januari–31 december 2026", "Ort 90", "Sida 2 av "} {
		if !strings.Contains(read.String(), wanted) {
			t.Errorf("%q cannot be read", wanted)
		}
	}
}

func TestTheSameDocumentIsTheSameBytes(t *testing.T) {
	if !bytes.Equal(written(t), written(t)) {
		t.Error("two copies differ")
	}
}

func TestAWordIsBrokenAtItsSoftHyphens(t *testing.T) {
	d, err := New(Meta{})
	if err != nil {
		t.Fatal(err)
	}
	for width, want := range map[float64]string{200: "Annonserade", 50: "Annon-|serade", 40: "Annon-|serade"} {
		if got := strings.Join(d.bold.wrap("Annon\u00adserade", 9, width), "|"); got != want {
			t.Errorf("at %f it is %q", width, got)
		}
	}
}

func TestLinesAreNoWiderThanTheyMay(t *testing.T) {
	d, err := New(Meta{})
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"", "ett", "två ord", strings.Repeat("ord ", 40), strings.Repeat("o", 300), "rad ett\nrad två", "日本 x"} {
		lines := d.regular.wrap(words, 10, 80)
		for _, line := range lines {
			if d.regular.width(line, 10) > 80 {
				t.Errorf("%q is %f wide", line, d.regular.width(line, 10))
			}
		}
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(strings.ReplaceAll(words, " ", ""), "\n", "") {
			t.Errorf("%q became %q", words, lines)
		}
	}
}
