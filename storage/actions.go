package storage

import (
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

type actionRow struct {
	ID         string
	DistrictID string
	LocalityID string
	NoteID     *string // NULL for none, as the next two
	WishID     *string
	ActivityID *string
	Topic      string
	What       string `json:"-"` // as a note's text
	Owner      string
	Role       string
	Due        date `gorm:"column:due_day"`
	Status     string
	Answer     string      `json:"-"`
	Ended      *time.Time  `gorm:"column:ended_at"` // NULL while it is open
	Meta       metaColumns `gorm:"embedded"`
}

func (actionRow) TableName() string { return "actions" }

var actions = kind[dialogue.Action, actionRow, dialogue.ActionID]{
	thing: "action", order: "CASE status WHEN 'open' THEN 0 ELSE 1 END, due_day, id",
	where: conditions{
		district: ofDistrict, municipality: ofItsMunicipality, locality: ofLocality, owner: "owner = ?", topic: "topic = ?",
		states: "status IN ?", fromDay: "due_day >= ?", untilDay: "due_day <= ?",
	},
	parts:   func(a *dialogue.Action) parts { return parts{string(a.ID), a.DistrictID, &a.Meta} },
	toRow:   actionToRow,
	fromRow: actionFromRow,
}

func actionToRow(a dialogue.Action) actionRow {
	return actionRow{
		ID: string(a.ID), DistrictID: string(a.DistrictID), LocalityID: string(a.LocalityID), NoteID: optional(string(a.NoteID)),
		WishID: optional(string(a.WishID)), ActivityID: optional(string(a.ActivityID)),
		Topic: a.Topic, What: a.What, Owner: string(a.Owner), Role: a.Role, Due: date(a.Due), Status: string(a.Status), Answer: a.Answer,
		Ended: optionalInstant(a.Ended), Meta: metaOf(a.Meta),
	}
}

func actionFromRow(r actionRow) dialogue.Action {
	return dialogue.Action{
		ID: dialogue.ActionID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), LocalityID: scheduling.LocalityID(r.LocalityID),
		NoteID: dialogue.NoteID(orZero(r.NoteID)), WishID: scheduling.WishID(orZero(r.WishID)),
		ActivityID: scheduling.ActivityID(orZero(r.ActivityID)), Topic: r.Topic, What: r.What, Owner: scheduling.Owner(r.Owner), Role: r.Role,
		Due: scheduling.Day(r.Due), Status: dialogue.Status(r.Status), Answer: r.Answer, Ended: orZero(r.Ended), Meta: r.Meta.value(),
	}
}
