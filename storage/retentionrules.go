package storage

import (
	"poliskontor/scheduling"
	"poliskontor/scheduling/weeding"
)

// termsColumns are what a rule says, as rules and lists keep it.
type termsColumns struct {
	Kind         string
	Owner        string
	Months       int
	Counting     string
	Decision     string
	Decided      date `gorm:"column:decided_day"`
	ArchiveFirst bool
}

func termsOf(t weeding.Terms) termsColumns {
	return termsColumns{Kind: string(t.Kind), Owner: string(t.Owner), Months: t.Months, Counting: string(t.From), Decision: t.Decision,
		Decided: date(t.Decided), ArchiveFirst: t.ArchiveFirst}
}

func (t termsColumns) value() weeding.Terms {
	return weeding.Terms{Kind: weeding.Kind(t.Kind), Owner: scheduling.Owner(t.Owner), Months: t.Months, From: weeding.Counting(t.Counting),
		Decision: t.Decision, Decided: scheduling.Day(t.Decided), ArchiveFirst: t.ArchiveFirst}
}

type ruleRow struct {
	ID         string
	DistrictID string
	Terms      termsColumns `gorm:"embedded"`
	Meta       metaColumns  `gorm:"embedded"`
}

func (ruleRow) TableName() string { return "retention_rules" }

var retentionRules = kind[weeding.Rule, ruleRow, weeding.RuleID]{
	thing: "retention_rule", order: "kind, owner, id",
	where: conditions{district: ofDistrict, owner: "owner = ?"},
	parts: func(r *weeding.Rule) parts { return parts{string(r.ID), r.DistrictID, &r.Meta} },
	toRow: func(r weeding.Rule) ruleRow {
		return ruleRow{ID: string(r.ID), DistrictID: string(r.DistrictID), Terms: termsOf(r.Terms), Meta: metaOf(r.Meta)}
	},
	fromRow: func(r ruleRow) weeding.Rule {
		return weeding.Rule{ID: weeding.RuleID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), Terms: r.Terms.value(), Meta: r.Meta.value()}
	},
}

type holdRow struct {
	ID         string
	DistrictID string
	Owner      string
	Kind       string
	LocalityID *string
	From       date `gorm:"column:from_day"`
	To         date `gorm:"column:to_day"`
	RecordID   string
	Reason     string
	Meta       metaColumns `gorm:"embedded"`
}

func (holdRow) TableName() string { return "weeding_holds" }

var weedingHolds = kind[weeding.Hold, holdRow, weeding.HoldID]{
	thing: "weeding_hold", order: "created_at, id",
	where: conditions{district: ofDistrict, locality: ofLocality, owner: "owner = ?"},
	parts: func(h *weeding.Hold) parts { return parts{string(h.ID), h.DistrictID, &h.Meta} },
	toRow: func(h weeding.Hold) holdRow {
		return holdRow{ID: string(h.ID), DistrictID: string(h.DistrictID), Owner: string(h.Owner), Kind: string(h.Kind), LocalityID: optional(string(h.LocalityID)),
			From: date(h.From), To: date(h.To), RecordID: h.RecordID, Reason: h.Reason, Meta: metaOf(h.Meta)}
	},
	fromRow: func(r holdRow) weeding.Hold {
		return weeding.Hold{ID: weeding.HoldID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), Owner: scheduling.Owner(r.Owner), Kind: weeding.Kind(r.Kind),
			LocalityID: scheduling.LocalityID(orZero(r.LocalityID)), From: scheduling.Day(r.From), To: scheduling.Day(r.To), RecordID: r.RecordID,
			Reason: r.Reason, Meta: r.Meta.value()}
	},
}
