package planner

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"time"
)

// GenerateOptions say what Generate makes.
type GenerateOptions struct {
	Offices, Places, Weeks int // at least 1 each; more than ten years are cut short
	// Load is the Density aimed at, in thousandths; 0 means 900. It is met within
	// 1 % wherever the shifts hold some hundred stops or more.
	Load int
	Seed uint64
}

// Generate makes up a district and its planning period, to try the engine on. The
// same options give the same problem. Places lie in a plane around the offices'
// bases and are promised a visit every one to four weeks; from Monday 30 March 2026
// on there are the Swedish holidays, and summers with occasions. Offices are
// crewed on as many days as Load asks for.
func Generate(options GenerateOptions) *Problem {
	g := &generator{
		Problem: &Problem{
			Name:  fmt.Sprintf("%dx%dx%d-%d", options.Offices, options.Places, options.Weeks, options.Seed),
			Start: generatedStart.Format(time.DateOnly), Days: 7 * min(max(options.Weeks, 1), maxDays/7),
			Buffer: 10, SummerShare: 350, Occasions: []Occasion{}, Fixed: []Fixed{},
			Weights: Weights{
				Promise: 20, Spacing: 4, Weekday: 30, Rhythm: 10, Travel: 1, Overtime: 5,
				Occasion: ByPriority{0, 5000, 1500, 400}, Summer: 5, Warn: 40, Disruption: 120,
			},
		},
		random: rand.New(rand.NewPCG(options.Seed, 0x706c616e)),
		load:   options.Load,
	}
	if g.load <= 0 {
		g.load = 900
	}
	offices := min(max(options.Offices, 1), maxPlaces)
	g.calendar()
	g.crew(offices)
	g.settle(offices, min(max(options.Places, 1), maxPlaces))
	g.celebrate(offices)
	g.drive()
	g.tune()
	return g.Problem
}

var generatedStart = time.Date(2026, time.March, 30, 0, 0, 0, 0, time.UTC)

// generator is a problem in the making.
type generator struct {
	*Problem
	random *rand.Rand
	load   int
	at     []point  // by node
	spare  [][2]int // offices and days without a shift, in the order of crewing them
}

// point is kilometres on a plane.
type point struct{ x, y float64 }

func (g *generator) calendar() {
	g.Calendar = make([]Day, g.Days)
	holidays := swedishHolidays(generatedStart.Year(), generatedStart.AddDate(0, 0, g.Days).Year())
	for day := range g.Calendar {
		date := generatedStart.AddDate(0, 0, day)
		g.Calendar[day] = holidays[date.Format(time.DateOnly)]
		g.Calendar[day].Summer = date.Month() >= time.June && date.Month() <= time.August
	}
}

// crew gives each office four weekdays a week, three in summer, one of them an
// evening in every other week, and lists the days on which it could be crewed
// besides.
func (g *generator) crew(offices int) {
	for office := range offices {
		g.Offices = append(g.Offices, Office{ID: fmt.Sprintf("office-%d", office+1), Base: office})
		off := g.random.Perm(5)
		for day := range g.Days {
			weekday := day % 7
			switch {
			case weekday > 4 || g.Calendar[day].Class == Blocked:
			case weekday == off[0] || weekday == off[1] && g.Calendar[day].Summer:
				g.spare = append(g.spare, [2]int{office, day})
			default:
				g.addShift(office, day, weekday == off[2] && day/7%2 == 1)
			}
		}
	}
	g.random.Shuffle(len(g.spare), func(a, b int) { g.spare[a], g.spare[b] = g.spare[b], g.spare[a] })
}

func (g *generator) addShift(office, day int, evening bool) {
	s := Shift{ID: fmt.Sprintf("shift-%d-%d", office+1, day), Office: office, Day: day, From: 8 * 60, To: 17 * 60, Slots: 2, MaxOvertime: 60}
	if evening {
		s.From, s.To = 11*60+30, 20*60+30
	}
	g.Shifts = append(g.Shifts, s)
}

// settle puts the bases and the places on the map, and chooses intervals that
// need about as many visits as Load leaves for.
func (g *generator) settle(offices, places int) {
	for office := range offices {
		turn := 2 * math.Pi * (float64(office) + g.random.Float64()/2) / float64(offices)
		away := 18 * math.Sqrt(float64(offices)-1)
		g.at = append(g.at, point{away * math.Cos(turn), away * math.Sin(turn)})
	}
	for i := range places {
		base, turn, away := g.at[i%offices], 2*math.Pi*g.random.Float64(), 3+27*math.Sqrt(g.random.Float64())
		g.at = append(g.at, point{base.x + away*math.Cos(turn), base.y + away*math.Sin(turn)})
		period := []int{7, 14, 14, 21, 21, 28}[g.random.IntN(6)]
		place := Place{
			ID: placeName(i), Node: offices + i, Opens: 9 * 60, Closes: 20 * 60,
			Service: []int{150, 165, 180}[g.random.IntN(3)], Period: period, MinGap: 400, MaxGap: 1500, Promised: true,
			SummerRate: 500, Need: []int{1000, 1000, 1000, 1000, 1200, 1400}[g.random.IntN(6)],
		}
		g.Places = append(g.Places, place)
	}
	g.fitPeriods()
	for i := range g.Places {
		p := &g.Places[i]
		p.Weekdays, p.LastVisit = g.weekdays(p.Period), new(-1-g.random.IntN(p.Period))
	}
}

// fitPeriods shortens or lengthens intervals, one week at a time, until a week
// needs about Load of the stops that its shifts hold.
func (g *generator) fitPeriods() {
	room, full := 0, 0
	for i := range g.Shifts {
		if !g.Calendar[g.Shifts[i].Day].Summer {
			room += g.Shifts[i].Slots
		}
	}
	for day := range g.Calendar {
		if !g.Calendar[day].Summer {
			full++
		}
	}
	needed := func() float64 {
		sum := 0.0
		for i := range g.Places {
			sum += float64(full) / float64(g.Places[i].Period)
		}
		return sum
	}
	aim := float64(room*g.load) / 1000
	for range 8 * len(g.Places) {
		p := &g.Places[g.random.IntN(len(g.Places))]
		switch now := needed(); {
		case now > aim && p.Period < 28:
			p.Period += 7
		case now < aim*0.95 && p.Period > 7:
			p.Period -= 7
		}
	}
}

// weekdays allows all working days, or three of them; a visit each week needs all.
func (g *generator) weekdays(period int) Weekdays {
	all := Weekdays{true, true, true, true, true, false, false}
	if closed := g.random.Perm(5); period > 7 && g.random.IntN(5) < 2 {
		all[closed[0]], all[closed[1]] = false, false
	}
	return all
}

// celebrate puts three occasions for each office into each summer week, on different
// days, and a few elsewhere.
func (g *generator) celebrate(offices int) {
	for day := 0; day < g.Days; day += 7 {
		for office := range offices {
			switch {
			case g.Calendar[day].Summer:
				for _, weekday := range g.random.Perm(7)[:3] {
					g.addOccasion(office, day+weekday)
				}
			case g.random.IntN(8) == 0:
				g.addOccasion(office, day+g.random.IntN(7))
			}
		}
	}
	sort.SliceStable(g.Occasions, func(a, b int) bool { return g.Occasions[a].Day < g.Occasions[b].Day })
	for i := range g.Occasions {
		g.Occasions[i].ID = fmt.Sprintf("occasion-%d", i+1)
	}
}

// addOccasion adds one at one of the places near an office; a long one takes the
// whole shift. An office is crewed for it unless it is of the lowest priority.
func (g *generator) addOccasion(office, day int) {
	near := (len(g.Places) - office%len(g.Places) + len(g.Offices) - 1) / len(g.Offices)
	place := office%len(g.Places) + len(g.Offices)*g.random.IntN(max(near, 1))
	o := Occasion{
		Node: g.Places[min(place, len(g.Places)-1)].Node, Day: day, Opens: 10 * 60, Closes: 15 * 60, Minutes: 180, Slots: 1,
		Priority: []int{1, 2, 2, 2, 3, 3}[g.random.IntN(6)],
	}
	switch g.random.IntN(5) {
	case 0:
		o.Closes, o.Minutes, o.Slots = 20*60, 300, 2
	case 1:
		o.Opens, o.Closes = o.Opens+120, o.Closes+120
	}
	g.Occasions = append(g.Occasions, o)
	for i := range g.Shifts {
		if g.Shifts[i].Day == day && g.Shifts[i].Office == office {
			// An evening would miss what is in the morning.
			g.Shifts[i].From, g.Shifts[i].To = 8*60, 17*60
			return
		}
	}
	if o.Priority < 3 {
		g.spare = slices.DeleteFunc(g.spare, func(d [2]int) bool { return d == [2]int{office, day} })
		g.addShift(office, day, false)
	}
}

// drive makes the travel matrix: four minutes to get going, and 54 km/h.
func (g *generator) drive() {
	for _, a := range g.at {
		row := make([]int, len(g.at))
		for i, b := range g.at {
			if a != b {
				row[i] = int(math.Ceil(4 + math.Hypot(a.x-b.x, a.y-b.y)/0.9))
			}
		}
		g.Travel = append(g.Travel, row)
	}
}

// tune adds and takes away shifts, and halves some, until the density is Load and
// about the same in all weeks.
func (g *generator) tune() {
	for range 60 {
		m, err := compile(g.Problem)
		if err != nil {
			panic(fmt.Sprintf("generate: %v", err)) // a mistake of the generator, not of its caller
		}
		d := m.density()
		missing := int(math.Round(float64(d.Needed)/float64(g.load))) - d.Room
		if missing == 0 {
			break
		}
		if missing > 0 {
			g.add(min(missing, 20), m.weekly())
		} else {
			g.remove(min(-missing, 20), m.weekly())
		}
	}
	sort.SliceStable(g.Shifts, func(a, b int) bool {
		x, y := &g.Shifts[a], &g.Shifts[b]
		return x.Day < y.Day || x.Day == y.Day && x.Office < y.Office
	})
}

// add makes room for some stops, in the densest weeks first: by another shift, by
// a whole one instead of a half, or by three stops in a long one.
func (g *generator) add(stops int, weeks []Density) {
	for ; stops > 0; stops-- {
		best, least := -1, 0.0
		for i, d := range g.spare {
			if at := crowd(weeks[d[1]/7]); best < 0 || at > least {
				best, least = i, at
			}
		}
		halved := slices.IndexFunc(g.Shifts, func(s Shift) bool { return s.Slots == 1 })
		switch {
		case halved >= 0 && (stops == 1 || best < 0):
			g.Shifts[halved].Slots, g.Shifts[halved].To = 2, g.Shifts[halved].From+9*60
		case best >= 0:
			day := g.spare[best]
			g.spare = slices.Delete(g.spare, best, best+1)
			g.addShift(day[0], day[1], false)
			weeks[day[1]/7].Room += 2
			if stops == 1 {
				s := &g.Shifts[len(g.Shifts)-1]
				s.Slots, s.To = 1, s.From+6*60
			}
			stops--
		default:
			for range len(g.Shifts) {
				s := &g.Shifts[g.random.IntN(len(g.Shifts))]
				if s.Slots == 2 {
					s.Slots, s.From, s.To = 3, 7*60, 20*60
					break
				}
			}
		}
	}
}

// remove takes room for some stops away, in the least dense weeks first, but not
// from days with occasions.
func (g *generator) remove(stops int, weeks []Density) {
	festive := map[int]bool{}
	for i := range g.Occasions {
		festive[g.Occasions[i].Day] = true
	}
	for ; stops > 0; stops-- {
		order, best := g.random.Perm(len(g.Shifts)), -1
		for _, i := range order {
			s := &g.Shifts[i]
			if !festive[s.Day] && s.Slots == 2 && (best < 0 || crowd(weeks[s.Day/7]) < crowd(weeks[g.Shifts[best].Day/7])) {
				best = i
			}
		}
		if best < 0 {
			return
		}
		s := &g.Shifts[best]
		if stops == 1 {
			s.Slots, s.To = 1, s.From+6*60
			return
		}
		weeks[s.Day/7].Room -= 2
		g.spare = append(g.spare, [2]int{s.Office, s.Day})
		g.Shifts = slices.Delete(g.Shifts, best, best+1)
		stops--
	}
}

// crowd is a density that also tells two empty weeks apart.
func crowd(d Density) float64 { return float64(d.Needed) / (float64(d.Room) + 0.5) }

// placeName makes a name that could be on a Swedish map, without any letter that
// a terminal may not have.
func placeName(i int) string {
	first := []string{"Tors", "Vinn", "Ek", "Norr", "Lind", "Hamm", "Sand", "Bro", "Fur", "Klock", "Ring", "Al", "Ost", "Kvarn"}
	last := []string{"lov", "by", "torp", "arp", "sta", "hult", "holm", "ryd", "berga", "vik", "lund"}
	n := len(first) * len(last)
	name := first[i%len(first)] + last[(i+i/len(first))%len(last)]
	if i >= n {
		name += fmt.Sprint(" ", 1+i/n)
	}
	return name
}
