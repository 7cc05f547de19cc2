package scheduling

import (
	"testing"
	"time"
)

var names = Directory{
	Municipalities: map[MunicipalityID]Municipality{"m": {ID: "m", Slug: "m", Name: "Kommunen"}},
	Localities:     map[LocalityID]Locality{"l": {ID: "l", MunicipalityID: "m", Slug: "byn", Name: "Byn", Kind: Basort}},
	Sites:          map[SiteID]Site{"s": {ID: "s", LocalityID: "l", Name: "Torget"}, "s2": {ID: "s2", LocalityID: "l", Name: "Bron"}},
}

// releases plays a visit's changes one after the other and returns the last change.
func releases(t *testing.T, now time.Time, steps ...func(Visit) (Visit, error)) (Change, bool) {
	t.Helper()
	visit := visitIn(Draft)
	announced := map[VisitID]PublicVisit{}
	var last Change
	var told bool
	for _, step := range steps {
		var err error
		if visit, err = step(visit); err != nil {
			t.Fatal(err)
		}
		changes := Differences([]Visit{visit}, announced, names, now)
		if told = len(changes) > 0; told {
			last = changes[0]
			announced[visit.ID] = last.After
			if visit.State == Draft {
				visit.State = Announced
			}
		}
		now = now.Add(time.Minute)
	}
	return last, told
}

func TestDifferences(t *testing.T) {
	start := noon.Add(-48 * time.Hour)
	as := func(v Visit) (Visit, error) { return v, nil }
	move := func(v Visit) (Visit, error) {
		to := v.Slot
		to.Starts, to.Ends = to.Starts.Add(time.Hour), to.Ends.Add(time.Hour)
		return v.MoveTo(to, "skäl", start)
	}
	tests := map[string]struct {
		steps    []func(Visit) (Visit, error)
		kind     ChangeKind
		sequence int
		state    State
		before   bool
		untold   bool
	}{
		"a draft is new":            {steps: []func(Visit) (Visit, error){as}, kind: ChangeNew, state: Announced},
		"nothing new":               {steps: []func(Visit) (Visit, error){as, as}, kind: ChangeNew, state: Announced, untold: true},
		"moved":                     {steps: []func(Visit) (Visit, error){as, move}, kind: ChangeMoved, sequence: 1, state: Moved, before: true},
		"moved twice":               {steps: []func(Visit) (Visit, error){as, move, move}, kind: ChangeMoved, sequence: 2, state: Moved, before: true},
		"moved, then held":          {steps: []func(Visit) (Visit, error){as, move, hold}, kind: ChangeHeld, sequence: 1, state: Moved, before: true},
		"held, and nothing after":   {steps: []func(Visit) (Visit, error){as, hold, as}, kind: ChangeHeld, state: Announced, untold: true},
		"moved, then cancelled":     {steps: []func(Visit) (Visit, error){as, move, cancel}, kind: ChangeCancelled, sequence: 2, state: Cancelled, before: true},
		"cancelled":                 {steps: []func(Visit) (Visit, error){as, cancel}, kind: ChangeCancelled, sequence: 1, state: Cancelled},
		"another site":              {steps: []func(Visit) (Visit, error){as, otherSite}, kind: ChangeMoved, sequence: 1, state: Moved, before: true},
		"delayed":                   {steps: []func(Visit) (Visit, error){as, delay}, kind: ChangeDelayed, sequence: 1, state: Delayed, before: true},
		"broken off":                {steps: []func(Visit) (Visit, error){as, breakOff}, kind: ChangeBrokenOff, sequence: 1, state: BrokenOff, before: true},
		"a note":                    {steps: []func(Visit) (Visit, error){as, note}, kind: ChangeDetails, sequence: 1, state: Announced},
		"a note for those who plan": {steps: []func(Visit) (Visit, error){as, internalNote}, kind: ChangeNew, state: Announced, untold: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			change, told := releases(t, start, test.steps...)
			if told == test.untold {
				t.Fatalf("told: %v", told)
			}
			after := change.After
			if change.Kind != test.kind || after.Sequence != test.sequence || after.State != test.state || (after.Before != nil) != test.before {
				t.Errorf("got %s, sequence %d, %s, before %v", change.Kind, after.Sequence, after.State, after.Before)
			}
			if after.ID != "v" || !after.Created.Equal(start) {
				t.Errorf("identity is lost: %s, created %s", after.ID, after.Created)
			}
			if change.Before != nil && change.Kind != ChangeHeld && !after.Changed.After(change.Before.Changed) {
				t.Errorf("changed %s is not later than %s", after.Changed, change.Before.Changed)
			}
		})
	}
}

func hold(v Visit) (Visit, error)   { return v.Hold(v.Ends) }
func cancel(v Visit) (Visit, error) { return v.Cancel("skäl", v.Starts) }
func delay(v Visit) (Visit, error)  { return v.Delay(v.Starts.Add(time.Minute), "skäl", v.Starts) }
func breakOff(v Visit) (Visit, error) {
	return v.BreakOff(v.Starts.Add(time.Minute), "skäl", v.Starts)
}
func note(v Visit) (Visit, error)         { v.PublicNote = "Vi talar om trafiken."; return v, nil }
func internalNote(v Visit) (Visit, error) { v.Note = "Ring först."; return v, nil }
func otherSite(v Visit) (Visit, error) {
	to := v.Slot
	to.SiteID = "s2"
	return v.MoveTo(to, "skäl", v.Starts.Add(-time.Hour))
}

func TestChangesWithinASecondStillRise(t *testing.T) {
	now := noon.Add(-48 * time.Hour)
	first := Differences([]Visit{visitIn(Draft)}, nil, names, now)[0].After
	visit, _ := cancel(visitIn(Announced))
	second := Differences([]Visit{visit}, map[VisitID]PublicVisit{"v": first}, names, now)[0].After
	if !second.Changed.After(first.Changed) {
		t.Errorf("changed at %s, then at %s", first.Changed, second.Changed)
	}
}

func TestNewWordsAboutThePastAreNoChange(t *testing.T) {
	first := Differences([]Visit{visitIn(Draft)}, nil, names, noon.Add(-time.Hour))[0].After
	visit := visitIn(Announced)
	visit.PublicNote = "efteråt"
	if changes := Differences([]Visit{visit}, map[VisitID]PublicVisit{"v": first}, names, visit.Ends); len(changes) > 0 {
		t.Errorf("got %v", changes)
	}
}
