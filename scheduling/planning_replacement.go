package scheduling

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"poliskontor/scheduling/planner"
)

// Replacements are when a locality could be visited instead of on a lost visit, and
// what its promise comes to.
type Replacements struct {
	// Before and After are the days of the locality's visits on each side of the lost
	// one; 0 where there is none in what is planned.
	Before, After Day
	// MaxGapDays is the greatest gap that is promised; 0 where none is.
	MaxGapDays int
	// GapDays counts the days between Before and After on which the promise binds; to
	// the season's end where After is 0.
	GapDays int
	Slots   []Replacement // those that keep the promise first, then the soonest
}

// Kept tells whether the promise is kept without any replacement.
func (r Replacements) Kept() bool { return r.MaxGapDays == 0 || r.GapDays <= r.MaxGapDays }

// Replacement is a visit that could take the place of a lost one.
type Replacement struct {
	LocalityID LocalityID
	Slot
	Kept bool // whether the promise is kept with it
}

const (
	// replacedWithin is how many days ahead a replacement is looked for.
	replacedWithin = 60
	// mostReplacements is how many are proposed.
	mostReplacements = 3
)

// Replacements proposes when a locality could be visited instead of on a visit that is
// lost: on another day, in crewed shifts from tomorrow on, beside what stands there, in
// its season or in those that follow without a break. No other visit is moved, and the
// notice of the district's rule is not asked for. A visit at an occasion has none, nor
// has one outside every season. The error's kind is [NotFound].
func (p *Planning) Replacements(ctx context.Context, id VisitID) (Replacements, error) {
	lost, err := p.store.Visits().Get(ctx, id)
	if err != nil {
		return Replacements{}, err
	}
	seasons, _, err := p.store.Seasons().List(ctx, Query{DistrictID: lost.DistrictID})
	if err != nil {
		return Replacements{}, fmt.Errorf("seasons of district %s: %w", lost.DistrictID, err)
	}
	today, day := DayOf(p.now()), DayOf(lost.Starts)
	at := slices.IndexFunc(seasons, func(s Season) bool { return s.Covers(day) && s.To >= today })
	if at < 0 || lost.OccasionID != "" {
		return Replacements{}, nil
	}
	g, err := p.groundwork(ctx, lengthened(seasons[at], seasons, today+replacedWithin))
	if err != nil {
		return Replacements{}, err
	}
	g.visits = slices.DeleteFunc(g.visits, func(v Visit) bool { return v.ID == id })
	r := g.without(lost)
	if r.Slots, err = g.replacements(lost, today); err != nil {
		return Replacements{}, fmt.Errorf("replace visit %s: %w", id, err)
	}
	for i := range r.Slots {
		r.Slots[i].Kept = g.keeps(lost.LocalityID, r, DayOf(r.Slots[i].Starts))
	}
	slices.SortStableFunc(r.Slots, func(a, b Replacement) int {
		rank := map[bool]int{true: 0, false: 1}
		return cmp.Or(rank[a.Kept]-rank[b.Kept], a.Starts.Compare(b.Starts))
	})
	r.Slots = r.Slots[:min(len(r.Slots), mostReplacements)]
	return r, nil
}

// lengthened is a season and as much of those that follow it, each on the day after the
// one before, as is needed to reach a day: promises do not end with a season.
func lengthened(season Season, seasons []Season, day Day) Season {
	for season.To < day {
		next := slices.IndexFunc(seasons, func(s Season) bool { return s.From == season.To+1 })
		if next < 0 {
			break
		}
		season.To = min(seasons[next].To, day)
	}
	return season
}

// without is what a locality's promise comes to when a visit is lost.
func (g groundwork) without(lost Visit) Replacements {
	var r Replacements
	for _, v := range g.visits {
		if v.LocalityID != lost.LocalityID || v.OccasionID != "" || v.State == Cancelled {
			continue
		}
		switch day := DayOf(v.Starts); {
		case day <= DayOf(lost.Starts):
			r.Before = max(r.Before, day)
		case r.After == 0 || day < r.After:
			r.After = day
		}
	}
	if promise, bound := g.promiseTo(lost.LocalityID); bound {
		r.MaxGapDays = promise.Commitment.Target.MaxGapDays
		from, to := g.ends(r)
		r.GapDays = promise.BindingDays(from, to, g.season.Summer)
	}
	return r
}

// ends are the days between which a locality is not visited when a visit is lost.
func (g groundwork) ends(r Replacements) (from, to Day) {
	if from, to = r.Before, r.After; from == 0 {
		from = g.season.From
	}
	if to == 0 {
		to = g.season.To
	}
	return from, to
}

// promiseTo is the strictest promise to a locality, if one binds.
func (g groundwork) promiseTo(id LocalityID) (Promise, bool) {
	promises := PromisesOf(g.names.Localities[id], g.pledges, g.season.From, g.season.To)
	if len(promises) == 0 || !promises[0].Binding() {
		return Promise{}, false
	}
	return promises[0], true
}

// keeps tells whether a visit on a day keeps a locality's promise, where another is lost.
func (g groundwork) keeps(id LocalityID, r Replacements, day Day) bool {
	promise, bound := g.promiseTo(id)
	if !bound {
		return true
	}
	from, to := g.ends(r)
	for _, days := range [][2]Day{{from, min(day, to)}, {max(from, min(day, to)), max(day, to)}} {
		if promise.BindingDays(days[0], days[1], g.season.Summer) > r.MaxGapDays {
			return false
		}
	}
	return true
}

// replacements asks the engine where the locality fits in, with all that stands as it is.
func (g groundwork) replacements(lost Visit, today Day) ([]Replacement, error) {
	a := g.assemble()
	place := slices.IndexFunc(a.places, func(l Locality) bool { return l.ID == lost.LocalityID })
	if place < 0 {
		return nil, nil
	}
	a.problem.FrozenDays = 0
	for i := range a.problem.Fixed {
		a.problem.Fixed[i].Pinned = true
	}
	tomorrow := int(today + 1 - a.start)
	openings, err := planner.Soonest(&a.problem, a.working(), place, tomorrow, tomorrow+replacedWithin)
	if err != nil {
		return nil, err
	}
	found := make([]Replacement, 0, len(openings))
	for _, o := range openings {
		day, shift := a.start+Day(o.Day), a.problem.Shifts[o.Shift]
		if day == DayOf(lost.Starts) {
			continue // what kept the office away then is likely to all day
		}
		found = append(found, Replacement{LocalityID: lost.LocalityID, Slot: Slot{
			SiteID: a.sites[place][o.Site], OfficeID: a.offices[shift.Office].ID, Starts: day.At(o.From), Ends: day.At(o.To),
		}})
	}
	return found, nil
}
