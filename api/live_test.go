//go:build unix

package api_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"poliskontor/accounts"
	"poliskontor/storage/storagetest"
)

func TestChangesByOthersAreTold(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w, _ := planned(t, database.Fresh(t), lasting)
		server := serve(t, w)
		here := "/api/v1/events?district=" + string(w.seeds.District.ID)
		elsewhere := storagetest.Seed(t, w.store)
		ctx, leave := context.WithCancel(t.Context())
		defer leave()
		all := w.token
		w.token = w.tokenOf(w.account("har@example.se", accounts.Grant{Role: accounts.Planner, DistrictID: w.seeds.District.ID}))
		stream := w.listen(ctx, server, "GET", here, nil)
		w.token = all
		start := stream.until("start")["number"].(float64)
		if people := stream.until("presence")["people"].([]any); len(people) != 1 {
			t.Errorf("alone: %v", people)
		}
		second, away := context.WithCancel(t.Context())
		defer away()
		w.listen(second, server, "GET", here+"&at=visits/v1", nil)
		w.listen(second, server, "GET", here+"&at=sites/s1", nil)
		for opened := ""; opened != `["sites/s1","visits/v1"]`; {
			people := stream.until("presence")["people"].([]any)
			if len(people) > 2 {
				t.Fatalf("in company: %v", people)
			}
			if len(people) == 2 {
				opened = asText(people[0].(object)["at"])
				if !strings.HasPrefix(opened, "[\"") {
					opened = asText(people[1].(object)["at"])
				}
			}
		}
		away()
		for alone := false; !alone; {
			alone = len(stream.until("presence")["people"].([]any)) == 1
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

func TestFollowingWhatIsNotThere(t *testing.T) {
	w := onSQLite(t)
	w.must(http.StatusNotFound, "GET", "/api/v1/events?district=nothing", nil)
	w.must(http.StatusUnprocessableEntity, "GET", "/api/v1/events?at=nothing", nil)
}
