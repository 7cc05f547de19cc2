package storage

import (
	"context"
	"fmt"
	"time"

	"poliskontor/scheduling"
)

type visitRow struct {
	ID         string
	DistrictID string
	LocalityID string
	OccasionID *string // NULL for none
	SiteID     string
	OfficeID   string
	Starts     time.Time `gorm:"column:starts_at"`
	Ends       time.Time `gorm:"column:ends_at"`
	State      string
	Occupies   bool
	Pinned     bool
	PublicNote string
	Note       string
	Reason     string
	Meta       metaColumns `gorm:"embedded"`
}

func (visitRow) TableName() string { return "visits" }

var visits = kind[scheduling.Visit, visitRow, scheduling.VisitID]{
	thing: "visit", order: "starts_at, id",
	where: conditions{
		district: ofDistrict, municipality: ofItsMunicipality, locality: ofLocality, site: ofSite, office: ofOffice,
		occasion: "occasion_id = ?", states: "state IN ?", from: endsAfter, until: startsBefore,
	},
	parts:   func(v *scheduling.Visit) parts { return parts{string(v.ID), v.DistrictID, &v.Meta} },
	toRow:   visitToRow,
	fromRow: visitFromRow,
}

func visitToRow(v scheduling.Visit) visitRow {
	return visitRow{
		ID: string(v.ID), DistrictID: string(v.DistrictID), LocalityID: string(v.LocalityID),
		OccasionID: optional(string(v.OccasionID)), SiteID: string(v.SiteID), OfficeID: string(v.OfficeID),
		Starts: instant(v.Starts), Ends: instant(v.Ends), State: string(v.State), Occupies: v.State.Occupies(),
		Pinned: v.Pinned, PublicNote: v.PublicNote, Note: v.Note, Reason: v.Reason, Meta: metaOf(v.Meta),
	}
}

func visitFromRow(r visitRow) scheduling.Visit {
	return scheduling.Visit{
		ID: scheduling.VisitID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID),
		LocalityID: scheduling.LocalityID(r.LocalityID), OccasionID: scheduling.OccasionID(orZero(r.OccasionID)),
		Slot: scheduling.Slot{
			SiteID: scheduling.SiteID(r.SiteID), OfficeID: scheduling.OfficeID(r.OfficeID),
			Starts: r.Starts, Ends: r.Ends,
		},
		State: scheduling.State(r.State), Pinned: r.Pinned, PublicNote: r.PublicNote, Note: r.Note, Reason: r.Reason,
		Meta: r.Meta.value(),
	}
}

// Visits returns the repository of the working schedule.
func (s *Store) Visits() scheduling.VisitRepository {
	return visitTable{table[scheduling.Visit, visitRow, scheduling.VisitID]{s, &visits}}
}

type visitTable struct {
	table[scheduling.Visit, visitRow, scheduling.VisitID]
}

func (t visitTable) Replace(ctx context.Context, put []scheduling.Visit, remove []scheduling.VisitID) error {
	if len(put) == 0 && len(remove) == 0 {
		return nil
	}
	return t.write(ctx, func(tx *Store) error {
		return visitTable{t.in(tx)}.replaceAll(ctx, put, remove)
	})
}

// replaceAll removes first, then writes what stays within its slot, which makes
// room and needs none, then what moves, and what is new. What moves lets go of its
// slot before any of it is written, so that no order of writing is in the way.
func (t visitTable) replaceAll(ctx context.Context, put []scheduling.Visit, remove []scheduling.VisitID) error {
	for _, id := range remove {
		row, err := t.load(t.db.WithContext(ctx), string(id))
		if err != nil {
			return err
		}
		if stored := t.fromRow(row); !t.reaches(ctx, &stored) {
			return scheduling.NotFoundError(t.thing, string(id))
		}
		if err := t.remove(ctx, row); err != nil {
			return err
		}
	}
	var moving []change
	var added []scheduling.Visit
	for _, v := range put {
		if v.Version == 0 {
			added = append(added, v)
			continue
		}
		before, err := t.current(ctx, string(v.ID), v.Version)
		if err != nil {
			return err
		}
		if !before.holds(v) {
			moving = append(moving, change{before, v})
			continue
		}
		if err := t.replace(ctx, before, v); err != nil {
			return err
		}
	}
	if err := t.release(ctx, moving); err != nil {
		return err
	}
	for _, c := range moving {
		if err := t.replace(ctx, c.before, c.after); err != nil {
			return err
		}
	}
	for _, v := range added {
		if err := t.create(ctx, v); err != nil {
			return err
		}
	}
	return nil
}

type change struct {
	before visitRow
	after  scheduling.Visit
}

// holds tells whether a visit stays within the slot that it has.
func (r visitRow) holds(v scheduling.Visit) bool {
	return r.Occupies && r.SiteID == string(v.SiteID) && r.OfficeID == string(v.OfficeID) &&
		!v.Starts.Before(r.Starts) && !v.Ends.After(r.Ends)
}

// release lets go of slots, for the moment until the visits are written.
func (t visitTable) release(ctx context.Context, moving []change) error {
	for _, c := range moving {
		err := t.db.WithContext(ctx).Model(new(visitRow)).Where("id = ?", c.before.ID).Update("occupies", false).Error
		if err != nil {
			return fmt.Errorf("release the slot of visit %s: %w", c.before.ID, err)
		}
	}
	return nil
}
