package storage

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"poliskontor/alerts"
	"poliskontor/scheduling"
)

// alertStore keeps subscriptions to e-mail.
type alertStore struct{ *Store }

// Subscriptions returns the store of who gets e-mail about visits, and of what is sent.
func (s *Store) Subscriptions() alerts.Store { return alertStore{s} }

// Alerts returns the queue that releases put their e-mail in.
func (s *Store) Alerts() scheduling.AlertQueue { return alertStore{s} }

func (a alertStore) InTx(ctx context.Context, f func(alerts.Store) error) error {
	return a.write(ctx, func(tx *Store) error { return f(alertStore{tx}) })
}

// change runs one statement in a transaction of its own or in the one that there is.
func (a alertStore) change(ctx context.Context, doing string, f func(*gorm.DB) error) error {
	return a.write(ctx, func(tx *Store) error {
		if err := f(tx.db.WithContext(ctx)); err != nil {
			return fmt.Errorf("%s: %w", doing, err)
		}
		return nil
	})
}

// one returns the row that a condition selects, if there is one.
func one[R any](ctx context.Context, s *Store, doing, condition string, values ...any) (row R, found bool, err error) {
	var rows []R
	err = s.read(ctx, func(db *gorm.DB) error { return db.Where(condition, values...).Limit(1).Find(&rows).Error })
	if err != nil {
		return row, false, fmt.Errorf("%s: %w", doing, err)
	}
	if len(rows) == 0 {
		return row, false, nil
	}
	return rows[0], true, nil
}

type alertRequestRow struct {
	ID       string
	Hash     string
	Lookup   string
	Address  []byte
	Language string
	Places   document[[]scheduling.LocalityID]
	Created  time.Time `gorm:"column:created_at"`
	Ends     time.Time `gorm:"column:ends_at"`
}

func (alertRequestRow) TableName() string { return "alert_requests" }

func (r alertRequestRow) request() alerts.Request {
	return alerts.Request{ID: r.ID, Hash: r.Hash, Lookup: r.Lookup, Address: r.Address, Language: r.Language,
		Places: r.Places.Content, Created: r.Created, Ends: r.Ends}
}

func (a alertStore) AddRequest(ctx context.Context, r alerts.Request) error {
	row := alertRequestRow{ID: r.ID, Hash: r.Hash, Lookup: r.Lookup, Address: r.Address, Language: r.Language,
		Places: document[[]scheduling.LocalityID]{r.Places}, Created: instant(r.Created), Ends: instant(r.Ends)}
	return a.change(ctx, "keep a request for e-mail", func(db *gorm.DB) error { return db.Create(&row).Error })
}

func (a alertStore) RequestBy(ctx context.Context, hash string, now time.Time) (alerts.Request, bool, error) {
	row, found, err := one[alertRequestRow](ctx, a.Store, "look for a request for e-mail", "hash = ? AND ends_at > ?", hash, instant(now))
	return row.request(), found, err
}

func (a alertStore) RequestOf(ctx context.Context, id string) (alerts.Request, bool, error) {
	row, found, err := one[alertRequestRow](ctx, a.Store, "look for a request for e-mail", "id = ?", id)
	return row.request(), found, err
}

func (a alertStore) RemoveRequest(ctx context.Context, id string) error {
	return a.change(ctx, "remove a request for e-mail", func(db *gorm.DB) error {
		return db.Where("id = ?", id).Delete(new(alertRequestRow)).Error
	})
}

type subscriberRow struct {
	ID       string
	Lookup   string
	Address  []byte
	Language string
	Created  time.Time `gorm:"column:created_at"`
}

func (subscriberRow) TableName() string { return "alert_subscribers" }

type alertPlaceRow struct {
	SubscriberID string `gorm:"primaryKey"`
	LocalityID   string `gorm:"primaryKey"`
}

func (alertPlaceRow) TableName() string { return "alert_places" }

func (a alertStore) SubscriberOf(ctx context.Context, id string) (alerts.Subscriber, bool, error) {
	return a.subscriber(ctx, "id = ?", id)
}

func (a alertStore) SubscriberBy(ctx context.Context, lookup string) (alerts.Subscriber, bool, error) {
	return a.subscriber(ctx, "lookup = ?", lookup)
}

func (a alertStore) subscriber(ctx context.Context, condition, value string) (alerts.Subscriber, bool, error) {
	row, found, err := one[subscriberRow](ctx, a.Store, "look for a subscriber", condition, value)
	if err != nil || !found {
		return alerts.Subscriber{}, false, err
	}
	var places []alertPlaceRow
	err = a.read(ctx, func(db *gorm.DB) error {
		return db.Where("subscriber_id = ?", row.ID).Order("locality_id").Find(&places).Error
	})
	if err != nil {
		return alerts.Subscriber{}, false, fmt.Errorf("read what a subscriber follows: %w", err)
	}
	return alerts.Subscriber{ID: row.ID, Lookup: row.Lookup, Address: row.Address, Language: row.Language, Created: row.Created,
		Places: mapped(places, func(p alertPlaceRow) scheduling.LocalityID { return scheduling.LocalityID(p.LocalityID) })}, true, nil
}

func (a alertStore) PutSubscriber(ctx context.Context, s alerts.Subscriber) error {
	row := subscriberRow{ID: s.ID, Lookup: s.Lookup, Address: s.Address, Language: s.Language, Created: instant(s.Created)}
	places := mapped(s.Places, func(id scheduling.LocalityID) alertPlaceRow {
		return alertPlaceRow{SubscriberID: s.ID, LocalityID: string(id)}
	})
	return a.change(ctx, "store a subscriber", func(db *gorm.DB) error {
		if err := db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true}).Create(&row).Error; err != nil {
			return err
		}
		if err := db.Where("subscriber_id = ?", s.ID).Delete(new(alertPlaceRow)).Error; err != nil || len(places) == 0 {
			return err
		}
		return db.Create(&places).Error
	})
}

func (a alertStore) RemoveSubscriber(ctx context.Context, id string) error {
	return a.change(ctx, "remove a subscriber", func(db *gorm.DB) error {
		return db.Where("id = ?", id).Delete(new(subscriberRow)).Error
	})
}

type leadRow struct {
	Name   string `gorm:"primaryKey"`
	Holder string
	Until  time.Time `gorm:"column:until_at"`
}

func (leadRow) TableName() string { return "alert_leads" }

// sending is the name of the one lead that there is.
const sending = "sending"

func (a alertStore) Lead(ctx context.Context, holder string, now, until time.Time) (mine bool, err error) {
	err = a.change(ctx, "ask for the lead in sending e-mail", func(db *gorm.DB) error {
		done := db.Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "name"}},
			DoUpdates: clause.AssignmentColumns([]string{"holder", "until_at"}),
			Where: clause.Where{Exprs: []clause.Expression{
				gorm.Expr("alert_leads.holder = ? OR alert_leads.until_at <= ?", holder, instant(now))}},
		}).Create(&leadRow{Name: sending, Holder: holder, Until: instant(until)})
		mine = done.RowsAffected > 0
		return done.Error
	})
	return mine, err
}

func (a alertStore) Resign(ctx context.Context, holder string) error {
	return a.change(ctx, "end the lead in sending e-mail", func(db *gorm.DB) error {
		return db.Where("holder = ?", holder).Delete(new(leadRow)).Error
	})
}

type attemptsRow struct {
	What  string `gorm:"primaryKey"`
	Count int
	Began time.Time `gorm:"column:began_at"`
}

func (attemptsRow) TableName() string { return "attempts" }

func (a alertStore) Count(ctx context.Context, what string, now time.Time, window time.Duration) (int, error) {
	return a.countAttempt(ctx, what, now, window)
}

// countAttempt counts an attempt, and returns how many there have been since the first one
// within a window.
func (s *Store) countAttempt(ctx context.Context, what string, now time.Time, window time.Duration) (count int, err error) {
	err = s.write(ctx, func(tx *Store) error {
		row, found, err := one[attemptsRow](ctx, tx, "read attempts", "what = ?", what)
		if err != nil {
			return err
		}
		if !found || !row.Began.Add(window).After(now) {
			row = attemptsRow{What: what, Began: instant(now)}
		}
		row.Count++
		count = row.Count
		if err := tx.db.WithContext(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
			return fmt.Errorf("count an attempt: %w", err)
		}
		return nil
	})
	return count, err
}

// roundsKept is how long it is known that a week's mails were queued.
const roundsKept = 90 * 24 * time.Hour

func (a alertStore) Forget(ctx context.Context, now, settledBefore time.Time) error {
	return a.change(ctx, "forget e-mail of the past", func(db *gorm.DB) error {
		if err := db.Where("ends_at <= ?", instant(now)).Delete(new(alertRequestRow)).Error; err != nil {
			return err
		}
		if err := db.Where("began_at <= ?", instant(now.Add(-24*time.Hour))).Delete(new(attemptsRow)).Error; err != nil {
			return err
		}
		if err := db.Where("made_at < ?", instant(now.Add(-roundsKept))).Delete(new(alertRoundRow)).Error; err != nil {
			return err
		}
		return db.Where("settled_at < ? AND ends_at < ?", instant(settledBefore), instant(now)).Delete(new(alertMailRow)).Error
	})
}
