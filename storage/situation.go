package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
)

// Situation returns the weekly lägesbilder.
func (s *Store) Situation() situation.Store { return situationStore{s} }

type situationStore struct{ store *Store }

func (s situationStore) Parts() scheduling.Repository[situation.Part, situation.PartID] {
	return table[situation.Part, partRow, situation.PartID]{s.store, &situationParts}
}

func (s situationStore) Links() scheduling.Repository[situation.Link, situation.LinkID] {
	return table[situation.Link, situationLinkRow, situation.LinkID]{s.store, &situationLinks}
}

func (s situationStore) LinkByHash(ctx context.Context, hash string) (situation.Link, error) {
	var row situationLinkRow
	err := s.store.read(ctx, func(db *gorm.DB) error { return db.Where("hash = ?", hash).Take(&row).Error })
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return situation.Link{}, scheduling.NotFoundError("situation_link", "")
	}
	if err != nil {
		return situation.Link{}, fmt.Errorf("look for a link: %w", err)
	}
	return situationLinks.fromRow(row), nil
}

func (s situationStore) Schedule() scheduling.Store { return s.store }

func (s situationStore) Dialogue() dialogue.Store { return s.store.Dialogue() }

func (s situationStore) FollowUp() followup.Store { return s.store.FollowUp() }

func (s situationStore) InTx(ctx context.Context, f func(situation.Store) error) error {
	return s.store.write(ctx, func(tx *Store) error { return f(tx.Situation()) })
}

// partRow keeps what a part says out of the audit log, where it could never be weeded.
type partRow struct {
	ID         string
	DistrictID string
	Owner      string
	Monday     date
	Figures    document[situation.Figures] `json:"-"`
	Body       string                      `json:"-"`
	Frozen     *time.Time                  `gorm:"column:frozen_at"`
	Released   *time.Time                  `gorm:"column:released_at"`
	ReleasedBy string
	Meta       metaColumns `gorm:"embedded"`
}

func (partRow) TableName() string { return "situation_parts" }

var situationParts = kind[situation.Part, partRow, situation.PartID]{
	thing: "situation_part", order: "monday DESC, owner DESC, id",
	where: conditions{district: ofDistrict, owner: "owner = ?", fromDay: "monday >= ?", untilDay: "monday <= ?"},
	parts: func(p *situation.Part) parts { return parts{string(p.ID), p.DistrictID, &p.Meta} },
	toRow: func(p situation.Part) partRow {
		return partRow{ID: string(p.ID), DistrictID: string(p.DistrictID), Owner: string(p.Owner), Monday: date(p.Monday),
			Figures: document[situation.Figures]{p.Figures}, Body: p.Text, Frozen: optionalInstant(p.Frozen),
			Released: optionalInstant(p.Released), ReleasedBy: p.ReleasedBy, Meta: metaOf(p.Meta)}
	},
	fromRow: func(r partRow) situation.Part {
		return situation.Part{ID: situation.PartID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), Owner: scheduling.Owner(r.Owner),
			Monday: scheduling.Day(r.Monday), Figures: r.Figures.Content, Text: r.Body, Frozen: orZero(r.Frozen), Released: orZero(r.Released),
			ReleasedBy: r.ReleasedBy, Meta: r.Meta.value()}
	},
}

type situationLinkRow struct {
	ID         string
	DistrictID string
	Name       string
	Hash       string      `json:"-"`
	Expires    time.Time   `gorm:"column:expires_at"`
	Meta       metaColumns `gorm:"embedded"`
}

func (situationLinkRow) TableName() string { return "situation_links" }

var situationLinks = kind[situation.Link, situationLinkRow, situation.LinkID]{
	thing: "situation_link", order: "created_at, id",
	where: conditions{district: ofDistrict},
	parts: func(l *situation.Link) parts { return parts{string(l.ID), l.DistrictID, &l.Meta} },
	toRow: func(l situation.Link) situationLinkRow {
		return situationLinkRow{ID: string(l.ID), DistrictID: string(l.DistrictID), Name: l.Name, Hash: l.Hash, Expires: instant(l.Expires), Meta: metaOf(l.Meta)}
	},
	fromRow: func(r situationLinkRow) situation.Link {
		return situation.Link{ID: situation.LinkID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), Name: r.Name, Hash: r.Hash,
			Expires: r.Expires, Meta: r.Meta.value()}
	},
}
