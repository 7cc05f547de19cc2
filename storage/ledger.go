package storage

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

type ledgerRow struct {
	ID            int64 // counts up
	DistrictID    string
	Release       int
	VisitID       string
	LocalityID    string
	Kind          string
	At            time.Time
	Starts        time.Time `gorm:"column:starts_at"`
	Ends          time.Time `gorm:"column:ends_at"`
	NoticeSeconds int64
	CommitmentIDs []scheduling.CommitmentID `gorm:"-"`
}

func (ledgerRow) TableName() string { return "ledger" }

type ledgerCommitmentRow struct {
	LedgerID     int64
	Position     int
	CommitmentID scheduling.CommitmentID
}

func (ledgerCommitmentRow) TableName() string { return "ledger_commitments" }

func ledgerToRow(e scheduling.LedgerEntry) ledgerRow {
	return ledgerRow{
		DistrictID: string(e.DistrictID), Release: e.Release, VisitID: string(e.VisitID),
		LocalityID: string(e.LocalityID), Kind: string(e.Kind), At: instant(e.At), Starts: instant(e.Starts),
		Ends: instant(e.Ends), NoticeSeconds: int64(e.Notice / time.Second), CommitmentIDs: e.CommitmentIDs,
	}
}

func (r ledgerRow) entry() scheduling.LedgerEntry {
	return scheduling.LedgerEntry{
		DistrictID: scheduling.DistrictID(r.DistrictID), Release: r.Release, VisitID: scheduling.VisitID(r.VisitID),
		LocalityID: scheduling.LocalityID(r.LocalityID), CommitmentIDs: r.CommitmentIDs,
		Kind: scheduling.ChangeKind(r.Kind), At: r.At, Starts: r.Starts, Ends: r.Ends,
		Notice: time.Duration(r.NoticeSeconds) * time.Second,
	}
}

// Ledger returns the promise ledger. From and Until of a query are about the time
// of the visit.
func (s *Store) Ledger() scheduling.LedgerRepository { return ledger{s} }

type ledger struct{ *Store }

func (l ledger) Add(ctx context.Context, entries []scheduling.LedgerEntry) error {
	return l.write(ctx, func(tx *Store) error {
		for _, e := range entries {
			if err := (ledger{tx}).add(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

func (l ledger) add(ctx context.Context, e scheduling.LedgerEntry) error {
	if !scheduling.Reaches(ctx, e.DistrictID) {
		return outOfReach()
	}
	row := ledgerToRow(e)
	db := l.db.WithContext(ctx)
	if err := db.Create(&row).Error; err != nil {
		return fmt.Errorf("enter visit %s in the ledger: %w", e.VisitID, translated(err, writing))
	}
	var commitments []ledgerCommitmentRow
	for i, id := range e.CommitmentIDs {
		commitments = append(commitments, ledgerCommitmentRow{LedgerID: row.ID, Position: i, CommitmentID: id})
	}
	if err := storeAll(db, commitments); err != nil {
		return fmt.Errorf("enter the commitments of visit %s in the ledger: %w", e.VisitID, translated(err, writing))
	}
	return l.record(ctx, entry{action: "create", thing: "ledger", id: fmt.Sprint(row.ID), district: e.DistrictID, after: row})
}

func (l ledger) List(ctx context.Context, q scheduling.Query) ([]scheduling.LedgerEntry, int, error) {
	var entries []scheduling.LedgerEntry
	var total int
	err := l.read(ctx, func(db *gorm.DB) error {
		where := conditions{
			district: ofDistrict, municipality: ofItsMunicipality, locality: ofLocality, from: endsAfter, until: startsBefore,
		}
		rows, n, err := list[ledgerRow](withinReach(ctx, db, ofDistrict), where, q, "id")
		if err != nil {
			return fmt.Errorf("list the ledger: %w", err)
		}
		if err := loadLedgerCommitments(db, rows); err != nil {
			return fmt.Errorf("list the commitments of the ledger: %w", err)
		}
		entries, total = mapped(rows, ledgerRow.entry), n
		return nil
	})
	return entries, total, err
}

func loadLedgerCommitments(db *gorm.DB, rows []ledgerRow) error {
	at := make(map[int64]int, len(rows))
	for i, row := range rows {
		at[row.ID] = i
	}
	commitments, err := belonging[ledgerCommitmentRow](db, rows, func(row ledgerRow) int64 { return row.ID }, "ledger_id IN ?", "ledger_id, position")
	if err != nil {
		return err
	}
	for _, c := range commitments {
		i := at[c.LedgerID]
		rows[i].CommitmentIDs = append(rows[i].CommitmentIDs, c.CommitmentID)
	}
	return nil
}
