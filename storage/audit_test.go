package storage_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

func TestEveryWriteIsInTheAuditLog(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		seeded, total, err := w.store.Audit().List(act(t), scheduling.AuditQuery{})
		must(t, err)
		wantEqual(t, total, len(seeded))
		*w.now = w.now.Add(time.Hour)

		v := get(t, w.store.Visits(), w.visit.ID)
		v.Note = "Ny anteckning"
		must(t, w.store.Visits().Update(act(t), v))
		v.Version = 2
		added := w.Visit(1, storagetest.Monday+1, 600, 700)
		must(t, w.store.Visits().Replace(act(t), []scheduling.Visit{at(v, w.Visit(0, storagetest.Monday+2, 600, 700)), added}, nil))
		must(t, w.store.Visits().Delete(act(t), added.ID, 1))
		r := release(t, w)
		must(t, w.store.Ledger().Add(act(t), []scheduling.LedgerEntry{{
			DistrictID: w.District.ID, Release: 1, VisitID: w.visit.ID, LocalityID: w.Localities[0].ID,
			Kind: scheduling.ChangeNew, At: r.At, Starts: v.Starts, Ends: v.Ends,
			CommitmentIDs: []scheduling.CommitmentID{"commitment"},
		}}))

		entries, total, err := w.store.Audit().List(act(t), scheduling.AuditQuery{DistrictID: w.District.ID, From: *w.now})
		must(t, err)
		var got []string
		for _, e := range entries {
			got = append(got, fmt.Sprintf("%s %s %t %t", e.Action, e.Thing, e.Before != "", e.After != ""))
			if e.Actor != (scheduling.Actor{Name: "test", From: "127.0.0.1"}) || !e.At.Equal(*w.now) || e.District != w.District.ID {
				t.Errorf("got %+v, want the test's own at %s", e, *w.now)
			}
		}
		wantEqual(t, got, []string{
			"create ledger false true", "release release false true", "delete visit true false",
			"create visit false true", "update visit true true", "update visit true true",
		})
		wantEqual(t, total, 6)
		wantEqual(t, entries[1].ThingID, string(r.ID))
		wantEqual(t, entries[5].ThingID, string(w.visit.ID))
		for text, want := range map[string]string{entries[5].Before: "", entries[5].After: "Ny anteckning"} {
			var row struct{ Note string }
			must(t, json.Unmarshal([]byte(text), &row))
			wantEqual(t, row.Note, want)
		}
	})
}

func TestSeedsAreInTheAuditLog(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		entries, _, err := w.store.Audit().List(act(t), scheduling.AuditQuery{})
		must(t, err)
		things := map[string]int{}
		for i, e := range entries {
			things[e.Thing]++
			if i > 0 && e.ID >= entries[i-1].ID {
				t.Errorf("entry %d comes after %d, want newest first", e.ID, entries[i-1].ID)
			}
			var row any
			if err := json.Unmarshal([]byte(e.After), &row); err != nil {
				t.Errorf("%s %s: %v", e.Action, e.Thing, err)
			}
		}
		wantEqual(t, things, map[string]int{
			"district": 1, "municipality": 1, "locality": 3, "site": 3, "office": 1, "shift": len(w.Shifts) + 1, "shift_series": 1, "season": 1,
			"occasion": 1, "pledge": 1, "visit": 1,
		})
	})
}

func TestWriteWithoutActorIsRefused(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		added := w.Visit(1, storagetest.Monday+1, 600, 700)
		v := get(t, w.store.Visits(), w.visit.ID)
		v.Note = "Från ingen"
		nobody := scheduling.WithActor(t.Context(), scheduling.Actor{From: "127.0.0.1"})
		for name, err := range map[string]error{
			"create":  w.store.Visits().Create(t.Context(), added),
			"update":  w.store.Visits().Update(t.Context(), v),
			"delete":  w.store.Visits().Delete(t.Context(), v.ID, v.Version),
			"replace": w.store.Visits().Replace(t.Context(), []scheduling.Visit{v}, nil),
			"release": w.store.Releases().Add(t.Context(), releaseOf(w, 1, *w.now, scheduling.ChangeNew, w.visit)),
			"nobody":  w.store.Visits().Update(nobody, v),
			"event":   w.store.Audit().Record(t.Context(), scheduling.AuditEvent{Action: scheduling.AuditRead, Thing: "visit"}),
		} {
			if err == nil || scheduling.KindOf(err) != "" {
				t.Errorf("%s: got %v, want a fault", name, err)
			}
		}
		_, err := w.store.Visits().Get(t.Context(), added.ID)
		wantError(t, err, scheduling.NotFound, scheduling.CodeNotFound)
		wantEqual(t, get(t, w.store.Visits(), v.ID).Note, "")
		last, err := w.store.Releases().Last(t.Context(), w.District.ID)
		must(t, err)
		wantEqual(t, last, 0)
	})
}

func TestAuditLogIsSearched(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		as := func(id, name string) context.Context {
			return scheduling.WithActor(t.Context(), scheduling.Actor{ID: id, Name: name, From: "::1"})
		}
		other := w.District
		other.ID, other.Slug, other.Name = "other", "other", "Andra"
		must(t, w.store.Districts().Create(as("a1", "anna"), other))
		*w.now = w.now.Add(time.Hour)
		start := *w.now
		record := func(ctx context.Context, e scheduling.AuditEvent) {
			must(t, w.store.Audit().Record(ctx, e))
			*w.now = w.now.Add(time.Hour)
		}
		record(as("a1", "anna"), scheduling.AuditEvent{Action: scheduling.AuditRead, Thing: "visit", ThingID: "v1", District: w.District.ID})
		record(as("b1", "bo"), scheduling.AuditEvent{Action: scheduling.AuditRead, Thing: "visit", ThingID: "v2", District: other.ID})
		record(as("", "a1"), scheduling.AuditEvent{Action: scheduling.AuditSignInRefused, Thing: "account",
			Details: map[string]string{"because": "slow", "a": "b"}})

		const (
			refusal = "sign_in_refused account "
			ofBo    = "read visit v2"
			ofAnna  = "read visit v1"
			founded = "create district other"
		)
		here, there := w.District.ID, other.ID
		recent := scheduling.AuditQuery{From: start}
		tests := map[string]struct {
			ctx   context.Context
			query scheduling.AuditQuery
			want  []string
		}{
			"all":                  {t.Context(), recent, []string{refusal, ofBo, ofAnna}},
			"district":             {t.Context(), scheduling.AuditQuery{DistrictID: there}, []string{ofBo, founded}},
			"account":              {t.Context(), scheduling.AuditQuery{Actor: "b1"}, []string{ofBo}},
			"account and name":     {t.Context(), scheduling.AuditQuery{Actor: "a1"}, []string{refusal, ofAnna, founded}},
			"name and action":      {t.Context(), scheduling.AuditQuery{Actor: "anna", Action: scheduling.AuditRead}, []string{ofAnna}},
			"thing":                {t.Context(), scheduling.AuditQuery{Thing: "account"}, []string{refusal}},
			"one thing":            {t.Context(), scheduling.AuditQuery{Thing: "visit", ThingID: "v2"}, []string{ofBo}},
			"until":                {t.Context(), scheduling.AuditQuery{From: start, Until: start.Add(2 * time.Hour)}, []string{ofBo, ofAnna}},
			"from":                 {t.Context(), scheduling.AuditQuery{From: start.Add(time.Hour)}, []string{refusal, ofBo}},
			"none":                 {t.Context(), scheduling.AuditQuery{Actor: "nobody"}, []string{}},
			"within reach":         {scheduling.WithReach(t.Context(), []scheduling.DistrictID{here}), recent, []string{ofAnna}},
			"within a wider reach": {scheduling.WithReach(t.Context(), []scheduling.DistrictID{here, there}), recent, []string{ofBo, ofAnna}},
			"out of reach":         {scheduling.WithReach(t.Context(), []scheduling.DistrictID{here}), scheduling.AuditQuery{DistrictID: there}, []string{}},
			"asked by name and out of reach": {scheduling.WithReach(t.Context(), []scheduling.DistrictID{here}),
				scheduling.AuditQuery{Actor: "a1", From: start}, []string{ofAnna}},
			"without reach": {scheduling.WithReach(t.Context(), nil), scheduling.AuditQuery{}, []string{}},
		}
		for name, test := range tests {
			found, total, err := w.store.Audit().List(test.ctx, test.query)
			must(t, err)
			got := []string{}
			for _, e := range found {
				got = append(got, fmt.Sprintf("%s %s %s", e.Action, e.Thing, e.ThingID))
			}
			t.Run(name, func(t *testing.T) {
				wantEqual(t, got, test.want)
				wantEqual(t, total, len(test.want))
			})
		}
		part, total, err := w.store.Audit().List(t.Context(), scheduling.AuditQuery{From: start, Limit: 1, Offset: 1})
		must(t, err)
		wantEqual(t, total, 3)
		wantEqual(t, len(part), 1)
		wantEqual(t, part[0].Actor, scheduling.Actor{ID: "b1", Name: "bo", From: "::1"})
		last, _, err := w.store.Audit().List(t.Context(), scheduling.AuditQuery{Limit: 1})
		must(t, err)
		wantEqual(t, last[0].After, `{"a":"b","because":"slow"}`)
		wantEqual(t, last[0].Before, "")
	})
}
