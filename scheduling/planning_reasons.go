package scheduling

import (
	"maps"

	"poliskontor/scheduling/planner"
)

// reasons puts the engine's reasons into the domain's terms.
func (a *assembly) reasons(list []planner.Reason) []planner.Reason {
	told := make([]planner.Reason, len(list))
	for i, r := range list {
		told[i] = planner.Reason{Rule: r.Rule, Cost: r.Cost, Value: a.values(r.Rule, r.Value)}
	}
	return told
}

// values makes what a rule compares readable without the problem: its days, since and
// day, count from 1970-01-01 as [Day] does, and its indexes are left out.
func (a *assembly) values(rule planner.Rule, values map[string]int) map[string]int {
	told := maps.Clone(values)
	for _, name := range []string{"since", "day"} {
		if day, found := told[name]; found {
			told[name] = int(a.start) + day
		}
	}
	switch rule {
	case planner.RuleUsualOffice:
		delete(told, "office")
		delete(told, "usual")
	case planner.RuleRest:
		delete(told, "shift")
	}
	return told
}
