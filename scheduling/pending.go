package scheduling

import (
	"time"
)

// PendingRelease (publicering på väg) is a release that somebody has asked for. It goes
// out by itself after the district's moment of regret, unless it is taken back. It is
// kept once it is settled, so that everybody can see what came of it.
type PendingRelease struct {
	ID         PendingReleaseID
	DistrictID DistrictID
	After      int    // the number of the last release that the planner saw
	Comment    string // public
	Visits     []PendingVisit
	Asked      time.Time
	Leaves     time.Time // when it goes out
	ByID       string    // the account that asked; "" for the program itself
	ByName     string
	State      PendingState
	Number     int       // of the release that it became
	Refusal    Code      // why it did not go out
	Settled    time.Time // when it ceased to wait
	SettledBy  string    // who took it back
	Meta
}

// PendingVisit is a visit whose change waits to be released, in the version that was seen.
type PendingVisit struct {
	ID      VisitID
	Version int
}

// PendingState is what a [PendingRelease] has come to.
type PendingState string

// The states of a pending release.
const (
	PendingWaiting   PendingState = "waiting"
	PendingReleased  PendingState = "released"
	PendingTakenBack PendingState = "taken_back"
	PendingRefused   PendingState = "refused" // a check, or what happened meanwhile, stood in the way
)

// changed tells whether the visit is another than when its release was asked for.
func (r PendingRelease) changed(v Visit) bool {
	for _, seen := range r.Visits {
		if seen.ID == v.ID {
			return seen.Version != v.Version
		}
	}
	return true
}

// visitIDs are the visits that it releases.
func (r PendingRelease) visitIDs() []VisitID {
	ids := make([]VisitID, len(r.Visits))
	for i, v := range r.Visits {
		ids[i] = v.ID
	}
	return ids
}
