package followup

import (
	"time"

	"poliskontor/scheduling"
)

// Outcome (utfall) is what became of a visit that citizens were told of.
type Outcome struct {
	VisitID    scheduling.VisitID
	LocalityID scheduling.LocalityID
	Occasion   bool // at an event, where no pledge counts it
	// Starts and Ends are as citizens were told last.
	Starts, Ends time.Time
	Announced    time.Time // when they were first told
	Noticed      time.Time // when they were told of the time and site that held
	State        scheduling.State
	Reason       string // public: why it was changed last
	Moved        bool   // to another time or site than was first told
	Delayed      bool
	Shortened    bool // shorter than was first told
	Attendance   *int // how many came; nil where nobody counted
	Topics       []string
	Toward       []scheduling.CommitmentID
}

// Day is the day of the visit.
func (o Outcome) Day() scheduling.Day { return scheduling.DayOf(o.Starts) }

// NoticeDays is how many days ahead citizens were told of the time and site that held, by
// the calendar; none where they were told on the day or later.
func (o Outcome) NoticeDays() int {
	return int(max(0, o.Day()-scheduling.DayOf(o.Noticed)))
}

// WellAhead is how many days ahead a visit is to be announced, for the share that is.
const WellAhead = 14

// Delivered tells whether the visit is on record as having taken place, cut short or not.
func (o Outcome) Delivered() bool {
	return o.State == scheduling.Held || o.State == scheduling.BrokenOff
}

// Came tells whether the office came by an instant as far as is known: what is over and
// was not called off did, although nobody has recorded it.
func (o Outcome) Came(now time.Time) bool {
	return o.State != scheduling.Cancelled && !o.Ends.After(now)
}

// OutcomesOf tells what became of the visits of a ledger, in the order that they were
// first announced in. Announced is what citizens were told last of each; of visits that
// are not in it nothing is told.
func OutcomesOf(ledger []scheduling.LedgerEntry, announced []scheduling.PublicVisit) []Outcome {
	last := make(map[scheduling.VisitID]scheduling.PublicVisit, len(announced))
	for _, v := range announced {
		last[v.ID] = v
	}
	at := map[scheduling.VisitID]int{}
	var histories []history
	for _, e := range ledger {
		if _, known := last[e.VisitID]; !known {
			continue
		}
		i, begun := at[e.VisitID]
		if !begun {
			i = len(histories)
			at[e.VisitID] = i
			histories = append(histories, history{first: e, told: e, noticed: e.At})
		}
		histories[i].follow(e)
	}
	outcomes := make([]Outcome, len(histories))
	for i, h := range histories {
		outcomes[i] = h.outcome(last[h.first.VisitID])
	}
	return outcomes
}

// history is what the ledger has said of one visit so far.
type history struct {
	first, told scheduling.LedgerEntry
	onTime      scheduling.LedgerEntry // what was told before the delay that holds, if any
	noticed     time.Time
	moved       bool
	delayed     bool
}

func (h *history) follow(e scheduling.LedgerEntry) {
	switch e.Kind {
	case scheduling.ChangeDelayed:
		if !h.delayed {
			h.onTime = h.told
		}
		h.delayed = true
	case scheduling.ChangeMoved:
		// That a delay was a mistake is said by a move back to the time before it.
		if h.delayed && e.Starts.Equal(h.onTime.Starts) && e.Ends.Equal(h.onTime.Ends) {
			h.delayed = false
			break
		}
		h.moved, h.delayed, h.noticed = true, false, e.At
	}
	h.told = e
}

func (h history) outcome(last scheduling.PublicVisit) Outcome {
	o := Outcome{
		VisitID: last.ID, LocalityID: h.first.LocalityID, Occasion: last.Occasion != "", Starts: last.Starts, Ends: last.Ends,
		Announced: h.first.At, Noticed: h.noticed, State: last.State, Reason: last.Reason, Moved: h.moved, Delayed: h.delayed,
		Shortened: last.State != scheduling.Cancelled && last.Ends.Sub(last.Starts) < h.first.Ends.Sub(h.first.Starts),
		Toward:    h.first.CommitmentIDs,
	}
	if last.Held && last.State != scheduling.BrokenOff {
		o.State = scheduling.Held
	}
	return o
}
