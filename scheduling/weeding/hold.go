package weeding

import (
	"poliskontor/scheduling"
)

// HoldID identifies a [Hold].
type HoldID string

// Hold keeps records from being weeded, whatever the rules say: all that it does not
// narrow. It is lifted by removing it.
type Hold struct {
	ID         HoldID
	DistrictID scheduling.DistrictID
	Owner      scheduling.Owner // who set it, and may lift it; it holds the other's records too
	Kind       Kind             // "" for every kind
	LocalityID scheduling.LocalityID
	From, To   scheduling.Day // both included; zero for open
	RecordID   string
	Reason     string
	scheduling.Meta
}

func (h Hold) checked() (Hold, error) {
	var flaws scheduling.Flaws
	flaws.Check(h.DistrictID != "", "districtId", scheduling.CodeRequired)
	flaws.Check(h.Kind == "" || h.Kind.known(), "kind", scheduling.CodeChoice, "allowed", allowedKinds())
	flaws.Check(h.LocalityID != "" || h.From != 0 || h.To != 0 || h.RecordID != "", "localityId", CodeHoldEverything)
	flaws.Check(h.From == 0 || h.To == 0 || h.From <= h.To, "to", scheduling.CodeEndBeforeStart)
	h.Reason = flaws.RequiredLine("reason", h.Reason, scheduling.MaxTitle)
	flaws.Impersonal("reason", h.Reason)
	return h, flaws.Err()
}

// Holds tells whether a record of a kind stays.
func (h Hold) Holds(kind Kind, r Record) bool {
	return (h.Kind == "" || h.Kind == kind) &&
		(h.LocalityID == "" || h.LocalityID == r.LocalityID) &&
		(h.From == 0 || r.Day >= h.From) && (h.To == 0 || r.Day <= h.To) &&
		(h.RecordID == "" || h.RecordID == r.ID)
}

// held tells whether any of several holds keeps a record.
func held(holds []Hold, kind Kind, r Record) bool {
	for _, h := range holds {
		if h.Holds(kind, r) {
			return true
		}
	}
	return false
}
