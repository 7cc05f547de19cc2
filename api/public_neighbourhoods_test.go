//go:build unix

package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestNeighbourhoodsAreShapedAsReadersKnowThem reads the localities with nothing but the
// names of data.police.uk's documentation.
func TestNeighbourhoodsAreShapedAsReadersKnowThem(t *testing.T) {
	w := onSQLite(t)
	slug := w.must(http.StatusOK, "GET", "/api/v1/public/visits/"+w.announced(nil).text("id"), nil).body["locality"].(object)["slug"].(string)
	read := func(path string, into any, headers ...string) {
		t.Helper()
		if err := json.Unmarshal(w.must(http.StatusOK, "GET", "/api/v1/public/neighbourhoods"+path, nil, headers...).Body.Bytes(), into); err != nil {
			t.Fatal(err)
		}
	}
	var places []struct{ ID, Name string }
	read("", &places)
	known := map[string]string{}
	for _, p := range places {
		known[p.ID] = p.Name
	}
	if known[slug] == "" {
		t.Errorf("%s is none of %v", slug, places)
	}
	var events []struct {
		Title, Description, Address, Type string
		StartDate                         string               `json:"start_date"`
		EndDate                           string               `json:"end_date"`
		ContactDetails                    struct{ Web string } `json:"contact_details"`
	}
	for language, title := range map[string]string{"sv": "Polisens mobila kontor i ", "en": "Mobile police office in "} {
		read("/"+slug+"/events", &events, "Accept-Language", language)
		if len(events) != 1 || events[0].Title != title+known[slug] || events[0].Address == "" || events[0].StartDate >= events[0].EndDate ||
			!strings.Contains(events[0].ContactDetails.Web, "/besok/") || !strings.HasSuffix(events[0].Description, events[0].ContactDetails.Web) {
			t.Errorf("in %s: %+v", language, events)
		}
	}
	var priorities []struct {
		Issue     string
		IssueDate string `json:"issue-date"`
	}
	read("/"+slug+"/priorities", &priorities)
	if priorities == nil {
		t.Error("no priorities are null, not an empty list")
	}
}
