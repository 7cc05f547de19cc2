package api

import (
	"context"
	"time"

	"poliskontor/scheduling"
)

// LedgerEntry is one line of the promise ledger: what a release said about a visit.
type LedgerEntry struct {
	Release       int    `json:"release" doc:"The release's number."`
	VisitID       Ref    `json:"visitId" doc:"The visit."`
	LocalityID    Ref    `json:"localityId" doc:"The locality that is visited."`
	CommitmentIDs []Ref  `json:"commitmentIds" doc:"The commitments that the visit counts toward."`
	Kind          string `json:"kind" enum:"new,moved,delayed,cancelled,broken_off,held,details" doc:"What happened to the visit."`
	At            Time   `json:"at" doc:"When it was said."`
	Starts        Time   `json:"starts" doc:"When the visit begins by it."`
	Ends          Time   `json:"ends" doc:"When the visit ends by it."`
	NoticeMinutes int    `json:"noticeMinutes" doc:"How long before the start it was said; negative when after."`
}

// ledgerOf asks for a district's ledger.
type ledgerOf struct {
	ID       Ref `path:"id" doc:"The district's ID."`
	Locality Ref `query:"locality" doc:"Only lines about the locality with this ID."`
	Paging
}

func (a *api) listLedger(ctx context.Context, in *ledgerOf) (*listed[LedgerEntry], error) {
	if _, err := a.Registers.Districts.Get(ctx, scheduling.DistrictID(in.ID)); err != nil {
		return nil, err
	}
	entries, total, err := a.Publishing.Ledger(ctx, in.query(scheduling.Query{
		DistrictID: scheduling.DistrictID(in.ID), LocalityID: scheduling.LocalityID(in.Locality)}))
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, entries, total, showLedgerEntry), nil
}

func showLedgerEntry(e scheduling.LedgerEntry) LedgerEntry {
	return LedgerEntry{
		Release: e.Release, VisitID: Ref(e.VisitID), LocalityID: Ref(e.LocalityID), CommitmentIDs: refs(e.CommitmentIDs),
		Kind: string(e.Kind), At: timeOf(e.At), Starts: timeOf(e.Starts), Ends: timeOf(e.Ends),
		NoticeMinutes: int(e.Notice / time.Minute),
	}
}
