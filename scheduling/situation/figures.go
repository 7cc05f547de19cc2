package situation

import (
	"cmp"
	"slices"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// Inputs are what a part is reckoned from. Notes and actions of the other authority are
// passed over, and so are what is outside of the weeks that count.
type Inputs struct {
	Notes     []dialogue.Note
	Actions   []dialogue.Action
	Wishes    []scheduling.Wish
	Visits    []scheduling.Visit
	Occasions []scheduling.Occasion
}

// Figures are what a part tells, in numbers. Visits and wishes are in the police's part:
// theirs is the office, and to them wishes are sent.
type Figures struct {
	Rows   []Row    // what was raised, most first
	Places []Place  // what happened, by locality
	Coming []Coming // from Friday to the Sunday of the week after, by day
	// Open and Overdue are actions that wait on the last day, Answered those that ended in
	// the seven days.
	Open, Overdue, Answered int
}

// Row is how often a topic was raised at a place in the seven days, and before.
type Row struct {
	LocalityID scheduling.LocalityID // "" for elsewhere
	Topic      string                // "" for none
	Notes      int
	Wishes     int
	Before     Before
}

// Count is how often it was raised in all.
func (r Row) Count() int { return r.Notes + r.Wishes }

// Before is how often a topic was raised at a place earlier. Sums are over as many weeks as
// there is anything to count in, four or eight at most.
type Before struct {
	LastWeek       *int // nil where nothing was counted then
	Sum4, Weeks4   int
	Sum8, Weeks8   int
	SameWeekBefore *int // the same week of last year; nil where nothing was counted then
}

// Place is what happened at a locality in the seven days.
type Place struct {
	LocalityID                scheduling.LocalityID
	Held, Cancelled, CutShort int
	Counted                   int // visits at which somebody counted
	Adults, Youths, Seniors   int
}

// ComingKind is a sort of thing that is coming.
type ComingKind string

// The kinds.
const (
	ComingVisit    ComingKind = "visit"
	ComingOccasion ComingKind = "occasion"
	ComingAction   ComingKind = "action" // it falls due
)

// Coming is something of the days to come.
type Coming struct {
	Day        scheduling.Day
	From, To   int // minutes after midnight; both 0 for an action
	Kind       ComingKind
	LocalityID scheduling.LocalityID
	What       string // an occasion's name, or an action's topic
	Role       string // who answers for an action
}

// key is what is counted apart.
type key struct {
	locality scheduling.LocalityID
	topic    string
}

// Reckon makes an authority's figures of a week.
func Reckon(in Inputs, owner scheduling.Owner, monday scheduling.Day) Figures {
	in = in.of(owner)
	from, to := Covered(monday)
	f := Figures{Rows: in.rows(monday), Places: in.places(from, to), Coming: in.coming(monday)}
	for _, a := range in.Actions {
		switch {
		case a.Status == dialogue.Open && scheduling.DayOf(a.Created) <= to:
			f.Open++
			if a.Due < to+1 {
				f.Overdue++
			}
		case a.Status != dialogue.Open && within(a.Ended, from, to):
			f.Answered++
		}
	}
	return f
}

// of leaves out what is the other authority's.
func (in Inputs) of(owner scheduling.Owner) Inputs {
	in.Notes = slices.DeleteFunc(slices.Clone(in.Notes), func(n dialogue.Note) bool { return n.Owner != owner })
	in.Actions = slices.DeleteFunc(slices.Clone(in.Actions), func(a dialogue.Action) bool { return a.Owner != owner })
	in.Occasions = slices.DeleteFunc(slices.Clone(in.Occasions), func(o scheduling.Occasion) bool { return o.Owner != owner })
	if owner != scheduling.Police {
		in.Wishes, in.Visits = nil, nil
	}
	return in
}

func within(t time.Time, from, to scheduling.Day) bool {
	day := scheduling.DayOf(t)
	return from <= day && day <= to
}

// counts tells how often each topic was raised at each place in the week of a Monday.
func (in Inputs) counts(monday scheduling.Day) (notes, wishes map[key]int) {
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

// since is the first day on which anything was counted; 0 for never.
func (in Inputs) since() scheduling.Day {
	var first scheduling.Day
	earlier := func(t time.Time) {
		if day := scheduling.DayOf(t); first == 0 || day < first {
			first = day
		}
	}
	for _, n := range in.Notes {
		earlier(n.Written)
	}
	for _, w := range in.Wishes {
		earlier(w.Received)
	}
	return first
}

// rows holds what was raised in a week against the weeks before.
func (in Inputs) rows(monday scheduling.Day) []Row {
	notes, wishes := in.counts(monday)
	rows := map[key]*Row{}
	row := func(k key) *Row {
		if rows[k] == nil {
			rows[k] = &Row{LocalityID: k.locality, Topic: k.topic}
		}
		return rows[k]
	}
	for k, n := range notes {
		row(k).Notes = n
	}
	for k, n := range wishes {
		row(k).Wishes = n
	}
	since := in.since()
	past := func(monday scheduling.Day) (func(key) int, bool) {
		_, to := Covered(monday)
		notes, wishes := in.counts(monday)
		return func(k key) int { return notes[k] + wishes[k] }, since != 0 && to >= since
	}
	for back := scheduling.Day(1); back <= 8; back++ {
		count, counted := past(monday - 7*back)
		if !counted {
			break
		}
		for k, r := range rows {
			n := count(k)
			if back == 1 {
				r.Before.LastWeek = &n
			}
			if back <= 4 {
				r.Before.Sum4, r.Before.Weeks4 = r.Before.Sum4+n, r.Before.Weeks4+1
			}
			r.Before.Sum8, r.Before.Weeks8 = r.Before.Sum8+n, r.Before.Weeks8+1
		}
	}
	if before, found := yearBefore(monday); found {
		if count, counted := past(before); counted {
			for k, r := range rows {
				n := count(k)
				r.Before.SameWeekBefore = &n
			}
		}
	}
	sorted := make([]Row, 0, len(rows))
	for _, r := range rows {
		sorted = append(sorted, *r)
	}
	slices.SortFunc(sorted, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Count(), a.Count()), cmp.Compare(a.LocalityID, b.LocalityID), cmp.Compare(a.Topic, b.Topic))
	})
	return sorted
}

// places tells what happened at each locality.
func (in Inputs) places(from, to scheduling.Day) []Place {
	found := map[scheduling.LocalityID]*Place{}
	place := func(id scheduling.LocalityID) *Place {
		if found[id] == nil {
			found[id] = &Place{LocalityID: id}
		}
		return found[id]
	}
	for _, v := range in.Visits {
		if !within(v.Starts, from, to) {
			continue
		}
		switch v.State {
		case scheduling.Held:
			place(v.LocalityID).Held++
		case scheduling.Cancelled:
			place(v.LocalityID).Cancelled++
		case scheduling.BrokenOff:
			place(v.LocalityID).CutShort++
		}
	}
	for _, n := range in.Notes {
		if a := n.Attendance; a != nil && within(n.Written, from, to) {
			p := place(n.LocalityID)
			p.Counted, p.Adults, p.Youths, p.Seniors = p.Counted+1, p.Adults+a.Adults, p.Youths+a.Youths, p.Seniors+a.Seniors
		}
	}
	places := make([]Place, 0, len(found))
	for _, p := range found {
		places = append(places, *p)
	}
	slices.SortFunc(places, func(a, b Place) int { return cmp.Compare(a.LocalityID, b.LocalityID) })
	return places
}

// coming tells what the days from Friday on hold. A visit that is not announced is
// nobody's yet.
func (in Inputs) coming(monday scheduling.Day) []Coming {
	from, to := monday+lastDay+1, monday+comingTo
	coming := []Coming{}
	for _, v := range in.Visits {
		day := scheduling.DayOf(v.Starts)
		if day < from || day > to || v.State == scheduling.Draft || v.State == scheduling.Cancelled {
			continue
		}
		coming = append(coming, Coming{Day: day, From: scheduling.MinuteOf(v.Starts), To: scheduling.MinuteOf(v.Ends), Kind: ComingVisit, LocalityID: v.LocalityID})
	}
	for _, o := range in.Occasions {
		if o.From > to || o.To < from {
			continue
		}
		coming = append(coming, Coming{Day: max(o.From, from), From: o.Opens, To: o.Closes, Kind: ComingOccasion, What: o.Name})
	}
	for _, a := range in.Actions {
		if a.Status == dialogue.Open && from <= a.Due && a.Due <= to {
			coming = append(coming, Coming{Day: a.Due, Kind: ComingAction, LocalityID: a.LocalityID, What: a.Topic, Role: a.Role})
		}
	}
	slices.SortStableFunc(coming, func(a, b Coming) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.From, b.From), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.LocalityID, b.LocalityID), cmp.Compare(a.What, b.What))
	})
	return coming
}
