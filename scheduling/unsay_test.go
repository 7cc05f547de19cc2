package scheduling_test

import (
	"testing"
	"time"

	"poliskontor/scheduling"
)

// urgently names a visit for a change that is a release of its own.
func (d *desk) urgently(id scheduling.VisitID) scheduling.VisitRef {
	d.t.Helper()
	ref := d.ref(id)
	ref.Release = true
	return ref
}

func TestWhatWasSaidOnTheDayIsTakenBack(t *testing.T) {
	tests := map[string]struct {
		say  func(*desk, scheduling.VisitRef, scheduling.Visit) error
		kind scheduling.ChangeKind // of the release that takes it back
	}{
		"cancelled": {func(d *desk, ref scheduling.VisitRef, _ scheduling.Visit) error {
			_, err := d.schedule.Cancel(d.ctx, ref, "Bilen är trasig.")
			return err
		}, scheduling.ChangeDetails},
		"delayed": {func(d *desk, ref scheduling.VisitRef, v scheduling.Visit) error {
			_, err := d.schedule.Delay(d.ctx, ref, v.Starts.Add(45*time.Minute), "Kö på vägen.")
			return err
		}, scheduling.ChangeMoved},
		"broken off": {func(d *desk, ref scheduling.VisitRef, v scheduling.Visit) error {
			_, err := d.schedule.BreakOff(d.ctx, ref, v.Starts.Add(20*time.Minute), "Vi fick ett larm.")
			return err
		}, scheduling.ChangeMoved},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, nil)
			v := d.plan(0, monday, 10, 13)
			d.mustRelease(0, "")
			d.now = v.Starts.Add(30 * time.Minute)
			_, err := d.schedule.Unsay(d.ctx, d.urgently(v.ID))
			wantCode(t, err, scheduling.Refused, scheduling.CodeNothingToUnsay)
			edited(t, 0, test.say(d, d.urgently(v.ID), v))
			d.now = d.now.Add(time.Minute)
			back, err := d.schedule.Unsay(d.ctx, d.urgently(v.ID))
			if err != nil || back.State != scheduling.Announced || back.Slot != v.Slot || back.Reason != "" {
				t.Fatalf("it became %+v, %v", back, err)
			}
			r, err := d.publishing.Get(d.ctx, d.District.ID, 3)
			if err != nil || !r.Urgent || len(r.Changes) != 1 || r.Changes[0].Kind != test.kind || !r.Changes[0].Unsays() {
				t.Fatalf("released %+v, %v", r, err)
			}
			if after := r.Changes[0].After; after.State != scheduling.Announced || after.Sequence != 2 || after.Before != nil || !after.Starts.Equal(v.Starts) {
				t.Errorf("citizens see %+v", after)
			}
			_, err = d.schedule.Unsay(d.ctx, d.urgently(v.ID))
			wantCode(t, err, scheduling.Refused, scheduling.CodeNothingToUnsay)
		})
	}
}

func TestWhatWasSaidStandsOnceTheVisitIsOver(t *testing.T) {
	d := newDesk(t, nil)
	v := d.plan(0, monday, 10, 13)
	_, err := d.schedule.Unsay(d.ctx, d.urgently(v.ID))
	wantCode(t, err, scheduling.Refused, scheduling.CodeNeverAnnounced)
	d.mustRelease(0, "")
	_, err = d.schedule.Cancel(d.ctx, d.urgently(v.ID), "Bilen är trasig.")
	edited(t, 0, err)
	d.now = v.Ends
	_, err = d.schedule.Unsay(d.ctx, d.urgently(v.ID))
	wantCode(t, err, scheduling.Refused, scheduling.CodeVisitOver)
}

func TestOfficeThatWentElsewhereDoesNotComeBack(t *testing.T) {
	d := newDesk(t, nil)
	v := d.plan(0, monday, 10, 13)
	d.mustRelease(0, "")
	_, err := d.schedule.Cancel(d.ctx, d.urgently(v.ID), "Bilen är trasig.")
	edited(t, 0, err)
	d.plan(1, monday, 10, 13)
	_, err = d.schedule.Unsay(d.ctx, d.urgently(v.ID))
	wantCode(t, err, scheduling.Conflict, scheduling.CodeDoubleBooked)
}
