package planner

// occasionRule charges occasions that are not attended. Those of priority 1 are
// a promise.
var occasionRule = planRule{RuleOccasion, func(m *model, t *tally) []Charge {
	var charges []Charge
	for o := range m.Occasions {
		if t.attended[o] {
			continue
		}
		price := m.occasionPrice(o)
		charges = append(charges, Charge{
			Reason: Reason{RuleOccasion, price.Promise + price.Soft, m.occasionValues(o)},
			Level:  m.levelOf(m.Occasions[o].Priority == 1), Occasion: new(o), From: m.Occasions[o].Day, To: m.Occasions[o].Day,
		})
	}
	return charges
}}

func (m *model) occasionValues(o int) map[string]int {
	values := map[string]int{"priority": m.Occasions[o].Priority}
	if share := m.Occasions[o].Share; share > 0 {
		values["share"] = share
	}
	return values
}

// occasionPrice is the price of not attending an occasion: of a turn, its share of
// the price of the whole day.
func (m *model) occasionPrice(o int) Score {
	priority := m.Occasions[o].Priority
	price := m.Weights.Occasion[priority]
	if share := m.Occasions[o].Share; share > 0 {
		price = price * share / 1000
	}
	return m.level(priority == 1, price)
}
