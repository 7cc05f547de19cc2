package planner

import (
	"encoding/json"
	"fmt"
	"io"
)

// Yardstick is an instance of the benchmark: a plan can be held against its
// proven optimum. It is a Problem like any other, under a profile: exact minutes,
// visits at any hour, promises on one level with the rest and no rules on rhythm.
type Yardstick struct {
	Problem *Problem
}

// yardstickForm is the benchmark's JSON form. Days and vehicles are indexes,
// times are minutes, and the clock is in thousandths.
type yardstickForm struct {
	Name        string   `json:"name"`
	Start       string   `json:"start"`
	Days        int      `json:"days"`
	Vehicles    int      `json:"vehicles"`
	Slots       int      `json:"slots"`
	ShiftMin    int      `json:"shiftMin"`
	MaxOvertime int      `json:"maxOvertime"`
	GapMin      int      `json:"gapMin"`
	GapMax      int      `json:"gapMax"`
	GapCap      int      `json:"gapCap"`
	SummerShare int      `json:"summerShare"`
	Shift       [][]bool `json:"shift"`
	Holiday     []string `json:"holiday"`
	Summer      []bool   `json:"summer"`
	Weekday     []int    `json:"weekday"`
	Villages    []struct {
		Name       string   `json:"name"`
		Period     int      `json:"period"`
		Weekdays   Weekdays `json:"weekdays"`
		Service    int      `json:"service"`
		LastVisit  int      `json:"lastVisit"`
		SummerRate int      `json:"summerRate"`
	} `json:"villages"`
	Events []struct {
		Name     string `json:"name"`
		Day      int    `json:"day"`
		Slots    int    `json:"slots"`
		Minutes  int    `json:"minutes"`
		Priority int    `json:"prio"`
		Summer   bool   `json:"summer"`
	} `json:"events"`
	Travel  [][]int `json:"tt"`
	Weights struct {
		Promise  int        `json:"promise"`
		Spacing  int        `json:"spacing"`
		Weekday  int        `json:"weekday"`
		Travel   int        `json:"travel"`
		Overtime int        `json:"overtime"`
		Event    ByPriority `json:"event"`
		Share    int        `json:"share"`
	} `json:"weights"`
}

// ReadYardstick reads an instance of the benchmark. Fields that it does not know
// are passed over.
func ReadYardstick(r io.Reader) (*Yardstick, error) {
	form := new(yardstickForm)
	if err := json.NewDecoder(io.LimitReader(r, maxProblemBytes)).Decode(form); err != nil {
		return nil, fmt.Errorf("read yardstick: %w", err)
	}
	if err := form.check(); err != nil {
		return nil, fmt.Errorf("read yardstick: %w", err)
	}
	y := &Yardstick{Problem: form.problem()}
	if err := y.Problem.Validate(); err != nil {
		return nil, fmt.Errorf("read yardstick: %w", err)
	}
	return y, nil
}

// check wants what problem relies on; the rest is left to Problem.Validate.
func (f *yardstickForm) check() error {
	nodes := len(f.Villages) + len(f.Events) + f.Vehicles
	switch {
	case f.Days < 1 || f.Days > maxDays:
		return fmt.Errorf("days: %d is not between 1 and %d", f.Days, maxDays)
	case f.Vehicles < 0 || len(f.Shift) != f.Vehicles:
		return fmt.Errorf("shift: %d rows for %d vehicles", len(f.Shift), f.Vehicles)
	case len(f.Summer) != f.Days:
		return fmt.Errorf("summer: %d days of %d", len(f.Summer), f.Days)
	case len(f.Travel) != nodes:
		return fmt.Errorf("tt: %d rows for %d nodes", len(f.Travel), nodes)
	case f.ShiftMin < 1 || f.MaxOvertime < 0 || f.ShiftMin+f.MaxOvertime > dayLength:
		return fmt.Errorf("shiftMin: %d and overtime of %d do not fit into a day", f.ShiftMin, f.MaxOvertime)
	case f.Slots < 1:
		return fmt.Errorf("slots: %d is not positive", f.Slots)
	}
	for k, crewed := range f.Shift {
		if len(crewed) != f.Days {
			return fmt.Errorf("shift[%d]: %d days of %d", k, len(crewed), f.Days)
		}
	}
	for day, weekday := range f.Weekday {
		if weekday != day%7 {
			return fmt.Errorf("weekday[%d]: %d, but day 0 is a Monday", day, weekday)
		}
	}
	for i, e := range f.Events {
		if e.Day < 0 || e.Day >= f.Days {
			return fmt.Errorf("events[%d].day: %d is not between 0 and %d", i, e.Day, f.Days-1)
		}
		if e.Summer != f.Summer[e.Day] {
			return fmt.Errorf("events[%d].summer: %t, but summer[%d] is %t", i, e.Summer, e.Day, f.Summer[e.Day])
		}
	}
	return nil
}

// problem puts a checked form into the engine's own words.
func (f *yardstickForm) problem() *Problem {
	w := &f.Weights
	p := &Problem{
		Name: f.Name, Start: f.Start, Days: f.Days, Calendar: make([]Day, f.Days),
		Travel: f.Travel, Grid: 1, SummerShare: f.SummerShare,
		Weights: Weights{
			Promise: w.Promise, Spacing: w.Spacing, Weekday: w.Weekday, Travel: w.Travel, Overtime: w.Overtime,
			Occasion: w.Event, Summer: w.Share, OneLevel: true,
		},
	}
	for day := range p.Calendar {
		p.Calendar[day].Summer = f.Summer[day]
		if day < len(f.Holiday) {
			p.Calendar[day].Name = f.Holiday[day]
		}
	}
	for k, crewed := range f.Shift {
		p.Offices = append(p.Offices, Office{Base: len(f.Villages) + len(f.Events) + k})
		for day, on := range crewed {
			if on {
				p.Shifts = append(p.Shifts, Shift{Office: k, Day: day, To: f.ShiftMin, Slots: f.Slots, MaxOvertime: f.MaxOvertime})
			}
		}
	}
	for i, v := range f.Villages {
		p.Places = append(p.Places, Place{
			ID: v.Name, Node: i, Weekdays: v.Weekdays, Closes: dayLength, Service: v.Service,
			Period: v.Period, MinGap: f.GapMin, MaxGap: f.GapMax, GapCap: f.GapCap, Promised: true,
			LastVisit: new(v.LastVisit), SummerRate: v.SummerRate, Need: 1000,
		})
	}
	for i, e := range f.Events {
		p.Occasions = append(p.Occasions, Occasion{
			ID: e.Name, Node: len(f.Villages) + i, Day: e.Day, Closes: dayLength,
			Minutes: e.Minutes, MaxMinutes: e.Minutes, Slots: e.Slots, Priority: e.Priority,
		})
	}
	return p
}

// YardstickPlan is a plan in the benchmark's form, indexes from 0.
type YardstickPlan struct {
	Objective int              `json:"objective"`
	Visits    []YardstickVisit `json:"visits"`
	Events    []YardstickEvent `json:"events"`
	// Forbidden counts the gaps beyond gapCap. Each adds more than 10 000 000 to
	// the objective, which then means nothing.
	Forbidden int      `json:"forbidden"`
	Measures  Measures `json:"measures"`
	// Bound, when it was asked for, is what no plan's objective is below, and Gap by how
	// many thousandths of it this one lies above.
	Bound *int `json:"bound,omitempty"`
	Gap   *int `json:"gap,omitempty"`
}

// Against holds the plan against what no plan is below.
func (p *YardstickPlan) Against(b Bounds) {
	p.Bound, p.Gap = new(b.Total), new(b.Gap(Score{Soft: p.Objective}))
}

// YardstickVisit is a visit of a vehicle to a village.
type YardstickVisit struct {
	Village int `json:"village"`
	Day     int `json:"day"`
	Vehicle int `json:"vehicle"`
}

// YardstickEvent is an event that a vehicle covers.
type YardstickEvent struct {
	Event   int `json:"event"`
	Vehicle int `json:"vehicle"`
}

// Plan puts a plan of the instance's problem into the benchmark's form.
func (y *Yardstick) Plan(plan *Plan) YardstickPlan {
	out := YardstickPlan{
		Objective: plan.Score.Promise + plan.Score.Soft,
		Visits:    []YardstickVisit{}, Events: []YardstickEvent{}, Measures: plan.Measures,
	}
	for i := range plan.Stops {
		if s := &plan.Stops[i]; s.Place != nil {
			out.Visits = append(out.Visits, YardstickVisit{*s.Place, s.Day, s.Office})
		} else {
			out.Events = append(out.Events, YardstickEvent{*s.Occasion, s.Office})
		}
	}
	for i := range plan.Charges {
		if plan.Charges[i].Rule == RuleGapCap {
			out.Forbidden++
		}
	}
	return out
}
