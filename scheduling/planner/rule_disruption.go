package planner

// disruptionRule charges fixed stops that are moved or dropped, twice when they
// are announced.
var disruptionRule = planRule{RuleDisruption, func(m *model, t *tally) []Charge {
	var charges []Charge
	for f := range m.Fixed {
		if t.kept[f] {
			continue
		}
		moved := 0
		if t.moved[f] {
			moved = 1
		}
		charges = append(charges, Charge{
			Reason: Reason{RuleDisruption, m.disruptionPrice(f).Soft, map[string]int{"moved": moved, "day": m.Fixed[f].Day, "from": m.Fixed[f].From}},
			Level:  LevelSoft, Place: m.Fixed[f].Place, Occasion: m.Fixed[f].Occasion, Fixed: new(f),
			From: m.Fixed[f].Day, To: m.Fixed[f].Day,
		})
	}
	return charges
}}

// disruptionPrice is the price of moving or dropping a fixed stop.
func (m *model) disruptionPrice(f int) Score {
	if m.Fixed[f].Announced {
		return Score{Soft: 2 * m.Weights.Disruption}
	}
	return Score{Soft: m.Weights.Disruption}
}
