package followup

import (
	"context"
	"fmt"
	"slices"

	"poliskontor/scheduling"
)

// Ground reads what proposals in a district go by.
func (s *Activities) Ground(ctx context.Context, district scheduling.DistrictID) (Ground, error) {
	return groundOf(ctx, s.store, district)
}

func groundOf(ctx context.Context, store Store, district scheduling.DistrictID) (Ground, error) {
	q, schedule := scheduling.Query{DistrictID: district}, store.Schedule()
	g := Ground{Localities: map[scheduling.LocalityID]scheduling.Locality{}}
	var err error
	if g.Pledges, _, err = schedule.Pledges().List(ctx, q); err != nil {
		return g, fmt.Errorf("read the pledges of district %s: %w", district, err)
	}
	if g.Seasons, _, err = schedule.Seasons().List(ctx, q); err != nil {
		return g, fmt.Errorf("read the seasons of district %s: %w", district, err)
	}
	localities, _, err := schedule.Localities().List(ctx, q)
	if err != nil {
		return g, fmt.Errorf("read the localities of district %s: %w", district, err)
	}
	for _, l := range localities {
		g.Localities[l.ID] = l
	}
	return g, nil
}

// Countings tells what activities of one district count toward, in their order.
func (s *Activities) Countings(ctx context.Context, district scheduling.DistrictID, activities []Activity) ([]Counting, error) {
	ground, corrections, err := s.corrected(ctx, district)
	if err != nil {
		return nil, err
	}
	countings := make([]Counting, len(activities))
	for i, a := range activities {
		countings[i] = ground.counting(ground.OfActivity(a), corrections[about{activity: a.ID}], a.Day)
	}
	return countings, nil
}

// VisitCountings is Countings for visits.
func (s *Activities) VisitCountings(ctx context.Context, district scheduling.DistrictID, visits []scheduling.Visit) ([]Counting, error) {
	ground, corrections, err := s.corrected(ctx, district)
	if err != nil {
		return nil, err
	}
	countings := make([]Counting, len(visits))
	for i, v := range visits {
		countings[i] = ground.counting(ground.OfVisit(v), corrections[about{visit: v.ID}], scheduling.DayOf(v.Starts))
	}
	return countings, nil
}

// about is what a correction is about: one of the two.
type about struct {
	activity scheduling.ActivityID
	visit    scheduling.VisitID
}

func (s *Activities) corrected(ctx context.Context, district scheduling.DistrictID) (Ground, map[about]*Correction, error) {
	ground, err := groundOf(ctx, s.store, district)
	if err != nil {
		return ground, nil, err
	}
	corrections, _, err := s.store.Corrections().List(ctx, scheduling.Query{DistrictID: district})
	if err != nil {
		return ground, nil, fmt.Errorf("read the corrections of district %s: %w", district, err)
	}
	by := map[about]*Correction{}
	for i, c := range corrections {
		by[about{c.ActivityID, c.VisitID}] = &corrections[i]
	}
	return ground, by, nil
}

// Counting tells what an activity counts toward. The error's kind is [scheduling.NotFound].
func (s *Activities) Counting(ctx context.Context, id scheduling.ActivityID) (Counting, error) {
	subject, err := activityNamed(id)(ctx, s.store)
	if err != nil {
		return Counting{}, err
	}
	return subject.counting(ctx, s.store)
}

// VisitCounting is Counting for a visit.
func (s *Activities) VisitCounting(ctx context.Context, id scheduling.VisitID) (Counting, error) {
	subject, err := visitNamed(id)(ctx, s.store)
	if err != nil {
		return Counting{}, err
	}
	return subject.counting(ctx, s.store)
}

// Correct says what an activity counts toward instead of what is proposed, if the version
// of the counting is the one that the caller saw. The error's kind is
// [scheduling.NotFound], [scheduling.Stale] with the [Counting], [scheduling.Forbidden]
// where the activity is the other authority's, or [scheduling.Invalid] where a commitment
// does not hold on its day.
func (s *Activities) Correct(ctx context.Context, id scheduling.ActivityID, seen int, to []scheduling.CommitmentID) (Counting, error) {
	return s.correct(ctx, seen, activityNamed(id), Correction{CommitmentIDs: to})
}

// CorrectVisit is Correct for a visit, which is the police's.
func (s *Activities) CorrectVisit(ctx context.Context, id scheduling.VisitID, seen int, to []scheduling.CommitmentID) (Counting, error) {
	return s.correct(ctx, seen, visitNamed(id), Correction{CommitmentIDs: to})
}

// Uncorrect lets the proposal stand again. The error is as of Correct.
func (s *Activities) Uncorrect(ctx context.Context, id scheduling.ActivityID, seen int) (Counting, error) {
	return s.correct(ctx, seen, activityNamed(id), Correction{TakenBack: true})
}

// UncorrectVisit is Uncorrect for a visit.
func (s *Activities) UncorrectVisit(ctx context.Context, id scheduling.VisitID, seen int) (Counting, error) {
	return s.correct(ctx, seen, visitNamed(id), Correction{TakenBack: true})
}

// subject is an activity or a visit whose counting is looked at.
type subject struct {
	district     scheduling.DistrictID
	municipality scheduling.MunicipalityID
	owner        scheduling.Owner
	day          scheduling.Day
	query        scheduling.Query // that selects its correction
	ground       Ground
	proposed     []Toward
}

// finder reads a subject.
type finder func(context.Context, Store) (subject, error)

func activityNamed(id scheduling.ActivityID) finder {
	return func(ctx context.Context, store Store) (subject, error) {
		a, err := store.Activities().Get(ctx, id)
		if err != nil {
			return subject{}, err
		}
		g, err := groundOf(ctx, store, a.DistrictID)
		return subject{a.DistrictID, a.MunicipalityID, a.Owner, a.Day, scheduling.Query{DistrictID: a.DistrictID, ActivityID: id}, g, g.OfActivity(a)}, err
	}
}

func visitNamed(id scheduling.VisitID) finder {
	return func(ctx context.Context, store Store) (subject, error) {
		v, err := store.Schedule().Visits().Get(ctx, id)
		if err != nil {
			return subject{}, err
		}
		g, err := groundOf(ctx, store, v.DistrictID)
		return subject{v.DistrictID, g.Localities[v.LocalityID].MunicipalityID, scheduling.Police, scheduling.DayOf(v.Starts),
			scheduling.Query{DistrictID: v.DistrictID, VisitID: id}, g, g.OfVisit(v)}, err
	}
}

func (on subject) counting(ctx context.Context, store Store) (Counting, error) {
	correction, err := correctionOf(ctx, store, on.query)
	if err != nil {
		return Counting{}, err
	}
	return on.ground.counting(on.proposed, correction, on.day), nil
}

func (s *Activities) correct(ctx context.Context, seen int, find finder, to Correction) (Counting, error) {
	var counting Counting
	err := s.store.InTx(ctx, func(store Store) error {
		on, err := find(ctx, store)
		if err != nil {
			return err
		}
		actor, _ := scheduling.ActorFrom(ctx)
		if actor.Authority != "" && actor.Authority != on.owner {
			return otherAuthority()
		}
		if counting, err = on.counting(ctx, store); err != nil {
			return err
		}
		if counting.Version != seen {
			return scheduling.StaleError(counting)
		}
		if to.CommitmentIDs, err = on.holding(to.CommitmentIDs); err != nil {
			return err
		}
		to.DistrictID, to.VisitID, to.ActivityID, to.ByID, to.By = on.district, on.query.VisitID, on.query.ActivityID, actor.ID, actor.Name
		if stored := counting.Correction; stored != nil {
			to.ID, to.Meta = stored.ID, stored.Meta
			err = store.Corrections().Update(ctx, to)
		} else {
			to.ID = scheduling.NewID[CorrectionID]()
			err = store.Corrections().Create(ctx, to)
		}
		if err != nil {
			return fmt.Errorf("correct what something counts toward: %w", err)
		}
		counting, err = on.counting(ctx, store)
		return err
	})
	return counting, err
}

// holding returns commitments without repetition, or an error of kind [scheduling.Invalid]
// for those that do not hold there on that day.
func (on subject) holding(ids []scheduling.CommitmentID) ([]scheduling.CommitmentID, error) {
	var flaws scheduling.Flaws
	var chosen []scheduling.CommitmentID
	for i, id := range ids {
		flaws.Check(on.ground.Holds(id, on.municipality, on.day), fmt.Sprintf("commitmentIds[%d]", i), CodeCommitmentOff)
		if !slices.Contains(chosen, id) {
			chosen = append(chosen, id)
		}
	}
	return chosen, flaws.Err()
}

func correctionOf(ctx context.Context, store Store, q scheduling.Query) (*Correction, error) {
	found, _, err := store.Corrections().List(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("read what was corrected: %w", err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return &found[0], nil
}
