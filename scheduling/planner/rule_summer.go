package planner

// summerRule charges the minutes by which the time at occasions on summer days
// falls short of the summer share. It is a promise.
var summerRule = planRule{RuleSummer, func(m *model, t *tally) []Charge {
	if t.summer >= m.summerDue {
		return nil
	}
	first, last := m.summerSpan()
	price := m.summerPrice(t.summer)
	return []Charge{{
		Reason: Reason{RuleSummer, price.Promise + price.Soft, map[string]int{"minutes": t.summer, "due": m.summerDue}},
		Level:  m.levelOf(true), From: first, To: last,
	}}
}}

// summerPrice is the price of having so many minutes at occasions on summer days.
func (m *model) summerPrice(minutes int) Score {
	return m.level(true, m.Weights.Summer*max(0, m.summerDue-minutes))
}

// summerDue is how many minutes on summer days the share comes to.
func summerDue(p *Problem) int {
	crewed, open := 0, 0
	for i := range p.Shifts {
		if s := &p.Shifts[i]; p.Calendar[s.Day].Summer {
			crewed += s.To - s.From
		}
	}
	for i := range p.Occasions {
		if o := &p.Occasions[i]; p.Calendar[o.Day].Summer {
			open += o.most()
		}
	}
	return min(crewed*p.SummerShare/1000, open)
}

// most is how many minutes an occasion can be attended.
func (o *Occasion) most() int {
	if o.MaxMinutes > 0 {
		return min(o.MaxMinutes, o.Closes-o.Opens)
	}
	return o.Closes - o.Opens
}

// summerSpan is the first and the last summer day of the horizon.
func (m *model) summerSpan() (first, last int) {
	first = -1
	for day := range m.Calendar {
		if m.Calendar[day].Summer {
			if first < 0 {
				first = day
			}
			last = day
		}
	}
	return max(first, 0), last
}
