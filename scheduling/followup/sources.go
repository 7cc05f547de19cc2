package followup

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// Sources are what the pledges of a district are followed up from.
type Sources struct {
	District       scheduling.District
	Municipalities []scheduling.Municipality
	Ground         Ground
	Outcomes       []Outcome        // by start
	Activities     []Counted        // by day
	Pictures       []CountedPicture // by week
	Actions        []dialogue.Action
}

// Counted is an activity with what it counts toward.
type Counted struct {
	Activity
	Toward []scheduling.CommitmentID
}

// Read returns the sources of a district since a day. Of notes it reads what they count,
// and never what they say.
func Read(ctx context.Context, store Store, district scheduling.DistrictID, since scheduling.Day) (Sources, error) {
	var s Sources
	var err error
	if s.District, err = store.Schedule().Districts().Get(ctx, district); err != nil {
		return s, err
	}
	var corrections map[about]*Correction
	if s.Ground, corrections, err = (&Activities{store: store}).corrected(ctx, district); err != nil {
		return s, err
	}
	q := scheduling.Query{DistrictID: district}
	if s.Municipalities, _, err = store.Schedule().Municipalities().List(ctx, q); err != nil {
		return s, fmt.Errorf("read the municipalities of district %s: %w", district, err)
	}
	if s.Actions, _, err = store.Dialogue().Actions().List(ctx, q); err != nil {
		return s, fmt.Errorf("read the actions of district %s: %w", district, err)
	}
	if err := s.readOutcomes(ctx, store, since, corrections); err != nil {
		return s, err
	}
	if err := s.readActivities(ctx, store, since, corrections); err != nil {
		return s, err
	}
	return s, s.readPictures(ctx, store, since)
}

func (s *Sources) readOutcomes(ctx context.Context, store Store, since scheduling.Day, corrections map[about]*Correction) error {
	ledger, _, err := store.Schedule().Ledger().List(ctx, scheduling.Query{DistrictID: s.District.ID, From: since.Starts()})
	if err != nil {
		return fmt.Errorf("read the ledger of district %s: %w", s.District.ID, err)
	}
	announced, err := store.Schedule().Releases().Announced(ctx, s.District.ID, since.Starts())
	if err != nil {
		return fmt.Errorf("read what is announced in district %s: %w", s.District.ID, err)
	}
	counts, err := store.Dialogue().Counts(ctx, scheduling.Query{DistrictID: s.District.ID})
	if err != nil {
		return fmt.Errorf("read what notes of district %s count: %w", s.District.ID, err)
	}
	working, _, err := store.Schedule().Visits().List(ctx, scheduling.Query{DistrictID: s.District.ID, From: since.Starts()})
	if err != nil {
		return fmt.Errorf("read what is recorded of visits of district %s: %w", s.District.ID, err)
	}
	s.Outcomes = OutcomesOf(ledger, announced)
	recorded(s.Outcomes, working)
	slices.SortStableFunc(s.Outcomes, func(a, b Outcome) int { return cmp.Or(a.Starts.Compare(b.Starts), cmp.Compare(a.VisitID, b.VisitID)) })
	said := map[scheduling.VisitID][]dialogue.Count{}
	for _, c := range counts {
		said[c.VisitID] = append(said[c.VisitID], c)
	}
	for i := range s.Outcomes {
		o := &s.Outcomes[i]
		o.hear(said[o.VisitID])
		v := scheduling.Visit{ID: o.VisitID, LocalityID: o.LocalityID, Slot: scheduling.Slot{Starts: o.Starts, Ends: o.Ends}}
		if o.Occasion {
			v.OccasionID = scheduling.OccasionID(o.VisitID) // that it is at one is all that counts
		}
		o.Toward = idsOf(s.Ground.counting(s.Ground.OfVisit(v), corrections[about{visit: o.VisitID}], o.Day()).Counts)
	}
	return nil
}

// recorded marks what the crews have recorded as held. It counts from then on: that a visit
// was held tells citizens nothing new, so that its release can be weeks away.
func recorded(outcomes []Outcome, working []scheduling.Visit) {
	held := map[scheduling.VisitID]bool{}
	for _, v := range working {
		held[v.ID] = v.State == scheduling.Held
	}
	for i := range outcomes {
		if o := &outcomes[i]; held[o.VisitID] && !o.State.Final() {
			o.State = scheduling.Held
		}
	}
}

// hear takes up what was counted at the visit. Both parties' crews may have counted the
// same people, so that the larger number is the one that counts.
func (o *Outcome) hear(counts []dialogue.Count) {
	for _, c := range counts {
		if c.Attendance != nil && (o.Attendance == nil || c.Attendance.Total() > *o.Attendance) {
			total := c.Attendance.Total()
			o.Attendance = &total
		}
		for _, topic := range c.Topics {
			if !slices.Contains(o.Topics, topic) {
				o.Topics = append(o.Topics, topic)
			}
		}
	}
	slices.Sort(o.Topics)
}

func (s *Sources) readActivities(ctx context.Context, store Store, since scheduling.Day, corrections map[about]*Correction) error {
	found, _, err := store.Activities().List(ctx, scheduling.Query{DistrictID: s.District.ID, From: since.Starts()})
	if err != nil {
		return fmt.Errorf("read the activities of district %s: %w", s.District.ID, err)
	}
	for _, a := range found {
		counting := s.Ground.counting(s.Ground.OfActivity(a), corrections[about{activity: a.ID}], a.Day)
		s.Activities = append(s.Activities, Counted{a, idsOf(counting.Counts)})
	}
	slices.SortStableFunc(s.Activities, func(a, b Counted) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID)) })
	return nil
}

func (s *Sources) readPictures(ctx context.Context, store Store, since scheduling.Day) error {
	shared, err := store.SharedPictures(ctx, s.District.ID, since)
	if err != nil {
		return fmt.Errorf("read the lägesbilder of district %s: %w", s.District.ID, err)
	}
	for _, p := range shared {
		s.Pictures = append(s.Pictures, CountedPicture{p, idsOf(s.Ground.OfPicture(p))})
	}
	return nil
}

func idsOf(towards []Toward) []scheduling.CommitmentID {
	ids := make([]scheduling.CommitmentID, len(towards))
	for i, t := range towards {
		ids[i] = t.CommitmentID
	}
	return ids
}

// Review follows a pledge up over a time, as it stands at an instant. The error's kind is
// [scheduling.NotFound] where the district has no such pledge, and [scheduling.Refused]
// where it was never in force.
func (s Sources) Review(id scheduling.PledgeID, span Span, now time.Time) (Review, error) {
	found := slices.IndexFunc(s.Ground.Pledges, func(p scheduling.Pledge) bool { return p.ID == id })
	if found < 0 {
		return Review{}, scheduling.NotFoundError("pledge", string(id))
	}
	inForce := scheduling.InForce(s.Ground.Pledges)
	at := slices.IndexFunc(inForce, func(p scheduling.Pledge) bool { return p.ID == id })
	if at < 0 {
		return Review{}, scheduling.RefusedError(CodeNeverInForce)
	}
	m := Material{Pledge: inForce[at], Span: span, Now: now, Municipality: s.municipality(inForce[at].MunicipalityID), District: s.District, Pictures: s.Pictures}
	last := span.within(m.force())
	year, _, _ := max(last.From, last.To).Date()
	m.Summer = s.Ground.summer(scheduling.NewDay(year, time.July, 15))
	here := map[scheduling.LocalityID]bool{}
	for _, l := range s.Ground.Localities {
		if l.MunicipalityID == m.Pledge.MunicipalityID {
			here[l.ID] = true
			m.Localities = append(m.Localities, l)
		}
	}
	slices.SortFunc(m.Localities, func(a, b scheduling.Locality) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	for _, o := range s.Outcomes {
		if here[o.LocalityID] {
			m.Outcomes = append(m.Outcomes, o)
		}
	}
	for _, a := range s.Actions {
		if here[a.LocalityID] {
			m.Actions = append(m.Actions, a)
		}
	}
	for _, a := range s.Activities {
		if a.MunicipalityID == "" || a.MunicipalityID == m.Pledge.MunicipalityID {
			m.Activities = append(m.Activities, a)
		}
	}
	return Of(m), nil
}

func (s Sources) municipality(id scheduling.MunicipalityID) scheduling.Municipality {
	for _, m := range s.Municipalities {
		if m.ID == id {
			return m
		}
	}
	return scheduling.Municipality{ID: id}
}

// Reviews follows pledges up.
type Reviews struct {
	store Store
	now   scheduling.Clock
}

// NewReviews returns the reviews of a store.
func NewReviews(store Store, now scheduling.Clock) *Reviews { return &Reviews{store, now} }

// Of follows a pledge up over a time, as it stands now. The error is as of
// [Sources.Review].
func (r *Reviews) Of(ctx context.Context, id scheduling.PledgeID, span Span) (Review, error) {
	pledge, err := r.store.Schedule().Pledges().Get(ctx, id)
	if err != nil {
		return Review{}, err
	}
	sources, err := Read(ctx, r.store, pledge.DistrictID, pledge.From)
	if err != nil {
		return Review{}, err
	}
	return sources.Review(id, span, r.now())
}
