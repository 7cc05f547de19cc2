package planner

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"time"
)

// The bounds keep every sum within 64 bits and every search within reason.
const (
	maxDays   = 3660    // ten years
	maxAmount = 100_000 // of shifts, fixed stops and the like
	maxNodes  = 2000
	maxPlaces = 1000
	maxFloors = 32
	maxSites  = 20
	maxWeight = 100_000
	maxNeed   = 10_000
	dayLength = 24 * 60
)

// Validate reports every mistake of the problem, each naming the field by its
// path in the JSON form, such as places[3].weekdays. Nil means that Solve,
// Evaluate and WhyNot will accept the problem. Stops in Fixed that break rules
// are no mistake: they are planned around, and listed as violations of the plan.
func (p *Problem) Validate() error {
	v := &validator{}
	if !v.size(p) {
		return errors.Join(v.errors...)
	}
	v.calendar(p)
	v.travel(p)
	for i := range p.Offices {
		v.index(fmt.Sprintf("offices[%d].base", i), p.Offices[i].Base, len(p.Travel))
	}
	v.shifts(p)
	for i := range p.Places {
		v.place(fmt.Sprintf("places[%d]", i), p, &p.Places[i])
	}
	for i := range p.Occasions {
		v.list, v.at = "occasions", i
		v.occasion(p, &p.Occasions[i])
	}
	for i := range p.Fixed {
		v.list, v.at = "fixed", i
		v.fixed(p, &p.Fixed[i])
	}
	v.weights(&p.Weights)
	return errors.Join(v.errors...)
}

// validator collects mistakes.
type validator struct {
	errors []error
	// list and at are the element that is looked at. A path that is empty or begins
	// with a dot is within it: lists are long, and only mistakes need a name.
	list string
	at   int
}

func (v *validator) report(path, format string, args ...any) {
	if path == "" || path[0] == '.' {
		path = fmt.Sprintf("%s[%d]%s", v.list, v.at, path)
	}
	v.errors = append(v.errors, fmt.Errorf("%s: "+format, append([]any{path}, args...)...))
}

// between reports a value outside [low, high] and tells whether it was inside.
func (v *validator) between(path string, value, low, high int) bool {
	if value < low || value > high {
		v.report(path, "%d is not between %d and %d", value, low, high)
		return false
	}
	return true
}

// index reports an index that points at nothing.
func (v *validator) index(path string, value, length int) bool {
	if value < 0 || value >= length {
		v.report(path, "%d points at nothing: there are %d", value, length)
		return false
	}
	return true
}

// size checks what all other checks rely on.
func (v *validator) size(p *Problem) bool {
	ok := v.between("days", p.Days, 1, maxDays)
	ok = v.between("length of shifts", len(p.Shifts), 0, maxAmount) && ok
	ok = v.between("length of places", len(p.Places), 0, maxPlaces) && ok
	ok = v.between("length of occasions", len(p.Occasions), 0, maxAmount) && ok
	ok = v.between("length of fixed", len(p.Fixed), 0, maxAmount) && ok
	ok = v.between("length of offices", len(p.Offices), 0, maxPlaces) && ok
	return v.between("length of travel", len(p.Travel), 0, maxNodes) && ok
}

func (v *validator) calendar(p *Problem) {
	if _, err := time.Parse(time.DateOnly, p.Start); err != nil {
		v.report("start", "%q is not a date such as 2026-11-02", p.Start)
	}
	if len(p.Calendar) != p.Days {
		v.report("calendar", "has %d days, the horizon %d", len(p.Calendar), p.Days)
	}
	for i, day := range p.Calendar {
		switch day.Class {
		case Ordinary, Blocked, Warn, Shortened, Bridge:
		default:
			v.report(fmt.Sprintf("calendar[%d].class", i), "%q is unknown", day.Class)
		}
	}
	v.between("frozenDays", p.FrozenDays, 0, maxDays)
	v.between("summerShare", p.SummerShare, 0, 1000)
	v.between("weights.cover", p.Weights.Cover, 0, 1000)
	v.between("ahead", p.Ahead, 0, maxDays)
	v.between("rest", p.Rest, 0, dayLength)
}

func (v *validator) travel(p *Problem) {
	v.between("buffer", p.Buffer, 0, dayLength)
	v.between("grid", p.Grid, 0, 60)
	for i, row := range p.Travel {
		if len(row) != len(p.Travel) {
			v.report(fmt.Sprintf("travel[%d]", i), "has %d columns, the matrix %d rows", len(row), len(p.Travel))
			continue
		}
		for j, minutes := range row {
			if minutes < 0 || minutes > dayLength { // named only then: a matrix has thousands
				v.between(fmt.Sprintf("travel[%d][%d]", i, j), minutes, 0, dayLength)
			}
		}
	}
}

func (v *validator) shifts(p *Problem) {
	var order []int
	for i := range p.Shifts {
		s := &p.Shifts[i]
		v.list, v.at = "shifts", i
		ok := v.index(".office", s.Office, len(p.Offices))
		ok = v.between(".day", s.Day, 0, p.Days-1) && ok
		ok = v.between(".from", s.From, 0, dayLength-1) && ok
		ok = ok && v.between(".to", s.To, s.From+1, s.From+dayLength)
		v.between(".slots", s.Slots, 0, maxAmount)
		v.between(".maxOvertime", s.MaxOvertime, 0, dayLength)
		if ok {
			order = append(order, i)
		}
	}
	begin := func(i int) int { return p.Shifts[i].Day*dayLength + p.Shifts[i].From }
	sort.SliceStable(order, func(a, b int) bool {
		if x, y := p.Shifts[order[a]].Office, p.Shifts[order[b]].Office; x != y {
			return x < y
		}
		return begin(order[a]) < begin(order[b])
	})
	for k := 1; k < len(order); k++ {
		before, after := &p.Shifts[order[k-1]], order[k]
		if before.Office == p.Shifts[after].Office && begin(after) < before.Day*dayLength+before.To {
			v.report(fmt.Sprintf("shifts[%d]", after), "overlaps shifts[%d] of the same office", order[k-1])
		}
	}
}

func (v *validator) place(path string, p *Problem, place *Place) {
	v.index(path+".node", place.Node, len(p.Travel))
	v.sites(path, p, place)
	if place.Office != nil {
		v.index(path+".office", *place.Office, len(p.Offices))
	}
	if place.Weekdays == (Weekdays{}) {
		v.report(path+".weekdays", "no weekday is allowed")
	}
	if !slices.Contains([]Weeks{EveryWeek, OddWeeks, EvenWeeks}, place.Weeks) {
		v.report(path+".weeks", "%q is neither %q nor %q nor left out", place.Weeks, OddWeeks, EvenWeeks)
	}
	v.hours(path, place.Opens, place.Closes, dayLength)
	v.between(path+".service", place.Service, 1, dayLength)
	v.between(path+".period", place.Period, 1, maxDays)
	v.between(path+".minGap", place.MinGap, 0, 1_000_000)
	v.between(path+".maxGap", place.MaxGap, max(1, place.MinGap), 1_000_000)
	if place.GapCap != 0 {
		v.between(path+".gapCap", place.GapCap, max(1, place.MaxGap), 1_000_000)
	}
	if place.LastVisit != nil {
		v.between(path+".lastVisit", *place.LastVisit, -maxDays, -1)
	}
	v.between(path+".summerRate", place.SummerRate, 0, fullRate)
	v.between(path+".need", place.Need, 1, maxNeed)
	v.between("length of "+path+".pauses", len(place.Pauses), 0, 1000)
	for i, pause := range place.Pauses {
		if pause.From >= pause.To {
			v.report(fmt.Sprintf("%s.pauses[%d]", path, i), "ends on day %d before it has begun on day %d", pause.To, pause.From)
		}
	}
	v.between("length of "+path+".floors", len(place.Floors), 0, maxFloors)
	for i, floor := range place.Floors {
		at := fmt.Sprintf("%s.floors[%d]", path, i)
		if v.between(at+".from", floor.From, 0, p.Days-1) {
			v.between(at+".to", floor.To, floor.From+1, p.Days)
		}
		v.between(at+".visits", floor.Visits, 0, 255)
	}
}

func (v *validator) sites(path string, p *Problem, place *Place) {
	v.between("length of "+path+".sites", len(place.Sites), 0, maxSites)
	for i := range place.Sites {
		s, at := &place.Sites[i], fmt.Sprintf("%s.sites[%d]", path, i)
		v.index(at+".node", s.Node, len(p.Travel))
		if s.Weekdays == (Weekdays{}) {
			v.report(at+".weekdays", "no weekday is allowed")
		}
		v.hours(at, s.Opens, s.Closes, dayLength)
		v.between("length of "+at+".open", len(s.Open), 0, 1000)
		for k, open := range s.Open {
			if open.From >= open.To {
				v.report(fmt.Sprintf("%s.open[%d]", at, k), "ends on day %d before it has begun on day %d", open.To, open.From)
			}
		}
	}
}

func (v *validator) hours(path string, opens, closes, latest int) {
	if v.between(path+".opens", opens, 0, dayLength-1) {
		v.between(path+".closes", closes, opens+1, latest)
	}
}

func (v *validator) occasion(p *Problem, o *Occasion) {
	v.index(".node", o.Node, len(p.Travel))
	v.between(".day", o.Day, 0, p.Days-1)
	v.hours("", o.Opens, o.Closes, 2*dayLength)
	v.between(".minutes", o.Minutes, 1, 2*dayLength)
	if o.MaxMinutes != 0 {
		v.between(".maxMinutes", o.MaxMinutes, max(1, o.Minutes), 2*dayLength)
	}
	v.between(".slots", o.Slots, 0, maxAmount)
	v.between(".priority", o.Priority, 1, 3)
	v.between(".share", o.Share, 0, 1000)
}

func (v *validator) fixed(p *Problem, f *Fixed) {
	if (f.Place == nil) == (f.Occasion == nil) {
		v.report("", "exactly one of place and occasion is to be set")
	}
	if f.Place != nil {
		if v.index(".place", *f.Place, len(p.Places)) && f.Site != nil {
			v.index(".site", *f.Site, len(p.Places[*f.Place].Sites))
		}
	} else if f.Site != nil {
		v.report(".site", "an occasion has none")
	}
	if f.Occasion != nil {
		v.index(".occasion", *f.Occasion, len(p.Occasions))
	}
	v.index(".office", f.Office, len(p.Offices))
	v.between(".day", f.Day, 0, p.Days-1)
	if v.between(".from", f.From, 0, 2*dayLength) {
		v.between(".to", f.To, f.From+1, 3*dayLength)
	}
}

func (v *validator) weights(w *Weights) {
	for _, weight := range []struct {
		name  string
		value int
	}{
		{"promise", w.Promise}, {"spacing", w.Spacing}, {"late", w.Late}, {"waiting", w.Waiting}, {"weekday", w.Weekday}, {"rhythm", w.Rhythm},
		{"travel", w.Travel}, {"overtime", w.Overtime}, {"summer", w.Summer}, {"warn", w.Warn},
		{"office", w.Office}, {"evening", w.Evening}, {"disruption", w.Disruption}, {"nearing", w.Nearing},
		{"occasion[1]", w.Occasion[1]}, {"occasion[2]", w.Occasion[2]}, {"occasion[3]", w.Occasion[3]},
	} {
		v.between("weights."+weight.name, weight.value, 0, maxWeight)
	}
}
