package scheduling

import (
	"time"

	"poliskontor/scheduling/planner"
)

// Proposal (planförslag) is what the engine suggests for a season. Nothing in it
// is public, and nothing of it stands in the working schedule until it is taken.
type Proposal struct {
	ID         ProposalID
	DistrictID DistrictID
	SeasonID   SeasonID
	Made       time.Time
	Taken      time.Time // zero until its visits were taken into the working schedule
	Lost       []ShiftID // shifts that it does without; see [Planning.Repair]
	Visits     []ProposedVisit
	Dropped    []VisitID      // visits of the working schedule that it gives up
	Unkept     []Unkept       // promises that it cannot keep, and why
	Needs      []ReckonedNeed // why localities weighed as they did when it was made
	Score      planner.Score
	Measures   planner.Measures
	Meta
}

// ProposedVisit is one visit of a proposal.
type ProposedVisit struct {
	Kind       ProposedKind
	VisitID    VisitID // the visit of the working schedule that it keeps or moves
	LocalityID LocalityID
	OccasionID OccasionID
	Slot
	Reasons []planner.Reason
}

// ProposedKind says how a proposed visit differs from the working schedule.
type ProposedKind string

// The kinds of proposed visits.
const (
	ProposedNew   ProposedKind = "new"
	ProposedKept  ProposedKind = "kept"
	ProposedMoved ProposedKind = "moved"
)

// Unkept is a promise that a proposal cannot keep.
type Unkept struct {
	LocalityID LocalityID
	OccasionID OccasionID
	Rule       planner.Rule
	From, To   Day // the visits around the gap, or the ends of the period
	Value      int // what it is, by the rule
	Limit      int // what it should be
	Causes     []planner.Cause
}
