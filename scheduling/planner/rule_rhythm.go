package planner

// rhythmRule charges a gap between two visits that is not a multiple of the
// period in whole calendar weeks, such as every second week. Villagers learn a
// rhythm, and a multiple keeps it: a visit left out in summer does not shift the
// ones after it.
var rhythmRule = gapRule{
	name: RuleRhythm,
	price: func(m *model, g gap) Score {
		if g.open || g.last || (m.week(g.to)-m.week(g.from))%m.places[g.place].rhythm == 0 {
			return Score{}
		}
		return Score{Soft: m.Weights.Rhythm}
	},
	values: func(m *model, g gap) map[string]int {
		return map[string]int{
			"weeks":  m.week(g.to) - m.week(g.from),
			"rhythm": m.places[g.place].rhythm,
			"since":  g.from,
		}
	},
}
