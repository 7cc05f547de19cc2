package planner

// floorRule charges each visit that is missing of a floor, as 1000 thousandths
// of a promise, or of a wish where the place is not promised.
var floorRule = placeRule{
	name: RuleFloor,
	price: func(m *model, place int, days []int) Score {
		var sum Score
		for i := range m.Places[place].Floors {
			sum = sum.Plus(m.floorPrice(place, i, m.visitsIn(place, i, days)))
		}
		return sum
	},
	explain: func(m *model, place int, days []int) []Charge {
		var charges []Charge
		for i, floor := range m.Places[place].Floors {
			visits := m.visitsIn(place, i, days)
			if visits >= floor.Visits {
				continue
			}
			price := m.floorPrice(place, i, visits)
			charges = append(charges, Charge{
				Reason: Reason{RuleFloor, price.Promise + price.Soft, map[string]int{"visits": visits, "floor": floor.Visits}},
				Level:  m.levelOf(m.Places[place].Promised), Place: new(place), From: floor.From, To: floor.To,
			})
		}
		return charges
	},
}

// floorPrice is the price of a floor of a place with so many visits.
func (m *model) floorPrice(place, floor, visits int) Score {
	p := &m.Places[place]
	missing := max(0, p.Floors[floor].Visits-visits)
	return m.level(p.Promised, m.Weights.Promise*1000*missing*p.Need/1000)
}

// visitsIn counts the days within a floor's span.
func (m *model) visitsIn(place, floor int, days []int) int {
	count := 0
	for _, day := range days {
		if m.Places[place].Floors[floor].holds(day) {
			count++
		}
	}
	return count
}

// levelOf names the level that what is promised, or only wished, is charged on.
func (m *model) levelOf(promised bool) Level {
	if promised && !m.Weights.OneLevel {
		return LevelPromise
	}
	return LevelSoft
}
