package planner

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
)

func TestReadProblemRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "nothing in it"},
		{"no JSON", "\n\n  days: 3", "line 3, column 3"},
		{"an unknown field", `{"days": 3, "dayz": 4}`, `unknown field "dayz"`},
		{"a wrong type", "{\n\"days\": \"many\"}", "line 2"},
		{"a fraction", `{"days": 1.5}`, "number 1.5"},
		{"something after it", `{"days": 3} {}`, "something follows"},
		{"six weekdays", `{"places": [{"weekdays": [true,true,true,true,true,true]}]}`, "6 values where 7"},
		{"five priorities", `{"weights": {"occasion": [0,1,2,3,4]}}`, "5 values where 4"},
		{"no days", `{}`, "days: 0 is not between 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadProblem(strings.NewReader(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestValidateNamesEveryMistake(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Problem)
		want   []string
	}{
		{"start", func(p *Problem) { p.Start = "2 November" }, []string{"start:"}},
		{"calendar", func(p *Problem) { p.Calendar = p.Calendar[:3]; p.Shifts = nil }, []string{"calendar: has 3 days"}},
		{"class", func(p *Problem) { p.Calendar[2].Class = "closed" }, []string{"calendar[2].class:"}},
		{"ragged travel", func(p *Problem) { p.Travel[1] = p.Travel[1][:2] }, []string{"travel[1]:"}},
		{"negative travel", func(p *Problem) { p.Travel[1][0] = -5 }, []string{"travel[1][0]:"}},
		{"shift", func(p *Problem) { p.Shifts[1].Day, p.Shifts[2].To, p.Shifts[3].Office = 28, 3, 1 }, []string{"shifts[1].day:", "shifts[2].to:", "shifts[3].office:"}},
		{"overlapping shifts", func(p *Problem) { p.Shifts = append(p.Shifts, p.Shifts[0]) }, []string{"shifts[8]: overlaps shifts[0]"}},
		{"place", func(p *Problem) {
			p.Places[1] = Place{Node: 99, MinGap: 5, MaxGap: 4, LastVisit: new(3), Pauses: []Span{{3, 3}}, Floors: []Floor{{Span{5, 40}, -1}}}
		}, []string{
			"places[1].node:", "places[1].weekdays:", "places[1].closes:", "places[1].service:", "places[1].period:", "places[1].maxGap:",
			"places[1].lastVisit:", "places[1].need:", "places[1].pauses[0]:", "places[1].floors[0].to:", "places[1].floors[0].visits:",
		}},
		{"occasion", func(p *Problem) { p.Occasions = []Occasion{{Node: -1, Day: -1}} }, []string{"occasions[0].node:", "occasions[0].day:", "occasions[0].minutes:", "occasions[0].priority:"}},
		{"fixed", func(p *Problem) {
			p.Fixed = []Fixed{{From: 5, To: 5}, {Place: new(2), Occasion: new(0), To: 1}}
		}, []string{"fixed[0]: exactly one", "fixed[0].to:", "fixed[1]: exactly one", "fixed[1].place:", "fixed[1].occasion:"}},
		{"sites", func(p *Problem) {
			p.Places[0].Sites, p.Places[0].Office = []Site{{Node: 9, Opens: 5, Closes: 5, Open: []Span{{3, 3}}}}, new(1)
			p.Fixed = []Fixed{{Place: new(0), Site: new(1), To: 1}, {Occasion: new(0), Site: new(0), To: 1}}
		}, []string{
			"places[0].sites[0].node:", "places[0].sites[0].weekdays:", "places[0].sites[0].closes:", "places[0].sites[0].open[0]:",
			"places[0].office:", "fixed[0].site:", "fixed[1].site:",
		}},
		{"rest", func(p *Problem) { p.Rest, p.Ahead = 1441, -1 }, []string{"rest:", "ahead:"}},
		{"turn", func(p *Problem) { fair(p); p.Occasions[0].Share = 1001 }, []string{"occasions[0].share:"}},
		{"weights", func(p *Problem) { p.Weights.Travel, p.Weights.Occasion[2] = -1, 1e9 }, []string{"weights.travel:", "weights.occasion[2]:"}},
		{"overlong", func(p *Problem) { p.Days = 1 << 40 }, []string{"days:"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := tiny()
			c.change(p)
			err := p.Validate()
			for _, want := range c.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("error %v, want %q", err, want)
				}
			}
		})
	}
	if err := tiny().Validate(); err != nil {
		t.Error(err)
	}
}

func FuzzReadProblem(f *testing.F) {
	for _, p := range []*Problem{tiny(), generated(1), generated(7), {}} {
		text, err := json.Marshal(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"days": -1, "places": [{"node": 9999999999}]}`))
	f.Add([]byte(`{"travel": [[1], [2, 3]]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := ReadProblem(bytes.NewReader(text))
		if err != nil {
			return
		}
		// Whatever is accepted can be planned; only the time that it takes is bounded.
		if p.Days > 100 || len(p.Shifts) > 200 || len(p.Places) > 10 {
			return
		}
		plan, err := Solve(context.Background(), p, Options{Iterations: 3})
		if err != nil {
			t.Fatal(err)
		}
		again, err := Evaluate(p, plan.Stops)
		if err != nil || again.Score != plan.Score {
			t.Fatalf("%v, evaluated %+v: %v", plan.Score, again, err)
		}
	})
}
