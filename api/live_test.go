//go:build unix

package api_test

import (
	"context"
	"net/http"
	"testing"

	"poliskontor/accounts"
	"poliskontor/storage/storagetest"
)

func TestChangesByOthersAreTold(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, season := planned(t, database.Fresh(t), lasting)
		server := serve(t, w)
		id := season[len("/api/v1/seasons/"):]
		elsewhere := storagetest.Seed(t, w.store)
		ctx, leave := context.WithCancel(t.Context())
		defer leave()
		all := w.token
		w.token = w.tokenOf(w.account("har@example.se", accounts.Grant{Role: accounts.Planner, DistrictID: w.seeds.District.ID}))
		stream := w.listen(ctx, server, "GET", "/api/v1/events?season="+id, nil)
		w.token = all
		start := stream.until("start")["number"].(float64)
		if people := stream.until("presence")["people"].([]any); len(people) != 1 {
			t.Errorf("alone: %v", people)
		}
		second, away := context.WithCancel(t.Context())
		defer away()
		w.listen(second, server, "GET", "/api/v1/events?season="+id, nil)
		if people := stream.until("presence")["people"].([]any); len(people) != 2 {
			t.Errorf("in company: %v", people)
		}
		away()
		if people := stream.until("presence")["people"].([]any); len(people) != 1 {
			t.Errorf("alone again: %v", people)
		}
		w.must(http.StatusCreated, "POST", "/api/v1/municipalities", object{"districtId": elsewhere.District.ID, "slug": "ny-kommun", "name": "Ny"})
		visit := w.must(http.StatusOK, "GET", "/api/v1/visits", nil).items()[0]
		w.must(http.StatusOK, "PUT", "/api/v1/visits/"+visit["id"].(string), object{"pinned": true}, "If-Match", `"1"`)
		change := stream.until("change")
		if change["thing"] != "visit" || change["id"] != visit["id"] || change["version"] != 2.0 || change["by"] != "everything@example.se" || change["number"].(float64) <= start {
			t.Errorf("change: %v", change)
		}
		leave()
	})
}

func TestFollowingASeasonThatIsNotThere(t *testing.T) {
	onSQLite(t).must(http.StatusNotFound, "GET", "/api/v1/events?season=nothing", nil)
}
