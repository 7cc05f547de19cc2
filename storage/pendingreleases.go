package storage

import (
	"context"
	"time"

	"poliskontor/scheduling"
)

type pendingReleaseRow struct {
	ID         string
	DistrictID string
	After      int `gorm:"column:after_number"`
	Comment    string
	Visits     document[[]pendingVisit]
	Asked      time.Time `gorm:"column:asked_at"`
	Leaves     time.Time `gorm:"column:leaves_at"`
	ByID       string
	ByName     string
	State      string
	Number     *int
	Refusal    string
	Settled    *time.Time `gorm:"column:settled_at"`
	SettledBy  string
	Meta       metaColumns `gorm:"embedded"`
}

func (pendingReleaseRow) TableName() string { return "pending_releases" }

// pendingVisit is a visit that waits to be released, as JSON.
type pendingVisit struct {
	ID      scheduling.VisitID `json:"id"`
	Version int                `json:"version"`
}

var pendingReleases = kind[scheduling.PendingRelease, pendingReleaseRow, scheduling.PendingReleaseID]{
	thing: "pending_release", order: "asked_at, id",
	where:   conditions{district: ofDistrict, from: "(settled_at IS NULL OR settled_at > ?)", until: "asked_at < ?"},
	parts:   func(p *scheduling.PendingRelease) parts { return parts{string(p.ID), p.DistrictID, &p.Meta} },
	toRow:   pendingReleaseToRow,
	fromRow: pendingReleaseFromRow,
}

func pendingReleaseToRow(p scheduling.PendingRelease) pendingReleaseRow {
	return pendingReleaseRow{
		ID: string(p.ID), DistrictID: string(p.DistrictID), After: p.After, Comment: p.Comment,
		Visits: document[[]pendingVisit]{mapped(p.Visits, func(v scheduling.PendingVisit) pendingVisit { return pendingVisit(v) })},
		Asked:  instant(p.Asked), Leaves: instant(p.Leaves), ByID: p.ByID, ByName: p.ByName, State: string(p.State),
		Number: optional(p.Number), Refusal: string(p.Refusal), Settled: optionalInstant(p.Settled), SettledBy: p.SettledBy,
		Meta: metaOf(p.Meta),
	}
}

func pendingReleaseFromRow(r pendingReleaseRow) scheduling.PendingRelease {
	return scheduling.PendingRelease{
		ID: scheduling.PendingReleaseID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), After: r.After, Comment: r.Comment,
		Visits: mapped(r.Visits.Content, func(v pendingVisit) scheduling.PendingVisit { return scheduling.PendingVisit(v) }),
		Asked:  r.Asked, Leaves: r.Leaves, ByID: r.ByID, ByName: r.ByName, State: scheduling.PendingState(r.State),
		Number: orZero(r.Number), Refusal: scheduling.Code(r.Refusal), Settled: orZero(r.Settled), SettledBy: r.SettledBy,
		Meta: r.Meta.value(),
	}
}

type pendingReleaseTable = table[scheduling.PendingRelease, pendingReleaseRow, scheduling.PendingReleaseID]

// departing leaves a job behind with each release that waits.
type departing struct{ pendingReleaseTable }

// PendingReleases returns the repository of releases that wait, or have waited, to go out.
func (s *Store) PendingReleases() scheduling.Repository[scheduling.PendingRelease, scheduling.PendingReleaseID] {
	return departing{pendingReleaseTable{s, &pendingReleases}}
}

// Create is as of [scheduling.Repository].
func (d departing) Create(ctx context.Context, p scheduling.PendingRelease) error {
	return d.write(ctx, func(tx *Store) error {
		if err := d.in(tx).create(ctx, p); err != nil {
			return err
		}
		return tx.leave(ctx, DepartJob, p.Leaves.Sub(tx.now()))
	})
}
