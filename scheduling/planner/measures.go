package planner

import (
	"math"
	"sort"
)

// measure reckons what people feel of checked stops.
func (m *model) measure(stops []Stop, t *tally) Measures {
	x := Measures{GapMaxPlace: -1, PerPlace: []PlaceTally{}, SummerAtOccasions: t.summer}
	var closed []int
	onUsual := 0
	for p, days := range t.days {
		tally := m.measurePlace(p, days)
		for _, g := range m.gaps(p, days) {
			if !g.open && !g.last {
				closed = append(closed, g.to-g.from)
			}
		}
		x.Visits += tally.Visits
		if m.Places[p].Promised {
			x.Delivered += tally.Visits
			x.Pledged += tally.Pledged
		}
		if x.GapMaxPlace < 0 || tally.GapMaxDays > x.GapMaxDays {
			x.GapMaxDays, x.GapMaxPlace = tally.GapMaxDays, p
		}
		_, kept := m.usualWeekday(days)
		onUsual += kept
		x.PerPlace = append(x.PerPlace, tally)
	}
	if x.Visits > 0 {
		x.UsualWeekday = onUsual * 1000 / x.Visits
	}
	x.GapMeanDays, x.Gap95Days = meanAnd95(closed)
	m.measureOccasions(&x, stops, t)
	m.measureTours(&x, stops)
	for f := range m.Fixed {
		if m.Fixed[f].Announced && !t.kept[f] {
			x.ChangedSinceNotice++
		}
	}
	return x
}

func (m *model) measurePlace(p int, days []int) PlaceTally {
	t := PlaceTally{Visits: len(days)}
	t.UsualWeekday, _ = m.usualWeekday(days)
	c := &m.places[p].clock
	t.Pledged = (c.at(m.Days) - c.at(m.places[p].start)) / fullRate
	for _, g := range m.gaps(p, days) {
		t.GapMaxDays = max(t.GapMaxDays, g.to-g.from)
		t.ClockMax = max(t.ClockMax, m.length(g))
	}
	return t
}

// measureOccasions counts days at occasions, turns of a day as one, and their hours.
func (m *model) measureOccasions(x *Measures, stops []Stop, t *tally) {
	type day struct {
		event string
		day   int
	}
	counted, attended := map[day]bool{}, map[day]bool{}
	var open, spent [4]int
	for o := range m.Occasions {
		c := &m.Occasions[o]
		d, priority := day{c.Event, c.Day}, c.Priority
		open[priority] += c.most()
		if c.Event == "" || !counted[d] {
			counted[d] = true
			x.Occasions[priority]++
		}
		if t.attended[o] && (c.Event == "" || !attended[d]) {
			attended[d] = true
			x.OccasionsAttended[priority]++
		}
	}
	for i := range stops {
		if o := stops[i].Occasion; o != nil {
			spent[m.Occasions[*o].Priority] += stops[i].To - stops[i].From
		}
	}
	for priority := range open {
		if open[priority] > 0 {
			x.OccasionHours[priority] = spent[priority] * 1000 / open[priority]
		}
	}
}

// measureTours adds what concerns the shifts.
func (m *model) measureTours(x *Measures, stops []Stop) {
	driving := 0
	for s, legs := range m.toursOf(stops) {
		sh := &m.shifts[s]
		t := m.tollAsIs(sh, legs)
		driving += t.travel
		x.OvertimeMinutes += t.overtime
		x.UnusedMinutes += max(0, sh.To-sh.From-m.busy(sh, legs))
		if m.Calendar[sh.Day].Summer {
			x.SummerMinutes += sh.To - sh.From
		}
	}
	if len(stops) > 0 {
		x.DrivingPerVisit = driving / len(stops)
	}
	if x.SummerMinutes > 0 {
		x.SummerShare = x.SummerAtOccasions * 1000 / x.SummerMinutes
	}
}

// busy is the minutes of a tour that go to stops and drives, buffers included.
func (m *model) busy(s *shift, legs []leg) int {
	sum, node := 0, s.base
	for i := range legs {
		sum += m.drive(node, legs[i].node) + legs[i].minutes
		node = legs[i].node
	}
	return sum + m.drive(node, s.base)
}

// meanAnd95 is the mean of some days, to one decimal, and their 95th percentile.
func meanAnd95(days []int) (float64, int) {
	if len(days) == 0 {
		return 0, 0
	}
	sort.Ints(days)
	sum := 0
	for _, d := range days {
		sum += d
	}
	mean := math.Round(float64(sum)*10/float64(len(days))) / 10
	return mean, days[(len(days)*95+99)/100-1]
}
