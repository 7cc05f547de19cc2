package situation

import (
	"cmp"
	"slices"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// Before is how often it was so earlier: a topic raised at a place, or an activity of a kind
// carried out there. Sums are over as many weeks as there is anything to count in, four or
// eight at most.
type Before struct {
	LastWeek       *int // nil where nothing was counted then
	Sum4, Weeks4   int
	Sum8, Weeks8   int
	SameWeekBefore *int // the same week of last year; nil where nothing was counted then
}

// key is what is counted apart: a topic, or a kind of activity, at a place.
type key struct {
	locality scheduling.LocalityID
	what     string
}

// history counts by week, from its first day on, 0 where there is none.
type history struct {
	count func(monday scheduling.Day) map[key]int
	since scheduling.Day
}

// of returns the counts of a week, and whether anything was counted then.
func (h history) of(monday scheduling.Day) (map[key]int, bool) {
	_, to := Covered(monday)
	if h.since == 0 || to < h.since {
		return nil, false
	}
	return h.count(monday), true
}

// before tells how often each of some keys was counted before a week.
func (h history) before(monday scheduling.Day) func(key) Before {
	var weeks []map[key]int
	for back := scheduling.Day(1); back <= 8; back++ {
		counts, counted := h.of(monday - 7*back)
		if !counted {
			break
		}
		weeks = append(weeks, counts)
	}
	var sameWeek map[key]int
	lastYear := false
	if then, found := yearBefore(monday); found {
		sameWeek, lastYear = h.of(then)
	}
	return func(k key) Before {
		var b Before
		for i, counts := range weeks {
			n := counts[k]
			if i == 0 {
				b.LastWeek = &n
			}
			if i < 4 {
				b.Sum4, b.Weeks4 = b.Sum4+n, b.Weeks4+1
			}
			b.Sum8, b.Weeks8 = b.Sum8+n, b.Weeks8+1
		}
		if lastYear {
			n := sameWeek[k]
			b.SameWeekBefore = &n
		}
		return b
	}
}

// raised tells how often each topic was raised at each place in the week of a Monday.
func (in Inputs) raised(monday scheduling.Day) (notes, wishes map[key]int) {
	from, to := Covered(monday)
	notes, wishes = map[key]int{}, map[key]int{}
	for _, n := range in.Notes {
		if n.Nothing || !within(n.Written, from, to) {
			continue
		}
		for _, topic := range n.Topics {
			notes[key{n.LocalityID, topic}]++
		}
		if len(n.Topics) == 0 && n.Text != "" {
			notes[key{n.LocalityID, ""}]++
		}
	}
	for _, w := range in.Wishes {
		if within(w.Received, from, to) {
			wishes[key{w.LocalityID, w.Topic}]++
		}
	}
	return notes, wishes
}

// rows holds what was raised in a week against the weeks before.
func (in Inputs) rows(monday scheduling.Day) []Row {
	var since scheduling.Day
	earlier := func(at time.Time) { since = earliest(since, scheduling.DayOf(at)) }
	for _, n := range in.Notes {
		earlier(n.Written)
	}
	for _, w := range in.Wishes {
		earlier(w.Received)
	}
	before := history{since: since, count: func(monday scheduling.Day) map[key]int {
		notes, wishes := in.raised(monday)
		for k, n := range wishes {
			notes[k] += n
		}
		return notes
	}}.before(monday)
	rows := map[key]*Row{}
	row := func(k key) *Row {
		if rows[k] == nil {
			rows[k] = &Row{LocalityID: k.locality, Topic: k.what, Before: before(k)}
		}
		return rows[k]
	}
	notes, wishes := in.raised(monday)
	for k, n := range notes {
		row(k).Notes = n
	}
	for k, n := range wishes {
		row(k).Wishes = n
	}
	return sorted(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Count(), a.Count()), cmp.Compare(a.LocalityID, b.LocalityID), cmp.Compare(a.Topic, b.Topic))
	})
}

// deeds holds what was carried out beside visits in a week against the weeks before.
func (in Inputs) deeds(monday scheduling.Day) []Deed {
	var since scheduling.Day
	for _, a := range in.Activities {
		if a.Status == followup.Done {
			since = earliest(since, a.Day)
		}
	}
	done := func(monday scheduling.Day) []followup.Activity {
		from, to := Covered(monday)
		return slices.DeleteFunc(slices.Clone(in.Activities), func(a followup.Activity) bool {
			return a.Status != followup.Done || a.Day < from || a.Day > to
		})
	}
	before := history{since: since, count: func(monday scheduling.Day) map[key]int {
		counts := map[key]int{}
		for _, a := range done(monday) {
			counts[key{a.LocalityID, string(a.Kind)}]++
		}
		return counts
	}}.before(monday)
	deeds := map[key]*Deed{}
	for _, a := range done(monday) {
		k := key{a.LocalityID, string(a.Kind)}
		if deeds[k] == nil {
			deeds[k] = &Deed{LocalityID: a.LocalityID, Kind: a.Kind, Before: before(k)}
		}
		deeds[k].Times++
		if a.Participants != nil {
			deeds[k].Participants += *a.Participants
		}
	}
	return sorted(deeds, func(a, b Deed) int {
		return cmp.Or(cmp.Compare(a.LocalityID, b.LocalityID), cmp.Compare(a.Kind, b.Kind))
	})
}

// earliest is the earlier of two days, of which the first may be none.
func earliest(known, day scheduling.Day) scheduling.Day {
	if known == 0 {
		return day
	}
	return min(known, day)
}

func sorted[T any](found map[key]*T, order func(a, b T) int) []T {
	list := make([]T, 0, len(found))
	for _, one := range found {
		list = append(list, *one)
	}
	slices.SortFunc(list, order)
	return list
}
