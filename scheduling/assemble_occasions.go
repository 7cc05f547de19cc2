package scheduling

import (
	"cmp"
	"fmt"
	"slices"

	"poliskontor/scheduling/planner"
)

// leastAttendance is the shortest time at an event that is worth the drive.
const leastAttendance = 120

// addOccasions adds each day of each event, in as many turns as it takes shifts to
// attend it from when it opens until it closes.
func (g groundwork) addOccasions(a *assembly, n *nodes) {
	occasions := make([]Occasion, 0, len(g.names.Occasions))
	for _, o := range g.names.Occasions {
		occasions = append(occasions, o)
	}
	slices.SortFunc(occasions, func(x, y Occasion) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.Priority, y.Priority), cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
	})
	for _, o := range occasions {
		node := n.of(g.names.Sites[o.SiteID].Position)
		for day := max(o.From, a.start); day <= min(o.To, g.season.To); day++ {
			turns := planner.Turns(o.Opens, o.Closes, leastAttendance, g.settled(o, day), g.stays(a, o, day))
			for i, turn := range turns {
				a.occasions = append(a.occasions, o)
				occasion := planner.Occasion{
					ID: string(o.ID) + "/" + day.String(), Event: string(o.ID), Node: node, Day: int(day - a.start), Opens: turn.From, Closes: turn.To,
					Minutes: min(leastAttendance, turn.To-turn.From), Slots: 1, Priority: o.Priority,
				}
				if len(turns) > 1 {
					occasion.ID, occasion.Share = fmt.Sprint(occasion.ID, "/", i+1), turn.Share
				}
				a.problem.Occasions = append(a.problem.Occasions, occasion)
			}
		}
	}
}

// settled are the visits to an event on a day that stand in the schedule already.
func (g groundwork) settled(o Occasion, day Day) []planner.Span {
	var spans []planner.Span
	for _, v := range g.visits {
		if v.OccasionID == o.ID && v.State != Cancelled && DayOf(v.Starts) == day {
			spans = append(spans, planner.Span{From: minuteOn(day, v.Starts), To: minuteOn(day, v.Ends)})
		}
	}
	return spans
}

// stays are the minutes that each shift of a day could be at an event.
func (g groundwork) stays(a *assembly, o Occasion, day Day) []planner.Span {
	var spans []planner.Span
	for _, s := range a.problem.Shifts {
		if s.Day != int(day-a.start) {
			continue
		}
		way := TravelMinutes(a.offices[s.Office].Base, g.names.Sites[o.SiteID].Position) + g.district.BufferMinutes
		spans = append(spans, planner.Span{From: s.From + way, To: s.To - way})
	}
	return spans
}

// occasionAt is the turn of an event that a visit to it is most of the time in, or -1.
func (a *assembly) occasionAt(id OccasionID, fixed planner.Fixed) int {
	best, most := -1, 0
	for i := range a.problem.Occasions {
		o := &a.problem.Occasions[i]
		common := min(o.Closes, fixed.To) - max(o.Opens, fixed.From)
		if a.occasions[i].ID == id && o.Day == fixed.Day && (best < 0 || common > most) {
			best, most = i, common
		}
	}
	return best
}
