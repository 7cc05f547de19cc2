package planner

// giveReasons says for each checked stop why it is where it is.
func (m *model) giveReasons(stops []Stop, t *tally) {
	tours := m.toursOf(stops)
	usual := make([]int, len(m.Places))
	for p := range usual {
		usual[p], _ = m.usualWeekday(t.days[p])
	}
	visits, summer := make([]int, len(m.Places)), 0
	for i := range stops {
		s := &stops[i]
		s.Reasons = m.fixedReasons(s)
		if s.Place != nil {
			g := m.gapBetween(*s.Place, t.days[*s.Place], visits[*s.Place])
			visits[*s.Place]++
			s.Reasons = append(s.Reasons, m.visitReasons(s, g, usual[*s.Place])...)
		} else {
			if m.Calendar[s.Day].Summer {
				summer += s.To - s.From
			}
			s.Reasons = append(s.Reasons, m.occasionReasons(s, summer)...)
		}
		if s.Shift >= 0 && len(tours[s.Shift]) > 1 {
			s.Reasons = append(s.Reasons, m.rides(s, tours[s.Shift]))
		}
	}
}

// fixedReasons tell that a stop stands, or what it cost to move it.
func (m *model) fixedReasons(s *Stop) []Reason {
	if s.Fixed == nil {
		return nil
	}
	f := *s.Fixed
	values := map[string]int{"day": m.Fixed[f].Day, "from": m.Fixed[f].From}
	switch {
	case !m.keeps(s):
		values["moved"] = 1
		return []Reason{{RuleDisruption, m.disruptionPrice(f).Soft, values}}
	case m.Fixed[f].Pinned:
		return []Reason{{RulePinned, 0, values}}
	case m.standing[f]:
		return []Reason{{RuleNotice, 0, values}}
	default:
		values["moved"] = 0
		return []Reason{{RuleDisruption, 0, values}}
	}
}

// visitReasons tell what the clock, the rhythm, the weekday and the calendar say
// for a visit, or cost it.
func (m *model) visitReasons(s *Stop, g gap, usual int) []Reason {
	var reasons []Reason
	for i := range rules.gaps {
		r := &rules.gaps[i]
		price := r.price(m, g)
		// Due by the clock and in rhythm are reasons for a visit; that no promise
		// is broken is none.
		if price != (Score{}) || r.name != RuleMaxGap && r.name != RuleGapCap && r.name != RuleWaiting {
			reasons = append(reasons, Reason{r.name, price.Promise + price.Soft, r.values(m, g)})
		}
	}
	weekday := Reason{RuleUsualWeekday, 0, map[string]int{"weekday": m.weekday(s.Day), "usual": usual}}
	if m.weekday(s.Day) != usual {
		weekday.Cost = m.Weights.Weekday
	}
	reasons = append(reasons, weekday)
	if unusual, values := m.unusualVisit(s); values != nil {
		reasons = append(reasons, Reason{RuleUsualOffice, unusual, values})
	}
	for i := range rules.visits {
		if price := rules.visits[i].price(m, g.place, s.Day); price != (Score{}) {
			reasons = append(reasons, Reason{rules.visits[i].name, price.Promise + price.Soft, rules.visits[i].values(m, g.place, s.Day)})
		}
	}
	return reasons
}

// occasionReasons tell what attending saves and how far the summer share is
// reached by then.
func (m *model) occasionReasons(s *Stop, summer int) []Reason {
	o := *s.Occasion
	reasons := []Reason{{RuleOccasion, 0, m.attendedValues(o, s.To-s.From)}}
	if m.Calendar[s.Day].Summer && m.summerDue > 0 {
		reasons = append(reasons, Reason{RuleSummer, 0, map[string]int{"minutes": summer, "due": m.summerDue}})
	}
	return reasons
}

func (m *model) attendedValues(o, minutes int) map[string]int {
	values := m.occasionValues(o)
	values["minutes"] = minutes
	return values
}

// rides tells how many other stops the tour has, and the minutes of driving that
// it would save without this one.
func (m *model) rides(s *Stop, legs []leg) Reason {
	sh := &m.shifts[s.Shift]
	rest := make([]leg, 0, len(legs))
	for i := range legs {
		if legs[i].window != (window{s.From, s.To}) {
			rest = append(rest, legs[i])
		}
	}
	detour := m.travelOf(sh, legs) - m.travelOf(sh, rest)
	return Reason{RuleTravel, 0, map[string]int{"mates": len(legs) - 1, "detour": detour}}
}
