package planner

// disruptionRule charges fixed stops that are moved or dropped: once for a stop that
// only the planner knows of, at least twice when it is announced, and the more the
// nearer its day is.
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
			Reason: Reason{RuleDisruption, m.disruptionPrice(f).Soft, m.disruptionValues(f, moved)},
			Level:  LevelSoft, Place: m.Fixed[f].Place, Occasion: m.Fixed[f].Occasion, Fixed: new(f),
			From: m.Fixed[f].Day, To: m.Fixed[f].Day,
		})
	}
	return charges
}}

// disruptionPrice is the price of moving or dropping a fixed stop.
func (m *model) disruptionPrice(f int) Score {
	price := m.Weights.Disruption
	if !m.Fixed[f].Announced {
		return Score{Soft: price}
	}
	return Score{Soft: 2*price + 2*price*m.Weights.Nearing/m.notice(f)}
}

// notice is how many days people would have to hear of a change to a fixed stop.
func (m *model) notice(f int) int { return max(1, m.Ahead+m.Fixed[f].Day) }

func (m *model) disruptionValues(f, moved int) map[string]int {
	values := map[string]int{"moved": moved, "day": m.Fixed[f].Day, "from": m.Fixed[f].From}
	if m.Fixed[f].Announced {
		values["notice"] = m.notice(f)
	}
	return values
}
