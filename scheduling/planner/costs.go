package planner

// costs are what rules charge, in the registry's order.
type costs struct {
	visits, gaps, places, shifts []int
	occasion, summer, disruption int
}

func newCosts() *costs {
	return &costs{
		visits: make([]int, len(rules.visits)), gaps: make([]int, len(rules.gaps)),
		places: make([]int, len(rules.places)), shifts: make([]int, len(rules.shifts)),
	}
}

func add(sum *int, price Score, times int) { *sum += times * (price.Promise + price.Soft) }

// reasons lists the rules that charge anything.
func (c *costs) reasons() []Reason {
	list := []Reason{}
	name := func(rule Rule, cost int) {
		if cost != 0 {
			list = append(list, Reason{Rule: rule, Cost: cost})
		}
	}
	for i := range rules.visits {
		name(rules.visits[i].name, c.visits[i])
	}
	for i := range rules.gaps {
		name(rules.gaps[i].name, c.gaps[i])
	}
	for i := range rules.places {
		name(rules.places[i].name, c.places[i])
	}
	for i := range rules.shifts {
		name(rules.shifts[i].name, c.shifts[i])
	}
	name(RuleOccasion, c.occasion)
	name(RuleSummer, c.summer)
	name(RuleDisruption, c.disruption)
	return list
}

// reasonsSince lists the rules whose cost is not what it was at a mark. It reads the
// journal, so that nothing is reckoned but what has changed since.
func (d *draft) reasonsSince(start mark) []Reason {
	type part struct {
		kind  changeKind
		index int
	}
	c, seen := newCosts(), make(map[part]bool, len(d.journal)-start.entries)
	for i := start.entries; i < len(d.journal); i++ {
		old := &d.journal[i]
		changed := part{old.kind, old.index}
		if seen[changed] {
			continue // the first entry has what was at the mark
		}
		seen[changed] = true
		switch old.kind {
		case changedTour:
			if old.tour == d.tours[old.index] {
				continue
			}
			c.tour(d.m, d.tours[old.index], 1)
			c.tour(d.m, old.tour, -1)
		case changedVisits:
			c.chain(d.m, old.index, d.visits[old.index], 1)
			c.chain(d.m, old.index, old.visits, -1)
		case changedAttendance:
			c.attendance(d.m, old.index, d.attends[old.index], 1)
			c.attendance(d.m, old.index, old.visit, -1)
		}
	}
	add(&c.summer, d.m.summerPrice(d.summer), 1)
	add(&c.summer, d.m.summerPrice(start.summer), -1)
	return c.reasons()
}

func (c *costs) tour(m *model, t *tour, times int) {
	for i := range rules.shifts {
		add(&c.shifts[i], rules.shifts[i].price(m, t.toll), times)
	}
}

// chain adds what concerns a place alone, like model.chainPrice.
func (c *costs) chain(m *model, p int, visits []visit, times int) {
	days := daysOf(visits)
	for i := range rules.visits {
		for _, day := range days {
			add(&c.visits[i], rules.visits[i].price(m, p, day), times)
		}
	}
	gaps := m.gaps(p, days)
	for i := range rules.gaps {
		for _, g := range gaps {
			add(&c.gaps[i], rules.gaps[i].price(m, g), times)
		}
	}
	for i := range rules.places {
		add(&c.places[i], rules.places[i].price(m, p, days), times)
	}
	for _, v := range visits {
		c.keeping(m, v, times)
	}
}

func (c *costs) attendance(m *model, o int, v visit, times int) {
	if v == absent {
		add(&c.occasion, m.occasionPrice(o), times)
	}
	c.keeping(m, v, times)
}

// keeping takes off what is saved by a fixed stop that is kept.
func (c *costs) keeping(m *model, v visit, times int) {
	if v.fixed >= 0 {
		add(&c.disruption, m.disruptionPrice(v.fixed), -times)
	}
}
