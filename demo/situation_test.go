package demo

import (
	"testing"
	"time"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
)

func TestLastWeekHasAStory(t *testing.T) {
	for _, now := range []time.Time{friday, earlyFriday, august} {
		t.Run(now.Format(time.DateOnly), func(t *testing.T) {
			t.Parallel()
			clock := func() time.Time { return now }
			store := loaded(t, now)
			people := accounts.New(store.People(), clock)
			if err := AddAccounts(t.Context(), people, store.Districts()); err != nil {
				t.Fatal(err)
			}
			for range 2 { // it is added once
				if err := AddSituation(t.Context(), store.Weeding(), people, now); err != nil {
					t.Fatal(err)
				}
			}
			actors, err := actorsOf(t.Context(), people)
			if err != nil {
				t.Fatal(err)
			}
			ctx := scheduling.WithActor(t.Context(), actors[accounts.Planner])
			picture, err := situation.New(store.Situation(), clock).Picture(ctx, districtOf(t, store).ID, situation.Latest(now))
			if err != nil || len(picture.Parts) != 2 || len(picture.Waiting) != 0 {
				t.Fatalf("the police see %+v, %v", picture, err)
			}
			for _, part := range picture.Parts {
				coming := 0
				for _, c := range part.Figures.Coming {
					if c.Kind == situation.ComingActivity && c.Activity != followup.Other {
						coming++
					}
				}
				if part.Text == "" || len(part.Figures.Rows) == 0 || len(part.Figures.Deeds) == 0 || coming == 0 {
					t.Errorf("the %s part is %+v", part.Owner, part)
				}
			}
			if trafik := picture.Parts[0].Figures.Rows[0]; trafik.Before.Weeks8 != 8 || trafik.Before.Sum8 == 0 {
				t.Errorf("first of all is %+v", trafik)
			}
			rules, _, err := store.Weeding().Rules().List(t.Context(), scheduling.Query{})
			if err != nil || len(rules) != 1 || rules[0].Decision != "Exempelbeslut 2026-1" {
				t.Errorf("the rules are %+v, %v", rules, err)
			}
		})
	}
}
