package alerts

import (
	"context"
	"fmt"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// Duties are what accounts are told of each week: the open actions of their authority.
type Duties struct {
	Accounts accounts.Store
	Actions  scheduling.Repository[dialogue.Action, dialogue.ActionID]
}

const (
	// Accounts are told from this minute of a day on. The first of a week is Monday; a
	// server that was away then tells when it is back, in the same week.
	weekToldAt = 7 * 60
	// weekAhead is how many days ahead an action is due that is told of.
	weekAhead = 14
)

// TellWeek queues a mail for each account that the week has something for, once by any number
// of servers.
func (s *Sender) TellWeek(ctx context.Context) error {
	s.telling.Lock()
	defer s.telling.Unlock()
	now := s.Clock()
	today := scheduling.DayOf(now)
	monday := today.Monday()
	if s.Duties == nil || s.week == monday || now.Before(today.At(weekToldAt)) {
		return nil
	}
	people, _, err := s.Duties.Accounts.List(ctx, scheduling.Query{})
	if err != nil {
		return fmt.Errorf("look for who is told of the week: %w", err)
	}
	districts, _, err := s.Schedule.Districts().List(ctx, scheduling.Query{})
	if err != nil {
		return fmt.Errorf("look for districts whose week is told: %w", err)
	}
	for _, district := range districts {
		to, err := s.Duties.whom(ctx, people, district.ID, today)
		if err != nil {
			return err
		}
		event := Event{District: district.ID, Week: monday}
		if _, err := s.Store.QueueOnce(ctx, event, to, now, (monday + 7).Starts()); err != nil {
			return err
		}
	}
	s.week = monday
	return nil
}

// whom are those of the people that a district's week has something for.
func (d *Duties) whom(ctx context.Context, people []accounts.Account, district scheduling.DistrictID, today scheduling.Day) ([]accounts.AccountID, error) {
	var to []accounts.AccountID
	for _, authority := range []accounts.Authority{accounts.Police, accounts.Municipality} {
		pressing, err := d.pressing(ctx, district, authority, today)
		if err != nil {
			return nil, err
		}
		if len(pressing) == 0 {
			continue
		}
		for _, account := range people {
			if account.Authority == authority && account.Weekly(district) {
				to = append(to, account.ID)
			}
		}
	}
	return to, nil
}

// pressing are an authority's open actions that are late or due soon, by the day that they
// are due on.
func (d *Duties) pressing(ctx context.Context, district scheduling.DistrictID, authority accounts.Authority, today scheduling.Day) ([]dialogue.Action, error) {
	found, _, err := d.Actions.List(ctx, scheduling.Query{DistrictID: district, Owner: authority,
		States: []scheduling.State{scheduling.State(dialogue.Open)}, Until: (today + weekAhead + 1).Starts()})
	if err != nil {
		return nil, fmt.Errorf("look for actions that are due: %w", err)
	}
	return found, nil
}
