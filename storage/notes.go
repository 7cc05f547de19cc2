package storage

import (
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// noteRow keeps what is said out of the audit log, where it could never be weeded.
type noteRow struct {
	ID         string
	DistrictID string
	VisitID    string
	LocalityID string
	Owner      string
	Purpose    string
	AuthorID   string
	Written    time.Time `gorm:"column:written_at"`
	Nothing    bool      `gorm:"column:nothing_said"`
	Adults     *int
	Youths     *int
	Seniors    *int
	Topics     document[[]string]
	Body       string      `json:"-"`
	Meta       metaColumns `gorm:"embedded"`
}

func (noteRow) TableName() string { return "notes" }

var notes = kind[dialogue.Note, noteRow, dialogue.NoteID]{
	thing: "dialogue_note", order: "(SELECT starts_at FROM visits WHERE visits.id = visit_id) DESC, id",
	where: conditions{
		district: ofDistrict, municipality: ofItsMunicipality, locality: ofLocality, visit: "visit_id = ?", owner: "owner = ?",
		from: "written_at >= ?", until: "written_at < ?",
	},
	parts:   func(n *dialogue.Note) parts { return parts{string(n.ID), n.DistrictID, &n.Meta} },
	toRow:   noteToRow,
	fromRow: noteFromRow,
}

func noteToRow(n dialogue.Note) noteRow {
	row := noteRow{
		ID: string(n.ID), DistrictID: string(n.DistrictID), VisitID: string(n.VisitID), LocalityID: string(n.LocalityID),
		Owner: string(n.Owner), Purpose: string(n.Purpose), AuthorID: n.AuthorID, Written: instant(n.Written), Nothing: n.Nothing,
		Topics: document[[]string]{n.Topics}, Body: n.Text, Meta: metaOf(n.Meta),
	}
	if a := n.Attendance; a != nil {
		row.Adults, row.Youths, row.Seniors = &a.Adults, &a.Youths, &a.Seniors
	}
	return row
}

func noteFromRow(r noteRow) dialogue.Note {
	n := dialogue.Note{
		ID: dialogue.NoteID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), VisitID: scheduling.VisitID(r.VisitID),
		LocalityID: scheduling.LocalityID(r.LocalityID), Owner: scheduling.Owner(r.Owner), Purpose: dialogue.Purpose(r.Purpose),
		AuthorID: r.AuthorID, Written: r.Written, Nothing: r.Nothing, Topics: r.Topics.Content, Text: r.Body, Meta: r.Meta.value(),
	}
	if r.Adults != nil {
		n.Attendance = &dialogue.Attendance{Adults: *r.Adults, Youths: orZero(r.Youths), Seniors: orZero(r.Seniors)}
	}
	return n
}
