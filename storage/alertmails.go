package storage

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"poliskontor/accounts"
	"poliskontor/alerts"
	"poliskontor/scheduling"
)

type alertMailRow struct {
	ID           string
	SubscriberID *string
	RequestID    *string
	AccountID    *string
	Event        string
	State        string
	Attempts     int
	Next         time.Time  `gorm:"column:next_at"`
	Ends         time.Time  `gorm:"column:ends_at"`
	Settled      *time.Time `gorm:"column:settled_at"`
	Refusal      string
}

func (alertMailRow) TableName() string { return "alert_mails" }

func (r alertMailRow) mail() (alerts.Mail, error) {
	event, err := alerts.ParseEvent(r.Event)
	return alerts.Mail{ID: r.ID, Subscriber: orZero(r.SubscriberID), Request: orZero(r.RequestID), Account: accounts.AccountID(orZero(r.AccountID)), Event: event,
		State: alerts.State(r.State), Attempts: r.Attempts, Next: r.Next, Ends: r.Ends, Refusal: r.Refusal}, err
}

// mailBatch is how many mails one statement queues.
const mailBatch = 200

func (a alertStore) Queue(ctx context.Context, m alerts.Mail) error {
	row := alertMailRow{ID: m.ID, SubscriberID: optional(m.Subscriber), RequestID: optional(m.Request), Event: m.Event.String(),
		State: string(m.State), Next: instant(m.Next), Ends: instant(m.Ends)}
	return a.queue(ctx, "queue an e-mail", func(db *gorm.DB) error { return db.Create(&row).Error })
}

// queue queues mails and leaves the job behind that sends them.
func (a alertStore) queue(ctx context.Context, doing string, f func(*gorm.DB) error) error {
	return a.write(ctx, func(tx *Store) error {
		if err := (alertStore{tx}).change(ctx, doing, f); err != nil {
			return err
		}
		return tx.leave(ctx, SendJob, 0)
	})
}

// QueueRelease is as of [scheduling.AlertQueue].
func (a alertStore) QueueRelease(ctx context.Context, r scheduling.Release, localities []string, until time.Time) error {
	_, err := a.QueueFor(ctx, alerts.Event{District: r.DistrictID, Number: r.Number}, localities, r.At, until)
	return err
}

func (a alertStore) QueueFor(ctx context.Context, event alerts.Event, slugs []string, now, ends time.Time) (int, error) {
	untold, err := a.untold(ctx, event, slugs)
	if err != nil || len(untold) == 0 {
		return 0, err // most of the time nobody writes
	}
	queued := 0
	err = a.queue(ctx, "queue e-mail", func(db *gorm.DB) error {
		rows := mapped(untold, func(subscriber string) alertMailRow {
			return alertMailRow{ID: rand.Text(), SubscriberID: &subscriber, Event: event.String(), State: string(alerts.Waiting),
				Next: instant(now), Ends: instant(ends)}
		})
		done := db.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&rows, mailBatch)
		queued = int(done.RowsAffected)
		return done.Error
	})
	return queued, err
}

type alertRoundRow struct {
	Event string    `gorm:"primaryKey"`
	Made  time.Time `gorm:"column:made_at"`
}

func (alertRoundRow) TableName() string { return "alert_rounds" }

func (a alertStore) QueueOnce(ctx context.Context, event alerts.Event, to []accounts.AccountID, now, ends time.Time) (first bool, err error) {
	err = a.queue(ctx, "queue e-mail to accounts", func(db *gorm.DB) error {
		done := db.Clauses(clause.OnConflict{DoNothing: true}).Create(&alertRoundRow{Event: event.String(), Made: instant(now)})
		if first = done.RowsAffected > 0; done.Error != nil || !first || len(to) == 0 {
			return done.Error
		}
		rows := mapped(to, func(account accounts.AccountID) alertMailRow {
			return alertMailRow{ID: rand.Text(), AccountID: optional(string(account)), Event: event.String(), State: string(alerts.Waiting),
				Next: instant(now), Ends: instant(ends)}
		})
		return db.CreateInBatches(&rows, mailBatch).Error
	})
	return first && err == nil, err
}

// untold are those who follow one of the localities and have no mail about an event.
func (a alertStore) untold(ctx context.Context, event alerts.Event, slugs []string) (subscribers []string, err error) {
	err = a.read(ctx, func(db *gorm.DB) error {
		return db.Model(new(alertPlaceRow)).Distinct("subscriber_id").
			Where("locality_id IN (SELECT id FROM localities WHERE slug IN ?)", slugs).
			Where("NOT EXISTS (SELECT 1 FROM alert_mails m WHERE m.subscriber_id = alert_places.subscriber_id AND m.event = ?)", event.String()).
			Order("subscriber_id").Pluck("subscriber_id", &subscribers).Error
	})
	if err != nil {
		return nil, fmt.Errorf("look for who follows a place: %w", err)
	}
	return subscribers, nil
}

func (a alertStore) Due(ctx context.Context, now time.Time, limit int) ([]alerts.Mail, error) {
	var rows []alertMailRow
	err := a.read(ctx, func(db *gorm.DB) error {
		return db.Where("state = ? AND next_at <= ?", alerts.Waiting, instant(now)).Order("next_at, id").Limit(limit).Find(&rows).Error
	})
	if err != nil {
		return nil, fmt.Errorf("look for e-mail to send: %w", err)
	}
	mails := make([]alerts.Mail, len(rows))
	for i, row := range rows {
		if mails[i], err = row.mail(); err != nil {
			return nil, fmt.Errorf("read the e-mail %s: %w", row.ID, err)
		}
	}
	return mails, nil
}

func (a alertStore) Settle(ctx context.Context, m alerts.Mail, now time.Time) error {
	values := map[string]any{"state": string(m.State), "attempts": m.Attempts, "next_at": instant(m.Next), "refusal": m.Refusal}
	if m.State != alerts.Waiting {
		values["settled_at"] = instant(now)
	}
	return a.change(ctx, "note how an e-mail fared", func(db *gorm.DB) error {
		return db.Model(new(alertMailRow)).Where("id = ?", m.ID).Updates(values).Error
	})
}

func (a alertStore) Tally(ctx context.Context) (alerts.Tally, error) {
	tally := alerts.Tally{Mails: map[alerts.State]int{}, Refusals: map[string]int{}}
	err := a.read(ctx, func(db *gorm.DB) error {
		var subscribers, requests int64
		if err := db.Model(new(subscriberRow)).Count(&subscribers).Error; err != nil {
			return err
		}
		if err := db.Model(new(alertRequestRow)).Count(&requests).Error; err != nil {
			return err
		}
		var groups []struct {
			State, Refusal string
			N              int
		}
		if err := db.Model(new(alertMailRow)).Select("state, refusal, count(*) AS n").Group("state, refusal").Find(&groups).Error; err != nil {
			return err
		}
		for _, g := range groups {
			tally.Mails[alerts.State(g.State)] += g.N
			if g.Refusal != "" {
				tally.Refusals[g.Refusal] += g.N
			}
		}
		tally.Subscribers, tally.Requests = int(subscribers), int(requests)
		return nil
	})
	if err != nil {
		return tally, fmt.Errorf("count e-mail: %w", err)
	}
	return tally, nil
}
