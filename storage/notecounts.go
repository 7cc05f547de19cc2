package storage

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// noteCountRow is a note without what it says, which so is not even read.
type noteCountRow struct {
	ID         string
	VisitID    string
	LocalityID string
	Owner      string
	Written    time.Time `gorm:"column:written_at"`
	Nothing    bool      `gorm:"column:nothing_said"`
	Adults     *int
	Youths     *int
	Seniors    *int
	Topics     document[[]string]
}

func (noteCountRow) TableName() string { return noteRow{}.TableName() }

func (r noteCountRow) count() dialogue.Count {
	c := dialogue.Count{
		NoteID: dialogue.NoteID(r.ID), VisitID: scheduling.VisitID(r.VisitID), LocalityID: scheduling.LocalityID(r.LocalityID),
		Owner: scheduling.Owner(r.Owner), Written: r.Written, Nothing: r.Nothing, Topics: r.Topics.Content,
	}
	if r.Adults != nil {
		c.Attendance = &dialogue.Attendance{Adults: *r.Adults, Youths: orZero(r.Youths), Seniors: orZero(r.Seniors)}
	}
	return c
}

func (c conversation) Counts(ctx context.Context, q scheduling.Query) ([]dialogue.Count, error) {
	var counts []dialogue.Count
	err := c.store.read(ctx, func(db *gorm.DB) error {
		rows, _, err := list[noteCountRow](withinReach(ctx, db, ofDistrict), notes.where, q, notes.order)
		if err != nil {
			return fmt.Errorf("list what notes count: %w", err)
		}
		counts = mapped(rows, noteCountRow.count)
		return nil
	})
	return counts, err
}
