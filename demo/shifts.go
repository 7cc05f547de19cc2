package demo

import (
	"context"
	"time"

	"poliskontor/scheduling"
)

// crewed is one weekday's shift in the ordinary week.
type crewed struct {
	weekday  time.Weekday
	from, to int // minutes after midnight
	oddOnly  bool
}

// Outside summer the office is out three days a week, and on Mondays of odd weeks;
// two of them reach into the evening.
var ordinaryWeek = []crewed{
	{weekday: time.Monday, from: 12 * 60, to: 20 * 60, oddOnly: true},
	{weekday: time.Tuesday, from: 12 * 60, to: 20 * 60},
	{weekday: time.Wednesday, from: 9 * 60, to: 17 * 60},
	{weekday: time.Thursday, from: 12 * 60, to: 20 * 60},
}

// In summer two of the four days lie at the weekend, when the events are.
var summerWeek = []crewed{
	{weekday: time.Tuesday, from: 12 * 60, to: 20 * 60},
	{weekday: time.Thursday, from: 12 * 60, to: 20 * 60},
	{weekday: time.Friday, from: 14 * 60, to: 22 * 60},
	{weekday: time.Saturday, from: 12 * 60, to: 22 * 60},
}

func (l *loader) loadShifts(ctx context.Context) error {
	past, next := l.seasons()
	past.DistrictID, next.DistrictID = l.district.ID, l.district.ID
	var err error
	if l.past, err = l.registers.Seasons.Create(ctx, past); err != nil {
		return err
	}
	if l.next, err = l.registers.Seasons.Create(ctx, next); err != nil {
		return err
	}
	l.office, err = l.registers.Offices.Create(ctx, scheduling.Office{
		DistrictID: l.district.ID, Name: "Mobilt poliskontor Kristianstad", BaseName: "Polisstationen i Kristianstad",
		Base: scheduling.Position{Lat: 56.0342, Lon: 14.1530},
	})
	if err != nil {
		return err
	}
	for day := l.past.From; day <= l.next.To; day++ {
		if err := l.loadDay(ctx, day); err != nil {
			return err
		}
	}
	return nil
}

// loadDay adds the shifts of a day, or lends the office to the neighbours: every
// fourth week they have it on Wednesday and Thursday, but not in summer.
func (l *loader) loadDay(ctx context.Context, day scheduling.Day) error {
	summer := l.next.Summer.Covers(day)
	week := ordinaryWeek
	if summer {
		week = summerWeek
	}
	_, number := day.Week()
	if !summer && number%4 == 0 && day.Weekday() == time.Wednesday {
		if _, err := l.registers.Absences.Create(ctx, scheduling.Absence{
			DistrictID: l.district.ID, OfficeID: l.office.ID, From: day, To: day + 1,
			Note: "Utlånat till grannområdet",
		}); err != nil {
			return err
		}
	}
	for _, c := range week {
		if c.weekday != day.Weekday() || c.oddOnly && number%2 == 0 {
			continue
		}
		if _, err := l.registers.Shifts.Create(ctx, scheduling.Shift{
			DistrictID: l.district.ID, OfficeID: l.office.ID, Starts: day.At(c.from), Ends: day.At(c.to), Slots: 3,
		}); err != nil {
			return err
		}
	}
	return nil
}
