package storage

import (
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
)

type activityRow struct {
	ID             string
	DistrictID     string
	MunicipalityID *string // NULL for none, as the others
	LocalityID     *string
	// What somebody has written is weeded one day; the audit log is not.
	Place        string `json:"-"`
	Kind         string
	Step         string
	WalkID       *string
	Title        string `json:"-"`
	Owner        string
	Together     bool
	Day          date
	Starts       *int
	Ends         *int
	Status       string
	Participants *int
	Body         string `json:"-"`
	Named        bool
	WishID       *string
	ActionID     *string
	Feedback     date `gorm:"column:feedback_day"`
	Reference    string
	Meta         metaColumns `gorm:"embedded"`
}

func (activityRow) TableName() string { return "activities" }

var activities = kind[followup.Activity, activityRow, scheduling.ActivityID]{
	thing: "activity", order: "day DESC, coalesce(starts, 0) DESC, id",
	where: conditions{
		district: ofDistrict, municipality: ofMunicipality, locality: ofLocality, owner: "owner = ?", kind: "kind = ?",
		activity: "walk_id = ?", states: "status IN ?", fromDay: "day >= ?", untilDay: "day <= ?",
	},
	parts:   func(a *followup.Activity) parts { return parts{string(a.ID), a.DistrictID, &a.Meta} },
	toRow:   activityToRow,
	fromRow: activityFromRow,
}

func activityToRow(a followup.Activity) activityRow {
	row := activityRow{
		ID: string(a.ID), DistrictID: string(a.DistrictID), MunicipalityID: optional(string(a.MunicipalityID)),
		LocalityID: optional(string(a.LocalityID)), Place: a.Place, Kind: string(a.Kind), Step: string(a.Step),
		WalkID: optional(string(a.WalkID)), Title: a.Title, Owner: string(a.Owner), Together: a.Together, Day: date(a.Day),
		Status: string(a.Status), Participants: a.Participants, Body: a.Text, Named: a.Named, WishID: optional(string(a.WishID)),
		ActionID: optional(string(a.ActionID)), Feedback: date(a.Feedback), Reference: a.Reference, Meta: metaOf(a.Meta),
	}
	if h := a.Hours; h != nil {
		row.Starts, row.Ends = &h.From, &h.Until
	}
	return row
}

func activityFromRow(r activityRow) followup.Activity {
	a := followup.Activity{
		ID: scheduling.ActivityID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID),
		MunicipalityID: scheduling.MunicipalityID(orZero(r.MunicipalityID)), LocalityID: scheduling.LocalityID(orZero(r.LocalityID)),
		Place: r.Place, Kind: followup.Kind(r.Kind), Step: followup.Step(r.Step), WalkID: scheduling.ActivityID(orZero(r.WalkID)),
		Title: r.Title, Owner: scheduling.Owner(r.Owner), Together: r.Together, Day: scheduling.Day(r.Day),
		Status: followup.Status(r.Status), Participants: r.Participants, Text: r.Body, Named: r.Named,
		WishID: scheduling.WishID(orZero(r.WishID)), ActionID: dialogue.ActionID(orZero(r.ActionID)),
		Feedback: scheduling.Day(r.Feedback), Reference: r.Reference, Meta: r.Meta.value(),
	}
	if r.Starts != nil {
		a.Hours = &followup.Hours{From: *r.Starts, Until: orZero(r.Ends)}
	}
	return a
}
