package followup

import "poliskontor/scheduling"

// CorrectionID identifies a [Correction].
type CorrectionID string

// Correction (rättelse) is what somebody has said that a visit or an activity counts
// toward, instead of what is proposed. There is at most one for each.
type Correction struct {
	ID            CorrectionID
	DistrictID    scheduling.DistrictID
	VisitID       scheduling.VisitID    // one of the two
	ActivityID    scheduling.ActivityID // is set
	CommitmentIDs []scheduling.CommitmentID
	TakenBack     bool   // the proposal stands again
	ByID          string // the account's that said it last
	By            string // its name, as the audit log has it
	scheduling.Meta
}

// Counting is what something counts toward.
type Counting struct {
	Proposed []Toward
	// Correction is what somebody has said instead, or took back; nil where nobody has.
	Correction *Correction
	// Counts is what stands.
	Counts []Toward
	// Version counts the corrections, from 1 for none.
	Version int
}

// Corrected tells whether what stands is what somebody has said.
func (c Counting) Corrected() bool { return c.Correction != nil && !c.Correction.TakenBack }

// counting puts a proposal and a correction together.
func (g Ground) counting(proposed []Toward, correction *Correction, day scheduling.Day) Counting {
	c := Counting{Proposed: proposed, Correction: correction, Counts: proposed, Version: 1}
	if correction == nil {
		return c
	}
	c.Version = correction.Version + 1
	if correction.TakenBack {
		return c
	}
	c.Counts = nil
	free := map[scheduling.CommitmentID]bool{}
	for _, p := range g.Pledges {
		for _, commitment := range p.Commitments {
			free[commitment.ID] = g.Free(commitment, day)
		}
	}
	for _, id := range correction.CommitmentIDs {
		c.Counts = append(c.Counts, Toward{id, free[id]})
	}
	return c
}
