package followup_test

import (
	"slices"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
	"poliskontor/storage/storagetest"
)

// part stores one authority's part of a week's lägesbild.
func (w *world) part(owner scheduling.Owner, monday scheduling.Day, released bool) {
	w.t.Helper()
	p := situation.Part{ID: scheduling.NewID[situation.PartID](), DistrictID: w.seeds.District.ID, Owner: owner, Monday: monday, Text: "canary-part",
		Frozen: situation.Ready(monday)}
	if released {
		p.Released, p.ReleasedBy = situation.Ready(monday).Add(72*time.Hour), "name"
	}
	w.must(w.store.Situation().Parts().Create(w.as(""), p))
}

// TestAReleasedPictureCountsInItsWeek: once, whoever has released; and for those alone who have.
func TestAReleasedPictureCountsInItsWeek(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		first := storagetest.Monday - 28
		weekly := func(n int, owner scheduling.Owner) scheduling.Commitment {
			return scheduling.Commitment{Article: n, Title: "Lägesbild varje vecka", Owner: owner, Indicator: scheduling.SituationPictures,
				Binds: scheduling.YearRound, Target: scheduling.Target{Count: 1, Per: scheduling.PerWeek}}
		}
		pledge, err := scheduling.NewRegisters(w.store).Pledges.Create(w.as(""), scheduling.Pledge{
			DistrictID: w.seeds.District.ID, MunicipalityID: w.seeds.Municipality.ID, Slug: "lagesbilder", Kind: scheduling.CitizenPledge, Title: "Löfte",
			Signed: first, From: first, Commitments: []scheduling.Commitment{weekly(1, scheduling.PoliceAndKommun), weekly(2, scheduling.Kommun)}})
		w.must(err)
		w.part(scheduling.Police, first-7, true) // before the pledge
		w.part(scheduling.Police, first, true)
		w.part(scheduling.Kommun, first, true)
		w.part(scheduling.Police, first+7, true)
		w.part(scheduling.Kommun, first+7, false)
		w.part(scheduling.Kommun, first+14, false)

		reviews := followup.NewReviews(w.store.FollowUp(), func() time.Time { return w.now })
		r, err := reviews.Of(w.as(""), pledge.ID, followup.Year(2026))
		w.must(err)
		for i, want := range []struct {
			weeks    []scheduling.Day
			met      int
			standing followup.Standing
		}{{[]scheduling.Day{first, first + 7}, 2, followup.Partly}, {[]scheduling.Day{first}, 1, followup.Partly}} {
			a := r.Accounts[i]
			var weeks []scheduling.Day
			for _, d := range a.Done {
				weeks = append(weeks, d.Picture)
				if d.Day.Monday() != d.Picture {
					t.Errorf("the lägesbild of %s counts on %s", d.Picture, d.Day)
				}
			}
			if !slices.Equal(weeks, want.weeks) || a.Met != want.met || a.Judged != 4 || a.Standing != want.standing {
				t.Errorf("toward article %d: %v; %d of %d kept, %s", i+1, weeks, a.Met, a.Judged, a.Standing)
			}
		}
		// Whoever reaches no district reads of none.
		shared, err := w.store.FollowUp().SharedPictures(scheduling.WithReach(w.as(""), nil), w.seeds.District.ID, first)
		if err != nil || len(shared) != 0 {
			t.Errorf("out of reach: %v, %v", shared, err)
		}
	})
}
