package site

import (
	"slices"
	"time"

	"poliskontor/scheduling"
)

const (
	// recentFor is how long a page begins with what has changed.
	recentFor = 48 * time.Hour
	// recentShown is how many changes it tells before it leads to all of them.
	recentShown = 4
)

// recentWords is what has changed lately among the visits that a page is about.
type recentWords struct {
	Rows []row
	New  string // how many visits are new; "" for none
	More string // how many changes are left out; "" for none
	All  string // address of all changes
}

// recent returns the latest change of each coming visit of a selection, newest first, but
// for those that the page begins with anyway: the next one, and the missed ones. It is nil
// where there is none.
func (r request) recent(chosen selection, next *scheduling.PublicVisit, missed []row) *recentWords {
	about := map[scheduling.VisitID]bool{}
	for _, v := range r.coming(r.snapshot.selected(chosen)) {
		about[v.ID] = next == nil || v.ID != next.ID
	}
	words := &recentWords{All: r.href("/andringar")}
	added, more := 0, 0
	for _, release := range r.snapshot.Releases {
		if r.now.Sub(release.At) >= recentFor {
			break
		}
		for _, c := range release.Changes {
			if !about[c.After.ID] {
				continue
			}
			about[c.After.ID] = false // what was before is not the latest
			line := r.changedRow(c)
			switch {
			case slices.ContainsFunc(missed, func(other row) bool { return other.URL == line.URL }):
			case c.Kind == scheduling.ChangeNew:
				added++
			case len(words.Rows) < recentShown:
				words.Rows = append(words.Rows, line)
			default:
				more++
			}
		}
	}
	if added > 0 {
		words.New = r.changeHeading(scheduling.ChangeNew, added)
	}
	if more > 0 {
		words.More = r.count(more, "recent.more.one", "recent.more")
	}
	if len(words.Rows) == 0 && added == 0 {
		return nil
	}
	return words
}
