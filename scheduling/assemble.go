package scheduling

import (
	"cmp"
	"slices"
	"time"

	"poliskontor/scheduling/planner"
)

// weights is what the rules cost that are not hard, in one currency in which a
// minute of driving costs 1.
var weights = planner.Weights{
	// A day beyond a promise of three weeks is some 70 thousandths of the fortnight
	// aimed at, so 1400: more than any detour, weekday or unevenness can save.
	Promise: 20,
	// A visit three days early of fourteen costs 16 for the gap before it, and what is
	// late after it 32: that is worth a detour of three quarters of an hour.
	Spacing: 4,
	// As much again when it is late: a plan that is late everywhere would save visits
	// that were promised.
	Late: 4,
	// Six weeks' wait costs 24 × 42, and half of that is saved by a visit in between:
	// more than its drive and its unevenness cost, so room that no promise needs goes to
	// the villages that wait longest. Two weeks' wait costs a third, so a village that is
	// promised a visit each fortnight gains more from even gaps than from a third visit.
	Waiting: 24,
	// Three quarters of an hour's drive for keeping the weekday that the village has
	// learnt: an extra visit on another day is worth that, a detour is not.
	Weekday: 45,
	// A visit every second week beats one after 12 days and one after 16.
	Rhythm: 10,
	// Half an hour's drive, and less than the weekday, for the crew that the village
	// knows: people come for the police, and sooner if it is someone they have met.
	Office: 25,
	// The measure of all else.
	Travel: 1,
	// A crew that comes home late costs five times the minutes, and spoils its evening.
	Overtime: 5,
	// An event that must be attended is a promise. One that should be is worth a visit
	// that a village misses altogether, one that may be an extra visit to a village that
	// is promised nothing.
	Occasion: [4]int{0, 5000, 1500, 400},
	// An event that is attended at all has most of its worth, and three tenths go with
	// the hours: a village is visited on the way to an event that may be attended, but not
	// on the way to one that must.
	Cover: 300,
	// A promise as well: five hours short of the summer share weigh as one day beyond a
	// village's promise of three weeks.
	Summer: 5,
	// A visit on a bridge day, or another one when few are at home, is rather put off by
	// three days, but not left out.
	Warn: 40,
	// Moving what people have in their calendars costs more than a detour saves: 240
	// for an announced visit far ahead, 120 for one that only the planner knows of.
	Disruption: 120,
	// Two weeks ahead it is twice that, a week ahead three times, and the day before
	// fifteen times: with half the days left, half as many still hear of the change by
	// the weekly paper, the notice on the shop's door, or a calendar that asks now and
	// then, so the price beyond the first rises as the days left are halved.
	Nearing: 14,
}

// The clock's bounds, in thousandths of the interval aimed at.
const (
	leastGap = 400  // closer visits to one locality serve nobody
	wishGap  = 1500 // beyond it a locality that is promised nothing has waited long
)

// noNeed is that of a locality of which no pledge says anything: what a planner has put
// there stays, and the engine adds nothing.
const noNeed = 1

// groundwork is what a season's problem is made of.
type groundwork struct {
	crewing
	district District
	season   Season
	today    Day
	names    Directory
	offices  []Office
	visits   []Visit // of the season, and those before it that start the clocks
	pledges  []Pledge
	holidays Holidays
	// heard is what citizens said, and hearing how that weighs.
	heard   map[LocalityID]Heard
	hearing Hearing
}

// assembly is a problem with the way back from its indexes.
type assembly struct {
	problem   planner.Problem
	start     Day
	names     Directory
	places    []Locality
	sites     [][]SiteID // by place, where its visits can stand, the first choice first
	offices   []Office
	occasions []Occasion // one for each of the problem's, so an event of three days stands three times
	fixed     []Visit
	unsited   []Locality     // promised visits, but without a site to stand at
	needs     []ReckonedNeed // by place; what pledges say nothing of has none that counts
}

// assemble makes the engine's problem of a season, from today on if it has begun.
func (g groundwork) assemble() assembly {
	a := assembly{start: max(g.season.From, g.today), names: g.names, offices: g.offices}
	n := &nodes{index: map[Position]int{}}
	a.problem = planner.Problem{
		Name: g.season.Name, Start: a.start.String(), Days: int(g.season.To-a.start) + 1,
		Buffer: g.district.BufferMinutes, Rest: g.district.RestMinutes, Ahead: max(0, int(a.start-g.today)), SummerShare: g.season.Summer.OccasionShare, Weights: weights,
	}
	a.problem.FrozenDays = min(max(0, int(g.today-a.start)+g.district.NoticeDays), a.problem.Days)
	g.addCalendar(&a)
	g.addOffices(&a, n)
	g.addPlaces(&a, n)
	g.addOccasions(&a, n)
	g.addFixed(&a)
	a.problem.Travel = n.travel()
	return a
}

// nodes numbers the positions of a problem.
type nodes struct {
	index     map[Position]int
	positions []Position
}

func (n *nodes) of(p Position) int {
	i, known := n.index[p]
	if !known {
		i = len(n.positions)
		n.index[p] = i
		n.positions = append(n.positions, p)
	}
	return i
}

func (n *nodes) travel() [][]int {
	minutes := make([][]int, len(n.positions))
	for i, from := range n.positions {
		minutes[i] = make([]int, len(n.positions))
		for j, to := range n.positions {
			minutes[i][j] = TravelMinutes(from, to)
		}
	}
	return minutes
}

func (g groundwork) addCalendar(a *assembly) {
	for d := a.start; d <= g.season.To; d++ {
		holiday := g.holidays.On(d)
		a.problem.Calendar = append(a.problem.Calendar, planner.Day{
			Class: planner.DayClass(holiday.Class), Name: holiday.Name, Summer: g.season.Summer.Covers(d),
		})
	}
}

func (g groundwork) addOffices(a *assembly, n *nodes) {
	for i, office := range g.offices {
		a.problem.Offices = append(a.problem.Offices, planner.Office{ID: string(office.ID), Name: office.Name, Base: n.of(office.Base)})
		for _, shift := range g.shifts {
			day := DayOf(shift.Starts)
			if shift.OfficeID != office.ID || day < a.start || day > g.season.To || g.awayOn(office.ID, day) {
				continue
			}
			a.problem.Shifts = append(a.problem.Shifts, planner.Shift{
				ID: string(shift.ID), Office: i, Day: int(day - a.start), Slots: shift.Slots, Crew: shift.Crew,
				From: minuteOn(day, shift.Starts), To: minuteOn(day, shift.Ends),
			})
		}
	}
}

// minuteOn returns an instant as minutes on a day's wall clock, beyond 1440 when it
// is on the next day.
func minuteOn(d Day, t time.Time) int {
	return int(DayOf(t)-d)*24*60 + MinuteOf(t)
}

// addPlaces adds every locality that some pledge says visits of, and those that
// stand in the schedule anyway.
func (g groundwork) addPlaces(a *assembly, n *nodes) {
	planned := map[LocalityID]bool{}
	last := map[LocalityID]Day{}
	came := map[LocalityID]map[OfficeID]int{}
	for _, v := range g.visits {
		if v.State == Cancelled || v.OccasionID != "" {
			continue
		}
		if day := DayOf(v.Starts); day < a.start {
			last[v.LocalityID] = max(last[v.LocalityID], day)
			if came[v.LocalityID] == nil {
				came[v.LocalityID] = map[OfficeID]int{}
			}
			came[v.LocalityID][v.OfficeID]++
		} else {
			planned[v.LocalityID] = true
		}
	}
	localities := make([]Locality, 0, len(g.names.Localities))
	for _, l := range g.names.Localities {
		localities = append(localities, l)
	}
	slices.SortFunc(localities, func(x, y Locality) int {
		return cmp.Or(cmp.Compare(x.Slug, y.Slug), cmp.Compare(x.ID, y.ID))
	})
	for _, l := range localities {
		promises := PromisesOf(l, g.pledges, a.start, g.season.To)
		if len(promises) == 0 && !planned[l.ID] {
			continue
		}
		sites := g.sitesOf(l.ID)
		if len(sites) == 0 {
			if len(promises) > 0 && promises[0].Binding() {
				a.unsited = append(a.unsited, l)
			}
			continue
		}
		need := l.Reckon(g.heard[l.ID], g.hearing)
		place := planner.Place{
			ID: string(l.ID), Name: l.Name, Node: n.of(sites[0].Position), Office: a.usualOffice(l, came[l.ID]),
			Weekdays: l.Visiting.Weekdays, Weeks: weeksOf[l.Visiting.Weeks], Opens: l.Visiting.Opens, Closes: l.Visiting.Closes, Service: l.Visiting.Minutes,
			Period: 365, MinGap: leastGap, MaxGap: wishGap, SummerRate: 1000, Need: need.Need,
		}
		if len(promises) > 0 {
			place.Period = promises[0].AimDays()
		} else {
			place.Need = noNeed
		}
		place.Promised = len(promises) > 0 && promises[0].Binding()
		if allYear := place.Promised && promises[0].Commitment.Binds == YearRound; g.season.Summer != (SummerRule{}) && !allYear {
			place.SummerRate = g.season.Summer.LocalityRate
		}
		if place.Promised {
			place.MaxGap = promises[0].Commitment.Target.MaxGapDays * 1000 / place.Period
		}
		if day, known := last[l.ID]; known {
			before := int(day - a.start)
			place.LastVisit = &before
		}
		a.places = append(a.places, l)
		if len(promises) > 0 {
			a.needs = append(a.needs, need)
		}
		a.sites = append(a.sites, idsOf(sites))
		if len(sites) > 1 || sites[0].Opening != (Opening{}) {
			place.Sites = a.openSites(sites, n)
		}
		a.problem.Places = append(a.problem.Places, place)
	}
}

var weeksOf = map[Weeks]planner.Weeks{
	EveryWeek: planner.EveryWeek, OddWeeks: planner.OddWeeks, EvenWeeks: planner.EvenWeeks,
}

func (g groundwork) addFixed(a *assembly) {
	for _, v := range g.visits {
		day := DayOf(v.Starts)
		office := slices.IndexFunc(a.offices, func(o Office) bool { return o.ID == v.OfficeID })
		if v.State == Cancelled || day < a.start || day > g.season.To || office < 0 {
			continue
		}
		fixed := planner.Fixed{
			ID: string(v.ID), Office: office, Day: int(day - a.start),
			From: minuteOn(day, v.Starts), To: minuteOn(day, v.Ends),
			Pinned: v.Pinned || v.State.Final(), Announced: v.State != Draft,
		}
		switch {
		case v.OccasionID != "":
			occasion := a.occasionAt(v.OccasionID, fixed)
			if occasion < 0 {
				continue
			}
			fixed.Occasion = &occasion
		default:
			place := slices.IndexFunc(a.places, func(l Locality) bool { return l.ID == v.LocalityID })
			if place < 0 {
				continue
			}
			fixed.Place = &place
			if site := slices.Index(a.sites[place], v.SiteID); site >= 0 && len(a.problem.Places[place].Sites) > 0 {
				fixed.Site = &site
			}
		}
		a.fixed = append(a.fixed, v)
		a.problem.Fixed = append(a.problem.Fixed, fixed)
	}
}
