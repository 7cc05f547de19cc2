package followup

import (
	"time"

	"poliskontor/scheduling"
)

// Span is a time from one day to another, both included. One without an end goes on.
type Span struct{ From, To scheduling.Day }

// Covers tells whether a day lies in the span.
func (s Span) Covers(d scheduling.Day) bool { return s.From <= d && (s.To.IsZero() || d <= s.To) }

// Empty tells whether no day lies in the span.
func (s Span) Empty() bool { return !s.To.IsZero() && s.To < s.From }

// within returns what two spans have in common.
func (s Span) within(other Span) Span {
	s.From = max(s.From, other.From)
	if s.To.IsZero() || !other.To.IsZero() && other.To < s.To {
		s.To = other.To
	}
	return s
}

func (s Span) overlaps(other Span) bool { return !s.within(other).Empty() }

// Year is a calendar year.
func Year(year int) Span {
	return Span{scheduling.NewDay(year, time.January, 1), scheduling.NewDay(year, time.December, 31)}
}
