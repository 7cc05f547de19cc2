package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

const yardstickFile = "../../scheduling/planner/testdata/yardstick/t8-s1.json"

func TestPlanBench(t *testing.T) {
	var out, progress bytes.Buffer
	args := []string{"plan", "--bench", yardstickFile, "--seed", "3", "--iterations", "50", "--seconds", "60"}
	if err := run(t.Context(), args, stdio{strings.NewReader(""), &out, &progress}); err != nil {
		t.Fatal(err)
	}
	var plan struct {
		Objective int
		Visits    []struct{ Village, Day, Vehicle *int }
		Events    []struct{ Event, Vehicle *int }
		Measures  map[string]any
	}
	if err := json.Unmarshal(out.Bytes(), &plan); err != nil {
		t.Fatal(err)
	}
	const optimum = 1901
	if plan.Objective < optimum || plan.Objective > 2*optimum || plan.Measures["visits"] != float64(len(plan.Visits)) {
		t.Errorf("objective %d, %d visits, measures %v", plan.Objective, len(plan.Visits), plan.Measures)
	}
	for _, v := range plan.Visits {
		if v.Village == nil || v.Day == nil || v.Vehicle == nil {
			t.Errorf("visit %+v", v)
		}
	}
	if len(plan.Events) != 1 || plan.Events[0].Event == nil || plan.Events[0].Vehicle == nil {
		t.Errorf("events %+v", plan.Events)
	}
	if !strings.Contains(progress.String(), "attempts") {
		t.Errorf("progress %q", progress.String())
	}
}

func TestPlanBenchAgainstTheBound(t *testing.T) {
	var out, progress bytes.Buffer
	args := []string{"plan", "--bench", yardstickFile, "--iterations", "50", "--workers", "2", "--bound"}
	if err := run(t.Context(), args, stdio{strings.NewReader(""), &out, &progress}); err != nil {
		t.Fatal(err)
	}
	var plan struct{ Objective, Bound, Gap int }
	if err := json.Unmarshal(out.Bytes(), &plan); err != nil {
		t.Fatal(err)
	}
	if plan.Bound <= 0 || plan.Bound > plan.Objective || plan.Gap != (plan.Objective-plan.Bound)*1000/plan.Bound {
		t.Errorf("%+v", plan)
	}
}

func TestPlanWantsOneFile(t *testing.T) {
	for name, args := range map[string][]string{
		"none":    {"plan"},
		"both":    {"plan", yardstickFile, "--bench", yardstickFile},
		"no such": {"plan", "--bench", "nowhere.json"},
	} {
		if _, err := command(t, args...); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
