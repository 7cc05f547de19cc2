package atlas

import "unicode/utf8"

// Sizes, in units: of what can be tapped, of a spot, and of letters as wide as any font
// has them.
const (
	reach       = 14
	spot        = 5
	letterHigh  = 13
	letterWide  = 8.2
	besideSpot  = spot + 4
	scaleStands = 90 // how wide the scale's corner is, which names leave free
)

// name is where a mark's name stands.
type name struct {
	shown  bool
	x, y   float64
	anchor string
}

// named finds a place for each name beside its mark, in their order; those for which
// there is none are not shown.
func named(f Frame, marks []Mark) []name {
	taken := []box{{0, f.Height - 34, scaleStands, f.Height}}
	for _, m := range marks {
		x, y := f.Place(m.At)
		taken = append(taken, box{x - spot - 1, y - spot - 1, x + spot + 1, y + spot + 1})
	}
	names := make([]name, len(marks))
	for i, m := range marks {
		x, y := f.Place(m.At)
		if !f.holds(x, y) || m.Name == "" {
			continue
		}
		wide := letterWide * float64(utf8.RuneCountInString(m.Name))
		for _, n := range []name{
			{true, x + besideSpot, y + letterHigh/3.0, "start"},
			{true, x - besideSpot, y + letterHigh/3.0, "end"},
			{true, x, y - besideSpot, "middle"},
			{true, x, y + besideSpot + letterHigh*0.75, "middle"},
		} {
			if b := n.box(wide); f.holds(b.left, b.top) && f.holds(b.right, b.bottom) && b.free(taken) {
				names[i], taken = n, append(taken, b)
				break
			}
		}
	}
	return names
}

func (n name) box(wide float64) box {
	left := n.x
	switch n.anchor {
	case "end":
		left -= wide
	case "middle":
		left -= wide / 2
	}
	return box{left, n.y - letterHigh*0.8, left + wide, n.y + letterHigh*0.25}
}

func (b box) free(taken []box) bool {
	for _, t := range taken {
		if b.left < t.right && t.left < b.right && b.top < t.bottom && t.top < b.bottom {
			return false
		}
	}
	return true
}
