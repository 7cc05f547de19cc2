package planner

// tooClose tells whether a gap between two real visits is shorter than the place
// allows. It is hard, so it has no price.
func tooClose(m *model, g gap) bool {
	return !g.open && !g.last && m.length(g) < m.Places[g.place].MinGap
}
