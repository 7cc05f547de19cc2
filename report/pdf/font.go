package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is a font as a document uses it.
type face struct {
	name   string // in the file
	bold   bool
	data   []byte
	font   *sfnt.Font
	buffer sfnt.Buffer
	glyphs map[rune]glyph // that were used
}

type glyph struct {
	index sfnt.GlyphIndex
	width float64 // in thousandths of the size
}

func newFace(name string, data []byte, bold bool) (*face, error) {
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("read font %s: %w", name, err)
	}
	return &face{name: name, bold: bold, data: data, font: parsed, glyphs: map[rune]glyph{}}, nil
}

// unit asks the font for measures in thousandths of its size.
var unit = fixed.I(1000)

func toFloat(v fixed.Int26_6) float64 { return float64(v) / 64 }

// glyph returns how a character is drawn; one that the font does not have is a question
// mark.
func (f *face) glyph(r rune) glyph {
	if g, known := f.glyphs[r]; known {
		return g
	}
	index, err := f.font.GlyphIndex(&f.buffer, r)
	if (err != nil || index == 0) && r != '?' {
		return f.glyph('?')
	}
	advance, err := f.font.GlyphAdvance(&f.buffer, index, unit, font.HintingNone)
	if err != nil {
		advance = unit / 2
	}
	g := glyph{index, toFloat(advance)}
	f.glyphs[r] = g
	return g
}

// width is how wide words are at a size.
func (f *face) width(words string, size float64) float64 {
	total := 0.0
	for _, r := range words {
		total += f.glyph(r).width
	}
	return total * size / 1000
}

// encode writes words as the numbers of their glyphs.
func (f *face) encode(words string) string {
	var b strings.Builder
	b.WriteByte('<')
	for _, r := range words {
		fmt.Fprintf(&b, "%04X", uint16(f.glyph(r).index))
	}
	b.WriteByte('>')
	return b.String()
}

// wrap breaks a text into lines that are no wider than that. A word that is wider by
// itself is broken where it must be.
func (f *face) wrap(text string, size, width float64) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			for _, part := range f.parts(word, size, width) {
				switch longer := line + " " + part; {
				case line == "":
					line = part
				case f.width(longer, size) <= width:
					line = longer
				default:
					lines, line = append(lines, line), part
				}
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// soft is a hyphen that shows only where a line is broken at it.
const soft = "\u00ad"

// parts breaks a word where it is wider than a line: at its soft hyphens, and else where it
// must be.
func (f *face) parts(word string, size, width float64) []string {
	whole := strings.ReplaceAll(word, soft, "")
	if f.width(whole, size) <= width {
		return []string{whole}
	}
	var parts []string
	part, syllables := "", strings.Split(word, soft)
	for i, syllable := range syllables {
		hyphen := "-"
		if i == len(syllables)-1 {
			hyphen = ""
		}
		if part != "" && f.width(part+syllable+hyphen, size) > width {
			parts, part = append(parts, part+"-"), ""
		}
		for _, r := range syllable {
			if part != "" && f.width(part+string(r), size) > width {
				parts, part = append(parts, part), ""
			}
			part += string(r)
		}
	}
	return append(parts, part)
}

// embed adds the font to a file, with what each glyph that was used means.
func (f *face) embed(file *file) (ref, error) {
	data, err := file.stream(fmt.Sprintf("/Length1 %d", len(f.data)), f.data)
	if err != nil {
		return 0, err
	}
	metrics, err := f.font.Metrics(&f.buffer, unit, font.HintingNone)
	if err != nil {
		return 0, fmt.Errorf("measure font %s: %w", f.name, err)
	}
	box, err := f.font.Bounds(&f.buffer, unit, font.HintingNone)
	if err != nil {
		return 0, fmt.Errorf("measure font %s: %w", f.name, err)
	}
	stem := 80
	if f.bold {
		stem = 140
	}
	descriptor := file.add(fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [%.0f %.0f %.0f %.0f] /ItalicAngle 0 "+
		"/Ascent %.0f /Descent %.0f /CapHeight %.0f /StemV %d /FontFile2 %s >>", f.name, toFloat(box.Min.X), -toFloat(box.Max.Y),
		toFloat(box.Max.X), -toFloat(box.Min.Y), toFloat(metrics.Ascent), -toFloat(metrics.Descent), toFloat(metrics.CapHeight), stem, data))
	widths, meaning := f.used()
	unicode, err := file.stream("", []byte(meaning))
	if err != nil {
		return 0, err
	}
	descendant := file.add(fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "+
		"/FontDescriptor %s /CIDToGIDMap /Identity /DW 600 /W [%s] >>", f.name, descriptor, widths))
	return file.add(fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s >>",
		f.name, descendant, unicode)), nil
}

// used returns the widths of the glyphs that were used, and a map from them to characters.
func (f *face) used() (widths, meaning string) {
	characters := map[sfnt.GlyphIndex]rune{}
	for r, g := range f.glyphs {
		if before, there := characters[g.index]; !there || r < before {
			characters[g.index] = r
		}
	}
	indexes := slices.Sorted(maps.Keys(characters))
	var w, m strings.Builder
	m.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for chunk := range slices.Chunk(indexes, 100) {
		fmt.Fprintf(&m, "%d beginbfchar\n", len(chunk))
		for _, index := range chunk {
			r := characters[index]
			fmt.Fprintf(&m, "<%04X> %s\n", uint16(index), strings.Replace(text(string(r)), "FEFF", "", 1))
			fmt.Fprintf(&w, "%d [%.0f] ", index, f.glyphs[r].width)
		}
		m.WriteString("endbfchar\n")
	}
	m.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return w.String(), m.String()
}
