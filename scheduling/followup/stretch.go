package followup

import (
	"time"

	"poliskontor/scheduling"
)

// Progress tells how far a time has come.
type Progress string

// The progresses.
const (
	ToCome   Progress = "to_come"
	UnderWay Progress = "under_way"
	Over     Progress = "over"
)

func progressOf(s Span, today scheduling.Day) Progress {
	switch {
	case today < s.From:
		return ToCome
	case s.Covers(today):
		return UnderWay
	default:
		return Over
	}
}

// Stretch is one of the times that a number is promised for: a week, a month, a year, two
// of them, or the whole time that the pledge is valid.
type Stretch struct {
	Span
	Promised int // at least so many
	// Owed tells whether the promise binds then. A week or month counts only where the
	// pledge is in force on all of its days and none is in a summer that it leaves out; a
	// year where it is in force on the last, so that a pledge signed in February owes all
	// of the year's, and one that is replaced in June leaves them to the next.
	Owed     bool
	Progress Progress
	Done     []Deed
}

// Met tells whether what was promised is done.
func (s Stretch) Met() bool { return len(s.Done) >= s.Promised }

// stretches returns the times for which a commitment promises a number, and that a span
// touches.
func (m Material) stretches(c scheduling.Commitment) []Stretch {
	if c.Target.Count == 0 {
		return nil
	}
	force := m.force()
	if c.Target.Per == scheduling.PerValidity {
		return []Stretch{{Span: force, Promised: c.Target.Count, Owed: true, Progress: progressOf(force, m.today())}}
	}
	var found []Stretch
	for at, n := firstUnit(c.Target.Per, force.From), max(1, c.Target.Every); at <= m.To && force.Covers(max(at, force.From)); {
		next := at
		for range n {
			next = nextUnit(c.Target.Per, next)
		}
		span := Span{at, next - 1}
		if span.overlaps(m.Span.within(force)) {
			found = append(found, Stretch{Span: span, Promised: c.Target.Count, Owed: m.owed(c, span), Progress: progressOf(span, m.today())})
		}
		at = next
	}
	return found
}

func (m Material) owed(c scheduling.Commitment, s Span) bool {
	force := m.force()
	if c.Target.Per == scheduling.PerYear {
		return force.Covers(s.To)
	}
	if !force.Covers(s.From) || !force.Covers(s.To) {
		return false
	}
	if c.Binds == scheduling.YearRound {
		return true
	}
	for d := s.From; d <= s.To; d++ {
		if m.Summer.Covers(d) {
			return false
		}
	}
	return true
}

// firstUnit returns the beginning of the week, month or year of a day.
func firstUnit(per scheduling.Period, d scheduling.Day) scheduling.Day {
	year, month, _ := d.Date()
	switch per {
	case scheduling.PerWeek:
		return d.Monday()
	case scheduling.PerMonth:
		return scheduling.NewDay(year, month, 1)
	default:
		return scheduling.NewDay(year, time.January, 1)
	}
}

// nextUnit returns the beginning of the next week, month or year.
func nextUnit(per scheduling.Period, d scheduling.Day) scheduling.Day {
	year, month, _ := d.Date()
	switch per {
	case scheduling.PerWeek:
		return d + 7
	case scheduling.PerMonth:
		return scheduling.NewDay(year, month+1, 1)
	default:
		return scheduling.NewDay(year+1, time.January, 1)
	}
}
