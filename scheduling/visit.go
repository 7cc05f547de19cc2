package scheduling

import (
	"time"
)

// State (läge) is what a visit has come to in the working schedule. It becomes
// public with the next release.
type State string

// The states of a visit.
const (
	Draft     State = "draft"      // planned, never announced
	Announced State = "announced"  // as announced
	Delayed   State = "delayed"    // begins later on its day
	Moved     State = "moved"      // another time or site than announced
	Cancelled State = "cancelled"  // inställt
	BrokenOff State = "broken_off" // avbrutet: the office left during the visit
	Held      State = "held"       // genomfört
)

// States lists the states in the order of a visit's life.
var States = []State{Draft, Announced, Delayed, Moved, Cancelled, BrokenOff, Held}

// Final tells whether nothing can follow.
func (s State) Final() bool { return s == Cancelled || s == BrokenOff || s == Held }

// Occupies tells whether a visit in that state keeps its office from being
// elsewhere. What was held or broken off did, and history is kept as strictly.
func (s State) Occupies() bool { return s != Cancelled }

// Slot is where an office stands, and when.
type Slot struct {
	SiteID   SiteID
	OfficeID OfficeID
	Starts   time.Time
	Ends     time.Time
}

// Visit (besök) is one stay of an office at a site. This is the working schedule's
// visit; what citizens see of it is a [PublicVisit].
type Visit struct {
	ID         VisitID
	DistrictID DistrictID
	LocalityID LocalityID
	OccasionID OccasionID // set when the office attends a summer event there
	Slot
	State State
	// Pinned visits are never moved by the engine.
	Pinned     bool
	PublicNote string // what the visit is about, for everyone
	Note       string // for those who plan, never public
	// Reason is the public reason for the last change of what was announced.
	Reason string
	Meta
}

// LongestVisit is how long a visit may last.
const LongestVisit = 12 * time.Hour

// Checked returns the visit with its texts tidied, or an [Invalid] error.
func (v Visit) Checked() (Visit, error) {
	var broken violations
	broken.check(v.DistrictID != "", "districtId", CodeRequired)
	broken.check(v.LocalityID != "", "localityId", CodeRequired)
	broken.check(v.SiteID != "", "siteId", CodeRequired)
	broken.check(v.OfficeID != "", "officeId", CodeRequired)
	broken.times(v.Starts, v.Ends, LongestVisit)
	choice(&broken, "state", v.State, States...)
	v.PublicNote = broken.text("publicNote", v.PublicNote, MaxNote)
	v.Note = broken.text("note", v.Note, MaxNote)
	v.Reason = broken.line("reason", v.Reason, MaxTitle)
	return v, broken.err()
}

// MoveTo gives the visit another slot. A draft just moves; one that was announced
// needs a public reason and becomes [Moved]. Only a visit that has not begun can
// move, and only into the future.
func (v Visit) MoveTo(to Slot, reason string, now time.Time) (Visit, error) {
	if err := v.changeable(now); err != nil {
		return v, err
	}
	var broken violations
	broken.check(to.Starts.After(now), "starts", CodeVisitStarted)
	if v.State != Draft {
		reason = broken.requiredLine("reason", reason, MaxTitle)
		v.State, v.Reason = Moved, reason
	}
	v.Slot = to
	return v, broken.err()
}

// Delay says that the visit begins later than announced, on the same day and
// before it was to end. It can be said until then.
func (v Visit) Delay(starts time.Time, reason string, now time.Time) (Visit, error) {
	if v.State == Draft || v.State.Final() {
		return v, refused(CodeVisitState, "state", string(v.State))
	}
	if !now.Before(v.Ends) {
		return v, refused(CodeVisitOver)
	}
	var broken violations
	reason = broken.requiredLine("reason", reason, MaxTitle)
	broken.check(starts.After(v.Starts), "starts", CodeNotLater)
	broken.check(starts.Before(v.Ends), "starts", CodeOutsideVisit)
	v.State, v.Reason, v.Starts = Delayed, reason, starts
	return v, broken.err()
}

// Cancel says that the visit does not take place. It can be said until it ends. A
// draft is removed instead.
func (v Visit) Cancel(reason string, now time.Time) (Visit, error) {
	if v.State == Draft || v.State.Final() {
		return v, refused(CodeVisitState, "state", string(v.State))
	}
	if !now.Before(v.Ends) {
		return v, refused(CodeVisitOver)
	}
	var broken violations
	reason = broken.requiredLine("reason", reason, MaxTitle)
	v.State, v.Reason = Cancelled, reason
	return v, broken.err()
}

// BreakOff says that the office left before the visit's end.
func (v Visit) BreakOff(at time.Time, reason string, now time.Time) (Visit, error) {
	if v.State == Draft || v.State.Final() {
		return v, refused(CodeVisitState, "state", string(v.State))
	}
	if now.Before(v.Starts) {
		return v, refused(CodeVisitNotBegun)
	}
	var broken violations
	reason = broken.requiredLine("reason", reason, MaxTitle)
	broken.check(at.After(v.Starts) && at.Before(v.Ends), "at", CodeOutsideVisit)
	v.State, v.Reason, v.Ends = BrokenOff, reason, at
	return v, broken.err()
}

// Hold records that the visit took place as announced. It can be said when it has ended.
func (v Visit) Hold(now time.Time) (Visit, error) {
	if v.State == Draft || v.State.Final() {
		return v, refused(CodeVisitState, "state", string(v.State))
	}
	if now.Before(v.Ends) {
		return v, refused(CodeVisitNotOver)
	}
	v.State = Held
	return v, nil
}

// Restore takes back every change since the last release.
func (v Visit) Restore(public PublicVisit) Visit {
	v.Slot, v.State, v.Reason, v.PublicNote = public.Slot, public.State, public.Reason, public.Note
	if public.Held {
		v.State = Held
	}
	return v
}

// Unsay takes back what a release said last: that the visit is late, does not take
// place or was broken off. It becomes what citizens were told before that. It can be
// said until the visit would have ended.
func (v Visit) Unsay(said Change, now time.Time) (Visit, error) {
	if said.Kind != ChangeDelayed && said.Kind != ChangeCancelled && said.Kind != ChangeBrokenOff || v.State != said.After.State {
		return v, refused(CodeNothingToUnsay)
	}
	if !now.Before(said.Before.Ends) {
		return v, refused(CodeVisitOver)
	}
	return v.Restore(*said.Before), nil
}

// changeable tells whether the visit can still get another slot.
func (v Visit) changeable(now time.Time) error {
	if v.State.Final() {
		return refused(CodeVisitState, "state", string(v.State))
	}
	if v.State != Draft && !v.Starts.After(now) {
		return refused(CodeVisitStarted)
	}
	return nil
}
