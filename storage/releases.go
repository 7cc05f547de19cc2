package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

type releaseRow struct {
	Seq        int64 `gorm:"primaryKey"` // counts up over all districts
	ID         string
	DistrictID string
	Number     int
	At         time.Time
	Comment    string
	Urgent     bool
}

func (releaseRow) TableName() string { return "releases" }

func releaseToRow(r scheduling.Release) releaseRow {
	return releaseRow{
		ID: string(r.ID), DistrictID: string(r.DistrictID), Number: r.Number, At: instant(r.At), Comment: r.Comment,
		Urgent: r.Urgent,
	}
}

// release returns the release without its changes.
func (r releaseRow) release() scheduling.Release {
	return scheduling.Release{
		ID: scheduling.ReleaseID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), Number: r.Number, At: r.At,
		Comment: r.Comment, Urgent: r.Urgent,
	}
}

// changeRow is a change of a release; DistrictID, Starts and Ends repeat what is in
// it, for selecting.
type changeRow struct {
	ID         int64 // counts up
	ReleaseID  string
	DistrictID string
	VisitID    string
	Kind       string
	Starts     time.Time              `gorm:"column:starts_at"`
	Ends       time.Time              `gorm:"column:ends_at"`
	Before     *document[publicVisit] `gorm:"column:before_visit"`
	After      document[publicVisit]  `gorm:"column:after_visit"`
}

func (changeRow) TableName() string { return "release_changes" }

func changeToRow(r scheduling.Release, c scheduling.Change) changeRow {
	row := changeRow{
		ReleaseID: string(r.ID), DistrictID: string(r.DistrictID), VisitID: string(c.After.ID), Kind: string(c.Kind),
		Starts: instant(c.After.Starts), Ends: instant(c.After.Ends),
		After: document[publicVisit]{publicToDocument(c.After)},
	}
	if c.Before != nil {
		row.Before = &document[publicVisit]{publicToDocument(*c.Before)}
	}
	return row
}

func (r changeRow) change() scheduling.Change {
	c := scheduling.Change{Kind: scheduling.ChangeKind(r.Kind), After: publicFromDocument(r.After.Content)}
	if r.Before != nil {
		before := publicFromDocument(r.Before.Content)
		c.Before = &before
	}
	return c
}

// Releases returns the repository of releases.
func (s *Store) Releases() scheduling.ReleaseRepository { return releases{s} }

type releases struct{ *Store }

func (r releases) Add(ctx context.Context, release scheduling.Release) error {
	return r.write(ctx, func(tx *Store) error { return releases{tx}.add(ctx, release) })
}

func (r releases) add(ctx context.Context, release scheduling.Release) error {
	if !scheduling.Reaches(ctx, release.DistrictID) {
		return outOfReach()
	}
	last, err := r.Last(ctx, release.DistrictID)
	switch {
	case err != nil:
		return err
	case release.Number <= last:
		return scheduling.ConflictError(scheduling.CodeReleaseRaced, nil)
	case release.Number > last+1:
		return fmt.Errorf("store release %d of district %s: the last one is %d", release.Number, release.DistrictID, last)
	}
	db := r.db.WithContext(ctx)
	row := releaseToRow(release)
	if err := db.Create(&row).Error; err != nil {
		return fmt.Errorf("store release %d of district %s: %w", release.Number, release.DistrictID, translated(err, writing))
	}
	changes := mapped(release.Changes, func(c scheduling.Change) changeRow { return changeToRow(release, c) })
	if err := storeAll(db, changes); err != nil {
		return fmt.Errorf("store the changes of release %d of district %s: %w", release.Number, release.DistrictID, translated(err, writing))
	}
	return r.record(ctx, entry{action: "release", thing: "release", id: row.ID, district: release.DistrictID, after: row})
}

func (r releases) Get(ctx context.Context, district scheduling.DistrictID, number int) (scheduling.Release, error) {
	var release scheduling.Release
	err := r.read(ctx, func(db *gorm.DB) error {
		var rows []releaseRow
		if err := db.Where("district_id = ? AND number = ?", district, number).Find(&rows).Error; err != nil {
			return fmt.Errorf("read release %d of district %s: %w", number, district, err)
		}
		if len(rows) == 0 || !scheduling.Reaches(ctx, district) {
			return scheduling.NotFoundError("release", fmt.Sprint(number))
		}
		found, err := withChanges(rows, db)
		if err != nil {
			return fmt.Errorf("read the changes of release %d of district %s: %w", number, district, err)
		}
		release = found[0]
		return nil
	})
	return release, err
}

func (r releases) List(ctx context.Context, q scheduling.Query) ([]scheduling.Release, int, error) {
	var found []scheduling.Release
	var total int
	err := r.read(ctx, func(db *gorm.DB) error {
		where := conditions{district: ofDistrict, from: "at >= ?", until: "at < ?"}
		rows, n, err := list[releaseRow](withinReach(ctx, db, ofDistrict), where, q, newestFirst)
		if err != nil {
			return fmt.Errorf("list releases: %w", err)
		}
		found, total = mapped(rows, releaseRow.release), n
		return nil
	})
	return found, total, err
}

const newestFirst = "at DESC, seq DESC"

func (r releases) Last(ctx context.Context, district scheduling.DistrictID) (int, error) {
	var number int
	err := r.db.WithContext(ctx).Model(new(releaseRow)).Where(ofDistrict, district).
		Select("coalesce(max(number), 0)").Scan(&number).Error
	if err != nil {
		return 0, fmt.Errorf("read the last release of district %s: %w", district, err)
	}
	return number, nil
}

func (r releases) Announced(ctx context.Context, district scheduling.DistrictID, endsAfter time.Time) ([]scheduling.PublicVisit, error) {
	latest := withinReach(ctx, r.db.WithContext(ctx), ofDistrict).Where("ends_at > ?", instant(endsAfter)).
		Where("NOT EXISTS (SELECT 1 FROM release_changes later" +
			" WHERE later.visit_id = release_changes.visit_id AND later.id > release_changes.id)").
		Order("starts_at, visit_id").Select("after_visit")
	if district != "" {
		latest = latest.Where(ofDistrict, district)
	}
	var rows []changeRow
	if err := latest.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read what is announced: %w", err)
	}
	return mapped(rows, func(r changeRow) scheduling.PublicVisit { return publicFromDocument(r.After.Content) }), nil
}

func (r releases) Changes(ctx context.Context, district scheduling.DistrictID, since time.Time) ([]scheduling.Release, error) {
	var found []scheduling.Release
	err := r.read(ctx, func(db *gorm.DB) error {
		recent := withinReach(ctx, db.Model(new(releaseRow)), ofDistrict).Where("at >= ?", instant(since))
		if district != "" {
			recent = recent.Where(ofDistrict, district)
		}
		var rows []releaseRow
		if err := recent.Order(newestFirst).Find(&rows).Error; err != nil {
			return fmt.Errorf("read recent releases: %w", err)
		}
		var err error
		found, err = withChanges(rows, db)
		if err != nil {
			return fmt.Errorf("read the changes of recent releases: %w", err)
		}
		return nil
	})
	return found, err
}

// withChanges returns releases with their changes.
func withChanges(rows []releaseRow, db *gorm.DB) ([]scheduling.Release, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	changes, err := belonging[changeRow](db, rows, func(row releaseRow) string { return row.ID }, "release_id IN ?", "id")
	if err != nil {
		return nil, err
	}
	of := map[string][]scheduling.Change{}
	for _, c := range changes {
		of[c.ReleaseID] = append(of[c.ReleaseID], c.change())
	}
	return mapped(rows, func(row releaseRow) scheduling.Release {
		release := row.release()
		release.Changes = of[row.ID]
		return release
	}), nil
}

func (r releases) LastChange(ctx context.Context, visit scheduling.VisitID) (scheduling.Change, error) {
	var row changeRow
	err := withinReach(ctx, r.db.WithContext(ctx), ofDistrict).Where("visit_id = ?", visit).Order("id DESC").Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return scheduling.Change{}, scheduling.NotFoundError("visit", string(visit))
	}
	if err != nil {
		return scheduling.Change{}, fmt.Errorf("read the last change of visit %s: %w", visit, err)
	}
	return row.change(), nil
}

func (r releases) Numbers(ctx context.Context) (map[scheduling.DistrictID]int, error) {
	var rows []struct {
		DistrictID string
		Number     int
	}
	err := r.db.WithContext(ctx).Model(new(releaseRow)).Select("district_id, max(number) AS number").Group("district_id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the last release of each district: %w", err)
	}
	numbers := make(map[scheduling.DistrictID]int, len(rows))
	for _, row := range rows {
		numbers[scheduling.DistrictID(row.DistrictID)] = row.Number
	}
	return numbers, nil
}
