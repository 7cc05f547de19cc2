package planner

import (
	"slices"
	"testing"
)

func TestTurns(t *testing.T) {
	early, late := Span{510, 930}, Span{750, 1290} // 8:30 to 15:30 and 12:30 to 21:30
	for _, c := range []struct {
		name          string
		opens, closes int
		settled       []Span
		stays         []Span
		want          []Turn
	}{
		{"one shift is enough", 600, 900, nil, []Span{early, late}, []Turn{{600, 900, 1000}}},
		{"nobody can", 600, 1200, nil, nil, []Turn{{600, 1200, 1000}}},
		{"no other shift: as long as this one can", 600, 1320, nil, []Span{early}, []Turn{{600, 1320, 1000}}},
		{"handed on when the first has to leave", 600, 1260, nil, []Span{late, early}, []Turn{{600, 930, 500}, {930, 1260, 500}}},
		{"hours between that nobody can", 600, 1260, nil, []Span{{510, 780}, {900, 1290}}, []Turn{{600, 780, 333}, {900, 1260, 667}}},
		{"three offices in turn", 480, 1320, nil, []Span{{480, 800}, {700, 1000}, {900, 1320}},
			[]Turn{{480, 800, 380}, {800, 1000, 239}, {1000, 1320, 381}}},
		{"not for less than two hours", 600, 1000, nil, []Span{early, late}, []Turn{{600, 1000, 1000}}},
		{"what is announced stays as it is", 600, 1260, []Span{{615, 800}}, []Span{early, late}, []Turn{{615, 800, 286}, {800, 1260, 714}}},
		{"all of it announced", 600, 1260, []Span{{900, 1250}, {610, 890}}, []Span{early}, []Turn{{610, 890, 444}, {900, 1250, 556}}},
	} {
		if got := Turns(c.opens, c.closes, 120, c.settled, c.stays); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A day of 12 hours is handed on from the early shift to the late one, where both are
// crewed, over two days; a shift that is missing costs its share.
func TestHandedOn(t *testing.T) {
	p := tiny()
	p.Places, p.Offices = nil, []Office{{Base: 0}, {Base: 0}}
	p.Shifts = []Shift{
		{Office: 0, Day: 1, From: 480, To: 960}, {Office: 1, Day: 1, From: 840, To: 1320},
		{Office: 0, Day: 2, From: 480, To: 960},
	}
	for day := 1; day <= 2; day++ {
		for _, turn := range []Turn{{600, 930, 458}, {930, 1290, 542}} {
			p.Occasions = append(p.Occasions, Occasion{
				Node: 1, Day: day, Event: "festival", Opens: turn.From, Closes: turn.To, Minutes: 120, Slots: 1, Priority: 2, Share: turn.Share,
			})
		}
	}
	plan, err := Solve(t.Context(), p, Options{Iterations: 50})
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Stops) != 3 || plan.Stops[0].To != plan.Stops[1].From || plan.Stops[0].Office == plan.Stops[1].Office {
		t.Errorf("stops %+v", plan.Stops)
	}
	if m := plan.Measures; m.Occasions[2] != 2 || m.OccasionsAttended[2] != 2 || m.OccasionHours[2] < 700 || m.OccasionHours[2] > 750 {
		t.Errorf("measures %+v", m)
	}
	missed := 0
	for _, c := range plan.Charges {
		if c.Rule == RuleOccasion {
			missed += c.Cost
		}
	}
	if missed != 1500*542/1000 {
		t.Errorf("the turn that nobody takes costs %d", missed)
	}
}
