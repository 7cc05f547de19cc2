package scheduling

import "time"

// LedgerEntry is one line of the promise ledger (löftesliggare): what a release
// said about a visit, and with how much notice. Lines are only ever added.
type LedgerEntry struct {
	DistrictID DistrictID
	Release    int
	VisitID    VisitID
	LocalityID LocalityID
	// CommitmentIDs are the commitments that the visit counts toward.
	CommitmentIDs []CommitmentID
	Kind          ChangeKind
	At            time.Time
	Starts        time.Time
	Ends          time.Time
	// Notice is how long before the start it was said; negative when after.
	Notice time.Duration
}

// ledgerEntries writes a release into the ledger. Visits at summer events count
// toward no commitment: the pledges bind the localities' own visits.
func ledgerEntries(r Release, visits map[VisitID]Visit, names Directory, pledges []Pledge) []LedgerEntry {
	entries := make([]LedgerEntry, 0, len(r.Changes))
	for _, change := range r.Changes {
		visit := visits[change.After.ID]
		entry := LedgerEntry{
			DistrictID: r.DistrictID, Release: r.Number, VisitID: visit.ID, LocalityID: visit.LocalityID,
			Kind: change.Kind, At: r.At, Starts: visit.Starts, Ends: visit.Ends, Notice: visit.Starts.Sub(r.At),
		}
		if visit.OccasionID == "" {
			day := DayOf(visit.Starts)
			for _, promise := range PromisesOf(names.Localities[visit.LocalityID], pledges, day, day) {
				entry.CommitmentIDs = append(entry.CommitmentIDs, promise.Commitment.ID)
			}
		}
		entries = append(entries, entry)
	}
	return entries
}
