package storage

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// summaryRow keeps what is said out of the audit log, where it could never be weeded.
type summaryRow struct {
	ID              string
	DistrictID      string
	LocalityID      string
	Owner           string
	Topic           string
	From            date                           `gorm:"column:from_day"`
	To              date                           `gorm:"column:to_day"`
	Said            string                         `json:"-"`
	Done            string                         `json:"-"`
	Shown           document[[]shownAction]        `json:"-"`
	Visits          document[[]scheduling.VisitID] `gorm:"column:visits"`
	Notes           document[[]dialogue.NoteID]    `gorm:"column:notes"`
	State           string
	AuthorID        string
	EditorID        string
	ApproverID      string
	Remark          string                   `json:"-"`
	Public          *document[publicEdition] `json:"-"` // NULL for nothing
	Edition         int
	Withdrawn       *time.Time `gorm:"column:withdrawn_at"` // NULL until then, as the two that follow
	WithdrawnBy     *string
	WithdrawnReason *string     `json:"-"`
	Meta            metaColumns `gorm:"embedded"`
}

func (summaryRow) TableName() string { return "summaries" }

// shownAction is what is shown of an action, as JSON.
type shownAction struct {
	ID     dialogue.ActionID `json:"id"`
	Owner  scheduling.Owner  `json:"owner"`
	Role   string            `json:"role"`
	Due    scheduling.Day    `json:"due"`
	Status dialogue.Status   `json:"status"`
	Answer string            `json:"answer"`
}

// publicEdition is what was approved, as JSON.
type publicEdition struct {
	Topic    string         `json:"topic"`
	From     scheduling.Day `json:"from"`
	To       scheduling.Day `json:"to"`
	Said     string         `json:"said"`
	Done     string         `json:"done"`
	Shown    []shownAction  `json:"shown"`
	Approved time.Time      `json:"approved"`
}

var summaries = kind[dialogue.Summary, summaryRow, dialogue.SummaryID]{
	thing: "summary", order: "updated_at DESC, id",
	where: conditions{
		district: ofDistrict, municipality: ofItsMunicipality, locality: ofLocality, owner: "owner = ?", topic: "topic = ?",
		states: "state IN ?", fromDay: lastsTo, untilDay: beginsBy,
	},
	parts:   func(s *dialogue.Summary) parts { return parts{string(s.ID), s.DistrictID, &s.Meta} },
	toRow:   summaryToRow,
	fromRow: summaryFromRow,
	beside:  &beside[summaryRow]{late: []string{"edition"}, put: countEdition},
}

// countEdition counts up where what citizens read has changed, so that the greatest
// count tells whether it has anywhere. Writers wait for each other, so it never repeats.
func countEdition(db *gorm.DB, before *summaryRow, after summaryRow) error {
	var public *document[publicEdition]
	if before != nil {
		public = before.Public
	}
	if reflect.DeepEqual(public, after.Public) {
		return nil
	}
	return db.Exec("UPDATE summaries SET edition = (SELECT max(edition) + 1 FROM summaries) WHERE id = ?", after.ID).Error
}

func summaryToRow(s dialogue.Summary) summaryRow {
	row := summaryRow{
		ID: string(s.ID), DistrictID: string(s.DistrictID), LocalityID: string(s.LocalityID), Owner: string(s.Owner), Topic: s.Topic,
		From: date(s.From), To: date(s.To), Said: s.Said, Done: s.Done, Shown: document[[]shownAction]{shownToRow(s.Actions)},
		Visits: document[[]scheduling.VisitID]{s.Visits}, Notes: document[[]dialogue.NoteID]{s.Notes}, State: string(s.State),
		AuthorID: s.AuthorID, EditorID: s.EditorID, ApproverID: s.ApproverID, Remark: s.Remark, Meta: metaOf(s.Meta),
	}
	if e := s.Public; e != nil {
		row.Public = &document[publicEdition]{publicEdition{Topic: e.Topic, From: e.From, To: e.To, Said: e.Said, Done: e.Done,
			Shown: shownToRow(e.Actions), Approved: instant(e.Approved)}}
	}
	if w := s.Withdrawal; w != nil {
		row.Withdrawn, row.WithdrawnBy, row.WithdrawnReason = optionalInstant(w.At), &w.ByID, &w.Reason
	}
	return row
}

func summaryFromRow(r summaryRow) dialogue.Summary {
	s := dialogue.Summary{
		ID: dialogue.SummaryID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), LocalityID: scheduling.LocalityID(r.LocalityID),
		Owner: scheduling.Owner(r.Owner),
		Telling: dialogue.Telling{Topic: r.Topic, From: scheduling.Day(r.From), To: scheduling.Day(r.To), Said: r.Said, Done: r.Done,
			Actions: shownFromRow(r.Shown.Content)},
		Visits: r.Visits.Content, Notes: r.Notes.Content, State: dialogue.SummaryState(r.State),
		AuthorID: r.AuthorID, EditorID: r.EditorID, ApproverID: r.ApproverID, Remark: r.Remark, Meta: r.Meta.value(),
	}
	if r.Public != nil {
		s.Public = editionFromRow(r.Public.Content)
	}
	if r.Withdrawn != nil {
		s.Withdrawal = &dialogue.Withdrawal{ByID: orZero(r.WithdrawnBy), At: *r.Withdrawn, Reason: orZero(r.WithdrawnReason)}
	}
	return s
}

func editionFromRow(e publicEdition) *dialogue.Edition {
	return &dialogue.Edition{Telling: dialogue.Telling{Topic: e.Topic, From: e.From, To: e.To, Said: e.Said, Done: e.Done,
		Actions: shownFromRow(e.Shown)}, Approved: e.Approved}
}

func shownToRow(actions []dialogue.ShownAction) []shownAction {
	return mapped(actions, func(a dialogue.ShownAction) shownAction { return shownAction(a) })
}

func shownFromRow(rows []shownAction) []dialogue.ShownAction {
	return mapped(rows, func(a shownAction) dialogue.ShownAction { return dialogue.ShownAction(a) })
}

type summaryTable struct {
	table[dialogue.Summary, summaryRow, dialogue.SummaryID]
}

// Published reads what citizens read, and no other column of what a summary says.
func (t summaryTable) Published(ctx context.Context) ([]dialogue.Published, error) {
	var rows []struct {
		ID, LocalityID, Owner string
		Public                document[publicEdition]
	}
	err := t.read(ctx, func(db *gorm.DB) error {
		return db.Model(new(summaryRow)).Select("id, locality_id, owner, public").Where("public IS NOT NULL").Order("edition DESC").Find(&rows).Error
	})
	if err != nil {
		return nil, fmt.Errorf("read the published summaries: %w", err)
	}
	published := make([]dialogue.Published, len(rows))
	for i, r := range rows {
		published[i] = dialogue.Published{ID: dialogue.SummaryID(r.ID), LocalityID: scheduling.LocalityID(r.LocalityID),
			Owner: scheduling.Owner(r.Owner), Edition: *editionFromRow(r.Public.Content)}
	}
	return published, nil
}

// PublishedStamp is the last change for citizens, and how many summaries they read: one
// that is weeded takes no count with it.
func (t summaryTable) PublishedStamp(ctx context.Context) (string, error) {
	var last summaryRow
	var count int64
	err := t.read(ctx, func(db *gorm.DB) error {
		db = db.Session(&gorm.Session{})
		err := db.Select("id, edition").Order("edition DESC, id").Take(&last).Error
		if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		return db.Model(new(summaryRow)).Where("public IS NOT NULL").Count(&count).Error
	})
	if err != nil {
		return "", fmt.Errorf("read the stamp of the published summaries: %w", err)
	}
	if last.Edition == 0 {
		return "0", nil
	}
	return strconv.Itoa(last.Edition) + "-" + last.ID + "-" + strconv.FormatInt(count, 10), nil
}
