//go:build unix

package followup_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// world is a district with a pledge on walks and visits.
type world struct {
	t      *testing.T
	store  *storage.Store
	seeds  storagetest.Seeds
	pledge scheduling.Pledge
	now    time.Time
	*followup.Activities
}

func newWorld(t *testing.T, address string) *world {
	t.Helper()
	w := &world{t: t, now: storagetest.Monday.At(12 * 60)}
	clock := func() time.Time { return w.now }
	w.store = storagetest.Open(t, address, clock)
	w.seeds = storagetest.Seed(t, w.store)
	article := func(n int, owner scheduling.Owner, indicator scheduling.Indicator) scheduling.Commitment {
		return scheduling.Commitment{Article: n, Title: "Artikel", Owner: owner, Indicator: indicator, Binds: scheduling.YearRound}
	}
	visits := article(1, scheduling.Police, scheduling.Visits)
	visits.Scope.Kinds = []scheduling.LocalityKind{scheduling.Basort}
	pledge, err := scheduling.NewRegisters(w.store).Pledges.Create(w.as(""), scheduling.Pledge{
		DistrictID: w.seeds.District.ID, MunicipalityID: w.seeds.Municipality.ID, Slug: "lofte", Kind: scheduling.CitizenPledge, Title: "Löfte",
		Signed: scheduling.NewDay(2026, time.January, 1), From: scheduling.NewDay(2026, time.January, 1),
		Commitments: []scheduling.Commitment{visits, article(2, scheduling.PoliceAndKommun, scheduling.SafetyWalks), article(3, scheduling.PoliceAndKommun, scheduling.Measures)},
	})
	w.must(err)
	w.pledge = pledge
	w.Activities = followup.NewActivities(w.store.FollowUp(), clock)
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) refused(err error, kind scheduling.Kind, code scheduling.Code) {
	w.t.Helper()
	if scheduling.KindOf(err) != kind || !scheduling.HasCode(err, code) {
		w.t.Errorf("error %v, want %s with %s", err, kind, code)
	}
}

// as is the context of somebody of an authority; "" is the program itself.
func (w *world) as(owner scheduling.Owner) context.Context {
	return scheduling.WithActor(w.t.Context(), scheduling.Actor{ID: "a-" + string(owner), Name: "name-" + string(owner), Authority: owner})
}

// walk is a safety walk last Friday.
func (w *world) walk() followup.Activity {
	return followup.Activity{
		DistrictID: w.seeds.District.ID, LocalityID: w.seeds.Localities[0].ID, Kind: followup.SafetyWalk, Step: followup.Walk,
		Day: storagetest.Monday - 3, Hours: &followup.Hours{From: 18 * 60, Until: 20 * 60}, Status: followup.Done, Participants: new(14),
		Place: "Parken canary-place", Text: "Lyktorna vid dammen är trasiga. canary-text", Together: true,
	}
}

func TestActivitiesAreTheirOwners(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police, kommun := w.as(scheduling.Police), w.as(scheduling.Kommun)
		added, err := w.Add(kommun, w.walk())
		w.must(err)
		if added.Owner != scheduling.Kommun || added.MunicipalityID != w.seeds.Municipality.ID || added.Version != 1 || *added.Participants != 14 ||
			*added.Hours != (followup.Hours{From: 18 * 60, Until: 20 * 60}) {
			t.Errorf("added as %+v", added)
		}
		if read, err := w.Get(police, added.ID); err != nil || read.Text != added.Text {
			t.Errorf("the police read %+v, %v", read, err)
		}
		_, err = w.Change(police, added)
		w.refused(err, scheduling.Forbidden, scheduling.CodeOtherAuthority)
		w.refused(w.Remove(police, added.ID, added.Version), scheduling.Forbidden, scheduling.CodeOtherAuthority)
		theirs := w.walk()
		theirs.Owner = scheduling.Kommun
		_, err = w.Add(police, theirs)
		w.refused(err, scheduling.Forbidden, scheduling.CodeOtherAuthority)

		next := added
		next.Participants, next.Owner = new(15), ""
		changed, err := w.Change(kommun, next)
		w.must(err)
		if changed.Version != 2 || *changed.Participants != 15 || changed.Owner != scheduling.Kommun {
			t.Errorf("changed to %+v", changed)
		}
		_, err = w.Change(kommun, added)
		w.refused(err, scheduling.Stale, scheduling.CodeStale)
		next = changed
		next.Owner = scheduling.Police
		_, err = w.Change(kommun, next)
		w.refused(err, scheduling.Forbidden, scheduling.CodeOtherAuthority)
		next.Owner, next.DistrictID = scheduling.Kommun, "elsewhere"
		_, err = w.Change(kommun, next)
		w.refused(err, scheduling.Invalid, scheduling.CodeOtherDistrict)

		for name, q := range map[string]scheduling.Query{
			"kind": {Kind: string(followup.SafetyWalk)}, "owner": {Owner: scheduling.Kommun}, "place": {LocalityID: added.LocalityID},
			"status": {States: []scheduling.State{scheduling.State(followup.Done)}}, "day": {From: added.Day.Starts(), Until: (added.Day + 1).Starts()},
			"municipality": {MunicipalityID: added.MunicipalityID},
		} {
			if _, total, err := w.List(police, q); err != nil || total != 1 {
				t.Errorf("%d by %s, %v", total, name, err)
			}
		}
		for name, q := range map[string]scheduling.Query{
			"kind": {Kind: string(followup.Survey)}, "owner": {Owner: scheduling.Police}, "place": {LocalityID: w.seeds.Localities[1].ID},
			"status": {States: []scheduling.State{scheduling.State(followup.Planned)}}, "day": {From: (added.Day + 1).Starts()},
			"municipality": {MunicipalityID: "elsewhere"},
		} {
			if _, total, err := w.List(police, q); err != nil || total != 0 {
				t.Errorf("%d by another %s, %v", total, name, err)
			}
		}
		entries, _, err := w.store.Audit().List(t.Context(), scheduling.AuditQuery{Actor: "a-kommun"})
		w.must(err)
		if len(entries) != 2 {
			t.Errorf("%d entries in the audit log of two writes", len(entries))
		}
		for _, e := range entries {
			if strings.Contains(e.Before+e.After, "canary-") {
				t.Errorf("the audit log says %s", e.After)
			}
		}
		w.must(w.Remove(kommun, changed.ID, changed.Version))
	})
}

func TestActivitiesThatAreRefused(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	police := w.as(scheduling.Police)
	elsewhere := storagetest.Seed(t, w.store)
	for name, test := range map[string]struct {
		change func(*followup.Activity)
		code   scheduling.Code
	}{
		"another kind":                 {func(a *followup.Activity) { a.Kind = "party" }, scheduling.CodeChoice},
		"no step":                      {func(a *followup.Activity) { a.Step = "" }, followup.CodeStepMissing},
		"another step":                 {func(a *followup.Activity) { a.Step = "run" }, scheduling.CodeChoice},
		"a step of something else":     {func(a *followup.Activity) { a.Kind = followup.Survey }, followup.CodeStepOfOther},
		"a walk of a walk":             {func(a *followup.Activity) { a.WalkID = "x" }, followup.CodeNotAWalk},
		"the walk is not there":        {func(a *followup.Activity) { a.Step, a.WalkID = followup.Preparation, "x" }, scheduling.CodeUnknown},
		"no day":                       {func(a *followup.Activity) { a.Day = 0 }, scheduling.CodeRequired},
		"done tomorrow":                {func(a *followup.Activity) { a.Day = storagetest.Monday + 1 }, followup.CodeActivityAhead},
		"it ends before it begins":     {func(a *followup.Activity) { a.Hours.Until = 60 }, scheduling.CodeEndBeforeStart},
		"fewer than nobody":            {func(a *followup.Activity) { a.Participants = new(-1) }, scheduling.CodeOutOfRange},
		"something else, without name": {func(a *followup.Activity) { a.Kind, a.Step = followup.Other, "" }, scheduling.CodeRequired},
		"too long":                     {func(a *followup.Activity) { a.Text = strings.Repeat("å", followup.MaxActivityText+1) }, scheduling.CodeTooLong},
		"personnummer":                 {func(a *followup.Activity) { a.Text = "Anna, 850709-9805" }, scheduling.CodePersonalNumber},
		"personnummer in the place":    {func(a *followup.Activity) { a.Place = "8507099805" }, scheduling.CodePersonalNumber},
		"feedback to nobody":           {func(a *followup.Activity) { a.Feedback = a.Day }, followup.CodeFeedbackToNobody},
		"feedback tomorrow":            {func(a *followup.Activity) { a.Named, a.Feedback = true, storagetest.Monday+1 }, followup.CodeActivityAhead},
		"a wish that is not there":     {func(a *followup.Activity) { a.WishID = "x" }, scheduling.CodeUnknown},
		"an action that is not there":  {func(a *followup.Activity) { a.ActionID = "x" }, scheduling.CodeUnknown},
		"a place that is not there":    {func(a *followup.Activity) { a.LocalityID = "x" }, scheduling.CodeUnknown},
		"another district's place":     {func(a *followup.Activity) { a.LocalityID = elsewhere.Localities[0].ID }, scheduling.CodeOtherDistrict},
		"another district's kommun":    {func(a *followup.Activity) { a.LocalityID, a.MunicipalityID = "", elsewhere.Municipality.ID }, scheduling.CodeOtherDistrict},
	} {
		a := w.walk()
		test.change(&a)
		_, err := w.Add(police, a)
		w.refused(err, scheduling.Invalid, test.code)
		if err == nil {
			t.Errorf("%s is added", name)
		}
	}
	a := w.walk()
	a.Owner = ""
	_, err := w.Add(w.as(""), a)
	w.refused(err, scheduling.Invalid, scheduling.CodeChoice)
}

// TestOneThingIsTakenUpOnce has a reference, which is its owner's own.
func TestOneThingIsTakenUpOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		a := w.walk()
		a.Reference = "2026-17"
		_, err := w.Add(w.as(scheduling.Police), a)
		w.must(err)
		_, err = w.Add(w.as(scheduling.Police), a)
		w.refused(err, scheduling.Conflict, scheduling.CodeExists)
		_, err = w.Add(w.as(scheduling.Kommun), a)
		w.must(err)
	})
}

// TestTheStepsOfAWalk keeps them together, and lets go when the walk goes.
func TestTheStepsOfAWalk(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police := w.as(scheduling.Police)
		walk, err := w.Add(police, w.walk())
		w.must(err)
		later := w.walk()
		later.Step, later.WalkID, later.Status, later.Day = followup.FollowUpWalk, walk.ID, followup.Planned, storagetest.Monday+60
		later, err = w.Add(police, later)
		w.must(err)
		again := later
		again.WalkID = later.ID
		_, err = w.Change(police, again)
		w.refused(err, scheduling.Invalid, followup.CodeNotAWalk)
		steps, _, err := w.List(police, scheduling.Query{ActivityID: walk.ID})
		w.must(err)
		if len(steps) != 1 || steps[0].ID != later.ID {
			t.Errorf("the steps of the walk are %+v", steps)
		}
		w.must(w.Remove(police, walk.ID, walk.Version))
		if left, err := w.Get(police, later.ID); err != nil || left.WalkID != "" {
			t.Errorf("left is %+v, %v", left, err)
		}
	})
}

func ids(towards []followup.Toward) []scheduling.CommitmentID {
	var found []scheduling.CommitmentID
	for _, t := range towards {
		found = append(found, t.CommitmentID)
	}
	return found
}

func TestWhatItCountsTowardIsCorrected(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police, kommun := w.as(scheduling.Police), w.as(scheduling.Kommun)
		walks, measures := w.pledge.Commitments[1].ID, w.pledge.Commitments[2].ID
		walk, err := w.Add(kommun, w.walk())
		w.must(err)
		visit := w.seeds.Visit(0, storagetest.Monday, 10*60, 12*60)
		w.must(w.store.Visits().Create(w.as(""), visit))
		for _, on := range []struct {
			name      string
			read      func() (followup.Counting, error)
			correct   func(ctx context.Context, seen int, to ...scheduling.CommitmentID) (followup.Counting, error)
			uncorrect func(ctx context.Context, seen int) (followup.Counting, error)
			many      func() ([]followup.Counting, error)
			proposed  scheduling.CommitmentID
			own, not  context.Context
		}{
			{"walk", func() (followup.Counting, error) { return w.Counting(police, walk.ID) },
				func(ctx context.Context, seen int, to ...scheduling.CommitmentID) (followup.Counting, error) {
					return w.Correct(ctx, walk.ID, seen, to)
				}, func(ctx context.Context, seen int) (followup.Counting, error) { return w.Uncorrect(ctx, walk.ID, seen) },
				func() ([]followup.Counting, error) {
					return w.Countings(police, walk.DistrictID, []followup.Activity{walk})
				}, walks, kommun, police},
			{"visit", func() (followup.Counting, error) { return w.VisitCounting(police, visit.ID) },
				func(ctx context.Context, seen int, to ...scheduling.CommitmentID) (followup.Counting, error) {
					return w.CorrectVisit(ctx, visit.ID, seen, to)
				}, func(ctx context.Context, seen int) (followup.Counting, error) {
					return w.UncorrectVisit(ctx, visit.ID, seen)
				},
				func() ([]followup.Counting, error) {
					return w.VisitCountings(police, visit.DistrictID, []scheduling.Visit{visit})
				}, w.pledge.Commitments[0].ID, police, kommun},
		} {
			counts := func(c followup.Counting, err error, version int, want ...scheduling.CommitmentID) {
				t.Helper()
				w.must(err)
				if !slices.Equal(ids(c.Counts), want) || c.Version != version || !slices.Equal(ids(c.Proposed), []scheduling.CommitmentID{on.proposed}) {
					t.Errorf("%s: counts toward %v of %v in version %d, want %v in %d", on.name, ids(c.Counts), ids(c.Proposed), c.Version, want, version)
				}
				many, err := on.many()
				w.must(err)
				if len(many) != 1 || !slices.Equal(ids(many[0].Counts), want) {
					t.Errorf("%s: in a list it counts toward %v, want %v", on.name, many, want)
				}
			}
			read, err := on.read()
			counts(read, err, 1, on.proposed)
			_, err = on.correct(on.not, 1, measures)
			w.refused(err, scheduling.Forbidden, scheduling.CodeOtherAuthority)
			_, err = on.correct(on.own, 1, "nothing")
			w.refused(err, scheduling.Invalid, followup.CodeCommitmentOff)
			corrected, err := on.correct(on.own, 1, measures, on.proposed, measures)
			counts(corrected, err, 2, measures, on.proposed)
			actor, _ := scheduling.ActorFrom(on.own)
			if c := corrected.Correction; c == nil || c.ByID != actor.ID || c.By != actor.Name {
				t.Errorf("%s: corrected as %+v", on.name, c)
			}
			_, err = on.correct(on.own, 1)
			w.refused(err, scheduling.Stale, scheduling.CodeStale)
			var stale *scheduling.Error
			if !errors.As(err, &stale) || stale.Current.(followup.Counting).Version != 2 {
				t.Errorf("%s: told of %v", on.name, err)
			}
			none, err := on.correct(on.own, 2)
			counts(none, err, 3)
			back, err := on.uncorrect(on.own, 3)
			counts(back, err, 4, on.proposed)
			_, err = on.correct(on.own, 2, measures) // what was seen before it was taken back
			w.refused(err, scheduling.Stale, scheduling.CodeStale)
		}
		w.must(w.Remove(kommun, walk.ID, walk.Version))
		if left, _, err := w.store.FollowUp().Corrections().List(police, scheduling.Query{}); err != nil || len(left) != 1 {
			t.Errorf("the corrections that are left are %+v, %v", left, err)
		}
	})
}

func TestAnActionComesFromAnActivity(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		police := w.as(scheduling.Police)
		walk, err := w.Add(police, w.walk())
		w.must(err)
		talk := dialogue.New(w.store.Dialogue(), func() time.Time { return w.now })
		action := dialogue.Action{LocalityID: walk.LocalityID, What: "Byta lampor", Owner: scheduling.Kommun, Role: "Gatuchef",
			Due: storagetest.Monday + 9, Status: dialogue.Open, ActivityID: walk.ID}
		added, err := talk.Add(police, action)
		w.must(err)
		if added.ActivityID != walk.ID {
			t.Errorf("added as %+v", added)
		}
		if added.Overdue(added.Due) || !added.Overdue(added.Due+1) {
			t.Error("an action is overdue from the day after it was due on")
		}
		action.ActivityID = "nowhere"
		_, err = talk.Add(police, action)
		w.refused(err, scheduling.Invalid, scheduling.CodeUnknown)
		w.must(w.Remove(police, walk.ID, walk.Version))
		if left, err := talk.Action(police, added.ID); err != nil || left.ActivityID != "" {
			t.Errorf("left is %+v, %v", left, err)
		}
	})
}
