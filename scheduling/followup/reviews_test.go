//go:build unix

package followup_test

import (
	"slices"
	"testing"
	"time"

	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/storage/storagetest"
)

// acted is a season of the world: a visit that was held, with notes of both parties, one
// that was moved and then cancelled, and one to come.
func (w *world) acted() (held, cancelled, coming scheduling.VisitID) {
	w.t.Helper()
	ctx := w.as("")
	clock := func() time.Time { return w.now }
	publishing := scheduling.NewPublishing(w.store, clock, calendar.NewHolidays(), nil)
	schedule := scheduling.NewSchedule(w.store, clock, publishing)
	w.now = (storagetest.Monday - 20).At(600)
	var visits []scheduling.Visit
	for i, day := range []scheduling.Day{storagetest.Monday, storagetest.Monday + 1, storagetest.Monday + 8} {
		v, err := schedule.Plan(ctx, w.seeds.Visit(i%2, day, 10*60, 13*60))
		w.must(err)
		visits = append(visits, v)
	}
	release := func(after int) {
		_, err := publishing.Release(ctx, scheduling.Order{DistrictID: w.seeds.District.ID, After: after})
		w.must(err)
	}
	release(0)
	ref := func(v scheduling.Visit) scheduling.VisitRef {
		stored, err := schedule.Get(ctx, v.ID)
		w.must(err)
		return scheduling.VisitRef{ID: v.ID, Version: stored.Version}
	}
	w.now = (storagetest.Monday - 4).At(600)
	to := visits[1].Slot
	to.Starts, to.Ends = to.Starts.Add(time.Hour), to.Ends.Add(time.Hour)
	_, err := schedule.Move(ctx, ref(visits[1]), to, "Butiken öppnar senare.")
	w.must(err)
	release(1)
	w.now = (storagetest.Monday + 1).At(8 * 60)
	_, err = schedule.Cancel(ctx, ref(visits[1]), "Bilen är på verkstad.")
	w.must(err)
	release(2)
	_, err = schedule.Hold(ctx, ref(visits[0])) // which no release tells of yet
	w.must(err)
	talk := dialogue.New(w.store.Dialogue(), clock)
	_, err = talk.Write(w.as(scheduling.Police), dialogue.Note{VisitID: visits[0].ID, Written: w.now, Topics: []string{"Trafik"}, Text: "canary-note",
		Attendance: &dialogue.Attendance{Adults: 12, Youths: 3}}, []dialogue.Action{{Topic: "Trafik", What: "Mäta farten", Owner: scheduling.Police,
		Role: "Kommunpolis", Due: storagetest.Monday}})
	w.must(err)
	_, err = talk.Write(w.as(scheduling.Kommun), dialogue.Note{VisitID: visits[0].ID, Written: w.now, Topics: []string{"Trafik", "Annat"},
		Attendance: &dialogue.Attendance{Adults: 14}}, nil)
	w.must(err)
	return visits[0].ID, visits[1].ID, visits[2].ID
}

func TestAReviewIsReadFromWhatIsStored(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		held, cancelled, coming := w.acted()
		walk, err := w.Add(w.as(scheduling.Kommun), w.walk())
		w.must(err)
		reviews := followup.NewReviews(w.store.FollowUp(), func() time.Time { return w.now })
		r, err := reviews.Of(w.as(scheduling.Kommun), w.pledge.ID, followup.Year(2026))
		w.must(err)

		v := r.Visits
		if !slices.Equal(v.Announced, followup.Visits{held, cancelled, coming}) || !slices.Equal(v.Delivered, followup.Visits{held}) ||
			!slices.Equal(v.Cancelled, followup.Visits{cancelled}) || !slices.Equal(v.Moved, followup.Visits{cancelled}) || !slices.Equal(v.Coming, followup.Visits{coming}) ||
			!slices.Equal(v.WellAhead, followup.Visits{held, coming}) {
			t.Errorf("the visits are %+v", v)
		}
		if v.Attendance != 15 || len(v.Reasons) != 1 || v.Reasons[0].Text != "Bilen är på verkstad." {
			t.Errorf("%d came; cancelled for %+v", v.Attendance, v.Reasons)
		}
		if len(r.Topics) != 2 || r.Topics[1].Topic != "Trafik" && r.Topics[0].Topic != "Trafik" || r.Outcomes[0].NoticeDays() != 20 || r.Outcomes[1].NoticeDays() != 5 {
			t.Errorf("the topics are %+v, the notice %d and %d days", r.Topics, r.Outcomes[0].NoticeDays(), r.Outcomes[1].NoticeDays())
		}
		if len(r.Actions.Overdue) != 1 || len(r.Due) != 1 || len(r.Activities) != 1 || r.Activities[0].ID != walk.ID {
			t.Errorf("%+v; %d activities", r.Actions, len(r.Activities))
		}
		visits, walks := r.Accounts[0], r.Accounts[1]
		if visits.Standing != followup.NoNumber || len(visits.Done) != 1 || visits.Done[0].VisitID != held || len(walks.Done) != 1 || walks.Done[0].ActivityID != walk.ID {
			t.Errorf("toward visits counts %+v, toward walks %+v", visits.Done, walks.Done)
		}

		// Somebody says that the visit counts toward nothing.
		counting, err := w.CorrectVisit(w.as(scheduling.Police), held, 1, nil)
		w.must(err)
		if r, err = reviews.Of(w.as(scheduling.Police), w.pledge.ID, followup.Year(2026)); err != nil || len(r.Accounts[0].Done) != 0 || counting.Version != 2 {
			t.Errorf("toward visits counts %+v, %v", r.Accounts[0].Done, err)
		}

		if r, err = reviews.Of(w.as(""), w.pledge.ID, followup.Year(2027)); err != nil || len(r.Outcomes) != 0 || r.Accounts[0].Standing != followup.NoNumber {
			t.Errorf("the year after has %+v, %v", r.Outcomes, err)
		}
		_, err = reviews.Of(scheduling.WithReach(w.as(""), nil), w.pledge.ID, followup.Year(2026))
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
		draft := w.pledge
		draft.Slug, draft.Signed, draft.ID = "utkast", 0, ""
		for i := range draft.Commitments {
			draft.Commitments[i].ID = ""
		}
		draft, err = scheduling.NewRegisters(w.store).Pledges.Create(w.as(""), draft)
		w.must(err)
		_, err = reviews.Of(w.as(""), draft.ID, followup.Year(2026))
		w.refused(err, scheduling.Refused, followup.CodeNeverInForce)
	})
}
