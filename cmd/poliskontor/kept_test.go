package main

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// keptPledge is what the API tells everybody of how a pledge is kept.
type keptPledge struct {
	Slug string
	Kept *struct{ Year, Announced, Delivered, Cancelled, Unrecorded, Coming, WellAhead, Counted, Attendance int }

	Commitments []struct {
		Article int
		Title   string
		Kept    *struct {
			Visits, SituationPictures, Activities int
			Places                                []struct{ Delivered, LongestWait int }
		}
	}
}

// done is what was done for a commitment, as its row says it.
func done(visits, pictures, activities int) string {
	var parts []string
	for _, one := range []struct {
		n         int
		name, end string
	}{{visits, "besök", ""}, {pictures, "lägesbild", "er"}, {activities, "aktivitet", "er"}} {
		switch {
		case one.n == 1:
			parts = append(parts, "1 "+one.name)
		case one.n > 1:
			parts = append(parts, fmt.Sprint(one.n, " ", one.name, one.end))
		}
	}
	if len(parts) == 0 {
		return "Inget ännu"
	}
	return strings.Join(parts, " och ")
}

// TestTheFiguresOfAPledgeAreThoseOfItsPage holds what the API tells of every pledge of the
// demonstration against what its page says.
func TestTheFiguresOfAPledgeAreThoseOfItsPage(t *testing.T) {
	t.Parallel()
	app, _ := startApp(t, demoFile(t), true)
	defer func() {
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := app.site.Count(t.Context()); err != nil { // which a server does once it answers
		t.Fatal(err)
	}
	get := func(path string) string {
		recorder := httptest.NewRecorder()
		app.server.Handler.ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		if recorder.Code != http.StatusOK {
			t.Fatalf("GET %s: status %d", path, recorder.Code)
		}
		return recorder.Body.String()
	}
	var pledges struct{ Items []keptPledge }
	if err := json.Unmarshal([]byte(get("/api/v1/public/pledges?limit=100")), &pledges); err != nil {
		t.Fatal(err)
	}
	told, visits, pictures, activities, places := 0, 0, 0, 0, 0
	for _, p := range pledges.Items {
		page := html.UnescapeString(get("/loften/" + p.Slug))
		says := func(format string, values ...any) {
			t.Helper()
			if said := fmt.Sprintf(format, values...); !strings.Contains(page, said) {
				t.Errorf("the page of %s does not say %q", p.Slug, said)
			}
		}
		k := p.Kept
		if strings.Contains(page, "Så hålls löftet") != (k != nil) {
			t.Errorf("%s: the page and the data do not tell the same", p.Slug)
		}
		if k == nil {
			continue
		}
		told++
		says("Så hålls löftet %d", k.Year)
		if k.Announced > 0 {
			says("Kontoret annonserade %d besök på orterna. %d är genomförda, %d ställdes in, %d är över utan att någon har noterat hur det gick, och %d återstår.",
				k.Announced, k.Delivered, k.Cancelled, k.Unrecorded, k.Coming)
			says("%d av %d annonserades", k.WellAhead, k.Announced)
		}
		if k.Counted > 0 {
			says("%d personer kom till de %d besök", k.Attendance, k.Counted)
		}
		for _, c := range p.Commitments {
			says(">%d. %s</th><td>%s</td>", c.Article, c.Title, done(c.Kept.Visits, c.Kept.SituationPictures, c.Kept.Activities))
			visits, pictures, activities = visits+c.Kept.Visits, pictures+c.Kept.SituationPictures, activities+c.Kept.Activities
			for _, place := range c.Kept.Places {
				says("%d besök, som längst %d dagars väntan.", place.Delivered, place.LongestWait)
				places++
			}
		}
	}
	if told == 0 || visits == 0 || pictures == 0 || activities == 0 || places == 0 {
		t.Errorf("%d pledges are told of, with %d visits, %d lägesbilder, %d activities and %d places", told, visits, pictures, activities, places)
	}
}
