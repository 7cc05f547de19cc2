package storage

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

type pledgeRow struct {
	ID             string
	DistrictID     string
	MunicipalityID string
	Slug           string
	Kind           string
	Title          string
	Reference      string
	Parties        document[[]string]
	Signed         date
	From           date    `gorm:"column:from_day"`
	To             date    `gorm:"column:to_day"`
	ReplacesID     *string // NULL for none, as FrameID
	FrameID        *string
	FollowUp       string
	FollowUpMonth  time.Month
	FollowUpForum  string
	FollowUpBy     string
	Demonstration  bool
	Commitments    []commitmentRow `gorm:"-"`
	Meta           metaColumns     `gorm:"embedded"`
}

func (pledgeRow) TableName() string { return "pledges" }

var pledges = kind[scheduling.Pledge, pledgeRow, scheduling.PledgeID]{
	thing: "pledge", order: "from_day, id",
	where: conditions{
		district: ofDistrict, municipality: ofMunicipality, slug: ofSlug,
		fromDay: "(to_day IS NULL OR to_day >= ?)", untilDay: beginsBy,
	},
	parts:   func(p *scheduling.Pledge) parts { return parts{string(p.ID), p.DistrictID, &p.Meta} },
	toRow:   pledgeToRow,
	fromRow: pledgeFromRow,
	beside: &beside[pledgeRow]{
		// From its signature on the database refuses any change of a pledge, so that
		// is written when the commitments stand.
		late: []string{"signed"},
		put:  putCommitments, load: loadCommitments, drop: dropCommitments,
	},
}

func pledgeToRow(p scheduling.Pledge) pledgeRow {
	row := pledgeRow{
		ID: string(p.ID), DistrictID: string(p.DistrictID), MunicipalityID: string(p.MunicipalityID), Slug: p.Slug,
		Kind: string(p.Kind), Title: p.Title, Reference: p.Reference, Parties: document[[]string]{p.Parties},
		Signed: date(p.Signed), From: date(p.From), To: date(p.To), ReplacesID: optional(string(p.ReplacesID)),
		FrameID: optional(string(p.FrameID)), FollowUp: p.FollowUp, FollowUpMonth: p.FollowUpMonth,
		FollowUpForum: p.FollowUpForum, FollowUpBy: p.FollowUpBy, Demonstration: p.Demonstration,
		Meta: metaOf(p.Meta),
	}
	for i, c := range p.Commitments {
		row.Commitments = append(row.Commitments, commitmentToRow(c, row.ID, i))
	}
	return row
}

func pledgeFromRow(r pledgeRow) scheduling.Pledge {
	p := scheduling.Pledge{
		ID: scheduling.PledgeID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID),
		MunicipalityID: scheduling.MunicipalityID(r.MunicipalityID), Slug: r.Slug, Kind: scheduling.PledgeKind(r.Kind),
		Title: r.Title, Reference: r.Reference, Parties: r.Parties.Content, Signed: scheduling.Day(r.Signed),
		From: scheduling.Day(r.From), To: scheduling.Day(r.To), ReplacesID: scheduling.PledgeID(orZero(r.ReplacesID)),
		FrameID: scheduling.PledgeID(orZero(r.FrameID)), FollowUp: r.FollowUp, FollowUpMonth: r.FollowUpMonth,
		FollowUpForum: r.FollowUpForum, FollowUpBy: r.FollowUpBy, Demonstration: r.Demonstration,
		Meta: r.Meta.value(),
	}
	for _, c := range r.Commitments {
		p.Commitments = append(p.Commitments, commitmentFromRow(c))
	}
	return p
}

func putCommitments(db *gorm.DB, _ *pledgeRow, after pledgeRow) error {
	if err := dropCommitments(db, after); err != nil {
		return err
	}
	if err := storeAll(db, after.Commitments); err != nil {
		return fmt.Errorf("store the commitments: %w", err)
	}
	if after.Signed == 0 {
		return nil
	}
	return db.Model(new(pledgeRow)).Where("id = ?", after.ID).Update("signed", after.Signed).Error
}

func dropCommitments(db *gorm.DB, row pledgeRow) error {
	if err := db.Where("pledge_id = ?", row.ID).Delete(new(commitmentRow)).Error; err != nil {
		return fmt.Errorf("remove the commitments: %w", err)
	}
	return nil
}

func loadCommitments(db *gorm.DB, rows []pledgeRow) error {
	at := make(map[string]int, len(rows))
	for i, row := range rows {
		at[row.ID] = i
	}
	ids := mapped(rows, func(r pledgeRow) string { return r.ID })
	var commitments []commitmentRow
	if err := db.Where("pledge_id IN ?", ids).Order("position").Find(&commitments).Error; err != nil {
		return err
	}
	for _, c := range commitments {
		row := &rows[at[c.PledgeID]]
		row.Commitments = append(row.Commitments, c)
	}
	return nil
}

// Pledges returns the repository of pledges. One that is signed is refused every
// change with [scheduling.CodePledgeSigned].
func (s *Store) Pledges() scheduling.Repository[scheduling.Pledge, scheduling.PledgeID] {
	return table[scheduling.Pledge, pledgeRow, scheduling.PledgeID]{s, &pledges}
}
