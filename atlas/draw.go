package atlas

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"poliskontor/scheduling"
)

// Sheet is a map to draw.
type Sheet struct {
	Frame Frame
	Data  *Data // nil for none
	Marks []Mark
	// Label is the ID of the element that says what the map shows.
	Label string
	// Scale words the side of a square: "5 km".
	Scale string
}

// Mark is a spot with its name. Those that come first are named first, where there is
// not room for all names.
type Mark struct {
	At    scheduling.Position
	Name  string // beside the spot
	Text  string // all that is said of it, for who hears the map; the name where empty
	URL   string // where it leads; "" for nowhere
	Class string // of the element, as style sheets know it
}

// Draw returns the map as an element of a page. It is the same each time, asks for
// nothing, and has no style of its own.
func Draw(s Sheet) string {
	f := s.Frame
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="map" viewBox="0 0 %s %s" role="group" aria-labelledby="%s">`, tenths(f.Width), tenths(f.Height), html.EscapeString(s.Label))
	b.WriteString(s.Data.ground(f))
	b.WriteString(squares(f))
	names := named(f, s.Marks)
	for i := range s.Marks {
		b.WriteString("\n")
		s.Marks[i].draw(&b, f, names[i])
	}
	b.WriteString(scale(f, s.Scale))
	b.WriteString("\n</svg>")
	return b.String()
}

// finest is how many units a point may be off before shapes say more than is known.
const finest = 20

// mostGrounds bounds what is kept of what was drawn.
const mostGrounds = 500

// Shows tells whether anything of the data is drawn in a frame: whether there is any,
// and it is true enough for so near a look. It may be asked of nil.
func (d *Data) Shows(f Frame) bool { return d != nil && d.Accuracy*f.Scale <= finest }

// ground draws the shapes. A frame's is kept: it is asked for again with each page.
func (d *Data) ground(f Frame) string {
	if !d.Shows(f) {
		return plain(f, "map-land")
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if kept, found := d.grounds[f]; found {
		return kept
	}
	if d.grounds == nil || len(d.grounds) >= mostGrounds {
		d.grounds = map[Frame]string{}
	}
	d.grounds[f] = d.shapes(f)
	return d.grounds[f]
}

func plain(f Frame, class string) string {
	return fmt.Sprintf("\n<rect class=\"%s\" width=\"%s\" height=\"%s\"/>", class, tenths(f.Width), tenths(f.Height))
}

func (d *Data) shapes(f Frame) string {
	ground := "map-land"
	if slices.ContainsFunc(d.Shapes, func(s Shape) bool { return s.Kind == Land }) {
		ground = "map-water"
	}
	var b strings.Builder
	b.WriteString(plain(f, ground))
	for _, kind := range kinds {
		var path strings.Builder
		for _, shape := range d.Shapes {
			if shape.Kind == kind {
				shape.draw(&path, f)
			}
		}
		if path.Len() > 0 {
			fmt.Fprintf(&b, "\n<path class=\"map-%s\" d=\"%s\"/>", kind, path.String())
		}
	}
	return b.String()
}

func (s Shape) draw(path *strings.Builder, f Frame) {
	const beyond, unseen = 5, 0.4 // units
	seen := box{-beyond, -beyond, f.Width + beyond, f.Height + beyond}
	for _, line := range s.Lines {
		placed := make([]point, len(line))
		for i, p := range line {
			placed[i].x, placed[i].y = f.Place(p)
		}
		if s.Kind.Area() {
			if outline := simplified(seen.area(placed), unseen); len(outline) > 2 {
				drawn(path, outline, true)
			}
			continue
		}
		for _, part := range seen.lines(placed) {
			drawn(path, simplified(part, unseen), false)
		}
	}
}

// squares draws a net whose squares are as long as the scale says.
func squares(f Frame) string {
	side := f.Square() * f.Scale
	var path strings.Builder
	for x := side; x < f.Width; x += side {
		fmt.Fprintf(&path, "M%s 0V%s", tenths(x), tenths(f.Height))
	}
	for y := f.Height - side; y > 0; y -= side {
		fmt.Fprintf(&path, "M0 %sH%s", tenths(y), tenths(f.Width))
	}
	return fmt.Sprintf("\n<path class=\"map-net\" d=\"%s\"/>", path.String())
}

// Where the scale stands, from the lower left corner.
const scaleX, scaleY = 8, 8

func scale(f Frame, words string) string {
	return fmt.Sprintf("\n<g class=\"map-scale\" aria-hidden=\"true\"><path d=\"M%d %sv6h%sv-6\"/><text x=\"%d\" y=\"%s\">%s</text></g>",
		scaleX, tenths(f.Height-scaleY-6), tenths(f.Square()*f.Scale), scaleX+4, tenths(f.Height-scaleY-6), html.EscapeString(words))
}

func (m Mark) draw(b *strings.Builder, f Frame, n name) {
	x, y := f.Place(m.At)
	element, attributes := "g", ""
	if m.URL != "" {
		element, attributes = "a", fmt.Sprintf(` href="%s"`, html.EscapeString(m.URL))
	}
	if m.Text != "" || !n.shown {
		text := m.Text
		if text == "" {
			text = m.Name
		}
		attributes += fmt.Sprintf(` aria-label="%s"`, html.EscapeString(text))
	}
	if m.URL == "" {
		attributes += ` role="img"`
	}
	fmt.Fprintf(b, `<%s class="map-mark %s"%s><circle class="map-reach" cx="%s" cy="%s" r="%d"/><circle class="map-spot" cx="%[4]s" cy="%[5]s" r="%[7]d"/>`,
		element, html.EscapeString(m.Class), attributes, tenths(x), tenths(y), reach, spot)
	if n.shown {
		fmt.Fprintf(b, `<text x="%s" y="%s" text-anchor="%s">%s</text>`, tenths(n.x), tenths(n.y), n.anchor, html.EscapeString(m.Name))
	}
	fmt.Fprintf(b, "</%s>", element)
}
