package planner

import (
	"slices"
	"sort"
)

// Turn is a part of an occasion's day that one shift attends before it hands on to
// the next: minutes of the day, and its thousandths of the price of the whole.
type Turn struct{ From, To, Share int }

// Turns divides a day of an occasion, open from one minute to another, between the
// shifts that can be at it: stays are the minutes that each could, its drives taken
// off. Stays that are settled already, such as those that are announced, are turns as
// they are; between them there are as few turns as can be, each until the shift that
// stays longest has to leave. Where less than least minutes would be left, nobody
// takes over. A day that one shift can attend on its own is one turn, and so is one
// that none can.
func Turns(opens, closes, least int, settled, stays []Span) []Turn {
	settled = slices.Clone(settled)
	sort.SliceStable(settled, func(a, b int) bool { return settled[a].From < settled[b].From })
	var turns []Turn
	at := opens
	for _, s := range settled {
		turns = append(turns, divide(at, min(s.From, closes), least, stays)...)
		if from := max(s.From, at); from < s.To {
			turns = append(turns, Turn{From: from, To: s.To})
		}
		at = max(at, s.To)
	}
	turns = append(turns, divide(at, closes, least, stays)...)
	if len(turns) <= 1 {
		return []Turn{{opens, closes, 1000}}
	}
	return shared(turns)
}

// divide covers [from, to) with the fewest turns.
func divide(from, to, least int, stays []Span) []Turn {
	var turns []Turn
	for at := from; to-at >= least; {
		best := Span{From: to, To: to}
		for _, s := range stays {
			s = Span{max(s.From, at), min(s.To, to)}
			if s.To-s.From >= least && (s.From < best.From || s.From == best.From && s.To > best.To) {
				best = s
			}
		}
		if best.From == best.To {
			break
		}
		turns = append(turns, Turn{From: best.From, To: best.To})
		at = best.To
	}
	return turns
}

// shared gives each turn its part of the minutes of all.
func shared(turns []Turn) []Turn {
	all, sum := 0, 0
	for _, t := range turns {
		all += t.To - t.From
	}
	for i := range turns {
		upTo := sum + turns[i].To - turns[i].From
		turns[i].Share = upTo*1000/all - sum*1000/all
		sum = upTo
	}
	return turns
}
