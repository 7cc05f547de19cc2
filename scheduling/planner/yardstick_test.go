package planner

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// yardstickOptima are the proven optima of the instances in testdata/yardstick.
var yardstickOptima = map[string]int{"t8-s1": 1901, "t8-s2": 1799, "t8-s3": 1541, "a13-s1": 4289, "a13-s2": 3796}

func yardstickText(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "yardstick", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func yardstick(t testing.TB, name string) *Yardstick {
	t.Helper()
	y, err := ReadYardstick(bytes.NewReader(yardstickText(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	return y
}

// plainObjective reckons the benchmark's objective straight from its description,
// with nothing of the engine. It fails the test where the plan does something
// forbidden.
func plainObjective(t *testing.T, text []byte, plan YardstickPlan) int {
	t.Helper()
	var in yardstickForm
	if err := json.Unmarshal(text, &in); err != nil {
		t.Fatal(err)
	}
	nv, ne := len(in.Villages), len(in.Events)
	sum := 0
	// The chains of the villages.
	for i, v := range in.Villages {
		reading, total := make([]int, in.Days+81), 0.0
		for day := -80; day <= in.Days; day++ {
			reading[day+80] = int(math.Round(total))
			rate := 1000 / float64(v.Period)
			if day >= 0 && day < in.Days && in.Summer[day] {
				rate *= float64(v.SummerRate) / 1000
			}
			total += rate
		}
		days, count := []int{}, [7]int{}
		for _, visit := range plan.Visits {
			if visit.Village != i {
				continue
			}
			days = append(days, visit.Day)
			count[in.Weekday[visit.Day]]++
			if !in.Shift[visit.Vehicle][visit.Day] || !v.Weekdays[in.Weekday[visit.Day]] {
				t.Errorf("village %d is visited on day %d", i, visit.Day)
			}
		}
		usual := 0
		for _, n := range count {
			usual = max(usual, n)
		}
		sum += in.Weights.Weekday * (len(days) - usual)
		before := v.LastVisit
		for at, day := range append(days, in.Days) {
			last := at == len(days)
			g := reading[day+80] - reading[before+80]
			if g > in.GapCap || !last && g < in.GapMin {
				t.Errorf("village %d has a gap of %d", i, g)
			}
			if !last || g > 1000 {
				sum += in.Weights.Spacing * ((g - 1000) * (g - 1000) / 10000)
			}
			if g > in.GapMax {
				sum += in.Weights.Promise * (g - in.GapMax)
			}
			before = day
		}
	}
	// The shifts and the events.
	covered, crewed, owed, done := make([]int, ne), 0, 0, 0
	for k := range in.Vehicles {
		for day := range in.Days {
			var nodes []int
			slots, minutes := 0, 0
			for _, v := range plan.Visits {
				if v.Day == day && v.Vehicle == k {
					nodes, slots, minutes = append(nodes, v.Village), slots+1, minutes+in.Villages[v.Village].Service
				}
			}
			for _, e := range plan.Events {
				if event := in.Events[e.Event]; event.Day == day && e.Vehicle == k {
					nodes, slots, minutes = append(nodes, nv+e.Event), slots+event.Slots, minutes+event.Minutes
					covered[e.Event]++
				}
			}
			if in.Shift[k][day] && in.Summer[day] {
				crewed += in.ShiftMin
			}
			if len(nodes) == 0 {
				continue
			}
			travel := shortestTour(in.Travel, nv+ne+k, nv+ne+k, nodes)
			overtime := max(0, travel+minutes-in.ShiftMin)
			if slots > in.Slots || overtime > in.MaxOvertime || !in.Shift[k][day] {
				t.Errorf("day %d of vehicle %d: %d slots, overtime %d", day, k, slots, overtime)
			}
			sum += in.Weights.Travel*travel + in.Weights.Overtime*overtime
		}
	}
	for e, event := range in.Events {
		if event.Summer {
			owed += event.Minutes
			done += event.Minutes * covered[e]
		}
		if covered[e] == 0 {
			sum += in.Weights.Event[event.Priority]
		} else if covered[e] > 1 {
			t.Errorf("event %d is covered %d times", e, covered[e])
		}
	}
	return sum + in.Weights.Share*max(0, min(in.SummerShare*crewed/1000, owed)-done)
}

// shortestTour tries every order of the nodes left.
func shortestTour(travel [][]int, from, home int, nodes []int) int {
	if len(nodes) == 0 {
		return travel[from][home]
	}
	best := math.MaxInt
	for i, n := range nodes {
		rest := append(append([]int{}, nodes[:i]...), nodes[i+1:]...)
		best = min(best, travel[from][n]+shortestTour(travel, n, home, rest))
	}
	return best
}

func TestYardstickReckonsAsDescribed(t *testing.T) {
	for name, optimum := range yardstickOptima {
		text, y := yardstickText(t, name), yardstick(t, name)
		for _, iterations := range []int{60, 300} {
			plan := y.Plan(solved(t, y.Problem, Options{Seed: 3, Iterations: iterations}))
			if want := plainObjective(t, text, plan); plan.Objective != want || want < optimum {
				t.Errorf("%s after %d: objective %d, by hand %d, proven optimum %d", name, iterations, plan.Objective, want, optimum)
			}
			if plan.Forbidden > 0 {
				t.Errorf("%s: %d gaps are forbidden", name, plan.Forbidden)
			}
		}
	}
}

// TestYardstickOptima wants the proven optimum within a budget of moves: of the small
// instances with each of ten seeds, of the others with one. A search ends where it meets
// the optimum.
func TestYardstickOptima(t *testing.T) {
	for name, optimum := range yardstickOptima {
		y, seeds, iterations := yardstick(t, name), 10, 8000
		if strings.HasPrefix(name, "a13") {
			seeds, iterations = 1, 30_000
		}
		for seed := 1; seed <= seeds; seed++ {
			plan := y.Plan(metBy(t, y.Problem, optimum, Options{Seed: uint64(seed), Iterations: iterations}))
			if plan.Objective != optimum {
				t.Errorf("%s with seed %d: objective %d, proven optimum %d", name, seed, plan.Objective, optimum)
			}
		}
	}
}

// metBy solves until a plan costs no more than the optimum, or the budget is spent.
func metBy(t *testing.T, p *Problem, optimum int, o Options) *Plan {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	o.Progress = func(now Progress) {
		if now.Score.Promise+now.Score.Soft <= optimum {
			cancel()
		}
	}
	plan, err := Solve(ctx, p, o)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestReadYardstickRefuses(t *testing.T) {
	whole := string(yardstickText(t, "t8-s1"))
	for _, c := range []struct{ old, new, want string }{
		{`"days":56`, `"days":-1`, "days:"},
		{`"days":56`, `"days":57`, "summer:"},
		{`"vehicles":1`, `"vehicles":2`, "shift:"},
		{`"shiftMin":540`, `"shiftMin":1500`, "shiftMin:"},
		{`"slots":2,"shiftMin"`, `"slots":0,"shiftMin"`, "slots:"},
		{`"day":36`, `"day":56`, "events[0].day:"},
		{`"day":36,`, `"day":36,"ignored":`, "read yardstick:"},
		{`"weekday":[0,`, `"weekday":[1,`, "weekday[0]:"},
		{`"period":7`, `"period":0`, "places[0].period:"},
		{whole[:len(whole)/2], "", "read yardstick:"},
	} {
		if _, err := ReadYardstick(strings.NewReader(strings.Replace(whole, c.old, c.new, 1))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.30s: error %v, want %q", c.new, err, c.want)
		}
	}
}

func FuzzReadYardstick(f *testing.F) {
	f.Add(yardstickText(f, "t8-s1"))
	f.Add([]byte(`{"days": 7, "start": "2026-03-30", "shift": [[]]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		y, err := ReadYardstick(bytes.NewReader(text))
		if err == nil && y.Problem.Validate() != nil {
			t.Fatalf("what was read is refused: %v", y.Problem.Validate())
		}
	})
}
