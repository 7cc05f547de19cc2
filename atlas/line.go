package atlas

import (
	"math"
	"strconv"
	"strings"
)

// point is a place on a drawing.
type point struct{ x, y float64 }

// simplified leaves out points that change a line by less than a distance (Douglas and
// Peucker).
func simplified(line []point, most float64) []point {
	if len(line) < 3 {
		return line
	}
	first, last := line[0], line[len(line)-1]
	farthest, distance := 0, 0.0
	for i, p := range line[1 : len(line)-1] {
		if d := p.from(first, last); d > distance {
			farthest, distance = i+1, d
		}
	}
	if distance <= most {
		return []point{first, last}
	}
	head := simplified(line[:farthest+1], most)
	return append(head[:len(head)-1:len(head)-1], simplified(line[farthest:], most)...)
}

// from is how far a point is from the stretch between two others.
func (p point) from(a, b point) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	along := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		along = min(1, max(0, ((p.x-a.x)*dx+(p.y-a.y)*dy)/length))
	}
	return math.Hypot(p.x-a.x-along*dx, p.y-a.y-along*dy)
}

// box is what of a drawing is seen, and a little around it.
type box struct{ left, top, right, bottom float64 }

// edge is one side of a box: what is within it, and where a stretch crosses it.
type edge struct {
	within  func(point) bool
	crosses func(a, b point) point
}

func (b box) edges() []edge {
	upright := func(x float64) func(a, b point) point {
		return func(a, b point) point { return point{x, a.y + (b.y-a.y)*(x-a.x)/(b.x-a.x)} }
	}
	level := func(y float64) func(a, b point) point {
		return func(a, b point) point { return point{a.x + (b.x-a.x)*(y-a.y)/(b.y-a.y), y} }
	}
	return []edge{
		{func(p point) bool { return p.x >= b.left }, upright(b.left)},
		{func(p point) bool { return p.x <= b.right }, upright(b.right)},
		{func(p point) bool { return p.y >= b.top }, level(b.top)},
		{func(p point) bool { return p.y <= b.bottom }, level(b.bottom)},
	}
}

// area cuts a closed outline to the box (Sutherland and Hodgman).
func (b box) area(outline []point) []point {
	for _, e := range b.edges() {
		var kept []point
		for i, p := range outline {
			before := outline[(i+len(outline)-1)%len(outline)]
			if e.within(p) != e.within(before) {
				kept = append(kept, e.crosses(before, p))
			}
			if e.within(p) {
				kept = append(kept, p)
			}
		}
		outline = kept
	}
	return outline
}

// lines cuts a line to the box, into the parts that are within it.
func (b box) lines(line []point) [][]point {
	parts := [][]point{line}
	for _, e := range b.edges() {
		var kept [][]point
		for _, part := range parts {
			kept = append(kept, e.cut(part)...)
		}
		parts = kept
	}
	return parts
}

func (e edge) cut(line []point) [][]point {
	var parts [][]point
	var part []point
	for i, p := range line {
		if i > 0 && e.within(p) != e.within(line[i-1]) {
			part = append(part, e.crosses(line[i-1], p))
		}
		if e.within(p) {
			part = append(part, p)
		} else if len(part) > 1 {
			parts, part = append(parts, part), nil
		} else {
			part = nil
		}
	}
	if len(part) > 1 {
		parts = append(parts, part)
	}
	return parts
}

// drawn writes a line as a path of SVG, in tenths of a unit.
func drawn(into *strings.Builder, line []point, closed bool) {
	for i, p := range line {
		switch i {
		case 0:
			into.WriteByte('M')
		case 1:
			into.WriteByte('L')
		default:
			into.WriteByte(' ')
		}
		into.WriteString(tenths(p.x) + " " + tenths(p.y))
	}
	if closed {
		into.WriteByte('Z')
	}
}

func tenths(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10+0, 'f', -1, 64)
}
