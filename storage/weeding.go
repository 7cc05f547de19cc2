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
	"poliskontor/scheduling/weeding"
)

// Weeding returns what weeding goes by.
func (s *Store) Weeding() weeding.Store { return weedingStore{s} }

type weedingStore struct{ store *Store }

func (w weedingStore) Rules() scheduling.Repository[weeding.Rule, weeding.RuleID] {
	return table[weeding.Rule, ruleRow, weeding.RuleID]{w.store, &retentionRules}
}

func (w weedingStore) Holds() scheduling.Repository[weeding.Hold, weeding.HoldID] {
	return table[weeding.Hold, holdRow, weeding.HoldID]{w.store, &weedingHolds}
}

func (w weedingStore) Lists() scheduling.Repository[weeding.List, weeding.ListID] {
	return table[weeding.List, weedingListRow, weeding.ListID]{w.store, &weedingLists}
}

func (w weedingStore) Protocols() weeding.ProtocolRepository { return protocols{w.store} }

func (w weedingStore) Schedule() scheduling.Store { return w.store }

func (w weedingStore) Dialogue() dialogue.Store { return w.store.Dialogue() }

func (w weedingStore) Situation() situation.Store { return w.store.Situation() }

func (w weedingStore) FollowUp() followup.Store { return w.store.FollowUp() }

func (w weedingStore) InTx(ctx context.Context, f func(weeding.Store) error) error {
	return w.store.write(ctx, func(tx *Store) error { return f(tx.Weeding()) })
}

type protocols struct{ *Store }

type protocolRow struct {
	ID         string
	DistrictID string
	Kind       string
	Owner      string
	At         time.Time
	Removed    int
	Hash       string
	Sheet      string `json:"-"` // its hash is in the audit log
}

func (protocolRow) TableName() string { return "weeding_protocols" }

func (p protocols) Add(ctx context.Context, protocol weeding.Protocol) error {
	if !scheduling.Reaches(ctx, protocol.DistrictID) {
		return outOfReach()
	}
	text, err := protocol.Sheet()
	if err != nil {
		return err
	}
	row := protocolRow{ID: string(protocol.ID), DistrictID: string(protocol.DistrictID), Kind: string(protocol.Kind), Owner: string(protocol.Owner),
		At: instant(protocol.At), Removed: len(protocol.Removed), Hash: protocol.Hash, Sheet: string(text)}
	return p.write(ctx, func(tx *Store) error {
		if err := tx.db.WithContext(ctx).Create(&row).Error; err != nil {
			return fmt.Errorf("store protocol %s: %w", row.ID, translated(err, writing))
		}
		return tx.record(ctx, entry{action: scheduling.AuditCreate, thing: "weeding_protocol", id: row.ID, district: protocol.DistrictID, after: row})
	})
}

func (p protocols) Get(ctx context.Context, id weeding.ProtocolID) (weeding.Protocol, error) {
	var row protocolRow
	err := p.read(ctx, func(db *gorm.DB) error {
		return withinReach(ctx, db, ofDistrict).Where("id = ?", id).Take(&row).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return weeding.Protocol{}, scheduling.NotFoundError("weeding_protocol", string(id))
	}
	if err != nil {
		return weeding.Protocol{}, fmt.Errorf("read protocol %s: %w", id, err)
	}
	return weeding.ReadSheet([]byte(row.Sheet))
}

func (p protocols) List(ctx context.Context, q scheduling.Query) ([]weeding.Protocol, int, error) {
	var found []weeding.Protocol
	var total int
	err := p.read(ctx, func(db *gorm.DB) error {
		rows, n, err := list[protocolRow](withinReach(ctx, db, ofDistrict), conditions{district: ofDistrict, owner: "owner = ?"}, q, "at DESC, id")
		if err != nil {
			return fmt.Errorf("list protocols: %w", err)
		}
		for _, row := range rows {
			protocol, err := weeding.ReadSheet([]byte(row.Sheet))
			if err != nil {
				return err
			}
			found = append(found, protocol)
		}
		total = n
		return nil
	})
	return found, total, err
}
