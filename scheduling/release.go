package scheduling

import (
	"cmp"
	"slices"
	"time"
)

// Release (publicerad version) is a numbered, immutable version of a district's
// schedule: what changed since the one before, with a comment for citizens.
type Release struct {
	ID         ReleaseID
	DistrictID DistrictID
	Number     int // counted from 1 in each district
	At         time.Time
	Comment    string // public
	Urgent     bool   // one change of its own, made in one action
	Changes    []Change
}

// ChangeKind says what happened to a visit in a release.
type ChangeKind string

// The kinds of changes.
const (
	ChangeNew       ChangeKind = "new"
	ChangeMoved     ChangeKind = "moved"
	ChangeDelayed   ChangeKind = "delayed"
	ChangeCancelled ChangeKind = "cancelled"
	ChangeBrokenOff ChangeKind = "broken_off"
	ChangeHeld      ChangeKind = "held"    // recorded as having taken place; calendars show no difference
	ChangeDetails   ChangeKind = "details" // the words about it, not its time or site
)

// Change is one visit's difference between two releases.
type Change struct {
	Kind   ChangeKind
	Before *PublicVisit // nil for a new visit
	After  PublicVisit
}

// Visible tells whether citizens see the change. That a visit was held as
// announced is on record, but tells nobody anything new.
func (c Change) Visible() bool { return c.Kind != ChangeHeld }

// Unsays tells whether the change takes back that the visit was late or did not take
// place, so that what was announced before holds again.
func (c Change) Unsays() bool {
	if c.Before == nil || c.After.State != Announced && c.After.State != Moved {
		return false
	}
	return c.Before.State.Final() || c.Before.State == Delayed && c.After.State == Announced
}

// Differences compares the working schedule with what is announced. The result is
// sorted by time and is what a release at that moment would publish; its visits
// carry the sequence numbers and instants that they would be published with. New
// words about a visit that is over change nothing.
func Differences(working []Visit, announced map[VisitID]PublicVisit, names Directory, now time.Time) []Change {
	var changes []Change
	for _, v := range working {
		before, known := announced[v.ID]
		if change, differs := difference(v, before, known, names, now); differs {
			changes = append(changes, change)
		}
	}
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(a.After.Starts.Compare(b.After.Starts), cmp.Compare(a.After.ID, b.After.ID))
	})
	return changes
}

func difference(v Visit, before PublicVisit, known bool, names Directory, now time.Time) (Change, bool) {
	after := names.show(v)
	if !known {
		if v.State != Draft {
			return Change{}, false
		}
		after.Created, after.Changed = now, now
		return Change{Kind: ChangeNew, After: after}, true
	}
	if v.State == Held {
		held := before
		held.Held = true
		return Change{Kind: ChangeHeld, Before: &before, After: held}, !before.Held
	}
	over := !now.Before(before.Ends)
	if after.showsSame(before) || over && after.State == before.State {
		return Change{}, false
	}
	after.Sequence, after.Created, after.Changed = before.Sequence+1, before.Created, laterThan(before.Changed, now)
	after.Before = before.Before
	change := Change{Kind: kindOf(after, before), Before: &before, After: after}
	switch {
	case after.samePlaceAndTime(before):
	case change.Unsays():
		change.After.Before = nil // what was said meanwhile never came to hold
	default:
		change.After.Before = &PublicSlot{Starts: before.Starts, Ends: before.Ends, Site: before.Site.Name}
	}
	return change, true
}

// laterThan returns now, or a second after an instant that is no earlier: some
// calendar programs take an update only when it is newer by the second.
func laterThan(before, now time.Time) time.Time {
	if now.After(before) {
		return now
	}
	return before.Add(time.Second)
}

func kindOf(after, before PublicVisit) ChangeKind {
	switch {
	case after.State == Cancelled && before.State != Cancelled:
		return ChangeCancelled
	case after.State == BrokenOff && before.State != BrokenOff:
		return ChangeBrokenOff
	case after.samePlaceAndTime(before):
		return ChangeDetails
	case after.State == Delayed:
		return ChangeDelayed
	default:
		return ChangeMoved
	}
}
