package planner

// costs are what rules charge, by their names.
type costs map[Rule]int

func (c costs) add(rule Rule, price Score, times int) {
	c[rule] += times * (price.Promise + price.Soft)
}

// reasonsSince lists the rules whose cost is not what it was at a mark. It reads the
// journal, so that nothing is reckoned but what has changed since.
func (d *draft) reasonsSince(start mark) []Reason {
	type part struct {
		kind  changeKind
		index int
	}
	c, seen := costs{}, map[part]bool{}
	for i := start.entries; i < len(d.journal); i++ {
		old := &d.journal[i]
		changed := part{old.kind, old.index}
		if seen[changed] {
			continue // the first entry has what was at the mark
		}
		seen[changed] = true
		switch old.kind {
		case changedTour:
			c.tour(d.m, d.tours[old.index], 1)
			c.tour(d.m, old.tour, -1)
		case changedVisits:
			c.visits(d.m, old.index, d.visits[old.index], 1)
			c.visits(d.m, old.index, old.visits, -1)
		case changedAttendance:
			c.attendance(d.m, old.index, d.attends[old.index], 1)
			c.attendance(d.m, old.index, old.visit, -1)
		}
	}
	c.add(RuleSummer, d.m.summerPrice(d.summer), 1)
	c.add(RuleSummer, d.m.summerPrice(start.summer), -1)
	list := []Reason{}
	for _, rule := range Rules() {
		if c[rule] != 0 {
			list = append(list, Reason{Rule: rule, Cost: c[rule]})
		}
	}
	return list
}

func (c costs) tour(m *model, t *tour, times int) {
	for i := range rules.shifts {
		c.add(rules.shifts[i].name, rules.shifts[i].price(m, t.toll), times)
	}
}

// visits adds what concerns a place alone, like model.chainPrice.
func (c costs) visits(m *model, p int, visits []visit, times int) {
	days := daysOf(visits)
	for i := range rules.visits {
		for _, day := range days {
			c.add(rules.visits[i].name, rules.visits[i].price(m, p, day), times)
		}
	}
	gaps := m.gaps(p, days)
	for i := range rules.gaps {
		for _, g := range gaps {
			c.add(rules.gaps[i].name, rules.gaps[i].price(m, g), times)
		}
	}
	for i := range rules.places {
		c.add(rules.places[i].name, rules.places[i].price(m, p, days), times)
	}
	for _, v := range visits {
		c.keeping(m, v, times)
	}
}

func (c costs) attendance(m *model, o int, v visit, times int) {
	if v == absent {
		c.add(RuleOccasion, m.occasionPrice(o), times)
	}
	c.keeping(m, v, times)
}

// keeping takes off what is saved by a fixed stop that is kept.
func (c costs) keeping(m *model, v visit, times int) {
	if v.fixed >= 0 {
		c.add(RuleDisruption, m.disruptionPrice(v.fixed), -times)
	}
}
