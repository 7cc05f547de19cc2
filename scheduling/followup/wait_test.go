package followup

import (
	"slices"
	"testing"
	"time"

	"poliskontor/scheduling"
)

const almby scheduling.LocalityID = "almby"

// told is a visit to Almby that counts toward the commitment, held for three hours.
func told(id string, d scheduling.Day) Outcome {
	return Outcome{VisitID: scheduling.VisitID(id), LocalityID: almby, Starts: d.At(10 * 60), Ends: d.At(13 * 60), Announced: (d - 20).At(600),
		Noticed: (d - 20).At(600), State: scheduling.Held, Toward: []scheduling.CommitmentID{"c"}}
}

func TestWaits(t *testing.T) {
	off := told("off", day(2026, 3, 20))
	off.State, off.Reason = scheduling.Cancelled, "Bilen är på verkstad."
	unrecorded := told("unrecorded", day(2026, 3, 20))
	unrecorded.State = scheduling.Announced
	for name, test := range map[string]struct {
		from, to scheduling.Day
		today    scheduling.Day
		outcomes []Outcome
		waits    []int // binding days
		tooLong  int
		standing Standing
	}{
		"in time": {day(2026, 3, 1), 0, day(2026, 4, 1),
			[]Outcome{told("1", day(2026, 3, 10)), told("2", day(2026, 3, 30))}, []int{10, 20, 2}, 0, OnTrack},
		"nothing yet, and not too long": {day(2026, 3, 1), 0, day(2026, 3, 15), nil, []int{15}, 0, OnTrack},
		"nothing at all":                {day(2026, 3, 1), 0, day(2026, 3, 23), nil, []int{23}, 1, Unreported},
		"before it begins":              {day(2026, 3, 1), 0, day(2026, 2, 15), nil, nil, 0, NotYet},
		"a cancelled visit ends nothing": {day(2026, 3, 1), 0, day(2026, 4, 1),
			[]Outcome{told("1", day(2026, 3, 10)), off}, []int{10, 22}, 1, Broken},
		"one that nobody recorded does": {day(2026, 3, 1), 0, day(2026, 4, 1),
			[]Outcome{told("1", day(2026, 3, 10)), unrecorded}, []int{10, 10, 12}, 0, OnTrack},
		"the summer does not bind": {day(2026, 5, 20), 0, day(2026, 9, 15),
			[]Outcome{told("1", day(2026, 5, 25)), told("2", day(2026, 9, 8))}, []int{6, 14, 7}, 0, OnTrack},
		"nor do days after the pledge": {day(2026, 3, 1), day(2026, 3, 25), day(2026, 9, 15),
			[]Outcome{told("1", day(2026, 3, 10))}, []int{10, 15}, 0, OnTrack},
	} {
		t.Run(name, func(t *testing.T) {
			c := scheduling.Commitment{ID: "c", Indicator: scheduling.Visits, Binds: scheduling.OutsideSummer, Target: scheduling.Target{MaxGapDays: 21},
				Scope: scheduling.Scope{Kinds: []scheduling.LocalityKind{scheduling.Basort}}}
			m := material(test.from, test.to, 2026, test.today)
			m.Pledge.Commitments, m.Outcomes = []scheduling.Commitment{c}, test.outcomes
			m.Localities = []scheduling.Locality{{ID: almby, Kind: scheduling.Basort}, {ID: "elsewhere", Kind: scheduling.Tatort}}
			a := Of(m).Accounts[0]
			if len(a.Places) != 1 {
				t.Fatalf("%d places are promised anything", len(a.Places))
			}
			var days []int
			for _, w := range a.Places[0].Waits {
				days = append(days, w.Days)
			}
			if !slices.Equal(days, test.waits) || len(a.Places[0].TooLong()) != test.tooLong || a.Standing != test.standing {
				t.Errorf("waits of %v days, %d too long, %s", days, len(a.Places[0].TooLong()), a.Standing)
			}
		})
	}
}

// TestAWaitThatBeganBeforeTheTimeLookedAt is seen in it, from where it began.
func TestAWaitThatBeganBeforeTheTimeLookedAt(t *testing.T) {
	c := scheduling.Commitment{ID: "c", Indicator: scheduling.Visits, Binds: scheduling.YearRound, Target: scheduling.Target{MaxGapDays: 21},
		Scope: scheduling.Scope{Localities: []scheduling.LocalityID{almby}}}
	m := material(day(2025, 1, 1), 0, 2026, day(2026, 1, 20))
	m.Pledge.Commitments, m.Localities = []scheduling.Commitment{c}, []scheduling.Locality{{ID: almby}}
	m.Outcomes = []Outcome{told("1", day(2025, 11, 1)), told("2", day(2025, 12, 20)), told("3", day(2026, 1, 12))}
	place := Of(m).Accounts[0].Places[0]
	if len(place.Waits) != 2 || place.Waits[0].FromVisitID != "2" || !place.Waits[0].TooLong || place.Waits[0].Days != 23 {
		t.Errorf("the waits are %+v", place.Waits)
	}
	if !slices.Equal(place.Delivered, Visits{"3"}) || place.Least != 0 {
		t.Errorf("delivered %v of at least %d", place.Delivered, place.Least)
	}
}

// entry is a line of the ledger on one visit.
func entry(kind scheduling.ChangeKind, at, starts time.Time, hours int) scheduling.LedgerEntry {
	return scheduling.LedgerEntry{VisitID: "v", LocalityID: almby, Kind: kind, At: at, Starts: starts,
		Ends: starts.Add(time.Duration(hours) * time.Hour), Notice: starts.Sub(at)}
}

func TestOutcomes(t *testing.T) {
	d := day(2026, 11, 24)
	early, later := (d - 20).At(540), (d - 3).At(540)
	ten, eleven := d.At(600), d.At(660)
	for name, test := range map[string]struct {
		ledger []scheduling.LedgerEntry
		last   scheduling.PublicVisit
		want   Outcome
		notice int
	}{
		"held as announced": {
			[]scheduling.LedgerEntry{entry(scheduling.ChangeNew, early, ten, 3), entry(scheduling.ChangeHeld, d.At(900), ten, 3)},
			scheduling.PublicVisit{State: scheduling.Announced, Held: true}, Outcome{State: scheduling.Held}, 20},
		"moved, then cancelled": {
			[]scheduling.LedgerEntry{entry(scheduling.ChangeNew, early, ten, 3), entry(scheduling.ChangeMoved, later, eleven, 3),
				entry(scheduling.ChangeCancelled, d.At(500), eleven, 3)},
			scheduling.PublicVisit{State: scheduling.Cancelled, Reason: "Sjukdom."}, Outcome{State: scheduling.Cancelled, Reason: "Sjukdom.", Moved: true}, 3},
		"broken off": {
			[]scheduling.LedgerEntry{entry(scheduling.ChangeNew, early, ten, 3), entry(scheduling.ChangeBrokenOff, d.At(665), ten, 1)},
			scheduling.PublicVisit{State: scheduling.BrokenOff, Held: true}, Outcome{State: scheduling.BrokenOff, Shortened: true}, 20},
		"late": {
			[]scheduling.LedgerEntry{entry(scheduling.ChangeNew, early, ten, 3), entry(scheduling.ChangeDelayed, d.At(590), eleven, 2),
				entry(scheduling.ChangeHeld, d.At(900), eleven, 2)},
			scheduling.PublicVisit{State: scheduling.Delayed, Held: true}, Outcome{State: scheduling.Held, Delayed: true, Shortened: true}, 20},
		"late by mistake": {
			[]scheduling.LedgerEntry{entry(scheduling.ChangeNew, early, ten, 3), entry(scheduling.ChangeDelayed, d.At(580), eleven, 2),
				entry(scheduling.ChangeMoved, d.At(590), ten, 3)},
			scheduling.PublicVisit{State: scheduling.Announced}, Outcome{State: scheduling.Announced}, 20},
		"called off by mistake": {
			[]scheduling.LedgerEntry{entry(scheduling.ChangeNew, early, ten, 3), entry(scheduling.ChangeCancelled, later, ten, 3),
				entry(scheduling.ChangeDetails, later, ten, 3)},
			scheduling.PublicVisit{State: scheduling.Announced}, Outcome{State: scheduling.Announced}, 20},
		"told afterwards": {
			[]scheduling.LedgerEntry{entry(scheduling.ChangeNew, d.At(1000), ten, 3)},
			scheduling.PublicVisit{State: scheduling.Announced}, Outcome{State: scheduling.Announced}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			told := test.ledger[len(test.ledger)-1]
			test.last.ID, test.last.Starts, test.last.Ends = "v", told.Starts, told.Ends
			got := OutcomesOf(test.ledger, []scheduling.PublicVisit{test.last})
			if len(got) != 1 {
				t.Fatalf("%d visits", len(got))
			}
			o := got[0]
			if o.State != test.want.State || o.Moved != test.want.Moved || o.Delayed != test.want.Delayed ||
				o.Shortened != test.want.Shortened || o.Reason != test.want.Reason || o.NoticeDays() != test.notice {
				t.Errorf("%+v with %d days' notice, want %+v with %d", o, o.NoticeDays(), test.want, test.notice)
			}
		})
	}
	if got := OutcomesOf([]scheduling.LedgerEntry{entry(scheduling.ChangeNew, early, ten, 3)}, nil); len(got) != 0 {
		t.Errorf("what is not announced became %v", got)
	}
}

// TestNoticeIsCountedInCalendarDays looks at an announcement fourteen days ahead across the
// days on which the clock is set, late on its day and for early on the visit's.
func TestNoticeIsCountedInCalendarDays(t *testing.T) {
	for _, d := range []scheduling.Day{day(2026, 3, 30), day(2026, 10, 26)} {
		o := told("1", d)
		o.Starts, o.Noticed = d.At(9*60), (d - 14).At(23*60)
		if o.NoticeDays() != 14 {
			t.Errorf("told on %s of %s: %d days", d-14, d, o.NoticeDays())
		}
	}
}
