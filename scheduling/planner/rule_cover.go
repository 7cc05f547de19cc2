package planner

// coverRule charges the hours of attended occasions at which the office is elsewhere
// or not yet there: a part of the occasion's price, by the minutes that are missing.
var coverRule = shiftRule{
	name:   RuleCover,
	price:  func(m *model, t toll) Score { return Score{Soft: m.Weights.Cover * t.missed / 1000} },
	values: func(_ *model, t toll) map[string]int { return map[string]int{"minutes": t.short} },
}

// attend adds an occasion that is attended for some minutes to a toll.
func (t *toll) attend(m *model, occasion, minutes int) {
	t.attended += minutes
	most := m.Occasions[occasion].most()
	if short := most - minutes; short > 0 {
		t.short += short
		price := m.occasionPrice(occasion)
		t.missed += (price.Promise + price.Soft) * short / most
	}
}
