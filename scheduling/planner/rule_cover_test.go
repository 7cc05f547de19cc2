package planner

import "testing"

func TestCoverRule(t *testing.T) {
	m := compiled(t, func(p *Problem) {
		fair(p) // two hours, of priority 1
		p.Occasions = append(p.Occasions, p.Occasions[0])
		p.Occasions[1].Priority, p.Occasions[1].Share = 2, 500
		p.Weights.Cover = 300
	})
	for _, c := range []struct {
		name              string
		occasion, minutes int
		want              Score
		short             int
	}{
		{"all of it", 0, 120, Score{}, 0},
		{"half of it", 0, 60, Score{Soft: 5000 * 300 / 1000 / 2}, 60},
		{"longer than it is open", 0, 150, Score{}, 0},
		{"a quarter of a turn that is half a day", 1, 30, Score{Soft: 750 * 300 / 1000 * 3 / 4}, 90},
	} {
		var drive toll
		drive.attend(m, c.occasion, c.minutes)
		if got := coverRule.price(m, drive); got.Soft < c.want.Soft-1 || got.Soft > c.want.Soft+1 || got.Promise != 0 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if got := coverRule.values(m, drive)["minutes"]; got != c.short {
			t.Errorf("%s: %d minutes short", c.name, got)
		}
	}
}

// A village is visited on the way to an event where its wait is worth the hours, and
// else the event has all of the shift.
func TestCoverHoldsTheShift(t *testing.T) {
	minutes := func(cover int) int {
		p := tiny()
		p.Shifts, p.Places = p.Shifts[:1], p.Places[:1]
		p.Weights.Cover = cover
		p.Places[0].Period, p.Places[0].LastVisit, p.Places[0].Need, p.Places[0].MaxGap = 28, new(-27), 200, 9000
		p.Occasions = []Occasion{{Node: 3, Day: 1, Opens: 480, Closes: 960, Minutes: 60, Slots: 1, Priority: 3}}
		plan := solved(t, p, Options{Iterations: 100})
		for _, s := range plan.Stops {
			if s.Occasion != nil {
				return s.To - s.From
			}
		}
		return 0
	}
	if shared, whole := minutes(0), minutes(1000); shared >= whole || whole < 400 {
		t.Errorf("%d minutes without cover, %d with it", shared, whole)
	}
}
