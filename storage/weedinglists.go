package storage

import (
	"cmp"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/weeding"
)

type weedingListRow struct {
	ID         string
	DistrictID string
	RuleID     string
	Terms      termsColumns             `gorm:"embedded"`
	Items      document[[]listedRecord] `json:"-"` // its digest is in the audit log
	Held       document[[]listedRecord] `json:"-"`
	By         string                   `gorm:"column:made_by"`
	Made       time.Time                `gorm:"column:made_at"`
	Digest     string
	Archived   *time.Time  `gorm:"column:archived_at"`
	ProtocolID string      // "" until it is run
	Meta       metaColumns `gorm:"embedded"`
}

func (weedingListRow) TableName() string { return "weeding_lists" }

// listedRecord is a record on a list, as JSON.
type listedRecord struct {
	ID         string                `json:"id"`
	Day        int                   `json:"day"`
	LocalityID scheduling.LocalityID `json:"localityId,omitempty"`
	Version    int                   `json:"version"`
	Why        weeding.Why           `json:"why,omitempty"` // of what stays; left out for a hold
}

func listRecord(r weeding.Record) listedRecord {
	return listedRecord{ID: r.ID, Day: int(r.Day), LocalityID: r.LocalityID, Version: r.Version}
}

func listKept(k weeding.Kept) listedRecord {
	listed := listRecord(k.Record)
	if k.Why != weeding.OnHold {
		listed.Why = k.Why
	}
	return listed
}

func (r weedingListRow) kept(listed []listedRecord) []weeding.Kept {
	records := r.records(listed)
	kept := make([]weeding.Kept, len(listed))
	for i, l := range listed {
		kept[i] = weeding.Kept{Record: records[i], Why: cmp.Or(l.Why, weeding.OnHold)}
	}
	return kept
}

func (r weedingListRow) records(listed []listedRecord) []weeding.Record {
	return mapped(listed, func(l listedRecord) weeding.Record {
		return weeding.Record{ID: l.ID, Day: scheduling.Day(l.Day), LocalityID: l.LocalityID, Owner: scheduling.Owner(r.Terms.Owner), Version: l.Version}
	})
}

var weedingLists = kind[weeding.List, weedingListRow, weeding.ListID]{
	thing: "weeding_list", order: "made_at DESC, id",
	where: conditions{district: ofDistrict, owner: "owner = ?"},
	parts: func(l *weeding.List) parts { return parts{string(l.ID), l.DistrictID, &l.Meta} },
	toRow: func(l weeding.List) weedingListRow {
		return weedingListRow{ID: string(l.ID), DistrictID: string(l.DistrictID), RuleID: string(l.RuleID), Terms: termsOf(l.Terms),
			Items: document[[]listedRecord]{mapped(l.Items, listRecord)}, Held: document[[]listedRecord]{mapped(l.Held, listKept)},
			By: l.By, Made: instant(l.Made), Digest: l.Digest, Archived: optionalInstant(l.Archived), ProtocolID: string(l.ProtocolID), Meta: metaOf(l.Meta)}
	},
	fromRow: func(r weedingListRow) weeding.List {
		return weeding.List{ID: weeding.ListID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), RuleID: weeding.RuleID(r.RuleID), Terms: r.Terms.value(),
			Items: r.records(r.Items.Content), Held: r.kept(r.Held.Content), By: r.By, Made: r.Made, Digest: r.Digest,
			Archived: orZero(r.Archived), ProtocolID: weeding.ProtocolID(r.ProtocolID), Meta: r.Meta.value()}
	},
}
