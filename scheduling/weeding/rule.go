package weeding

import (
	"time"

	"poliskontor/scheduling"
)

// RuleID identifies a [Rule].
type RuleID string

// Counting says from when on an age is counted.
type Counting string

// The ways of counting.
const (
	FromDay     Counting = "day"      // from the record's own day: see [Kind]
	FromYearEnd Counting = "year_end" // from the end of that day's year
)

// Terms are what a rule says. They are repeated in every list and protocol, since a rule
// may change.
type Terms struct {
	Kind     Kind
	Owner    scheduling.Owner // whose records: each authority decides of its own
	Months   int
	From     Counting
	Decision string // by its number
	Decided  scheduling.Day
	// ArchiveFirst tells that nothing goes before it was exported for the archive.
	ArchiveFirst bool
}

// Rule (gallringsregel) says when an authority's records of a kind go, by which decision.
// There is one for each kind and authority of a district.
type Rule struct {
	ID         RuleID
	DistrictID scheduling.DistrictID
	Terms
	scheduling.Meta
}

// MostMonths is the longest that a rule keeps anything: a hundred years.
const MostMonths = 1200

func (r Rule) checked(today scheduling.Day) (Rule, error) {
	var flaws scheduling.Flaws
	flaws.Check(r.DistrictID != "", "districtId", scheduling.CodeRequired)
	flaws.Check(r.Kind.known(), "kind", scheduling.CodeChoice, "allowed", allowedKinds())
	flaws.Between("months", r.Months, 1, MostMonths)
	flaws.Check(r.From == FromDay || r.From == FromYearEnd, "from", scheduling.CodeChoice, "allowed", "day, year_end")
	r.Decision = flaws.RequiredLine("decision", r.Decision, scheduling.MaxTitle)
	flaws.Impersonal("decision", r.Decision)
	flaws.Check(r.Decided != 0, "decided", scheduling.CodeRequired)
	flaws.Check(r.Decided <= today, "decided", scheduling.CodeOutOfRange, "least", "1900-01-01", "most", today.String())
	return r, flaws.Err()
}

// lastKept is the last day on which what is of a day is kept.
func (t Terms) lastKept(day scheduling.Day) scheduling.Day {
	year, month, date := day.Date()
	if t.From == FromYearEnd {
		month, date = time.December, 31
	}
	first := scheduling.NewDay(year, month+time.Month(t.Months), 1)
	nextYear, nextMonth, _ := first.Date()
	length := int(scheduling.NewDay(nextYear, nextMonth+1, 1) - first)
	return first + scheduling.Day(min(date, length)-1)
}

// Due tells whether the time of a record has run out.
func (t Terms) Due(r Record, today scheduling.Day) bool {
	return r.Owner == t.Owner && r.Day != 0 && t.lastKept(r.Day) < today
}
