package planner

// eveningBegins is the minute to which a shift lasts that reaches into the evening,
// when those who work by day can come: 18:00.
const eveningBegins = 18 * 60

// eveningRule charges each visit to a place in a shift that ends before the evening.
// It looks at shifts and not at hours, so that a tour costs the same whatever its
// timetable.
var eveningRule = shiftRule{
	name:   RuleEvening,
	price:  func(m *model, t toll) Score { return Score{Soft: m.Weights.Evening * t.daytime} },
	values: func(_ *model, t toll) map[string]int { return map[string]int{"visits": t.daytime} },
}

// daytime counts the visits to places of a tour that miss the evening.
func (m *model) daytime(s *shift, legs []leg) int {
	if s.To >= eveningBegins {
		return 0
	}
	count := 0
	for i := range legs {
		if legs[i].place >= 0 {
			count++
		}
	}
	return count
}
