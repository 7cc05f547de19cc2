package planner

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// Common choices of weekdays.
var (
	allWeekdays = Weekdays{true, true, true, true, true, true, true}
	workdays    = Weekdays{true, true, true, true, true, false, false}
)

// ordinaryWeights are the weights that the tests plan by.
var ordinaryWeights = Weights{
	Promise: 20, Spacing: 4, Weekday: 30, Rhythm: 10, Travel: 1, Overtime: 5,
	Occasion: ByPriority{0, 5000, 1500, 400}, Summer: 5, Warn: 40, Disruption: 200,
}

// line is a travel matrix of nodes a and b that are 10+3|a-b| minutes apart.
func line(nodes int) [][]int {
	travel := make([][]int, nodes)
	for a := range travel {
		travel[a] = make([]int, nodes)
		for b := range travel[a] {
			if a != b {
				travel[a][b] = 10 + 3*max(a-b, b-a)
			}
		}
	}
	return travel
}

// tiny is a problem of one office, two places and no rules out of the ordinary:
// four weeks from Monday 2 November 2026 with a shift from 8 to 16 on each
// Tuesday and Thursday. Node 0 is the base, places are at nodes 1 and 2.
func tiny() *Problem {
	p := &Problem{
		Start: "2026-11-02", Days: 28, Calendar: make([]Day, 28),
		Offices: []Office{{ID: "bus", Base: 0}},
		Travel:  line(4), Buffer: 10, Weights: ordinaryWeights,
	}
	for day := range p.Days {
		if day%7 == 1 || day%7 == 3 {
			p.Shifts = append(p.Shifts, Shift{Day: day, From: 8 * 60, To: 16 * 60, Slots: 2})
		}
	}
	for i := range 2 {
		p.Places = append(p.Places, Place{
			ID: fmt.Sprint("place", i), Node: i + 1, Weekdays: workdays, Opens: 9 * 60, Closes: 18 * 60, Service: 120,
			Period: 7 * (i + 1), MinGap: 400, MaxGap: 1500, Promised: true, LastVisit: new(-4), SummerRate: 500, Need: 1000,
		})
	}
	return p
}

// season is a year such as a district plans: six places that are promised a visit
// each fortnight, ten more that are visited when there is time, three shifts a
// week, and forty occasion days from June to August.
func season() *Problem {
	start := time.Date(2026, time.November, 2, 0, 0, 0, 0, time.UTC)
	p := &Problem{
		Name: "season", Start: "2026-11-02", Days: 364, Calendar: make([]Day, 364),
		Offices: []Office{{ID: "bus"}}, Buffer: 15, SummerShare: 350, Weights: ordinaryWeights,
	}
	holidays := map[string]Day{
		"2026-12-24": {Class: Blocked}, "2026-12-25": {Class: Blocked}, "2026-12-31": {Class: Blocked},
		"2027-01-01": {Class: Blocked}, "2027-01-06": {Class: Blocked}, "2027-01-05": {Class: Shortened},
		"2027-03-25": {Class: Shortened}, "2027-03-26": {Class: Blocked}, "2027-03-29": {Class: Blocked},
		"2027-05-06": {Class: Blocked}, "2027-05-07": {Class: Bridge}, "2027-06-25": {Class: Blocked},
	}
	summer := []int{}
	for day := range p.Days {
		date := start.AddDate(0, 0, day)
		p.Calendar[day] = holidays[date.Format(time.DateOnly)]
		p.Calendar[day].Summer = date.Month() >= time.June && date.Month() <= time.August
		if p.Calendar[day].Summer {
			summer = append(summer, day)
		}
		// Tuesdays, Thursdays and, turn by turn, Wednesdays and Fridays.
		weekday, odd := day%7, day/7%2
		if weekday == 1 || weekday == 3 || weekday == 2+2*odd {
			p.Shifts = append(p.Shifts, Shift{Day: day, From: 9 * 60, To: 16 * 60, Slots: 3, MaxOvertime: 30})
		}
	}
	const nodes = 1 + 16 + 4
	random := rand.New(rand.NewPCG(7, 7))
	at := make([][2]int, nodes)
	for n := range at {
		at[n] = [2]int{random.IntN(40), random.IntN(40)}
	}
	at[0] = [2]int{20, 20}
	for a := range at {
		p.Travel = append(p.Travel, make([]int, nodes))
		for b := range at {
			if a != b {
				dx, dy := at[a][0]-at[b][0], at[a][1]-at[b][1]
				p.Travel[a][b] = 8 + max(dx, -dx) + max(dy, -dy)/2
			}
		}
	}
	for i := range 16 {
		place := Place{
			ID: fmt.Sprint("place", i), Node: 1 + i, Weekdays: workdays, Opens: 9 * 60, Closes: 18 * 60, Service: 90,
			Period: 14, MinGap: 400, MaxGap: 1500, Promised: i < 6, LastVisit: new(-1 - i), SummerRate: 500, Need: 1000,
		}
		if i >= 6 {
			place.Period, place.LastVisit = 42, new(-2*i)
		}
		p.Places = append(p.Places, place)
	}
	shiftsIn := func(day int) bool {
		for _, s := range p.Shifts {
			if s.Day == day {
				return true
			}
		}
		return false
	}
	for i := 0; len(p.Occasions) < 40; i++ {
		day := summer[i*2%len(summer)]
		if i >= len(summer)/2 {
			day = summer[(i*2+1)%len(summer)]
		}
		if i%4 != 0 && !shiftsIn(day) {
			continue
		}
		p.Occasions = append(p.Occasions, Occasion{
			Node: 17 + i%4, Day: day, Opens: 10 * 60, Closes: 20 * 60, Minutes: 120, Slots: 1, Priority: 2 + i%2,
		})
	}
	for i := range 5 {
		o := &p.Occasions[i*7]
		for !shiftsIn(o.Day) {
			o.Day++
		}
		o.Priority = 1
	}
	return p
}
