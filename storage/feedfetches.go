package storage

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"poliskontor/scheduling"
	"poliskontor/scheduling/fetching"
)

// Fetching returns how feeds are fetched. It is in no audit log: it knows nobody.
func (s *Store) Fetching() fetching.Store { return feedFetches{s} }

type feedFetches struct{ store *Store }

type feedFetchRow struct {
	DistrictID string `gorm:"primaryKey"`
	Kind       string `gorm:"primaryKey"`
	Family     string `gorm:"primaryKey"`
	Day        date   `gorm:"primaryKey"`
	Fetches    int
	Unchanged  int
	Last       time.Time `gorm:"column:last_fetched_at"`
}

func (feedFetchRow) TableName() string { return "feed_fetches" }

type feedCopyRow struct {
	DistrictID string    `gorm:"primaryKey"`
	Kind       string    `gorm:"primaryKey"`
	Slug       string    `gorm:"primaryKey"`
	Family     string    `gorm:"primaryKey"`
	Day        date      `gorm:"column:fetched_day"`
	Changed    time.Time `gorm:"column:changed_at"`
}

func (feedCopyRow) TableName() string { return "feed_copies" }

func (f feedFetches) Schedule() scheduling.Store { return f.store }

// greater is an assignment that keeps the greater of what is stored and what is added.
func greater(table, column string) clause.Assignment {
	return clause.Assignment{Column: clause.Column{Name: column},
		Value: gorm.Expr(fmt.Sprintf("CASE WHEN excluded.%[2]s > %[1]s.%[2]s THEN excluded.%[2]s ELSE %[1]s.%[2]s END", table, column))}
}

// sum is an assignment that adds to what is stored.
func sum(table, column string) clause.Assignment {
	return clause.Assignment{Column: clause.Column{Name: column}, Value: gorm.Expr(fmt.Sprintf("%[1]s.%[2]s + excluded.%[2]s", table, column))}
}

func named(columns ...string) []clause.Column {
	return mapped(columns, func(name string) clause.Column { return clause.Column{Name: name} })
}

func (f feedFetches) Add(ctx context.Context, tallies []fetching.Tally, copies []fetching.Copy) error {
	fetches := mapped(tallies, func(t fetching.Tally) feedFetchRow {
		return feedFetchRow{DistrictID: string(t.District), Kind: string(t.Kind), Family: string(t.Family), Day: date(t.Day),
			Fetches: t.Fetches, Unchanged: t.Unchanged, Last: instant(t.Last)}
	})
	kept := mapped(copies, func(c fetching.Copy) feedCopyRow {
		return feedCopyRow{DistrictID: string(c.District), Kind: string(c.Feed.Kind), Slug: c.Feed.Slug, Family: string(c.Family),
			Day: date(c.Day), Changed: instant(c.Changed)}
	})
	return f.store.write(ctx, func(tx *Store) error {
		db := tx.db.WithContext(ctx)
		err := storeAll(db.Clauses(clause.OnConflict{
			Columns:   named("district_id", "kind", "family", "day"),
			DoUpdates: clause.Set{sum("feed_fetches", "fetches"), sum("feed_fetches", "unchanged"), greater("feed_fetches", "last_fetched_at")},
		}), fetches)
		if err != nil {
			return fmt.Errorf("add to the fetches of feeds: %w", err)
		}
		err = storeAll(db.Clauses(clause.OnConflict{
			Columns:   named("district_id", "kind", "slug", "family"),
			DoUpdates: clause.Set{greater("feed_copies", "fetched_day"), greater("feed_copies", "changed_at")},
		}), kept)
		if err != nil {
			return fmt.Errorf("note which feeds were fetched: %w", err)
		}
		return nil
	})
}

// ofNoDistrict is where feeds of every district stand.
const ofNoDistrict = ""

func (f feedFetches) Tallies(ctx context.Context, district scheduling.DistrictID, from scheduling.Day) ([]fetching.Tally, error) {
	const isLast = `NOT EXISTS (SELECT 1 FROM feed_fetches later WHERE later.district_id = feed_fetches.district_id
		AND later.kind = feed_fetches.kind AND later.family = feed_fetches.family AND later.day > feed_fetches.day)`
	rows, err := ofFeeds[feedFetchRow](ctx, f.store, district, "day >= ? OR "+isLast, from)
	if err != nil {
		return nil, fmt.Errorf("read the fetches of feeds: %w", err)
	}
	return mapped(rows, func(r feedFetchRow) fetching.Tally {
		return fetching.Tally{Day: scheduling.Day(r.Day), District: scheduling.DistrictID(r.DistrictID), Kind: fetching.Kind(r.Kind),
			Family: fetching.Family(r.Family), Fetches: r.Fetches, Unchanged: r.Unchanged, Last: r.Last}
	}), nil
}

func (f feedFetches) Copies(ctx context.Context, district scheduling.DistrictID, from scheduling.Day) ([]fetching.Copy, error) {
	rows, err := ofFeeds[feedCopyRow](ctx, f.store, district, "fetched_day >= ?", from)
	if err != nil {
		return nil, fmt.Errorf("read which feeds were fetched: %w", err)
	}
	return mapped(rows, func(r feedCopyRow) fetching.Copy {
		return fetching.Copy{Feed: fetching.Feed{Kind: fetching.Kind(r.Kind), Slug: r.Slug}, Family: fetching.Family(r.Family),
			District: scheduling.DistrictID(r.DistrictID), Day: scheduling.Day(r.Day), Changed: r.Changed}
	}), nil
}

// ofFeeds returns the rows of a district, and of none, on a condition about a day.
func ofFeeds[R any](ctx context.Context, s *Store, district scheduling.DistrictID, condition string, from scheduling.Day) ([]R, error) {
	if !scheduling.Reaches(ctx, district) {
		return nil, nil
	}
	var rows []R
	err := s.read(ctx, func(db *gorm.DB) error {
		return db.Where("district_id IN ?", []string{ofNoDistrict, string(district)}).Where(condition, date(from)).Order("kind, family").Find(&rows).Error
	})
	return rows, err
}

func (f feedFetches) Forget(ctx context.Context, before scheduling.Day) error {
	return f.store.write(ctx, func(tx *Store) error {
		db := tx.db.WithContext(ctx)
		if err := db.Where("day < ?", date(before)).Delete(new(feedFetchRow)).Error; err != nil {
			return fmt.Errorf("forget fetches of feeds: %w", err)
		}
		if err := db.Where("fetched_day < ?", date(before)).Delete(new(feedCopyRow)).Error; err != nil {
			return fmt.Errorf("forget which feeds were fetched: %w", err)
		}
		return nil
	})
}
