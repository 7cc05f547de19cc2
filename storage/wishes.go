package storage

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

type wishRow struct {
	ID             string
	DistrictID     string
	MunicipalityID string
	LocalityID     *string
	// What somebody has written is weeded one day; the audit log is not.
	Spot     string `json:"-"`
	Days     string
	Hours    string
	Topic    string
	Text     string      `json:"-"`
	Received time.Time   `gorm:"column:received_at"`
	Meta     metaColumns `gorm:"embedded"`
}

func (wishRow) TableName() string { return "wishes" }

var wishes = kind[scheduling.Wish, wishRow, scheduling.WishID]{
	thing: "wish", order: "received_at DESC, id",
	where: conditions{district: ofDistrict, municipality: ofMunicipality, locality: ofLocality, topic: "topic = ?",
		from: "received_at >= ?", until: "received_at < ?"},
	parts:   func(w *scheduling.Wish) parts { return parts{string(w.ID), w.DistrictID, &w.Meta} },
	toRow:   wishToRow,
	fromRow: wishFromRow,
}

func wishToRow(w scheduling.Wish) wishRow {
	return wishRow{
		ID: string(w.ID), DistrictID: string(w.DistrictID), MunicipalityID: string(w.MunicipalityID), LocalityID: optional(string(w.LocalityID)),
		Spot: w.Spot, Days: string(w.Days), Hours: string(w.Hours), Topic: w.Topic, Text: w.Text, Received: instant(w.Received), Meta: metaOf(w.Meta),
	}
}

func wishFromRow(r wishRow) scheduling.Wish {
	return scheduling.Wish{
		ID: scheduling.WishID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), MunicipalityID: scheduling.MunicipalityID(r.MunicipalityID),
		LocalityID: scheduling.LocalityID(orZero(r.LocalityID)), Spot: r.Spot, Days: scheduling.WishDays(r.Days), Hours: scheduling.WishHours(r.Hours),
		Topic: r.Topic, Text: r.Text, Received: r.Received, Meta: r.Meta.value(),
	}
}

type wishTable struct {
	table[scheduling.Wish, wishRow, scheduling.WishID]
}

// Wishes returns the repository of wishes.
func (s *Store) Wishes() scheduling.WishRepository {
	return wishTable{table[scheduling.Wish, wishRow, scheduling.WishID]{s, &wishes}}
}

func (t wishTable) Tally(ctx context.Context, q scheduling.Query) ([]scheduling.WishTally, error) {
	var groups []struct {
		DistrictID, MunicipalityID, LocalityID, Topic string
		Wishes                                        int
	}
	err := t.read(ctx, func(db *gorm.DB) error {
		selected := wishes.where.narrow(withinReach(ctx, db.Model(new(wishRow)), ofDistrict), q)
		return selected.Select("district_id, municipality_id, coalesce(locality_id, '') AS locality_id, topic, count(*) AS wishes").
			Group("district_id, municipality_id, locality_id, topic").
			Order("wishes DESC, district_id, municipality_id, locality_id, topic").Find(&groups).Error
	})
	if err != nil {
		return nil, fmt.Errorf("count wishes: %w", err)
	}
	tallies := make([]scheduling.WishTally, len(groups))
	for i, g := range groups {
		tallies[i] = scheduling.WishTally{DistrictID: scheduling.DistrictID(g.DistrictID), MunicipalityID: scheduling.MunicipalityID(g.MunicipalityID),
			LocalityID: scheduling.LocalityID(g.LocalityID), Topic: g.Topic, Wishes: g.Wishes}
	}
	return tallies, nil
}
