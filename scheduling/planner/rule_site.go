package planner

// siteBound wants a visit at one of the place's sites, while that is open.
var siteBound = boundRule{RuleSite, func(m *model, at site) window {
	if at.place < 0 || len(m.Places[at.place].Sites) == 0 {
		return always
	}
	s := &m.Places[at.place].Sites[at.stand]
	if !s.Weekdays[m.weekday(at.day)] || !s.openOn(at.day) {
		return never
	}
	return window{s.Opens, s.Closes}
}}

// openOn tells whether the site can be used on a day at all.
func (s *Site) openOn(day int) bool {
	for _, open := range s.Open {
		if open.holds(day) {
			return true
		}
	}
	return len(s.Open) == 0
}

// choices is how many ways there are to stand at a place: its sites, or the place
// itself.
func (p *Place) choices() int { return max(1, len(p.Sites)) }

// choicesAt is how many ways there are to stand where a stop is.
func (m *model) choicesAt(at site) int {
	if at.place < 0 {
		return 1
	}
	return m.Places[at.place].choices()
}

// nodes are where a place can be visited.
func (p *Place) nodes() []int {
	if len(p.Sites) == 0 {
		return []int{p.Node}
	}
	nodes := make([]int, len(p.Sites))
	for i := range p.Sites {
		nodes[i] = p.Sites[i].Node
	}
	return nodes
}

// standOf is which of its sites a visit to a place is at: the one it names, or the
// first that is open for it, or the first of all.
func (m *model) standOf(place int, named *int, day, from, to int) int {
	if named != nil {
		return *named
	}
	at := site{place: place, occasion: -1, day: day}
	for i := range m.Places[place].Sites {
		at.stand = i
		if siteBound.window(m, at).holds(from, to) {
			return i
		}
	}
	return 0
}
