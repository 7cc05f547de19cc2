package scheduling_test

import (
	"slices"
	"testing"
	"time"

	"poliskontor/scheduling"
)

// regret gives the desk's district a moment to take releases back.
func (d *desk) regret(seconds int) {
	d.t.Helper()
	district, err := d.registers.Districts.Get(d.ctx, d.District.ID)
	edited(d.t, district, err)
	district.RegretSeconds = seconds
	_, err = d.registers.Districts.Update(d.ctx, district)
	edited(d.t, 0, err)
}

func (d *desk) ask(after int) (scheduling.PendingRelease, error) {
	return d.publishing.Ask(d.ctx, scheduling.Order{DistrictID: d.District.ID, After: after, Comment: "Nytt schema."})
}

func (d *desk) mustAsk(after int) scheduling.PendingRelease {
	d.t.Helper()
	pending, err := d.ask(after)
	edited(d.t, pending, err)
	return pending
}

// later lets time pass and what waits go out.
func (d *desk) later(by time.Duration) {
	d.t.Helper()
	d.now = d.now.Add(by)
	edited(d.t, 0, d.publishing.Depart(d.t.Context()))
}

// pending is what came of the one release that was asked for.
func (d *desk) pending() scheduling.PendingRelease {
	d.t.Helper()
	all, err := d.publishing.Pending(d.ctx, d.District.ID, time.Time{})
	edited(d.t, all, err)
	if len(all) != 1 {
		d.t.Fatalf("%d releases were asked for", len(all))
	}
	return all[0]
}

func TestAskedReleaseWaitsAndGoesOutOnce(t *testing.T) {
	d := newDesk(t, nil)
	d.regret(15)
	v := d.plan(0, monday, 10, 13)
	asked := d.mustAsk(0)
	if asked.State != scheduling.PendingWaiting || asked.Leaves.Sub(asked.Asked) != 15*time.Second || asked.ByName == "" {
		t.Errorf("asked: %+v", asked)
	}
	_, err := d.ask(0)
	wantCode(t, err, scheduling.Conflict, scheduling.CodeReleasePending)
	d.later(14 * time.Second)
	if v, _ := d.schedule.Get(d.ctx, v.ID); v.State != scheduling.Draft || len(d.told) > 0 {
		t.Errorf("the visit is %s before its time; told %v", v.State, d.told)
	}
	later := d.plan(1, monday+1, 10, 13) // was not there when it was asked for
	d.later(time.Second)
	d.later(time.Second)
	if p := d.pending(); p.State != scheduling.PendingReleased || p.Number != 1 || p.Settled.IsZero() {
		t.Errorf("it came to %+v", p)
	}
	r, err := d.publishing.Get(d.ctx, d.District.ID, 1)
	if err != nil || len(r.Changes) != 1 || r.Changes[0].After.ID != v.ID || r.Comment != "Nytt schema." || !slices.Equal(d.told, []int{1}) {
		t.Errorf("released %+v, %v; told %v", r, err, d.told)
	}
	if v, _ := d.schedule.Get(d.ctx, later.ID); v.State != scheduling.Draft {
		t.Errorf("a visit that came later is %s", v.State)
	}
}

func TestReleaseTakenBackNeverGoesOut(t *testing.T) {
	d := newDesk(t, nil)
	d.regret(15)
	v := d.plan(0, monday, 10, 13)
	asked := d.mustAsk(0)
	as := scheduling.WithActor(d.ctx, scheduling.Actor{ID: "other", Name: "bo@example.se"})
	edited(t, 0, d.publishing.TakeBack(as, asked.ID))
	d.later(time.Minute)
	if p := d.pending(); p.State != scheduling.PendingTakenBack || p.SettledBy != "bo@example.se" || p.Number != 0 {
		t.Errorf("it came to %+v", p)
	}
	if v, _ := d.schedule.Get(d.ctx, v.ID); v.State != scheduling.Draft || len(d.told) > 0 {
		t.Errorf("the visit is %s; told %v", v.State, d.told)
	}
	wantCode(t, d.publishing.TakeBack(d.ctx, asked.ID), scheduling.Refused, scheduling.CodeReleaseSettled)
	log, _, err := d.store.Audit().List(d.ctx, scheduling.AuditQuery{ThingID: string(asked.ID)})
	if err != nil || len(log) != 2 || log[0].Actor.Name != "bo@example.se" || log[1].Actor.Name != asked.ByName {
		t.Errorf("the audit log has %+v, %v", log, err)
	}
	d.mustAsk(0) // there is room for the next one
}

func TestWithoutAMomentOfRegretReleasesGoOutAtOnce(t *testing.T) {
	d := newDesk(t, nil)
	d.regret(0)
	d.plan(0, monday, 10, 13)
	if asked := d.mustAsk(0); asked.State != scheduling.PendingReleased || asked.Number != 1 || !slices.Equal(d.told, []int{1}) {
		t.Errorf("asked: %+v; told %v", asked, d.told)
	}
	_, err := d.ask(1)
	wantCode(t, err, scheduling.Refused, scheduling.CodeReleaseNothing)
}

func TestWaitingReleaseMeetsWhatHappensMeanwhile(t *testing.T) {
	tests := map[string]struct {
		meanwhile func(d *desk, waiting, standing scheduling.Visit)
		refusal   scheduling.Code // "" where it goes out
		changes   int             // in the release that it becomes
		released  int             // the last release, where it becomes none
	}{
		"nothing": {func(*desk, scheduling.Visit, scheduling.Visit) {}, "", 2, 0},
		"an urgent change of another visit": {func(d *desk, _, standing scheduling.Visit) {
			ref := d.ref(standing.ID)
			ref.Release = true
			_, err := d.schedule.Cancel(d.ctx, ref, "Bilen är trasig.")
			edited(d.t, 0, err)
		}, "", 2, 0},
		"a visit is changed": {func(d *desk, waiting, _ scheduling.Visit) {
			_, err := d.schedule.Describe(d.ctx, d.ref(waiting.ID), scheduling.Details{PublicNote: "Vi talar om trafiken."})
			edited(d.t, 0, err)
		}, scheduling.CodeReleaseChanged, 0, 1},
		"a visit is removed": {func(d *desk, waiting, _ scheduling.Visit) {
			edited(d.t, 0, d.schedule.Remove(d.ctx, waiting.ID, waiting.Version))
		}, "", 1, 0},
		"another release": {func(d *desk, _, _ scheduling.Visit) {
			other := d.plan(2, monday+3, 10, 13)
			_, err := d.release(1, "", other.ID)
			edited(d.t, 0, err)
		}, "", 2, 0},
		"another release of the same": {func(d *desk, _, _ scheduling.Visit) {
			_, err := d.release(1, "")
			edited(d.t, 0, err)
		}, scheduling.CodeReleaseNothing, 0, 2},
		"the office is lent out": {func(d *desk, waiting, _ scheduling.Visit) {
			day := scheduling.DayOf(waiting.Starts)
			_, err := d.registers.Absences.Create(d.ctx, scheduling.Absence{DistrictID: d.District.ID, OfficeID: d.Office.ID, From: day, To: day})
			edited(d.t, 0, err)
		}, scheduling.CodeReleaseBlocked, 0, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, nil)
			d.regret(15)
			standing := d.plan(0, monday, 10, 13)
			d.mustRelease(0, "")
			waiting := d.plan(1, monday+1, 10, 13)
			d.plan(2, monday+2, 10, 13)
			d.mustAsk(1)
			test.meanwhile(d, waiting, standing)
			d.later(15 * time.Second)
			p := d.pending()
			if test.refusal != "" {
				if p.State != scheduling.PendingRefused || p.Refusal != test.refusal || p.Number != 0 {
					t.Errorf("it came to %+v", p)
				}
				if public, err := d.store.Releases().Last(d.ctx, d.District.ID); err != nil || public > test.released {
					t.Errorf("release %d came of it, %v", public, err)
				}
				return
			}
			r, err := d.publishing.Get(d.ctx, d.District.ID, p.Number)
			if p.State != scheduling.PendingReleased || err != nil || len(r.Changes) != test.changes {
				t.Errorf("it came to %+v with %d changes, %v", p, len(r.Changes), err)
			}
		})
	}
}
