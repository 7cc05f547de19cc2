package scheduling_test

import (
	"testing"

	"poliskontor/scheduling"
)

func (d *desk) replacements(id scheduling.VisitID) scheduling.Replacements {
	d.t.Helper()
	found, err := d.planning.Replacements(d.ctx, id)
	edited(d.t, found, err)
	return found
}

// TestReplacementKeepsThePromise loses the middle one of three visits a week apart,
// where ten days are promised.
func TestReplacementKeepsThePromise(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	d.season()
	first, lost, last := d.plan(0, monday, 10, 13), d.plan(0, monday+7, 10, 13), d.plan(0, monday+11, 10, 13)
	other := d.plan(1, monday+2, 10, 13)
	d.mustRelease(0, "")
	d.now = monday.At(20 * 60)
	_, err := d.schedule.Cancel(d.ctx, d.ref(lost.ID), "Bilen är trasig.")
	edited(t, 0, err)

	r := d.replacements(lost.ID)
	if r.Before != scheduling.DayOf(first.Starts) || r.After != scheduling.DayOf(last.Starts) || r.GapDays != 11 || r.MaxGapDays != 10 || r.Kept() {
		t.Errorf("the promise: %+v", r)
	}
	if len(r.Slots) == 0 || len(r.Slots) > 3 {
		t.Fatalf("%d slots", len(r.Slots))
	}
	for i, s := range r.Slots {
		day := scheduling.DayOf(s.Starts)
		if day <= monday || day == scheduling.DayOf(lost.Starts) || !s.Kept || s.SiteID != d.Sites[0].ID || i > 0 && s.Starts.Before(r.Slots[i-1].Starts) {
			t.Errorf("slot %d: %+v", i, s)
		}
		v := d.Visit(0, day, scheduling.MinuteOf(s.Starts), scheduling.MinuteOf(s.Ends))
		planned, err := d.schedule.Plan(d.ctx, v)
		if err != nil {
			t.Errorf("slot %d cannot be planned: %v", i, err)
			continue
		}
		edited(t, 0, d.schedule.Remove(d.ctx, planned.ID, planned.Version))
	}
	if stays, err := d.schedule.Get(d.ctx, other.ID); err != nil || stays.Slot != other.Slot {
		t.Errorf("another visit was moved: %+v, %v", stays, err)
	}
}

func TestReplacementIsNotNeededWhereThePromiseIsKept(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	d.season()
	d.plan(0, monday, 10, 13)
	lost := d.plan(0, monday+3, 10, 13)
	d.plan(0, monday+9, 10, 13)
	d.mustRelease(0, "")
	if r := d.replacements(lost.ID); !r.Kept() || r.GapDays != 9 {
		t.Errorf("the promise: %+v", r)
	}
}

func TestNoReplacementIsSaidHonestly(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	lost := d.plan(0, monday+7, 10, 13)
	d.mustRelease(0, "")
	if r := d.replacements(lost.ID); len(r.Slots) > 0 || r.MaxGapDays != 0 {
		t.Errorf("outside every season: %+v", r)
	}
	d.season()
	_, err := d.registers.Absences.Create(d.ctx, scheduling.Absence{DistrictID: d.District.ID, OfficeID: d.Office.ID, From: monday, To: monday + 13})
	edited(t, 0, err)
	if r := d.replacements(lost.ID); len(r.Slots) > 0 || r.MaxGapDays != 10 || r.Kept() {
		t.Errorf("with the office away: %+v", r)
	}
	_, err = d.planning.Replacements(d.ctx, "nowhere")
	wantCode(t, err, scheduling.NotFound, scheduling.CodeNotFound)
}

// TestReplacementLooksIntoTheNextSeason loses a visit on a season's last days.
func TestReplacementLooksIntoTheNextSeason(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	season := d.season()
	lost := d.plan(0, monday+3, 10, 13)
	d.mustRelease(0, "")
	next := season
	next.ID, next.Name, next.From, next.Meta = "", "Nästa", monday+4, scheduling.Meta{}
	season.To = monday + 3
	_, err := d.registers.Seasons.Update(d.ctx, season)
	edited(t, 0, err)
	_, err = d.registers.Seasons.Create(d.ctx, next)
	edited(t, 0, err)
	d.now = (monday + 3).At(7 * 60)
	r := d.replacements(lost.ID)
	if len(r.Slots) == 0 || scheduling.DayOf(r.Slots[0].Starts) < next.From {
		t.Errorf("slots: %+v", r.Slots)
	}
}
