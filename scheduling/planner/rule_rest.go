package planner

import (
	"fmt"
	"sort"
)

// A crew is off for at least Problem.Rest minutes between its shifts of two days.
// The shifts are given, and whether a crew that drives nowhere is at work is not the
// engine's to know: of two shifts that leave too little rest it uses one at most,
// and which one is a matter of price like all else. Two shifts of one day are a
// divided day, which the law lets be; a crew in two offices at once is refused like
// one without rest.

// giveRest finds the shifts that leave their crew no rest, and ends the overtime of
// each one in time for the next.
func (m *model) giveRest() {
	m.rivals = make([][]int, len(m.shifts))
	crews := map[string][]int{}
	for i := range m.shifts {
		crew := m.crewOf(i)
		crews[crew] = append(crews[crew], i)
	}
	for _, shifts := range crews {
		sort.Slice(shifts, func(a, b int) bool { return m.earlier(shifts[a], shifts[b]) })
		for k, i := range shifts {
			for _, j := range shifts[k+1:] {
				rest := m.restBetween(i, j)
				if rest >= m.Rest+m.Shifts[i].MaxOvertime {
					break
				}
				before := &m.shifts[i]
				switch {
				case m.tiring(i, j):
					m.rivals[i], m.rivals[j] = append(m.rivals[i], j), append(m.rivals[j], i)
				case m.Shifts[i].Day != m.Shifts[j].Day:
					before.limit = min(before.limit, before.To+rest-m.Rest)
				}
			}
		}
	}
}

// crewOf names the crew of a shift.
func (m *model) crewOf(s int) string {
	if crew := m.Shifts[s].Crew; crew != "" {
		return "crew " + crew
	}
	return fmt.Sprint("office ", m.Shifts[s].Office)
}

// begin is when a shift begins, in minutes from day 0.
func (m *model) begin(s int) int { return m.Shifts[s].Day*dayLength + m.Shifts[s].From }

// earlier orders the shifts of a crew.
func (m *model) earlier(a, b int) bool {
	return m.begin(a) < m.begin(b) || m.begin(a) == m.begin(b) && a < b
}

// restBetween is the minutes from the end of a shift to the start of another.
func (m *model) restBetween(before, after int) int {
	return m.begin(after) - m.Shifts[before].Day*dayLength - m.Shifts[before].To
}

// tiring tells whether one shift of a crew leaves it too little rest for a later one.
func (m *model) tiring(before, after int) bool {
	rest := m.restBetween(before, after)
	return rest < 0 || rest < m.Rest && m.Shifts[before].Day != m.Shifts[after].Day
}

// restViolations reports the shifts that are used although another one is that
// leaves the crew no rest, at their first stops.
func (m *model) restViolations(byShift [][]int, report func(Rule, int, map[string]int)) {
	for after, in := range byShift {
		for _, before := range m.rivals[after] {
			if len(in) > 0 && len(byShift[before]) > 0 && m.earlier(before, after) {
				report(RuleRest, in[0], map[string]int{"minutes": m.restBetween(before, after), "needed": m.Rest, "shift": before})
			}
		}
	}
}
