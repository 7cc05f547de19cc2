package planner

import "sort"

// violations lists the hard rules that checked stops break.
func (m *model) violations(stops []Stop, t *tally) []Violation {
	list := []Violation{}
	report := func(rule Rule, stop int, values map[string]int) {
		list = append(list, Violation{Rule: rule, Stop: new(stop), Value: values})
	}
	visits, occasions := make([]int, len(m.Places)), make([]int, len(m.Occasions))
	for i := range stops {
		m.stopViolations(&stops[i], func(rule Rule, values map[string]int) { report(rule, i, values) })
		if p := stops[i].Place; p != nil {
			g := m.gapBetween(*p, t.days[*p], visits[*p])
			if visits[*p]++; tooClose(m, g) {
				values := gapValues(m, g)
				values["limit"] = m.Places[*p].MinGap
				report(RuleMinGap, i, values)
			}
			continue
		}
		o := *stops[i].Occasion
		if occasions[o]++; occasions[o] > 1 {
			report(RuleOnce, i, map[string]int{"times": occasions[o]})
		}
	}
	m.tourViolations(stops, report)
	for f := range m.Fixed {
		if m.standing[f] && !t.kept[f] {
			rule := RuleNotice
			if m.Fixed[f].Pinned {
				rule = RulePinned
			}
			list = append(list, Violation{Rule: rule, Fixed: new(f)})
		}
	}
	return list
}

// stopViolations reports the rules on single stops that a stop breaks.
func (m *model) stopViolations(s *Stop, report func(Rule, map[string]int)) {
	at, least := m.siteOf(s)
	for i := range rules.bounds {
		if w := rules.bounds[i].window(m, at); !w.holds(s.From, s.To) {
			values := map[string]int{"from": s.From, "to": s.To}
			if w.length() >= 0 {
				values["earliest"], values["latest"] = w.from, w.to
			}
			report(rules.bounds[i].name, values)
		}
	}
	if !at.fixed && s.To-s.From < least {
		report(RuleMinutes, map[string]int{"minutes": s.To - s.From, "least": least})
	}
}

// siteOf is where a checked stop is, and how long it lasts at least.
func (m *model) siteOf(s *Stop) (at site, least int) {
	at = site{place: -1, occasion: -1, day: s.Day, shift: s.Shift, fixed: s.Fixed != nil && m.keeps(s)}
	if s.Place != nil {
		at.place = *s.Place
		if s.Site != nil {
			at.stand = *s.Site
		}
		return at, m.Places[at.place].Service
	}
	at.occasion = *s.Occasion
	return at, m.Occasions[at.occasion].Minutes
}

// tourViolations reports what an office cannot do: too many stops, driving that
// does not fit, two places at once.
func (m *model) tourViolations(stops []Stop, report func(Rule, int, map[string]int)) {
	byShift, byOffice := make([][]int, len(m.Shifts)), make([][]int, len(m.Offices))
	for i := range stops {
		byOffice[stops[i].Office] = append(byOffice[stops[i].Office], i)
		if s := stops[i].Shift; s >= 0 {
			byShift[s] = append(byShift[s], i)
		}
	}
	for s, in := range byShift {
		if len(in) > 0 {
			m.shiftViolations(s, stops, in, report)
		}
	}
	m.restViolations(byShift, report)
	for _, in := range byOffice {
		begin := func(i int) int { return stops[i].Day*dayLength + stops[i].From }
		sort.SliceStable(in, func(a, b int) bool { return begin(in[a]) < begin(in[b]) })
		for k := 1; k < len(in); k++ {
			a, b := &stops[in[k-1]], &stops[in[k]]
			room := begin(in[k]) - a.Day*dayLength - a.To
			switch needed := m.between(a, b); {
			case room < 0:
				report(RuleOffice, in[k], map[string]int{"minutes": -room})
			case room < needed:
				report(RuleTour, in[k], map[string]int{"minutes": room, "needed": needed})
			}
		}
	}
}

// stopNode is where a checked stop is.
func (m *model) stopNode(s *Stop) int {
	at, _ := m.siteOf(s)
	return m.nodeOf(at)
}

// between is the minutes that an office needs from one stop to the next. Between
// two shifts it is at base, which the shifts answer for.
func (m *model) between(a, b *Stop) int {
	from, to := m.stopNode(a), m.stopNode(b)
	switch base := m.Offices[a.Office].Base; {
	case a.Shift == b.Shift && a.Shift >= 0:
		return m.drive(from, to)
	case a.Shift >= 0 && b.Shift >= 0:
		return 0
	default:
		return min(m.drive(from, to), m.drive(from, base)+m.drive(base, to))
	}
}

// shiftViolations reports a shift's slots, and the drives from and to the base.
func (m *model) shiftViolations(s int, stops []Stop, in []int, report func(Rule, int, map[string]int)) {
	sh, taken := &m.shifts[s], 0
	sort.SliceStable(in, func(a, b int) bool { return stops[in[a]].From < stops[in[b]].From })
	for _, i := range in {
		if stops[i].Occasion != nil {
			taken += m.Occasions[*stops[i].Occasion].Slots
		} else {
			taken++
		}
	}
	first, last := &stops[in[0]], &stops[in[len(in)-1]]
	if sh.Slots > 0 && taken > sh.Slots {
		report(RuleSlots, in[len(in)-1], map[string]int{"slots": taken, "limit": sh.Slots})
	}
	if ready := sh.begin + m.drive(sh.base, m.stopNode(first)); first.From < ready {
		report(RuleTour, in[0], map[string]int{"minutes": first.From - sh.begin, "needed": ready - sh.begin})
	}
	if back := last.To + m.drive(m.stopNode(last), sh.base); back > sh.limit {
		report(RuleTour, in[len(in)-1], map[string]int{"back": back, "limit": sh.limit})
	}
}
