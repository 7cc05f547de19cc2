// Package demo loads demonstration data into an empty store: two districts, a year
// of shifts, the pledges of the sources, what was done for them, and a plan that the engine has made. All of
// it goes through the same services as a planner's own work, on a clock that runs
// from last season until today, so that it is always current.
//
// Pledges are retold from public documents, in words of our own. Sites, shifts,
// visits and summer events are made up.
package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
)

// ErrNotEmpty is the answer where there is something already.
var ErrNotEmpty = errors.New("the database is not empty; demonstration data goes into an empty one only")

// Load fills an empty store, all of it or nothing, as it would stand at an instant.
// It returns [ErrNotEmpty] and changes nothing where there is a district already.
func Load(ctx context.Context, store followup.Store, holidays scheduling.Holidays, now time.Time) error {
	ctx = scheduling.WithActor(ctx, scheduling.Actor{Name: "demo"})
	return store.InTx(ctx, func(store followup.Store) error {
		_, districts, err := store.Schedule().Districts().List(ctx, scheduling.Query{Limit: 1})
		if err != nil {
			return fmt.Errorf("see whether the database is empty: %w", err)
		}
		if districts > 0 {
			return ErrNotEmpty
		}
		return newLoader(store, holidays, now).load(ctx)
	})
}

// loader works through time: its clock stands at the moment that is being acted out.
type loader struct {
	clock      time.Time
	today      scheduling.Day
	now        time.Time
	registers  scheduling.Registers
	schedule   *scheduling.Schedule
	publishing *scheduling.Publishing
	planning   *scheduling.Planning
	activities *followup.Activities
	dialogue   *dialogue.Dialogue

	district   scheduling.District
	office     scheduling.Office
	localities map[string]scheduling.Locality // by slug
	sites      map[string]scheduling.Site     // by locality's slug and name: "onnestad/Torget"
	past, next scheduling.Season
}

func newLoader(deeds followup.Store, holidays scheduling.Holidays, now time.Time) *loader {
	l := &loader{
		now: now, today: scheduling.DayOf(now),
		localities: map[string]scheduling.Locality{}, sites: map[string]scheduling.Site{},
	}
	clock := func() time.Time { return l.clock }
	store := deeds.Schedule()
	l.registers = scheduling.NewRegisters(store)
	l.publishing = scheduling.NewPublishing(store, clock, holidays, nil)
	l.schedule = scheduling.NewSchedule(store, clock, l.publishing)
	l.planning = scheduling.NewPlanning(store, clock, holidays)
	l.activities = followup.NewActivities(deeds, clock)
	l.dialogue = dialogue.New(deeds.Dialogue(), clock)
	return l
}

func (l *loader) load(ctx context.Context) error {
	steps := []struct {
		name string
		do   func(context.Context) error
	}{
		{"places of Kristianstad", l.loadKristianstad},
		{"office and shifts", l.loadShifts},
		{"summer events", l.loadOccasions},
		{"pledges of Kristianstad", l.loadKristianstadPledges},
		{"Kristinehamn", l.loadKristinehamn},
		{"last season", l.actOutPastSeason},
		{"this season", l.actOutNextSeason},
		{"the latest changes", l.actOutChanges},
		{"activities", l.loadActivities},
		{"actions", l.actOutActions},
	}
	for _, step := range steps {
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("load demonstration data, %s: %w", step.name, err)
		}
	}
	return nil
}
