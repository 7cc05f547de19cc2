package storage

import (
	"fmt"

	"gorm.io/gorm"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

type correctionRow struct {
	ID            string
	DistrictID    string
	VisitID       *string // one of the two
	ActivityID    *string // is not NULL
	TakenBack     bool
	ByID          string
	By            string                    `gorm:"column:by_name"`
	CommitmentIDs []scheduling.CommitmentID `gorm:"-"`
	Meta          metaColumns               `gorm:"embedded"`
}

func (correctionRow) TableName() string { return "corrections" }

type correctionCommitmentRow struct {
	CorrectionID string
	Position     int
	CommitmentID scheduling.CommitmentID
}

func (correctionCommitmentRow) TableName() string { return "correction_commitments" }

var corrections = kind[followup.Correction, correctionRow, followup.CorrectionID]{
	thing: "correction", order: "id",
	where:   conditions{district: ofDistrict, visit: "visit_id = ?", activity: "activity_id = ?"},
	parts:   func(c *followup.Correction) parts { return parts{string(c.ID), c.DistrictID, &c.Meta} },
	toRow:   correctionToRow,
	fromRow: correctionFromRow,
	beside:  &beside[correctionRow]{put: putCorrected, load: loadCorrected, drop: dropCorrected},
}

func correctionToRow(c followup.Correction) correctionRow {
	return correctionRow{
		ID: string(c.ID), DistrictID: string(c.DistrictID), VisitID: optional(string(c.VisitID)), ActivityID: optional(string(c.ActivityID)),
		TakenBack: c.TakenBack, ByID: c.ByID, By: c.By, CommitmentIDs: c.CommitmentIDs, Meta: metaOf(c.Meta),
	}
}

func correctionFromRow(r correctionRow) followup.Correction {
	return followup.Correction{
		ID: followup.CorrectionID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), VisitID: scheduling.VisitID(orZero(r.VisitID)),
		ActivityID: scheduling.ActivityID(orZero(r.ActivityID)), TakenBack: r.TakenBack, ByID: r.ByID, By: r.By,
		CommitmentIDs: r.CommitmentIDs, Meta: r.Meta.value(),
	}
}

func putCorrected(db *gorm.DB, _ *correctionRow, after correctionRow) error {
	if err := dropCorrected(db, after); err != nil {
		return err
	}
	var rows []correctionCommitmentRow
	for i, id := range after.CommitmentIDs {
		rows = append(rows, correctionCommitmentRow{after.ID, i, id})
	}
	if err := storeAll(db, rows); err != nil {
		return fmt.Errorf("store the commitments: %w", err)
	}
	return nil
}

func dropCorrected(db *gorm.DB, row correctionRow) error {
	if err := db.Where("correction_id = ?", row.ID).Delete(new(correctionCommitmentRow)).Error; err != nil {
		return fmt.Errorf("remove the commitments: %w", err)
	}
	return nil
}

func loadCorrected(db *gorm.DB, rows []correctionRow) error {
	at := make(map[string]int, len(rows))
	for i, row := range rows {
		at[row.ID] = i
	}
	chosen, err := belonging[correctionCommitmentRow](db, rows, func(row correctionRow) string { return row.ID }, "correction_id IN ?", "correction_id, position")
	if err != nil {
		return err
	}
	for _, c := range chosen {
		i := at[c.CorrectionID]
		rows[i].CommitmentIDs = append(rows[i].CommitmentIDs, c.CommitmentID)
	}
	return nil
}
