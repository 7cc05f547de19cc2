package planner

// usualWeekdayRule charges each visit that is not on the place's usual weekday.
var usualWeekdayRule = placeRule{
	name: RuleUsualWeekday,
	price: func(m *model, _ int, days []int) Score {
		_, kept := m.usualWeekday(days)
		return Score{Soft: m.Weights.Weekday * (len(days) - kept)}
	},
	explain: func(m *model, place int, days []int) []Charge {
		usual, _ := m.usualWeekday(days)
		var charges []Charge
		for _, day := range days {
			if weekday := m.weekday(day); weekday != usual {
				charges = append(charges, Charge{
					Reason: Reason{RuleUsualWeekday, m.Weights.Weekday, map[string]int{"weekday": weekday, "usual": usual}},
					Level:  LevelSoft, Place: new(place), From: day, To: day,
				})
			}
		}
		return charges
	},
}

// usualWeekday is the weekday that most of the days have, the earliest of equal
// ones, and how many have it. It is -1 without days.
func (m *model) usualWeekday(days []int) (weekday, kept int) {
	var count [7]int
	weekday = -1
	for _, day := range days {
		count[m.weekday(day)]++
	}
	for w, n := range count {
		if n > kept {
			weekday, kept = w, n
		}
	}
	return weekday, kept
}
