package scheduling_test

import (
	"slices"
	"testing"

	"poliskontor/scheduling"
)

func TestGroundIsChecked(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(*desk)
		check   scheduling.Code
		found   bool
	}{
		"the site is open": {func(d *desk) { d.open(scheduling.Opening{Opens: 600, Closes: 780}) }, scheduling.CheckSiteClosed, false},
		"it closes before": {func(d *desk) { d.open(scheduling.Opening{Opens: 600, Closes: 779}) }, scheduling.CheckSiteClosed, true},
		"another weekday":  {func(d *desk) { d.open(scheduling.Opening{Weekdays: [7]bool{3: true}}) }, scheduling.CheckSiteClosed, true},
		"nine hours after an evening": {func(d *desk) {
			d.addShift(d.Office, monday-1, 16*60, 24*60, "")
			d.plan(1, monday-1, 19, 22)
		}, scheduling.CheckRest, true},
		"the evening is not used": {func(d *desk) { d.addShift(d.Office, monday-1, 16*60, 24*60, "") }, scheduling.CheckRest, false},
		"an evening of other people": {func(d *desk) {
			d.addShift(d.Office, monday-1, 16*60, 24*60, "Lag B")
			d.plan(1, monday-1, 19, 22)
		}, scheduling.CheckRest, false},
		"an evening before that": {func(d *desk) {
			d.addShift(d.Office, monday-1, 10*60, 22*60, "")
			d.plan(1, monday-1, 17, 20)
		}, scheduling.CheckRest, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, nil)
			d.District.RestMinutes = scheduling.DailyRest
			_, err := d.registers.Districts.Update(d.ctx, d.District)
			edited(t, 0, err)
			c.prepare(d)
			v := d.plan(0, monday, 10, 13)
			preview, err := d.publishing.Preview(d.ctx, d.District.ID)
			edited(t, 0, err)
			if got := slices.ContainsFunc(preview.Findings, func(f scheduling.Finding) bool { return f.Check == c.check && f.VisitID == v.ID }); got != c.found {
				t.Errorf("findings %+v", preview.Findings)
			}
			for _, f := range preview.Findings {
				if f.Severity == scheduling.Blocks || f.Check == scheduling.CheckRest && f.Params["hours"] != "9" {
					t.Errorf("finding %+v", f)
				}
			}
		})
	}
}

// open sets when the first site can be used.
func (d *desk) open(o scheduling.Opening) {
	d.t.Helper()
	site := d.Sites[0]
	site.Opening = o
	_, err := d.registers.Sites.Update(d.ctx, site)
	edited(d.t, 0, err)
}
