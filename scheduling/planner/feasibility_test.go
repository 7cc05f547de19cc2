package planner

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func outlook(t *testing.T, p *Problem) *Outlook {
	t.Helper()
	o, err := Feasibility(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// crowdedWeeks is a problem of one stop each Tuesday, and two places that each want
// one.
func crowdedWeeks() *Problem {
	p := tiny()
	p.Shifts = slices.DeleteFunc(p.Shifts, func(s Shift) bool { return s.Day%7 != 1 })
	for i := range p.Shifts {
		p.Shifts[i].Slots = 1
	}
	for i := range p.Places {
		p.Places[i].Period, p.Places[i].LastVisit = 7, new(-6)
	}
	return p
}

func TestFeasibility(t *testing.T) {
	occasion := Occasion{Node: 3, Day: 2, Opens: 600, Closes: 900, Minutes: 60, Slots: 1, Priority: 1}
	for _, c := range []struct {
		name    string
		problem func() *Problem
		change  func(*Problem)
		want    Assessment
		kind    ObstacleKind
		places  []int
	}{
		{"enough", tiny, nil, Assessment{true, Proven}, "", nil},
		{"a place that no shift can visit", tiny, func(p *Problem) { p.Places[0].Weekdays = Weekdays{4: true} },
			Assessment{false, Proven}, ObstaclePlace, []int{0}},
		{"a place closed for too long", tiny, func(p *Problem) {
			for day := 5; day < 17; day++ {
				p.Calendar[day].Class = Blocked
			}
		}, Assessment{false, Proven}, ObstaclePlace, []int{0}},
		{"a place that is too late before the first day", tiny, func(p *Problem) { p.Places[1].LastVisit = new(-30) },
			Assessment{false, Proven}, ObstaclePlace, []int{1}},
		{"a floor that cannot be met", tiny, func(p *Problem) { p.Places[1].Floors = []Floor{{Span{0, 10}, 4}} },
			Assessment{false, Proven}, ObstaclePlace, []int{1}},
		{"an occasion without a shift", tiny, func(p *Problem) { p.Occasions = []Occasion{occasion} },
			Assessment{false, Proven}, ObstacleOccasion, []int{}},
		{"a summer share without occasions", tiny, func(p *Problem) {
			for day := range p.Calendar {
				p.Calendar[day].Summer = true
			}
			p.SummerShare = 500
			p.Occasions = []Occasion{occasion, occasion}
			p.Occasions[0].Priority, p.Occasions[1].Priority = 3, 3
			p.Occasions[1].Day = 8
		}, Assessment{false, Proven}, ObstacleSummer, []int{}},
		{"too few stops", crowdedWeeks, nil, Assessment{false, Proven}, ObstacleStops, []int{0, 1}},
		{"too few stops on the weekdays of two of three", crowdedWeeks, func(p *Problem) {
			third := p.Places[0]
			third.Weekdays, third.Node, third.Period = Weekdays{4: true}, 3, 14
			p.Places = append(p.Places, third)
			for week := range 4 {
				p.Shifts = append(p.Shifts, Shift{Day: 7*week + 4, From: 480, To: 960, Slots: 3})
			}
			p.Places[0].Weekdays, p.Places[1].Weekdays = Weekdays{1: true}, Weekdays{1: true}
		}, Assessment{false, Proven}, ObstacleStops, []int{0, 1}},
		{"shifts too short for two stops", crowdedWeeks, func(p *Problem) {
			for i := range p.Shifts {
				p.Shifts[i].Slots, p.Shifts[i].To = 2, p.Shifts[i].From+250
			}
		}, Assessment{false, Proven}, ObstacleStops, []int{0, 1}},
		{"shifts too short for two long stops", crowdedWeeks, func(p *Problem) {
			short := p.Places[0]
			short.Promised, short.Service, short.Node = false, 30, 3
			p.Places[0].Service, p.Places[1].Service = 240, 240
			p.Places = append(p.Places, short)
			for i := range p.Shifts {
				p.Shifts[i].Slots = 2
			}
		}, Assessment{false, Proven}, ObstacleMinutes, []int{0, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := c.problem()
			if c.change != nil {
				c.change(p)
			}
			o := outlook(t, p)
			if o.Assessment != c.want {
				t.Errorf("%+v, want %+v", o.Assessment, c.want)
			}
			if c.kind == "" {
				if len(o.Obstacles)+len(o.Remedies) > 0 {
					t.Errorf("obstacles %+v, remedies %+v", o.Obstacles, o.Remedies)
				}
				return
			}
			if len(o.Obstacles) == 0 || o.Least == 0 {
				t.Fatalf("obstacles %+v, least %d", o.Obstacles, o.Least)
			}
			first := o.Obstacles[0]
			for _, obstacle := range o.Obstacles {
				if obstacle.From < 0 || obstacle.From >= obstacle.To || obstacle.To > p.Days {
					t.Errorf("%+v is about no days", obstacle)
				}
			}
			if first.Kind != c.kind || !slices.Equal(first.Places, c.places) || first.Needed <= first.Room || first.Certainty != Proven {
				t.Errorf("%+v, want %s of %v", first, c.kind, c.places)
			}
		})
	}
}

func TestRemedies(t *testing.T) {
	p := crowdedWeeks()
	o := outlook(t, p)
	weekdays, intervals := map[int]Remedy{}, map[int]Remedy{}
	for _, r := range o.Remedies {
		if r.Kind == RemedyShift {
			weekdays[r.Weekday] = r
		} else {
			intervals[r.Place] = r
		}
	}
	if r, ok := weekdays[3]; !ok || r.Assessment != (Assessment{true, Proven}) || r.Shifts != 4 {
		t.Errorf("one more shift each Thursday: %+v of %+v", r, o.Remedies)
	}
	for _, weekday := range []int{1, 5, 6} {
		if r, ok := weekdays[weekday]; ok {
			t.Errorf("there is a shift each Tuesday, and weekends are closed: %+v", r)
		}
	}
	for place, r := range intervals {
		if r.Kept || r.Certainty != Proven || r.Period != 14 {
			t.Errorf("a longer interval for place %d alone is not enough: %+v", place, r)
		}
	}
}

// TestFeasibilityIsWhatEnumerationSays tries every way to fill the shifts of tiny
// problems.
func TestFeasibilityIsWhatEnumerationSays(t *testing.T) {
	told := map[Assessment]int{}
	counted := 0
	for seed := range uint64(120) {
		p := smallest(seed)
		m, err := compile(p)
		if err != nil {
			t.Fatal(err)
		}
		o, kept := outlook(t, p), keepable(m)
		told[o.Assessment]++
		if o.Certainty == Proven && o.Kept != kept {
			t.Errorf("seed %d: told %+v, enumeration %v: %+v", seed, o.Assessment, kept, o.Obstacles)
		}
		for _, obstacle := range o.Obstacles {
			if obstacle.Certainty == Proven && obstacle.Kind != ObstacleTogether {
				counted++
			}
		}
	}
	t.Logf("%v, %d counted", told, counted)
	if told[Assessment{true, Proven}] < 20 || told[Assessment{false, Proven}] < 20 || told[Assessment{false, Guessed}] > 5 || counted < 20 {
		t.Errorf("too little was proven: %v, %d counted", told, counted)
	}
}

// smallest is a problem that can be enumerated: three weeks of one office, a few
// shifts and up to three places.
func smallest(seed uint64) *Problem {
	r := rand.New(rand.NewPCG(seed, 9))
	p := tiny()
	p.Days, p.Calendar = 21, make([]Day, 21)
	p.Shifts = nil
	for day := range p.Days {
		if r.IntN(3) == 0 && len(p.Shifts) < 6 {
			p.Shifts = append(p.Shifts, Shift{Day: day, From: 480, To: 660 + r.IntN(200), Slots: 1 + r.IntN(2)})
		}
	}
	p.Places = append(p.Places, p.Places[0])
	p.Places[2].Node = 3
	p.Places = p.Places[:1+r.IntN(3)]
	for i := range p.Places {
		q := &p.Places[i]
		q.Period, q.LastVisit, q.Weekdays, q.Service = 5+r.IntN(12), new(-1-r.IntN(9)), allWeekdays, 60+r.IntN(60)
		q.Weekdays[r.IntN(7)] = false
		if r.IntN(4) == 0 {
			q.Floors = []Floor{{Span{r.IntN(5), 10 + r.IntN(11)}, 1 + r.IntN(2)}}
		}
	}
	return p
}

// keepable tries every set of places in every shift.
func keepable(m *model) bool {
	kept := false
	m.enumerate(func(days [][]int, _ Score) {
		for p := range days {
			if kept || m.chainPrice(p, days[p]).Promise > 0 {
				return
			}
		}
		kept = true
	})
	return kept
}

// enumerate calls visit for every way to fill all shifts with places, with the
// days of each place and the price of all tours.
func (m *model) enumerate(visit func(days [][]int, tours Score)) {
	days := make([][]int, len(m.places))
	var fill func(s int, tours Score)
	fill = func(s int, tours Score) {
		if s == len(m.shifts) {
			visit(days, tours)
			return
		}
		for set := range 1 << len(m.places) {
			price, ok := m.priceOfSet(s, set, days)
			if !ok {
				continue
			}
			for p := range days {
				if set&(1<<p) != 0 {
					days[p] = append(days[p], m.shifts[s].Day)
				}
			}
			fill(s+1, tours.Plus(price))
			for p := range days {
				if set&(1<<p) != 0 {
					days[p] = days[p][:len(days[p])-1]
				}
			}
		}
	}
	fill(0, Score{})
}

// priceOfSet is what it costs a shift to visit a set of places after their other
// days; not ok when it cannot.
func (m *model) priceOfSet(s, set int, days [][]int) (Score, bool) {
	var legs []leg
	for p := range days {
		if set&(1<<p) == 0 {
			continue
		}
		i := slices.IndexFunc(m.places[p].spots(), func(sp spot) bool { return sp.shift == s })
		if i < 0 || tooClose(m, m.gapBetween(p, append(slices.Clone(days[p]), m.shifts[s].Day), len(days[p]))) {
			return Score{}, false
		}
		legs = append(legs, *m.places[p].spots()[i].leg)
	}
	_, t, ok := m.route(s, legs, nil)
	return m.tollPrice(t), ok
}

func TestFeasibilityOfGenerated(t *testing.T) {
	for _, load := range []int{800, 1300} {
		o := outlook(t, Generate(GenerateOptions{Offices: 1, Places: 8, Weeks: 8, Load: load, Seed: 1}))
		if o.Kept != (load == 800) {
			t.Errorf("load %d: %+v, density %d", load, o.Assessment, o.Whole.Share())
		}
	}
}

func ExampleFeasibility() {
	problem := Generate(GenerateOptions{Offices: 1, Places: 8, Weeks: 8, Load: 1300, Seed: 1})
	outlook, err := Feasibility(context.Background(), problem)
	if err != nil {
		panic(err)
	}
	fmt.Println(outlook.Kept, outlook.Certainty)
	// Output: false proven
}
