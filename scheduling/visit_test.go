package scheduling

import (
	"testing"
	"time"
)

var noon = time.Date(2026, time.November, 24, 11, 0, 0, 0, time.UTC)

func visitIn(state State) Visit {
	return Visit{ID: "v", DistrictID: "d", LocalityID: "l", State: state, Slot: Slot{
		SiteID: "s", OfficeID: "o", Starts: noon, Ends: noon.Add(3 * time.Hour),
	}}
}

// TestTransitions holds every change against every state, before, during and after
// the visit.
func TestTransitions(t *testing.T) {
	before, during, after := noon.Add(-time.Hour), noon.Add(time.Hour), noon.Add(4*time.Hour)
	changes := map[string]func(Visit, time.Time) (Visit, error){
		"move": func(v Visit, now time.Time) (Visit, error) {
			to := v.Slot
			to.Starts, to.Ends = noon.Add(24*time.Hour), noon.Add(27*time.Hour)
			return v.MoveTo(to, "reason", now)
		},
		"delay":     func(v Visit, now time.Time) (Visit, error) { return v.Delay(noon.Add(30*time.Minute), "reason", now) },
		"cancel":    func(v Visit, now time.Time) (Visit, error) { return v.Cancel("reason", now) },
		"break off": func(v Visit, now time.Time) (Visit, error) { return v.BreakOff(noon.Add(time.Hour), "reason", now) },
		"hold":      func(v Visit, now time.Time) (Visit, error) { return v.Hold(now) },
	}
	type when struct {
		change string
		now    time.Time
	}
	public := []State{Announced, Delayed, Moved}
	allowed := map[when]map[State]State{}
	allow := func(change string, now time.Time, to State, from ...State) {
		allowed[when{change, now}] = map[State]State{}
		for _, state := range from {
			allowed[when{change, now}][state] = to
		}
	}
	allow("move", before, Moved, public...)
	allowed[when{"move", before}][Draft] = Draft
	allow("move", during, Draft, Draft)
	allow("move", after, Draft, Draft)
	allow("delay", before, Delayed, public...)
	allow("delay", during, Delayed, public...)
	allow("cancel", before, Cancelled, public...)
	allow("cancel", during, Cancelled, public...)
	allow("break off", during, BrokenOff, public...)
	allow("break off", after, BrokenOff, public...)
	allow("hold", after, Held, public...)

	for name, change := range changes {
		for _, now := range []time.Time{before, during, after} {
			for _, state := range States {
				got, err := change(visitIn(state), now)
				want, ok := allowed[when{name, now}][state]
				switch {
				case ok && err != nil:
					t.Errorf("%s of a visit that is %s at %s: %v", name, state, now.Format("15:04"), err)
				case ok && got.State != want:
					t.Errorf("%s of a visit that is %s makes it %s, not %s", name, state, got.State, want)
				case !ok && err == nil:
					t.Errorf("%s of a visit that is %s is allowed at %s", name, state, now.Format("15:04"))
				}
			}
		}
	}
}

func TestChangesNeedReasonsAndSense(t *testing.T) {
	before := noon.Add(-time.Hour)
	past := visitIn(Announced).Slot
	past.Starts = before.Add(-time.Hour)
	tests := map[string]struct {
		change func() (Visit, error)
		code   Code
	}{
		"move without a reason":   {func() (Visit, error) { return visitIn(Announced).MoveTo(visitIn(Draft).Slot, " ", before) }, CodeRequired},
		"move into the past":      {func() (Visit, error) { return visitIn(Announced).MoveTo(past, "r", before) }, CodeVisitStarted},
		"delay to earlier":        {func() (Visit, error) { return visitIn(Announced).Delay(noon.Add(-time.Minute), "r", before) }, CodeNotLater},
		"delay beyond the end":    {func() (Visit, error) { return visitIn(Announced).Delay(noon.Add(3*time.Hour), "r", before) }, CodeOutsideVisit},
		"cancel without a reason": {func() (Visit, error) { return visitIn(Announced).Cancel("", before) }, CodeRequired},
		"delay what is over": {func() (Visit, error) {
			return visitIn(Announced).Delay(noon.Add(time.Hour), "r", noon.Add(4*time.Hour))
		}, CodeVisitOver},
		"cancel what is over":   {func() (Visit, error) { return visitIn(Announced).Cancel("r", noon.Add(4*time.Hour)) }, CodeVisitOver},
		"a reason of two lines": {func() (Visit, error) { return visitIn(Announced).Cancel("a\nb", before) }, CodeNotOneLine},
		"break off at its end": {func() (Visit, error) {
			return visitIn(Announced).BreakOff(noon.Add(3*time.Hour), "r", noon.Add(time.Hour))
		}, CodeOutsideVisit},
	}
	for name, test := range tests {
		if _, err := test.change(); !HasCode(err, test.code) {
			t.Errorf("%s: %v, want %s", name, err, test.code)
		}
	}
}
