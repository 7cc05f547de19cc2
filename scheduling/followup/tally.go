package followup

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"poliskontor/scheduling"
)

// Visits are those that a figure counts: it is their number, and can be traced to them.
type Visits []scheduling.VisitID

// Tally sorts visits by what became of them. Each that was announced is delivered,
// cancelled, unrecorded or to come.
type Tally struct {
	Announced  Visits
	Delivered  Visits // those that were cut short too
	Cancelled  Visits
	Unrecorded Visits // over, and nobody has said whether they took place
	Coming     Visits
	Shortened  Visits // delivered, and shorter than first announced
	Moved      Visits // to another time or site than first announced
	Delayed    Visits
	WellAhead  Visits // announced at least [WellAhead] days before
	Counted    Visits // where somebody counted who came
	Attendance int    // how many came to those
	// MedianNotice is how many days ahead half of the visits were announced, or more.
	MedianNotice int
	Reasons      []Reason
}

// Reason is why visits were cancelled.
type Reason struct {
	Text   string // public
	Visits Visits
}

// TallyOf sorts visits by what had become of them at an instant.
func TallyOf(outcomes []Outcome, now time.Time) Tally {
	var t Tally
	var notice []int
	reasons := map[string]Visits{}
	for _, o := range outcomes {
		id := o.VisitID
		t.Announced = append(t.Announced, id)
		switch {
		case o.State == scheduling.Cancelled:
			t.Cancelled = append(t.Cancelled, id)
			reasons[o.Reason] = append(reasons[o.Reason], id)
		case o.Delivered():
			t.Delivered = append(t.Delivered, id)
		case o.Came(now):
			t.Unrecorded = append(t.Unrecorded, id)
		default:
			t.Coming = append(t.Coming, id)
		}
		add := func(to *Visits, counts bool) {
			if counts {
				*to = append(*to, id)
			}
		}
		add(&t.Shortened, o.Shortened && o.Delivered())
		add(&t.Moved, o.Moved)
		add(&t.Delayed, o.Delayed)
		add(&t.WellAhead, o.NoticeDays() >= WellAhead)
		add(&t.Counted, o.Attendance != nil)
		if o.Attendance != nil {
			t.Attendance += *o.Attendance
		}
		notice = append(notice, o.NoticeDays())
	}
	if len(notice) > 0 {
		slices.Sort(notice)
		t.MedianNotice = notice[len(notice)/2]
	}
	for _, text := range slices.Sorted(maps.Keys(reasons)) {
		t.Reasons = append(t.Reasons, Reason{Text: text, Visits: reasons[text]})
	}
	slices.SortStableFunc(t.Reasons, func(a, b Reason) int { return cmp.Compare(len(b.Visits), len(a.Visits)) })
	return t
}
