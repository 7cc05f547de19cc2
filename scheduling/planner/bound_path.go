package planner

// path is the schedule of one place when it pays for its visits: a shortest path
// over days, as in kernel, but one that is asked thousands of times. All gaps are
// therefore priced once.
type path struct {
	place int
	days  []pathDay
	// gaps[j][i] is the price of the gap from day i to a later day j, and
	// longer[j][i] the lowest of those from i or any day before it.
	gaps, longer [][]int
	first, last  []int // the gaps from the clock's start, and to the horizon's end
	none         int   // the price of no visit at all
	weekdays     []int
	offWeekday   int
	floors       []pathFloor
	steps        []pathStep // by day and weekday
	least        []int      // by day: the lowest price in steps up to it
	prices       []int      // by day
	chosen       []int      // by day: payment, or -1
}

// pathDay is a day on which the place can be visited.
type pathDay struct {
	day   int
	price int // by the rules on visits
	ways  []way
	times int // visits that stand; with any there are no ways, and every path goes through
}

// pathFloor is a floor with its payment.
type pathFloor struct{ floor, payment int }

// pathStep is the price of the best path up to a day, and the day before it.
type pathStep struct{ price, before int }

const barred = 1 << 60

func (r *relaxation) newPath(p int, offered [][]item) path {
	m := r.m
	t := path{place: p, offWeekday: r.parted(Score{Soft: m.Weights.Weekday})}
	t.days = r.pathDays(p, offered)
	for i, floor := range m.Places[p].Floors {
		if fine := r.parted(m.floorPrice(p, i, floor.Visits-1)); floor.Visits > 0 && fine > 0 {
			t.floors = append(t.floors, pathFloor{i, r.pay(payment{amount: fine / 2, most: fine})})
		}
	}
	var seen [7]bool
	for j := range t.days {
		day := t.days[j].day
		if w := m.weekday(day); !seen[w] {
			seen[w] = true
			t.weekdays = append(t.weekdays, w)
		}
		row, longer, lowest := make([]int, j), make([]int, j), barred
		for i := range j {
			row[i] = r.gapOrBarred(gap{place: p, from: t.days[i].day, to: day}, t.days[i].times > 0 && t.days[j].times > 0)
			lowest = min(lowest, row[i])
			longer[i] = lowest
		}
		t.gaps, t.longer = append(t.gaps, row), append(t.longer, longer)
		t.first = append(t.first, r.gapOrBarred(m.gapBetween(p, []int{day}, 0), t.days[j].times > 0))
		t.last = append(t.last, r.parted(m.gapPrice(m.gapBetween(p, []int{day}, 1))))
	}
	if len(t.weekdays) == 0 {
		t.weekdays = []int{0}
	}
	t.none = r.parted(m.gapPrice(m.gapBetween(p, nil, 0)))
	t.steps = make([]pathStep, len(t.days)*len(t.weekdays))
	t.least, t.prices, t.chosen = make([]int, len(t.days)), make([]int, len(t.days)), make([]int, len(t.days))
	return t
}

// gapOrBarred is the price of a gap; barred when it is too close and not between
// stops that stand.
func (r *relaxation) gapOrBarred(g gap, stands bool) int {
	if !stands && tooClose(r.m, g) {
		return barred
	}
	return r.parted(r.m.gapPrice(g))
}

// pathDays lists the days on which a place can be visited, or is.
func (r *relaxation) pathDays(p int, offered [][]item) []pathDay {
	m, byDay := r.m, make([]*pathDay, r.m.Days)
	for _, f := range m.places[p].fixed {
		if m.standing[f] {
			day := m.Fixed[f].Day
			if byDay[day] == nil {
				byDay[day] = &pathDay{day: day}
			}
			byDay[day].times++
		}
	}
	for _, g := range r.gather(m.places[p].spots(), false) {
		day := m.shifts[g.shift].Day
		if byDay[day] == nil {
			byDay[day] = &pathDay{day: day}
		}
		if byDay[day].times == 0 {
			offered[g.shift] = append(offered[g.shift], g.item)
			byDay[day].ways = append(byDay[day].ways, way{g.item.payment, g.saved})
		}
	}
	var days []pathDay
	for day, at := range byDay {
		if at != nil {
			at.price = r.parted(m.visitPrice(p, day)) * max(at.times, 1)
			if at.times > 1 {
				at.price += (at.times - 1) * r.parted(m.gapPrice(gap{place: p, from: day, to: day}))
			}
			days = append(days, *at)
		}
	}
	return days
}

// reckonPath is the price of the place's best schedule with what it pays.
func (r *relaxation) reckonPath(t *path) int {
	sum := r.priceDays(t)
	layers := len(t.weekdays)
	must := -1 // the last day so far that every path goes through
	for j := range t.days {
		row := t.steps[j*layers : (j+1)*layers]
		start := t.first[j]
		if must >= 0 {
			start = barred
		}
		worst := barred
		for w := range row {
			row[w] = pathStep{start, -1}
		}
		for i := j - 1; i >= max(must, 0); i-- {
			if i < j-1 && t.longer[j][i]+t.least[i] >= worst {
				break
			}
			link := t.gaps[j][i]
			if link >= barred {
				continue
			}
			worst = 0
			from := t.steps[i*layers : (i+1)*layers]
			for w := range row {
				if price := from[w].price + link; price < row[w].price {
					row[w] = pathStep{price, i}
				}
				worst = max(worst, row[w].price)
			}
		}
		times, weekday := max(t.days[j].times, 1), r.m.weekday(t.days[j].day)
		t.least[j] = barred
		if j > 0 {
			t.least[j] = t.least[j-1]
		}
		for w := range row {
			row[w].price += t.prices[j]
			if t.weekdays[w] != weekday {
				row[w].price += times * t.offWeekday
			}
			row[w].price = min(row[w].price, barred)
			t.least[j] = min(t.least[j], row[w].price)
		}
		if t.days[j].times > 0 {
			must = j
		}
	}
	best, at, layer := barred, -1, 0
	if must < 0 {
		best = t.none
	}
	for i := len(t.days) - 1; i >= max(must, 0); i-- {
		for w := range layers {
			if price := t.steps[i*layers+w].price + t.last[i]; price < best {
				best, at, layer = price, i, w
			}
		}
	}
	for ; at >= 0; at = t.steps[at*layers+layer].before {
		r.want(t, at)
	}
	return sum + best
}

// priceDays prices each day by its cheapest way and what the floors pay for a
// visit, and is what the floors are worth without any.
func (r *relaxation) priceDays(t *path) int {
	for j := range t.days {
		d := &t.days[j]
		t.chosen[j] = -1
		cheapest := 0
		for _, w := range d.ways {
			if price := r.payments[w.payment].amount - w.saved; t.chosen[j] < 0 || price < cheapest {
				cheapest, t.chosen[j] = price, w.payment
			}
		}
		t.prices[j] = d.price + cheapest
	}
	sum := 0
	for _, f := range t.floors {
		floor, fine := &r.m.Places[t.place].Floors[f.floor], &r.payments[f.payment]
		sum += fine.amount * floor.Visits
		fine.wanted += floor.Visits
		for j := range t.days {
			if floor.holds(t.days[j].day) {
				t.prices[j] -= fine.amount * max(t.days[j].times, 1)
			}
		}
	}
	return sum
}

// want notes that the place is visited on a day.
func (r *relaxation) want(t *path, j int) {
	if t.chosen[j] >= 0 {
		r.payments[t.chosen[j]].wanted++
	}
	for _, f := range t.floors {
		if r.m.Places[t.place].Floors[f.floor].holds(t.days[j].day) {
			r.payments[f.payment].wanted -= max(t.days[j].times, 1)
		}
	}
}
