package planner

// usualOfficeRule charges each visit by another office than the one that usually
// comes: its crew is whom people know.
var usualOfficeRule = shiftRule{
	name:   RuleUsualOffice,
	price:  func(m *model, t toll) Score { return Score{Soft: m.Weights.Office * t.unusual} },
	values: func(_ *model, t toll) map[string]int { return map[string]int{"visits": t.unusual} },
}

// unusual counts the visits of a tour to places that usually see another office.
func (m *model) unusual(s *shift, legs []leg) int {
	count := 0
	for i := range legs {
		if p := legs[i].place; p >= 0 && m.Places[p].Office != nil && *m.Places[p].Office != s.Office {
			count++
		}
	}
	return count
}

// unusualVisit is what a checked visit costs by its office; without values where the
// place has no usual one, or none comes.
func (m *model) unusualVisit(s *Stop) (cost int, values map[string]int) {
	usual := m.Places[*s.Place].Office
	if usual == nil || s.Shift < 0 {
		return 0, nil
	}
	if s.Office != *usual {
		cost = m.Weights.Office
	}
	return cost, map[string]int{"office": s.Office, "usual": *usual}
}
