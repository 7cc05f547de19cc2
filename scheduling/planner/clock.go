package planner

// The pledge clock of a place counts promised visits in thousandths. Each day
// adds the day's rate divided by the place's period; all spacing is measured on
// it, so summer, pauses and a slower pledge need no rules of their own.

// clockZero is the day on which every clock shows 0. Rounding depends on it, so
// it is fixed; any day well before the horizon would do.
const clockZero = -80

// fullRate is an ordinary day's rate, and the clock's length of one period.
const fullRate = 1000

// clock holds the readings of one place's clock at the start of each day.
type clock struct {
	first    int // day of the first reading
	readings []int32
}

// newClock runs a place's clock from its last visit, or clockZero when that is
// earlier, to the end of the horizon.
func newClock(p *Problem, place *Place) clock {
	first := clockZero
	if place.LastVisit != nil {
		first = min(first, *place.LastVisit)
	}
	// Before clockZero the sum runs backwards from 0.
	sum := 0
	for day := first; day < clockZero; day++ {
		sum -= clockRate(p, place, day)
	}
	c := clock{first: first, readings: make([]int32, 0, p.Days-first+1)}
	for day := first; day <= p.Days; day++ {
		c.readings = append(c.readings, int32(floorDivide(2*sum+place.Period, 2*place.Period)))
		if day < p.Days {
			sum += clockRate(p, place, day)
		}
	}
	return c
}

// at reads the clock at the start of a day.
func (c clock) at(day int) int { return int(c.readings[day-c.first]) }

// within are the readings of the days of the horizon.
func (c clock) within() []int32 { return c.readings[-c.first:] }

// clockRate is how fast a place's clock runs on a day, in thousandths.
func clockRate(p *Problem, place *Place, day int) int {
	switch {
	case place.paused(day):
		return 0
	case day >= 0 && p.Calendar[day].Summer:
		return place.SummerRate
	default:
		return fullRate
	}
}

// paused tells whether the place's clock stands still on a day.
func (p *Place) paused(day int) bool {
	for _, pause := range p.Pauses {
		if pause.holds(day) {
			return true
		}
	}
	return false
}

// holds tells whether a day lies within the span.
func (s Span) holds(day int) bool { return s.From <= day && day < s.To }

// floorDivide rounds towards minus infinity.
func floorDivide(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}
