package planner

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"
)

// The picture's measures are in units of which an A4 sheet on its side is some
// 1100 wide: text of 11 is then set in 8 points.
const (
	pictureLeft   = 140 // of the first day: names stand before it
	pictureRight  = 96  // after the last day: counts stand there
	pictureTop    = 78
	pictureRow    = 19
	pictureWidth  = 864 // of all days, unless weeks become too narrow
	leastWeek     = 14
	mostWeek      = 120
	longestName   = 21
	legendRow     = 19
	legendEntry   = 158 // the width of one
	nearBreaking  = 900 // thousandths of MaxGap from which a gap is marked
	colourText    = "#1a1a1a"
	colourFaint   = "#6b6b6b"
	colourLine    = "#d9d9d9"
	colourVisit   = "#12355b"
	colourGap     = "#9fb3c8"
	colourNear    = "#b86e00"
	colourBroken  = "#c1121f"
	colourSummer  = "#fff3c4"
	colourHoliday = "#c4c4c4"
	colourSpecial = "#8a8a8a"
)

// WriteSVG draws a plan: places down and weeks across, a mark for each visit and a
// line for each gap. Summer is shaded and holidays are barred. A gap that comes
// near the promise maximum is thicker, of another colour and with a triangle, one
// beyond it with a cross, so that the picture can be read without colours. Below
// stand the occasions by priority, and how much of each office's shifts is used.
//
// The plan's stops are read as by Evaluate, and the same mistakes are errors.
func WriteSVG(w io.Writer, problem *Problem, plan *Plan) error {
	m, err := compile(problem)
	if err != nil {
		return fmt.Errorf("draw plan: %w", err)
	}
	stops, err := m.check(plan.Stops)
	if err != nil {
		return fmt.Errorf("draw plan: %w", err)
	}
	start, err := time.Parse(time.DateOnly, problem.Start)
	if err != nil {
		return fmt.Errorf("draw plan: %w", err)
	}
	week := min(max(pictureWidth*7/float64(m.Days), leastWeek), mostWeek)
	p := &picture{
		model: m, out: bufio.NewWriter(w), start: start, stops: stops, tally: m.tallyOf(stops), day: week / 7,
		offices: pictureTop + pictureRow*float64(len(m.places)+3) + 24,
	}
	p.draw()
	if err := p.out.Flush(); err != nil {
		return fmt.Errorf("draw plan: %w", err)
	}
	return nil
}

// picture is a plan being drawn.
type picture struct {
	*model
	out     *bufio.Writer
	start   time.Time
	stops   []Stop
	tally   *tally
	day     float64 // its width
	offices float64 // where the rows of the offices begin
}

func (p *picture) draw() {
	entries := p.legendEntries()
	width, height := p.width(), p.bottom()+legendRow*float64((len(entries)+p.perRow()-1)/p.perRow())+10
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" role="img" `+
		`font-family="Arial, Helvetica, sans-serif" font-size="11" fill="%s">`,
		n(width), n(height), n(width), n(height), colourText)
	p.printf("\n<title>%s</title>\n<desc>%s</desc>\n", escape(p.title()), escape(p.summary()))
	p.printf(`<rect width="%s" height="%s" fill="#ffffff"/>`+"\n", n(width), n(height))
	p.printf(`<text x="12" y="24" font-size="16" font-weight="bold">%s</text>`+"\n", escape(p.title()))
	p.printf(`<text x="12" y="41" fill="%s">%s</text>`+"\n", colourFaint, escape(p.summary()))
	p.calendar()
	for place := range p.places {
		p.place(place)
	}
	p.occasionRows()
	for office := range p.Offices {
		p.office(office)
	}
	p.legend(entries)
	p.printf("</svg>\n")
}

// width is that of the picture: of the days, or of what the title takes.
func (p *picture) width() float64 { return max(p.x(p.Days)+pictureRight, 640) }

// perRow is how many entries a row of the legend has.
func (p *picture) perRow() int { return int((p.width() - pictureLeft) / legendEntry) }

// bottom is where the legend begins.
func (p *picture) bottom() float64 { return p.offices + pictureRow*float64(len(p.Offices)) + 8 }

func (p *picture) title() string {
	name := p.Name
	if name == "" {
		name = "Plan"
	}
	last := p.start.AddDate(0, 0, p.Days-1)
	return fmt.Sprintf("%s, %s to %s", name, p.Start, last.Format(time.DateOnly))
}

func (p *picture) summary() string {
	near, broken := 0, 0
	for place, days := range p.tally.days {
		for _, g := range p.gaps(place, days) {
			switch p.strain(g) {
			case strained:
				near++
			case snapped:
				broken++
			}
		}
	}
	x := p.measure(p.stops, p.tally)
	attended, occasions := 0, 0
	for priority := 1; priority <= 3; priority++ {
		attended, occasions = attended+x.OccasionsAttended[priority], occasions+x.Occasions[priority]
	}
	return fmt.Sprintf("%d visits to %d places, %d of %d occasions attended. Gaps near the limit: %d, beyond it: %d.",
		x.Visits, len(p.places), attended, occasions, near, broken)
}

// calendar draws what lies behind the rows: summer, holidays, weeks and months.
func (p *picture) calendar() {
	top, bottom := float64(pictureTop-4), p.bottom()-6
	for day := 0; day < p.Days; day++ {
		if p.Calendar[day].Summer {
			first := day
			for day < p.Days && p.Calendar[day].Summer {
				day++
			}
			p.rect(p.x(first), top, p.x(day)-p.x(first), bottom-top, colourSummer)
		}
	}
	dated := false
	for day := range p.Days {
		x := p.x(day)
		switch class := p.Calendar[day].Class; class {
		case Blocked:
			p.rect(x, top, p.day, bottom-top, colourHoliday)
		case Warn, Bridge, Shortened:
			p.printf(`<path d="M%s %sV%s" stroke="%s" stroke-dasharray="2 3"/>`+"\n", n(x+p.day/2), n(top), n(bottom), colourSpecial)
		}
		date := p.start.AddDate(0, 0, day)
		if p.weekday(day) == 0 || day == 0 {
			p.printf(`<path d="M%s %sV%s" stroke="%s" stroke-width="0.5"/>`+"\n", n(x), n(top), n(bottom), colourLine)
			_, week := date.ISOWeek()
			p.printf(`<text x="%s" y="%d" font-size="9" fill="%s">%d</text>`+"\n", n(x+1), pictureTop-8, colourFaint, week)
		}
		if date.Day() == 1 || day == 0 && date.Day() < 15 {
			layout := "Jan"
			if !dated || date.Month() == time.January {
				layout, dated = "Jan 2006", true
			}
			p.printf(`<text x="%s" y="%d" font-weight="bold">%s</text>`+"\n", n(x+1), pictureTop-20, date.Format(layout))
		}
	}
	p.printf(`<text x="%d" y="%d" font-size="9" text-anchor="end" fill="%s">week</text>`+"\n", pictureLeft-6, pictureTop-8, colourFaint)
	p.printf(`<text x="%s" y="%d" font-size="9" fill="%s">visits of due</text>`+"\n", n(p.x(p.Days)+8), pictureTop-8, colourFaint)
	if p.FrozenDays > 0 && p.FrozenDays < p.Days {
		p.printf(`<path d="M%s %sV%s" stroke="%s" stroke-width="1.5"/>`+"\n", n(p.x(p.FrozenDays)), n(top), n(bottom), colourText)
	}
}

// place draws a place's row: its name, its gaps, its visits, and how many of the
// visits that its clock asks for it gets.
func (p *picture) place(place int) {
	y, days := pictureTop+pictureRow*(float64(place)+0.5), p.tally.days[place]
	name := cmp.Or(p.Places[place].Name, p.Places[place].ID)
	if name == "" {
		name = fmt.Sprintf("Place %d", place+1)
	}
	p.rowName(y, name)
	for _, g := range p.gaps(place, days) {
		p.gap(y, g)
	}
	for _, day := range days {
		p.printf(`<circle cx="%s" cy="%s" r="3.4" fill="%s"><title>%s %s</title></circle>`+"\n",
			n(p.x(day)+p.day/2), n(y), colourVisit, escape(name), p.start.AddDate(0, 0, day).Format(time.DateOnly))
	}
	t := p.measurePlace(place, days)
	p.count(y, fmt.Sprintf("%d of %d", t.Visits, t.Pledged))
}

// strain is how near a gap comes to the promise maximum.
type strain int

const (
	slack strain = iota
	strained
	snapped
)

func (p *picture) strain(g gap) strain {
	switch length, limit := p.length(g), p.Places[g.place].MaxGap; {
	case length > limit:
		return snapped
	case length*1000 >= limit*nearBreaking:
		return strained
	default:
		return slack
	}
}

// gap draws the line between two visits, or to an end of the horizon.
func (p *picture) gap(y float64, g gap) {
	from, to := p.x(max(g.from, 0)), p.x(g.to)
	if g.from >= 0 && !g.open {
		from += p.day / 2
	}
	if !g.last {
		to += p.day / 2
	}
	line := func(colour, width string) {
		p.printf(`<path d="M%s %sH%s" stroke="%s" stroke-width="%s"/>`+"\n", n(from), n(y), n(to), colour, width)
	}
	switch p.strain(g) {
	case slack:
		line(colourGap, "1.2")
	case strained:
		line(colourNear, "3")
		p.triangle((from+to)/2, y)
	case snapped:
		line(colourBroken, "4")
		p.cross((from+to)/2, y)
	}
}

func (p *picture) triangle(x, y float64) {
	p.printf(`<path d="M%s %sl6 10h-12z" fill="%s" stroke="#ffffff"/>`+"\n", n(x), n(y-6), colourNear)
}

func (p *picture) cross(x, y float64) {
	const shape = `<path d="M%s %sl10 10m0 -10l-10 10" stroke="%s" stroke-width="%s"/>` + "\n"
	p.printf(shape, n(x-5), n(y-5), "#ffffff", "5")
	p.printf(shape, n(x-5), n(y-5), colourBroken, "2.6")
}

// occasionRows draws a row for each priority: filled where attended.
func (p *picture) occasionRows() {
	top := pictureTop + pictureRow*float64(len(p.places)) + 10
	p.printf(`<path d="M12 %sH%s" stroke="%s"/>`+"\n", n(top-5), n(p.width()-12), colourFaint)
	for priority := 1; priority <= 3; priority++ {
		y := top + pictureRow*(float64(priority)-0.5)
		p.rowName(y, fmt.Sprintf("Occasions, priority %d", priority))
		attended, all := 0, 0
		for o := range p.Occasions {
			if p.Occasions[o].Priority != priority {
				continue
			}
			all++
			if p.tally.attended[o] {
				attended++
			}
			p.diamond(p.x(p.Occasions[o].Day)+p.day/2, y, p.tally.attended[o])
		}
		p.count(y, fmt.Sprintf("%d of %d", attended, all))
	}
}

func (p *picture) diamond(x, y float64, filled bool) {
	fill := "#ffffff"
	if filled {
		fill = colourVisit
	}
	p.printf(`<path d="M%s %sl4.5 4.5l-4.5 4.5l-4.5 -4.5z" fill="%s" stroke="%s"/>`+"\n", n(x), n(y-4.5), fill, colourVisit)
}

// office draws an office's shifts: an outline as high as the shift is long, filled
// as far as its minutes are used.
func (p *picture) office(office int) {
	y := p.offices + pictureRow*(float64(office)+0.5)
	name := cmp.Or(p.Offices[office].Name, p.Offices[office].ID)
	if name == "" {
		name = fmt.Sprintf("Office %d", office+1)
	}
	p.rowName(y, name)
	crewed, used := 0, 0
	tours := p.toursOf(p.stops)
	for s := range p.shifts {
		sh := &p.shifts[s]
		if sh.Office != office {
			continue
		}
		busy := 0
		if len(tours[s]) > 0 {
			busy = min(p.busy(sh, tours[s]), sh.To-sh.From)
		}
		crewed, used = crewed+sh.To-sh.From, used+busy
		const full = pictureRow - 5.0
		high, width := full*float64(min(sh.To-sh.From, 600))/600, max(p.day-0.6, 1)
		filled := high * float64(busy) / float64(sh.To-sh.From)
		base := y + full/2
		p.printf(`<path d="M%s %sh%sv%sh-%sz" fill="#ffffff" stroke="%s" stroke-width="0.5"/>`+"\n",
			n(p.x(sh.Day)+0.3), n(base-high), n(width), n(high), n(width), colourVisit)
		p.rect(p.x(sh.Day)+0.3, base-filled, width, filled, colourVisit)
	}
	if crewed > 0 {
		p.count(y, fmt.Sprintf("%d %% used", used*100/crewed))
	}
}

// x is where a day begins.
func (p *picture) x(day int) float64 { return pictureLeft + p.day*float64(day) }

func (p *picture) rowName(y float64, name string) {
	if runes := []rune(name); len(runes) > longestName {
		name = string(runes[:longestName-1]) + "…"
	}
	p.printf(`<text x="%d" y="%s" text-anchor="end">%s</text>`+"\n", pictureLeft-8, n(y+4), escape(name))
}

func (p *picture) count(y float64, text string) {
	p.printf(`<text x="%s" y="%s" fill="%s">%s</text>`+"\n", n(p.x(p.Days)+8), n(y+4), colourFaint, escape(text))
}

func (p *picture) rect(x, y, width, height float64, fill string) {
	p.printf(`<rect x="%s" y="%s" width="%s" height="%s" fill="%s"/>`+"\n", n(x), n(y), n(width), n(height), fill)
}

// printf writes; a failed write is told when the picture is flushed.
func (p *picture) printf(format string, args ...any) { _, _ = fmt.Fprintf(p.out, format, args...) }

// n is a number with at most one decimal.
func n(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") }

// escape makes text safe in an element, without the characters that XML has no
// way to write.
func escape(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(text)
}
