package followup

import (
	"slices"

	"poliskontor/scheduling"
)

// Standing tells how it goes with a commitment.
type Standing string

// The standings.
const (
	Kept       Standing = "kept"       // all that was promised is done
	OnTrack    Standing = "on_track"   // all that is over was done, and more is to come
	NotYet     Standing = "not_yet"    // nothing is over yet
	Partly     Standing = "partly"     // some of it was done
	Broken     Standing = "broken"     // nothing of what is over was done in full
	Unreported Standing = "unreported" // something is over, and nothing is on record
	NoNumber   Standing = "no_number"  // the promise has no number: what was done is told, and no more
)

// Standings lists the standings.
var Standings = []Standing{Kept, OnTrack, NotYet, Partly, Broken, Unreported, NoNumber}

// Deed is something that was done for a commitment: a visit, an activity or a lägesbild.
type Deed struct {
	VisitID    scheduling.VisitID    // either this
	ActivityID scheduling.ActivityID // or this
	Picture    scheduling.Day        // or this: the Monday of the week whose lägesbild it is
	Day        scheduling.Day
	LocalityID scheduling.LocalityID // "" for the kommun as a whole
	Toward     []scheduling.CommitmentID
}

// Account is how one commitment was kept.
type Account struct {
	Commitment scheduling.Commitment
	Standing   Standing
	// Judged is how many of what is promised can be told to be kept or not, and Met how
	// many of them are: weeks, months, years, or places. Of what has no number none is.
	Judged, Met int
	Stretches   []Stretch
	Places      []PlaceWaits
	// Done is all that was done for it in the span, Summer that of it which was done while
	// the promise did not bind.
	Done, Summer []Deed
	// Visits are those that count toward it, SummerVisits those of them in the summer.
	Visits, SummerVisits Tally
}

func (m Material) account(c scheduling.Commitment, deeds []Deed) Account {
	a := Account{Commitment: c, Stretches: m.stretches(c), Places: m.waits(c)}
	looked := m.Span.within(m.force())
	free := func(d scheduling.Day) bool { return c.Binds == scheduling.OutsideSummer && m.Summer.Covers(d) }
	reported := false
	for _, d := range deeds {
		if !slices.Contains(d.Toward, c.ID) {
			continue
		}
		reported = true
		if looked.Covers(d.Day) {
			a.Done = append(a.Done, d)
			if free(d.Day) {
				a.Summer = append(a.Summer, d)
			}
		}
		for i := range a.Stretches {
			s := &a.Stretches[i]
			if s.Covers(d.Day) && (!s.Owed || !free(d.Day)) {
				s.Done = append(s.Done, d)
			}
		}
	}
	toward := m.outcomes(func(o Outcome) bool { return slices.Contains(o.Toward, c.ID) })
	a.Visits = TallyOf(toward, m.Now)
	a.SummerVisits = TallyOf(slices.DeleteFunc(toward, func(o Outcome) bool { return !m.Summer.Covers(o.Day()) }), m.Now)
	a.judge(reported)
	return a
}

// judge tells how it goes, by the stretches and the places.
func (a *Account) judge(reported bool) {
	short, open := 0, false
	for _, s := range a.Stretches {
		switch {
		case !s.Owed:
		case s.Met():
			a.Met++
		case s.Progress == Over:
			short++
		default:
			open = true
		}
	}
	binding := a.Commitment.Target.MaxGapDays > 0
	for _, p := range a.Places {
		switch {
		case !binding || len(p.Waits) == 0 || p.Longest().Days == 0:
			open = open || binding
		case len(p.TooLong()) > 0:
			short++
		default:
			a.Met++
			open = open || p.Waits[len(p.Waits)-1].ToVisitID == ""
		}
	}
	a.Judged = a.Met + short
	switch {
	case a.Commitment.Target.Count == 0 && !binding:
		a.Standing = NoNumber
	case short > 0 && !reported:
		a.Standing = Unreported
	case short > 0 && a.Met > 0:
		a.Standing = Partly
	case short > 0:
		a.Standing = Broken
	case a.Met > 0 && !open:
		a.Standing = Kept
	case a.Met > 0:
		a.Standing = OnTrack
	default:
		a.Standing = NotYet
	}
}
