package planner

// occasionRule charges occasions that are not attended. Those of priority 1 are
// a promise.
var occasionRule = planRule{RuleOccasion, func(m *model, t *tally) []Charge {
	var charges []Charge
	for o := range m.Occasions {
		if t.attended[o] {
			continue
		}
		price, priority := m.occasionPrice(o), m.Occasions[o].Priority
		charges = append(charges, Charge{
			Reason: Reason{RuleOccasion, price.Promise + price.Soft, map[string]int{"priority": priority}},
			Level:  m.levelOf(priority == 1), Occasion: new(o), From: m.Occasions[o].Day, To: m.Occasions[o].Day,
		})
	}
	return charges
}}

// occasionPrice is the price of not attending an occasion.
func (m *model) occasionPrice(o int) Score {
	priority := m.Occasions[o].Priority
	return m.level(priority == 1, m.Weights.Occasion[priority])
}
