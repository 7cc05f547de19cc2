package site

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// Kept is how a pledge was kept in a year, in sums: no visit and nobody can be told from it
// that is not announced on a page of its own.
type Kept struct {
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

// addKept tells how the signed pledges are kept that were in force during the last months.
func (s *Snapshot) addKept(ctx context.Context, store followup.Store, pledges []scheduling.Pledge) error {
	if store == nil {
		return nil
	}
	today := scheduling.DayOf(s.Taken)
	earliest := scheduling.DayOf(s.Taken.AddDate(0, -monthsOfVisits, 0))
	told := map[scheduling.DistrictID][]scheduling.Pledge{}
	for _, p := range scheduling.InForce(pledges) {
		if p.From <= today && (p.To.IsZero() || p.To >= earliest) {
			told[p.DistrictID] = append(told[p.DistrictID], p)
		}
	}
	for district, pledges := range told {
		if err := s.addKeptIn(ctx, store, district, pledges); err != nil {
			return err
		}
	}
	return nil
}

// addKeptIn reads one district at a time: what a follow-up counts is much, what it tells little.
func (s *Snapshot) addKeptIn(ctx context.Context, store followup.Store, district scheduling.DistrictID, pledges []scheduling.Pledge) error {
	first := slices.MinFunc(pledges, func(a, b scheduling.Pledge) int { return cmp.Compare(a.From, b.From) }).From
	sources, err := followup.Read(ctx, store, district, first)
	if err != nil {
		return fmt.Errorf("read how the pledges of district %s are kept: %w", district, err)
	}
	for _, p := range pledges {
		last := scheduling.DayOf(s.Taken)
		if !p.To.IsZero() {
			last = min(last, p.To)
		}
		year, _, _ := last.Date()
		review, err := sources.Review(p.ID, followup.Year(year), s.Taken)
		if err != nil {
			return fmt.Errorf("follow pledge %s up: %w", p.Slug, err)
		}
		s.keep(p.Slug, year, review)
	}
	return nil
}

// keep enters a review, in sums.
func (s *Snapshot) keep(slug string, year int, r followup.Review) {
	names := map[scheduling.LocalityID]scheduling.PublicName{}
	for _, l := range r.Localities {
		names[l.ID] = scheduling.PublicName{Slug: l.Slug, Name: l.Name}
	}
	for i := range s.Pledges {
		if s.Pledges[i].Slug != slug {
			continue
		}
		v := r.Visits
		s.Pledges[i].Kept = &Kept{Year: year, From: r.From, To: r.To, Announced: len(v.Announced), Delivered: len(v.Delivered), Cancelled: len(v.Cancelled),
			Unrecorded: len(v.Unrecorded), Coming: len(v.Coming), WellAhead: len(v.WellAhead), Attendance: v.Attendance, Counted: len(v.Counted)}
		for n, a := range r.Accounts {
			s.Pledges[i].Commitments[n].Kept = keptOf(a, names)
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
	words.Text = append(words.Text, r.text("kept.asOf", "day", r.words.LongDate(scheduling.DayOf(r.snapshot.Taken))))
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
