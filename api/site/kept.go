package site

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// Kept is how a pledge was kept in a year, in sums: no visit and nobody can be told from it
// that is not announced on a page of its own.
type Kept struct {
	AsOf     scheduling.Day // when it was counted
	Year     int
	From, To scheduling.Day // of the year, as far as the pledge was in force
	// Announced are the visits to the places themselves; the rest is what became of them.
	Announced, Delivered, Cancelled, Unrecorded, Coming int
	WellAhead                                           int // announced at least two weeks before
	Attendance                                          int // at visits where somebody counted
	Counted                                             int // how many visits those are
}

// CommitmentKept is how a commitment was kept in that year.
type CommitmentKept struct {
	Standing    followup.Standing
	Met, Judged int // of the weeks, months, years or places that can be told to be kept or not
	Visits      int // that count toward it
	Pictures    int // lägesbilder that were shared
	Activities  int // what else was done for it
	Places      []PlaceKept
}

// PlaceKept is how long a place has waited for what is promised to it.
type PlaceKept struct {
	Place     scheduling.PublicName
	Delivered int
	Longest   int // days from one visit to the next, as far as the promise bound
	TooLong   bool
}

// Counted is when it was counted how a district's pledges are kept, and after which release.
type Counted struct {
	At      time.Time
	Release int // number
}

// countFor is how long districts are counted anew in which nothing has happened.
const countFor = 2 * time.Second

// Count tells anew how the pledges are kept that were in force during the last months: in each
// district where something was released since that was counted, or another day has begun. Of
// the others it counts those that have waited longest, one at least, as long as there is time:
// what is done for a pledge is not released.
func (s *Site) Count(ctx context.Context) error {
	current := s.Snapshot()
	if s.followUp == nil || current == nil {
		return nil
	}
	if _, bound := scheduling.ReachFrom(ctx); bound {
		return errors.New("count how pledges are kept: the context reaches some districts only")
	}
	pledges, _, err := s.store.Pledges().List(ctx, scheduling.Query{})
	if err != nil {
		return fmt.Errorf("read the pledges: %w", err)
	}
	of := map[scheduling.DistrictID][]scheduling.Pledge{}
	for _, p := range pledges {
		of[p.DistrictID] = append(of[p.DistrictID], p)
	}
	longest := slices.SortedFunc(maps.Keys(of), func(a, b scheduling.DistrictID) int {
		return cmp.Or(current.Counted[a].At.Compare(current.Counted[b].At), cmp.Compare(a, b))
	})
	began, others, changed := time.Now(), 0, false
	defer func() { // also when it cannot be counted to its end
		if changed && s.changed != nil {
			s.changed([]string{KeyPledges})
		}
	}()
	for _, district := range longest {
		if !current.due(district, s.clock()) {
			if others > 0 && time.Since(began) > countFor {
				continue
			}
			others++
		}
		counted := Counted{At: s.clock(), Release: current.Stamp.Released[district]}
		reviews, err := s.review(ctx, district, of[district], counted.At)
		if err != nil {
			return fmt.Errorf("count how the pledges of district %s are kept: %w", district, err)
		}
		changed = s.tellKept(district, counted, of[district], reviews) || changed
	}
	return nil
}

// due tells whether something has happened since a district was counted.
func (s *Snapshot) due(district scheduling.DistrictID, now time.Time) bool {
	last, found := s.Counted[district]
	return !found || last.Release != s.Stamp.Released[district] || scheduling.DayOf(last.At) != scheduling.DayOf(now)
}

// yearReview is how a pledge is kept in the year that readers are told of.
type yearReview struct {
	year int
	followup.Review
}

// review follows up those of a district's pledges of which readers are told.
func (s *Site) review(ctx context.Context, district scheduling.DistrictID, pledges []scheduling.Pledge, now time.Time) (map[string]yearReview, error) {
	today, earliest := scheduling.DayOf(now), scheduling.DayOf(now.AddDate(0, -monthsOfVisits, 0))
	told := slices.DeleteFunc(scheduling.InForce(pledges), func(p scheduling.Pledge) bool {
		return p.From > today || !p.To.IsZero() && p.To < earliest
	})
	if len(told) == 0 {
		return nil, nil
	}
	first := slices.MinFunc(told, func(a, b scheduling.Pledge) int { return cmp.Compare(a.From, b.From) }).From
	sources, err := followup.Read(ctx, s.followUp, district, first)
	if err != nil {
		return nil, err
	}
	reviews := map[string]yearReview{}
	for _, p := range told {
		last := today
		if !p.To.IsZero() {
			last = min(last, p.To)
		}
		year, _, _ := last.Date()
		review, err := sources.Review(p.ID, followup.Year(year), now)
		if err != nil {
			return nil, fmt.Errorf("follow pledge %s up: %w", p.Slug, err)
		}
		reviews[p.Slug] = yearReview{year, review}
	}
	return reviews, nil
}

// tellKept shows how a district's pledges are kept, and returns whether that is other than before.
func (s *Site) tellKept(district scheduling.DistrictID, counted Counted, pledges []scheduling.Pledge, reviews map[string]yearReview) bool {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	next := *s.edition.Load()
	before := next.snapshot.Pledges
	snapshot := *next.snapshot
	snapshot.Pledges, snapshot.Counted = slices.Clone(before), maps.Clone(snapshot.Counted)
	snapshot.Counted[district] = counted
	for i := range snapshot.Pledges {
		p := &snapshot.Pledges[i]
		if slices.ContainsFunc(pledges, func(other scheduling.Pledge) bool { return other.Slug == p.Slug }) {
			p.count(reviews[p.Slug])
		}
	}
	next.snapshot = &snapshot
	s.edition.Store(&next)
	s.mark(s.swapped)
	return !reflect.DeepEqual(before, snapshot.Pledges)
}

// count enters a review, in sums; the zero review where nothing is told.
func (p *Pledge) count(r yearReview) {
	p.Kept, p.Commitments = nil, slices.Clone(p.Commitments)
	names := map[scheduling.LocalityID]scheduling.PublicName{}
	for _, l := range r.Localities {
		names[l.ID] = scheduling.PublicName{Slug: l.Slug, Name: l.Name}
	}
	accounts := map[scheduling.CommitmentID]*CommitmentKept{}
	for _, a := range r.Accounts {
		accounts[a.Commitment.ID] = keptOf(a, names)
	}
	for i := range p.Commitments {
		p.Commitments[i].Kept = accounts[p.Commitments[i].ID]
	}
	if r.year == 0 {
		return
	}
	v := r.Visits
	p.Kept = &Kept{AsOf: scheduling.DayOf(r.At), Year: r.year, From: r.From, To: r.To, Announced: len(v.Announced), Delivered: len(v.Delivered), Cancelled: len(v.Cancelled),
		Unrecorded: len(v.Unrecorded), Coming: len(v.Coming), WellAhead: len(v.WellAhead), Attendance: v.Attendance, Counted: len(v.Counted)}
}

// takeCounts tells of the pledges what was counted before.
func (s *Snapshot) takeCounts(before *Snapshot) {
	if before == nil {
		return
	}
	maps.Copy(s.Counted, before.Counted)
	for i := range s.Pledges {
		p := &s.Pledges[i]
		at := slices.IndexFunc(before.Pledges, func(other Pledge) bool { return other.Slug == p.Slug })
		if at < 0 {
			continue
		}
		p.Kept = before.Pledges[at].Kept
		for n := range p.Commitments {
			for _, c := range before.Pledges[at].Commitments {
				if c.ID == p.Commitments[n].ID {
					p.Commitments[n].Kept = c.Kept
				}
			}
		}
	}
}

func keptOf(a followup.Account, names map[scheduling.LocalityID]scheduling.PublicName) *CommitmentKept {
	kept := &CommitmentKept{Standing: a.Standing, Met: a.Met, Judged: a.Judged}
	for _, d := range a.Done {
		switch {
		case d.VisitID != "":
			kept.Visits++
		case d.Picture != 0:
			kept.Pictures++
		default:
			kept.Activities++
		}
	}
	if a.Commitment.Target.MaxGapDays > 0 {
		for _, p := range a.Places {
			kept.Places = append(kept.Places, PlaceKept{Place: names[p.LocalityID], Delivered: len(p.Delivered), Longest: p.Longest().Days, TooLong: len(p.TooLong()) > 0})
		}
	}
	return kept
}

// keptWords is how a pledge is kept, as a reader reads it.
type keptWords struct {
	Heading string
	Text    []string
	Rows    []keptRow
}

type keptRow struct {
	Title, Done, Standing string
	Tone                  string // of the standing: good, bad or nothing
}

func (r request) kept(p Pledge) *keptWords {
	k := p.Kept
	if k == nil {
		return nil
	}
	words := &keptWords{Heading: r.text("kept.title", "year", k.Year)}
	if k.Announced > 0 {
		words.Text = append(words.Text, r.text("kept.visits", "announced", k.Announced, "delivered", k.Delivered, "cancelled", k.Cancelled,
			"unrecorded", k.Unrecorded, "coming", k.Coming), r.text("kept.notice", "n", k.WellAhead, "of", k.Announced, "days", followup.WellAhead))
	}
	if k.Counted > 0 {
		words.Text = append(words.Text, r.text("kept.attendance", "n", k.Attendance, "visits", k.Counted))
	}
	words.Text = append(words.Text, r.text("kept.asOf", "day", r.words.LongDate(k.AsOf)))
	for _, c := range p.Commitments {
		if c.Kept != nil {
			words.Rows = append(words.Rows, keptRow{Title: fmt.Sprint(c.Article, ". ", c.Title), Done: r.doneWords(c.Kept), Standing: r.standingWords(c), Tone: standingTones[c.Kept.Standing]})
		}
	}
	return words
}

func (r request) doneWords(k *CommitmentKept) string {
	var parts []string
	if k.Visits > 0 {
		parts = append(parts, r.count(k.Visits, "kept.visit.one", "kept.visit.more"))
	}
	if k.Pictures > 0 {
		parts = append(parts, r.count(k.Pictures, "kept.picture.one", "kept.picture.more"))
	}
	if k.Activities > 0 {
		parts = append(parts, r.count(k.Activities, "kept.activity.one", "kept.activity.more"))
	}
	if len(parts) == 0 {
		return r.text("kept.nothing")
	}
	return r.list(parts)
}

func (r request) standingWords(c Commitment) string {
	said := r.text(standingTexts[c.Kept.Standing])
	if c.Kept.Judged < 2 || c.Kept.Standing == followup.Unreported {
		return said
	}
	key := "kept.of.places"
	if c.Target.Count > 0 {
		key = keptOfTexts[c.Target.Per]
	}
	return said + ": " + r.text(key, "met", c.Kept.Met, "judged", c.Kept.Judged)
}

var standingTexts = map[followup.Standing]string{
	followup.Kept: "kept.is.kept", followup.OnTrack: "kept.is.on_track", followup.NotYet: "kept.is.not_yet", followup.Partly: "kept.is.partly",
	followup.Broken: "kept.is.broken", followup.Unreported: "kept.is.unreported", followup.NoNumber: "kept.is.no_number",
}

var standingTones = map[followup.Standing]string{followup.Kept: "good", followup.OnTrack: "good", followup.Partly: "bad", followup.Broken: "bad"}

var keptOfTexts = map[scheduling.Period]string{
	scheduling.PerWeek: "kept.of.week", scheduling.PerMonth: "kept.of.month", scheduling.PerYear: "kept.of.year", scheduling.PerValidity: "kept.of.year",
}
