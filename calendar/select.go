package calendar

import (
	"cmp"
	"slices"
	"time"

	"poliskontor/scheduling"
)

// monthsKept is how far back feeds go. Calendars mirror their feed, so what leaves
// it vanishes from them.
const monthsKept = 13

// Select returns the visits that feeds hold at an instant, sorted as [Render] writes
// them: all coming ones and those of the last 13 months. Cancelled ones stay as long
// as the others, well over the 30 days that slow calendars need to hear of it. What
// it returns changes only at midnight in Sweden.
func Select(visits []scheduling.PublicVisit, now time.Time) []scheduling.PublicVisit {
	first := monthsBefore(scheduling.DayOf(now), monthsKept)
	kept := make([]scheduling.PublicVisit, 0, len(visits))
	for _, v := range visits {
		if scheduling.DayOf(v.Ends) >= first {
			kept = append(kept, v)
		}
	}
	slices.SortFunc(kept, byStart)
	return kept
}

// monthsBefore returns the same date some months before, or the last one of a month
// that has no such date.
func monthsBefore(day scheduling.Day, months time.Month) scheduling.Day {
	year, month, number := day.Date()
	last := scheduling.NewDay(year, month-months+1, 0)
	return min(scheduling.NewDay(year, month-months, number), last)
}

// byStart orders visits by the second they start in, which is what a feed shows,
// then by UID.
func byStart(a, b scheduling.PublicVisit) int {
	return cmp.Or(cmp.Compare(a.Starts.Unix(), b.Starts.Unix()), cmp.Compare(a.ID, b.ID))
}
