package planner

// entry of the legend: it explains a mark, which is drawn at its place.
type entry struct {
	text string
	mark func(x, y float64)
}

func (p *picture) legendEntries() []entry {
	line := func(colour, width string, x, y float64) {
		p.printf(`<path d="M%s %sh24" stroke="%s" stroke-width="%s"/>`+"\n", n(x), n(y), colour, width)
	}
	list := []entry{
		{"visit", func(x, y float64) {
			line(colourGap, "1.2", x, y)
			p.printf(`<circle cx="%s" cy="%s" r="3.4" fill="%s"/>`+"\n", n(x+12), n(y), colourVisit)
		}},
		{"gap near the limit", func(x, y float64) { line(colourNear, "3", x, y); p.triangle(x+12, y) }},
		{"gap beyond the limit", func(x, y float64) { line(colourBroken, "4", x, y); p.cross(x+12, y) }},
		{"occasion attended", func(x, y float64) { p.diamond(x+12, y, true) }},
		{"occasion not attended", func(x, y float64) { p.diamond(x+12, y, false) }},
		{"summer", func(x, y float64) { p.rect(x, y-6, 24, 12, colourSummer) }},
		{"holiday, no visits", func(x, y float64) { p.rect(x+9, y-7, 5, 14, colourHoliday) }},
		{"short or unusual day", func(x, y float64) {
			p.printf(`<path d="M%s %sv14" stroke="%s" stroke-dasharray="2 3"/>`+"\n", n(x+12), n(y-7), colourSpecial)
		}},
		{"shift, filled as used", func(x, y float64) {
			p.printf(`<path d="M%s %sh6v12h-6z" fill="#ffffff" stroke="%s" stroke-width="0.5"/>`+"\n", n(x+9), n(y-6), colourVisit)
			p.rect(x+9, y-1, 6, 7, colourVisit)
		}},
	}
	if p.FrozenDays > 0 && p.FrozenDays < p.Days {
		list = append(list, entry{"end of the notice", func(x, y float64) {
			p.printf(`<path d="M%s %sv14" stroke="%s" stroke-width="1.5"/>`+"\n", n(x+12), n(y-7), colourText)
		}})
	}
	return list
}

func (p *picture) legend(entries []entry) {
	for i, e := range entries {
		x := pictureLeft + legendEntry*float64(i%p.perRow())
		y := p.bottom() + 12 + legendRow*float64(i/p.perRow())
		e.mark(x, y)
		p.printf(`<text x="%s" y="%s">%s</text>`+"\n", n(x+30), n(y+4), escape(e.text))
	}
}
