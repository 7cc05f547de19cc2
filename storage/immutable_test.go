package storage_test

import (
	"testing"

	"poliskontor/scheduling"
	"poliskontor/scheduling/weeding"
	"poliskontor/storage/storagetest"
)

// refused sees that the database itself refuses statements, whoever makes them.
func refused(t *testing.T, w *world, statements ...string) {
	t.Helper()
	db := w.raw(t)
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s: not refused", statement)
		}
	}
}

func TestRecordIsOnlyAddedTo(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		release(t, w)
		must(t, w.store.Ledger().Add(act(t), []scheduling.LedgerEntry{{
			DistrictID: w.District.ID, Release: 1, VisitID: w.visit.ID, LocalityID: w.Localities[0].ID,
			Kind: scheduling.ChangeNew, At: *w.now, Starts: w.visit.Starts, Ends: w.visit.Ends,
			CommitmentIDs: []scheduling.CommitmentID{"commitment"},
		}}))
		must(t, w.store.Weeding().Protocols().Add(act(t), weeding.Protocol{ID: "protocol", DistrictID: w.District.ID, Terms: weeding.Terms{Kind: weeding.Notes}, At: *w.now}))
		for table, column := range map[string]string{
			"releases": "comment", "release_changes": "kind", "ledger": "kind", "ledger_commitments": "position",
			"audit_log": "actor_name", "audit_head": "count",
			"weeding_protocols": "removed",
		} {
			count := func() (n int) {
				must(t, w.raw(t).QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n))
				return n
			}
			before := count()
			if before == 0 {
				t.Errorf("%s is empty: nothing to refuse", table)
			}
			refused(t, w, "UPDATE "+table+" SET "+column+" = "+column, "DELETE FROM "+table)
			if database.Name == "postgres" {
				refused(t, w, "TRUNCATE "+table+" CASCADE")
			}
			wantEqual(t, count(), before)
		}
	})
}

func TestSignedPledgeStands(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		draft := get(t, w.store.Pledges(), w.pledge.ID)
		draft.Commitments[0].Title = "Ändrad"
		must(t, w.store.Pledges().Update(act(t), draft))
		draft.Version, draft.Signed = 2, storagetest.Monday
		must(t, w.store.Pledges().Update(act(t), draft))
		signed := get(t, w.store.Pledges(), w.pledge.ID)
		wantEqual(t, signed.Signed, storagetest.Monday)
		wantEqual(t, signed.Commitments[0].Title, "Ändrad")

		changed := signed
		changed.Title = "Ett annat löfte"
		wantError(t, w.store.Pledges().Update(act(t), changed), scheduling.Refused, scheduling.CodePledgeSigned)
		changed = signed
		changed.Commitments = nil
		wantError(t, w.store.Pledges().Update(act(t), changed), scheduling.Refused, scheduling.CodePledgeSigned)
		wantError(t, w.store.Pledges().Delete(act(t), signed.ID, signed.Version), scheduling.Refused, scheduling.CodePledgeSigned)
		refused(t, w,
			"UPDATE pledges SET title = 'x' WHERE id = 'pledge'",
			"UPDATE pledges SET signed = NULL WHERE id = 'pledge'",
			"DELETE FROM pledges WHERE id = 'pledge'",
			"UPDATE commitments SET count = 0 WHERE pledge_id = 'pledge'",
			"UPDATE commitments SET responsible = 'x', due = NULL WHERE pledge_id = 'pledge'",
			"UPDATE pledges SET follow_up_month = 1 WHERE id = 'pledge'",
			"DELETE FROM commitments WHERE pledge_id = 'pledge'",
			`INSERT INTO commitments (id, pledge_id, position, article, title, text, owner, indicator, count, per, aim_days,
				max_gap_days, binds, kinds, localities)
				VALUES ('more', 'pledge', 9, 9, '', '', 'police', 'visits', 0, '', 0, 0, 'year_round', '[]', '[]')`)
		wantEqual(t, get(t, w.store.Pledges(), signed.ID), signed)
	})
}
