package planner

import "sort"

// breaches lists the promises that checked stops do not keep, with what stood in
// the way.
func (m *model) breaches(stops []Stop, t *tally, d *draft) []Breach {
	b := &breachFinder{m: m, stops: stops, draft: d, asked: map[int][]DayVerdict{}}
	list := []Breach{}
	for p := range m.Places {
		if !m.Places[p].Promised {
			continue
		}
		for _, g := range m.gaps(p, t.days[p]) {
			if m.length(g) > m.Places[p].MaxGap {
				list = append(list, Breach{
					Place: new(p), Rule: RuleMaxGap, From: g.from, To: g.to, Value: m.length(g), Limit: m.Places[p].MaxGap,
					Causes: b.place(p, g.from, g.to),
				})
			}
		}
		for i, floor := range m.Places[p].Floors {
			if visits := m.visitsIn(p, i, t.days[p]); visits < floor.Visits {
				list = append(list, Breach{
					Place: new(p), Rule: RuleFloor, From: floor.From, To: floor.To, Value: visits, Limit: floor.Visits,
					Causes: b.place(p, floor.From, floor.To),
				})
			}
		}
	}
	for o := range m.Occasions {
		if day := m.Occasions[o].Day; m.Occasions[o].Priority == 1 && !t.attended[o] {
			list = append(list, Breach{Occasion: new(o), Rule: RuleOccasion, From: day, To: day, Limit: 1, Causes: b.occasions([]int{o})})
		}
	}
	if t.summer < m.summerDue {
		first, last := m.summerSpan()
		missed := []int{}
		for o := range m.Occasions {
			if !t.attended[o] && m.Calendar[m.Occasions[o].Day].Summer {
				missed = append(missed, o)
			}
		}
		list = append(list, Breach{Rule: RuleSummer, From: first, To: last, Value: t.summer, Limit: m.summerDue, Causes: b.occasions(missed)})
	}
	return list
}

// breachFinder asks a draft of the plan why days were not used; it makes the
// draft only when something is to be asked.
type breachFinder struct {
	m     *model
	stops []Stop
	draft *draft
	asked map[int][]DayVerdict // by place, for all days of the horizon
}

func (b *breachFinder) load() *draft {
	if b.draft == nil {
		b.draft = b.m.load(b.stops)
	}
	return b.draft
}

// place counts the verdicts of the days of [from, to) without a visit.
func (b *breachFinder) place(p, from, to int) []Cause {
	d := b.load()
	if b.asked[p] == nil {
		q := d.inquire(p, false)
		for day := range b.m.Days {
			b.asked[p] = append(b.asked[p], q.verdict(day))
		}
		q.close()
	}
	var c causes
	for day := max(from, 0); day < to; day++ {
		if v := b.asked[p][day]; v.Verdict != Planned {
			c.add(v.Verdict, v.Rule)
		}
	}
	return c.sorted()
}

// occasions counts the verdicts of occasions that are not attended.
func (b *breachFinder) occasions(list []int) []Cause {
	d := b.load()
	var c causes
	for _, o := range list {
		c.add(d.occasionVerdict(o))
	}
	return c.sorted()
}

// occasionVerdict says what stands in the way of an occasion.
func (d *draft) occasionVerdict(o int) (Verdict, Rule) {
	m := d.m
	if len(m.occasions[o].spots) == 0 {
		return Hindered, m.hindrance(site{place: -1, occasion: o, day: m.Occasions[o].Day})
	}
	verdict, rule := Hindered, RuleTour
	for _, sp := range m.occasions[o].spots {
		if d.with(sp.shift, *sp.leg).ok {
			return Worse, ""
		}
		if _, _, ok := m.route(sp.shift, []leg{*sp.leg}, nil); !ok {
			continue
		}
		if !d.rested(sp.shift) {
			if verdict == Hindered {
				rule = RuleRest
			}
			continue
		}
		if d.makeRoom(sp.shift, *sp.leg) != nil {
			verdict, rule = Displaces, ""
		} else if verdict == Hindered {
			verdict, rule = Full, ""
		}
	}
	return verdict, rule
}

// causes counts verdicts.
type causes []Cause

func (c *causes) add(verdict Verdict, rule Rule) {
	for i := range *c {
		if (*c)[i].Verdict == verdict && (*c)[i].Rule == rule {
			(*c)[i].Days++
			return
		}
	}
	*c = append(*c, Cause{verdict, rule, 1})
}

// sorted lists the most common first.
func (c causes) sorted() []Cause {
	sort.SliceStable(c, func(a, b int) bool { return c[a].Days > c[b].Days })
	return append([]Cause{}, c...)
}
