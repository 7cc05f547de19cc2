package situation

import (
	"cmp"
	"slices"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
)

// Inputs are what a part is reckoned from. What is the other authority's is passed over,
// and so is what is outside of the weeks that count.
type Inputs struct {
	Notes      []dialogue.Note
	Actions    []dialogue.Action
	Activities []followup.Activity
	Wishes     []scheduling.Wish
	Visits     []scheduling.Visit
	Occasions  []scheduling.Occasion
}

// Figures are what a part tells, in numbers. Visits and wishes are in the police's part:
// theirs is the office, and to them wishes are sent.
type Figures struct {
	Rows   []Row    // what was raised, most first
	Places []Place  // what happened, by locality
	Deeds  []Deed   // what was done beside visits, by locality
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

// Place is what happened at a locality in the seven days.
type Place struct {
	LocalityID                scheduling.LocalityID
	Held, Cancelled, CutShort int
	Counted                   int // visits at which somebody counted
	Adults, Youths, Seniors   int
}

// Deed is how often activities of a kind were carried out at a place in the seven days, and
// before.
type Deed struct {
	LocalityID   scheduling.LocalityID // "" for the whole municipality
	Kind         followup.Kind
	Times        int
	Participants int // at those where somebody counted
	Before       Before
}

// ComingKind is a sort of thing that is coming.
type ComingKind string

// The kinds.
const (
	ComingVisit    ComingKind = "visit"
	ComingOccasion ComingKind = "occasion"
	ComingActivity ComingKind = "activity"
	ComingAction   ComingKind = "action" // it falls due
)

// Coming is something of the days to come.
type Coming struct {
	Day        scheduling.Day
	From, To   int // minutes after midnight; both 0 where there are no hours
	Kind       ComingKind
	Activity   followup.Kind // of an activity
	LocalityID scheduling.LocalityID
	What       string // an occasion's name, an action's topic, or what an activity is called
	Role       string // who answers for an action
}

// Timed tells whether it has hours.
func (c Coming) Timed() bool { return c.From != 0 || c.To != 0 }

// Reckon makes an authority's figures of a week.
func Reckon(in Inputs, owner scheduling.Owner, monday scheduling.Day) Figures {
	in = in.of(owner)
	from, to := Covered(monday)
	f := Figures{Rows: in.rows(monday), Places: in.places(from, to), Deeds: in.deeds(monday), Coming: in.coming(monday)}
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
	in.Activities = slices.DeleteFunc(slices.Clone(in.Activities), func(a followup.Activity) bool { return a.Owner != owner })
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
	for _, a := range in.Activities {
		if a.Status != followup.Planned || a.Day < from || a.Day > to {
			continue
		}
		one := Coming{Day: a.Day, Kind: ComingActivity, Activity: a.Kind, LocalityID: a.LocalityID, What: a.Title}
		if h := a.Hours; h != nil {
			one.From, one.To = h.From, h.Until%(24*60)
		}
		coming = append(coming, one)
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
