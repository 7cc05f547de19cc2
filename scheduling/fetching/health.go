package fetching

import (
	"time"

	"poliskontor/scheduling"
)

// Days is how many days the figures are of, with today.
const Days = 7

// Health tells how feeds are fetched.
type Health struct {
	Since scheduling.Day // the first of the days
	// LastChange is when something that citizens see was last released in these days; the zero
	// time for not at all.
	LastChange time.Time
	Total      Figures
	Families   map[Family]Figures // those that have fetched anything
	Kinds      map[Kind]Figures   // those that were fetched
}

// Figures are about some fetches.
type Figures struct {
	Last  time.Time // also before the days
	Today int
	Week  int // in the days
	// Unchanged are those of Week by programs that had what there is already.
	Unchanged int
	// Copies are the feeds that were fetched in the days, each once for every family that
	// subscribes.
	Copies int
	// Behind are those of Copies that were not fetched since the feed changed: the family shows
	// an older version, unless a cache in front has answered. The others were fetched by
	// somebody of the family; how many of its readers have done so nobody can tell.
	Behind int
}

func (f Figures) with(t Tally, today, since scheduling.Day) Figures {
	f.Last = later(f.Last, t.Last)
	if t.Day < since {
		return f
	}
	f.Week += t.Fetches
	f.Unchanged += t.Unchanged
	if t.Day == today {
		f.Today += t.Fetches
	}
	return f
}

func (f Figures) withCopy(behind bool) Figures {
	f.Copies++
	if behind {
		f.Behind++
	}
	return f
}

// changes tell when feeds last changed.
type changes map[Feed]time.Time

// changesOf tells it by releases. A visit that moves changes the feed that it leaves, too. That
// a visit was held changes no calendar.
func changesOf(releases []scheduling.Release) changes {
	last := changes{}
	note := func(at time.Time, feeds ...Feed) {
		for _, feed := range feeds {
			last[feed] = later(last[feed], at)
		}
	}
	for _, r := range releases {
		for _, c := range r.Changes {
			if !c.Visible() {
				continue
			}
			note(r.At, Feed{Kind: All}, Feed{Kind: Selection})
			for _, v := range []*scheduling.PublicVisit{c.Before, &c.After} {
				if v != nil {
					note(r.At, Feed{Municipality, v.Municipality.Slug}, Feed{Locality, v.Locality.Slug})
				}
			}
		}
	}
	return last
}

// reckon makes the figures of a day.
func reckon(today scheduling.Day, tallies []Tally, copies []Copy, changed changes) Health {
	h := Health{Since: today - (Days - 1), LastChange: changed[Feed{Kind: All}], Families: map[Family]Figures{}, Kinds: map[Kind]Figures{}}
	for _, t := range tallies {
		h.Total = h.Total.with(t, today, h.Since)
		h.Families[t.Family] = h.Families[t.Family].with(t, today, h.Since)
		h.Kinds[t.Kind] = h.Kinds[t.Kind].with(t, today, h.Since)
	}
	for _, c := range copies {
		behind := c.Changed.Before(changed[c.Feed])
		h.Total = h.Total.withCopy(behind)
		h.Families[c.Family] = h.Families[c.Family].withCopy(behind)
		h.Kinds[c.Feed.Kind] = h.Kinds[c.Feed.Kind].withCopy(behind)
	}
	return h
}
