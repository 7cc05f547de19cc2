//go:build unix

package api_test

import (
	"fmt"
	"net/http"
	"testing"

	"poliskontor/storage/storagetest"
)

// What can be written but not be stored, or not be shown, must not become a fault
// of ours.
func TestFarAwayTimesAreNoFaultOfOurs(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		district, office := w.seeds.District.ID, w.seeds.Office.ID
		for _, day := range []string{"0000-01-01", "0001-01-01", "1969-12-31", "1970-01-01", "2199-12-31", "9999-12-31"} {
			for path, body := range map[string]object{
				"absences": {"districtId": district, "officeId": office, "from": day, "to": day},
				"seasons":  {"districtId": district, "name": "Period", "from": day, "to": day},
				"occasions": {"districtId": district, "siteId": w.seeds.Sites[0].ID, "name": "Fest", "from": day, "to": day,
					"opens": "10:00", "closes": "30:00", "priority": 1},
				"shifts": {"districtId": district, "officeId": office, "starts": day + "T10:00:00Z", "ends": day + "T23:30:00Z"},
				"visits": w.visit(object{"starts": day + "T10:00:00Z", "ends": day + "T11:00:00Z"}),
			} {
				made := w.send("POST", "/api/v1/"+path, body)
				if made.Code != http.StatusCreated && made.Code != http.StatusUnprocessableEntity {
					t.Errorf("%s on %s: %d %s", path, day, made.Code, made.Body)
				}
				query := fmt.Sprintf("/api/v1/%s?limit=500", path)
				if path != "seasons" {
					query += "&from=" + day + "&to=" + day
				}
				if r := w.send("GET", query, nil); r.Code != http.StatusOK && r.Code != http.StatusUnprocessableEntity {
					t.Errorf("%s: %d %s", query, r.Code, r.Body)
				}
			}
		}
	})
}

func TestHostileIDsAreNoFaultOfOurs(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		for _, id := range []string{"%00", "%ff", "..", "'%20or%201=1--", "x%0ay", "%F0%9F%9A%93"} {
			for _, path := range []string{"districts", "visits", "proposals", "public/visits"} {
				if r := w.send("GET", "/api/v1/"+path+"/"+id, nil); r.Code != http.StatusNotFound {
					t.Errorf("%s/%s: %d %s", path, id, r.Code, r.Body)
				}
			}
			if r := w.send("GET", "/api/v1/visits?district="+id, nil); r.Code != http.StatusUnprocessableEntity && id != ".." {
				t.Errorf("district=%s: %d %s", id, r.Code, r.Body)
			}
			if r := w.send("GET", "/api/v1/public/visits?ort="+id, nil); r.Code != http.StatusUnprocessableEntity {
				t.Errorf("ort=%s: %d %s", id, r.Code, r.Body)
			}
		}
	})
}
