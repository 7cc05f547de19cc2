package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"poliskontor/scheduling"
)

// The seasons: one that began fourteen weeks ago and ends this week, and the year
// after it.
func (l *loader) seasons() (past, next scheduling.Season) {
	monday := l.today.Monday()
	summer := scheduling.SummerRule{
		From: scheduling.MonthDay{Month: time.June, Day: 1}, To: scheduling.MonthDay{Month: time.August, Day: 31},
		OccasionShare: 350, LocalityRate: 500,
	}
	past = scheduling.Season{Name: "Förra perioden", From: monday - 14*7, To: monday + 6, Summer: summer}
	next = scheduling.Season{Name: "Året som kommer", From: monday + 7, To: monday + 7 + 52*7 - 1, Summer: summer}
	return past, next
}

// actOutPastSeason plans, announces and carries out the season before.
func (l *loader) actOutPastSeason(ctx context.Context) error {
	l.clock = (l.past.From - 21).At(10 * 60)
	return l.planAndRelease(ctx, l.past, 0, "Höstens och vinterns besök, så långt som planen räcker.")
}

// actOutNextSeason announces the year that follows.
func (l *loader) actOutNextSeason(ctx context.Context) error {
	l.clock = (l.today - 12).At(10 * 60)
	return l.planAndRelease(ctx, l.next, 1, "Ett år framåt: varje basort får besök ungefär varannan vecka. "+
		"Juni till augusti är vi oftare på sommarens evenemang.")
}

func (l *loader) planAndRelease(ctx context.Context, season scheduling.Season, after int, comment string) error {
	proposal, err := l.planning.Propose(ctx, season.ID, scheduling.ProposeOptions{Seed: 1})
	if err != nil {
		return err
	}
	if _, err := l.planning.Take(ctx, proposal.ID, proposal.Version, scheduling.Taking{}); err != nil {
		return err
	}
	_, err = l.publishing.Release(ctx, scheduling.Order{DistrictID: l.district.ID, After: after, Comment: comment})
	return err
}

// actOutChanges carries out the visits until yesterday, breaks one of them off, and
// moves one and cancels one of those to come. What is changed is not promised to
// any locality, so that the plan stays as good as the engine made it; the move
// stays within its day.
func (l *loader) actOutChanges(ctx context.Context) error {
	visits, _, err := l.schedule.List(ctx, scheduling.Query{DistrictID: l.district.ID})
	if err != nil {
		return err
	}
	release := (l.today - 1).At(9 * 60)
	over := slices.DeleteFunc(slices.Clone(visits), func(v scheduling.Visit) bool { return !v.Ends.Before(release) })
	coming := slices.DeleteFunc(slices.Clone(visits), func(v scheduling.Visit) bool { return v.Starts.Before((l.today + 1).Starts()) })
	if err := l.carryOut(ctx, over); err != nil {
		return err
	}
	l.clock = release
	if err := l.moveOne(ctx, coming); err != nil {
		return err
	}
	if err := l.cancelOne(ctx, coming); err != nil {
		return err
	}
	_, err = l.publishing.Release(ctx, scheduling.Order{
		DistrictID: l.district.ID, After: 2, Comment: "Ett besök får ny tid, ett ställs in, och ett fick avbrytas.",
	})
	return err
}

// carryOut records each visit as held when it has ended, and breaks off the last
// one that no locality is promised.
func (l *loader) carryOut(ctx context.Context, over []scheduling.Visit) error {
	broken := -1
	for i, v := range over {
		if !l.promised(v) {
			broken = i
		}
	}
	for i, v := range over {
		l.clock = v.Ends.Add(time.Hour)
		ref := scheduling.VisitRef{ID: v.ID, Version: v.Version}
		var err error
		if i == broken {
			_, err = l.schedule.BreakOff(ctx, ref, v.Starts.Add(50*time.Minute), "Patrullen fick åka på ett larm.")
		} else {
			_, err = l.schedule.Hold(ctx, ref)
		}
		if err != nil {
			return fmt.Errorf("carry out visit of %s: %w", scheduling.DayOf(v.Starts), err)
		}
	}
	return nil
}

// moveOne moves the first coming visit that can begin a while later on its day.
func (l *loader) moveOne(ctx context.Context, coming []scheduling.Visit) error {
	for _, v := range coming {
		for _, later := range []time.Duration{time.Hour, 30 * time.Minute, -30 * time.Minute, -time.Hour} {
			to := v.Slot
			to.Starts, to.Ends = to.Starts.Add(later), to.Ends.Add(later)
			_, err := l.schedule.Move(ctx, scheduling.VisitRef{ID: v.ID, Version: v.Version}, to,
				"Butiken har ändrat sina öppettider.")
			if err == nil {
				return nil
			}
			if kind := scheduling.KindOf(err); kind != scheduling.Invalid && kind != scheduling.Conflict {
				return err
			}
		}
	}
	return errors.New("no visit to move")
}

// cancelOne cancels the second coming visit that is promised to nobody.
func (l *loader) cancelOne(ctx context.Context, coming []scheduling.Visit) error {
	unpromised := slices.DeleteFunc(slices.Clone(coming), l.promised)
	if len(unpromised) < 2 {
		return errors.New("no visit to cancel")
	}
	v, err := l.schedule.Get(ctx, unpromised[1].ID)
	if err != nil {
		return err
	}
	_, err = l.schedule.Cancel(ctx, scheduling.VisitRef{ID: v.ID, Version: v.Version}, "Bilen är på verkstad.")
	return err
}

// promised tells whether the visit keeps the promise to a basort.
func (l *loader) promised(v scheduling.Visit) bool {
	for _, locality := range l.localities {
		if locality.ID == v.LocalityID {
			return locality.Kind == scheduling.Basort
		}
	}
	return false
}
