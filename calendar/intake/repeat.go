package intake

import (
	"slices"
	"strconv"
	"time"

	"github.com/teambition/rrule-go"

	"poliskontor/scheduling"
)

const (
	// mostBarren is how many rules of a file may come to no day at all: to find that
	// out takes the library as long as thousands of years do.
	mostBarren = 10
	// mostFollowed is how many repetitions of a file are followed, past ones included.
	mostFollowed = 1_000_000
)

// patience is what is left of it for a file's rules.
type patience struct{ barren, repeats int }

// repeated is the event at each of its times from today on.
func (e *event) repeated(today scheduling.Day, left *patience) []scheduling.OccasionEntry {
	times := append([]time.Time{}, e.more...)
	if e.rule == "" {
		times = append(times, e.starts)
	} else {
		ruled, ok := e.ruled(today, left)
		if !ok {
			e.Problem = scheduling.CodeEntryRepeats
			return []scheduling.OccasionEntry{e.OccasionEntry}
		}
		times = append(times, ruled...)
	}
	if len(times) == 0 && scheduling.DayOf(e.starts) < today { // it is over, and says so by when it was
		return []scheduling.OccasionEntry{e.at(e.starts)}
	}
	slices.SortFunc(times, time.Time.Compare)
	times = slices.CompactFunc(times, time.Time.Equal)
	times = slices.DeleteFunc(times, func(t time.Time) bool {
		return slices.ContainsFunc(e.except, func(x time.Time) bool { return x.Equal(t) || e.allDay && scheduling.DayOf(x) == scheduling.DayOf(t) })
	})
	var entries []scheduling.OccasionEntry
	for i, t := range times {
		if i == mostRepeats {
			rest := e.OccasionEntry
			rest.Problem, rest.Params = scheduling.CodeEntryTooMany, map[string]string{"most": strconv.Itoa(mostRepeats)}
			return append(entries, rest)
		}
		entry := e.at(t)
		if e.UID != "" {
			entry.UID += "/" + entry.From.String()
		}
		entries = append(entries, entry)
	}
	return entries
}

// ruled is the times from today on that the event's rule gives; not ok where it is
// none that is read, or where patience is at its end.
func (e *event) ruled(today scheduling.Day, left *patience) (times []time.Time, ok bool) {
	option, err := rrule.StrToROption(e.rule)
	if err != nil || left.barren <= 0 || left.repeats <= 0 || !held(option) {
		return nil, false
	}
	option.Dtstart = e.starts
	if last := (today + ahead).Starts(); option.Until.IsZero() || option.Until.After(last) {
		option.Until = last
	}
	rule, err := rrule.NewRRule(*option)
	if err != nil {
		return nil, false
	}
	next := rule.Iterator()
	t, more := next()
	if !more && !e.starts.After((today + ahead).Starts()) {
		left.barren--
		return nil, false
	}
	for ; more && left.repeats > 0 && len(times) <= mostRepeats+len(e.except); t, more = next() {
		left.repeats--
		if scheduling.DayOf(t) >= today {
			times = append(times, t)
		}
	}
	return times, true
}

// held tells whether people hold events by such a rule: none is by the hour or finer,
// which would also take for ever.
func held(option *rrule.ROption) bool {
	finer := len(option.Byhour) + len(option.Byminute) + len(option.Bysecond)
	return option.Freq <= rrule.DAILY && finer == 0 && option.Count >= 0 && option.Interval >= 0 && option.Interval <= 1000
}
