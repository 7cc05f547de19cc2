package demo

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// TestPromiseIsKept loads the demonstration on days all around the year and holds
// what is announced against the example pledge and the summer rule.
func TestPromiseIsKept(t *testing.T) {
	for _, now := range []time.Time{friday, august} {
		t.Run(now.Format(time.DateOnly), func(t *testing.T) {
			t.Parallel()
			store := loaded(t, now)
			l := newLoader(store.FollowUp(), calendar.NewHolidays(), now)
			checkStory(t, store)
			checkDeeds(t, store, scheduling.DayOf(now))
			_, next := l.seasons()
			checkGaps(t, store, next)
			checkSummer(t, store, next)
		})
	}
}

// checkStory sees that there is one of each thing that a demonstration shows.
func checkStory(t *testing.T, store scheduling.Store) {
	t.Helper()
	district := districtOf(t, store)
	last, err := store.Releases().Last(t.Context(), district.ID)
	if err != nil || last != 3 {
		t.Errorf("%d releases, %v", last, err)
	}
	visits, _, err := store.Visits().List(t.Context(), scheduling.Query{DistrictID: district.ID})
	if err != nil {
		t.Fatal(err)
	}
	count := map[scheduling.State]int{}
	for _, v := range visits {
		count[v.State]++
	}
	if count[scheduling.Moved] != 1 || count[scheduling.Cancelled] != 1 || count[scheduling.BrokenOff] != 1 ||
		count[scheduling.Held] < 10 || count[scheduling.Draft] > 0 {
		t.Errorf("the visits are %v", count)
	}
	pledges, _, err := store.Pledges().List(t.Context(), scheduling.Query{})
	if err != nil || len(pledges) != 6 {
		t.Errorf("%d pledges, %v", len(pledges), err)
	}
	checkDocuments(t, pledges)
}

// checkDocuments sees that each of the five documents is there with its articles, and
// with what only it has.
func checkDocuments(t *testing.T, pledges []scheduling.Pledge) {
	t.Helper()
	bySlug := map[string]scheduling.Pledge{}
	ids := map[scheduling.CommitmentID]bool{}
	for _, p := range pledges {
		bySlug[p.Slug] = p
		for _, c := range p.Commitments {
			if c.ID == "" || ids[c.ID] {
				t.Errorf("%s, %s: no ID of its own: %q", p.Slug, c.Title, c.ID)
			}
			ids[c.ID] = true
		}
	}
	for slug, articles := range map[string]int{
		"kristianstad-2018": 1, "kristianstad-2020": 11, "kristianstad-2025": 7, "kristianstad-samverkan-2025-2028": 17,
		"kristinehamn-2016-2017": 6,
	} {
		if got := len(bySlug[slug].Commitments); got != articles || bySlug[slug].Signed.IsZero() {
			t.Errorf("%s: %d articles, want %d", slug, got, articles)
		}
	}
	has := func(slug, what string, found func(scheduling.Commitment) bool) {
		t.Helper()
		if !slices.ContainsFunc(bySlug[slug].Commitments, found) {
			t.Errorf("%s has no %s", slug, what)
		}
	}
	target := func(indicator scheduling.Indicator, wanted scheduling.Target) func(scheduling.Commitment) bool {
		return func(c scheduling.Commitment) bool { return c.Indicator == indicator && c.Target == wanted }
	}
	has("kristianstad-2018", "visits outside summer", func(c scheduling.Commitment) bool {
		return c.Indicator == scheduling.Visits && c.Binds == scheduling.OutsideSummer && slices.Contains(c.Scope.Kinds, scheduling.Basort)
	})
	has("kristianstad-2020", "information twice a year", target(scheduling.Information, atLeast(2, scheduling.PerYear)))
	has("kristianstad-2020", "picture every week", target(scheduling.SituationPictures, atLeast(1, scheduling.PerWeek)))
	if p := bySlug["kristianstad-2020"]; p.FollowUpMonth != 12 || p.FollowUpForum != "Lokala Brå" {
		t.Errorf("the pledge of 2020 is followed up in month %d by %q", p.FollowUpMonth, p.FollowUpForum)
	}
	has("kristianstad-2025", "traffic controls", target(scheduling.TrafficControls, scheduling.Target{}))
	has("kristianstad-samverkan-2025-2028", "report every second year",
		target(scheduling.Reports, scheduling.Target{Count: 1, Per: scheduling.PerYear, Every: 2}))
	has("kristianstad-samverkan-2025-2028", "council", func(c scheduling.Commitment) bool {
		return c.Indicator == scheduling.ForumMeetings && c.Forum == "Lokala Brå"
	})
	for _, c := range bySlug["kristinehamn-2016-2017"].Commitments {
		if c.Responsible == "" {
			t.Errorf("nobody answers for %s in Kristinehamn", c.Title)
		}
	}
	if bySlug["kristianstad-2025"].FrameID != bySlug["kristianstad-samverkan-2025-2028"].ID ||
		bySlug["kristianstad-2025"].ReplacesID != bySlug["kristianstad-2020"].ID {
		t.Error("the pledges of 2025 hang in the air")
	}
}

func districtOf(t *testing.T, store scheduling.Store) scheduling.District {
	t.Helper()
	districts, _, err := store.Districts().List(t.Context(), scheduling.Query{Slug: "kristianstad"})
	if err != nil || len(districts) != 1 {
		t.Fatalf("%d districts, %v", len(districts), err)
	}
	return districts[0]
}

// checkGaps sees that each basort is visited and that no gap is above the promise.
func checkGaps(t *testing.T, store scheduling.Store, season scheduling.Season) {
	t.Helper()
	district := districtOf(t, store)
	announced, err := store.Releases().Announced(t.Context(), district.ID, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	pledges, _, err := store.Pledges().List(t.Context(), scheduling.Query{DistrictID: district.ID})
	if err != nil {
		t.Fatal(err)
	}
	localities, _, err := store.Localities().List(t.Context(), scheduling.Query{DistrictID: district.ID})
	if err != nil {
		t.Fatal(err)
	}
	basorter := 0
	for _, locality := range localities {
		if locality.Kind != scheduling.Basort {
			continue
		}
		basorter++
		var days []scheduling.Day
		for _, v := range announced {
			if v.Locality.Slug == locality.Slug && v.Occasion == "" && v.State != scheduling.Cancelled {
				days = append(days, scheduling.DayOf(v.Starts))
			}
		}
		slices.Sort(days)
		if len(days) < 20 {
			t.Errorf("%s has %d visits", locality.Name, len(days))
		}
		promise := scheduling.PromisesOf(locality, pledges, season.From, season.To)[0]
		for _, gap := range promise.Gaps(append(days, season.To), season.Summer) {
			t.Errorf("%s waits %d days from %s to %s", locality.Name, gap.Days, gap.From, gap.To)
		}
	}
	if basorter != 6 {
		t.Errorf("%d basorter", basorter)
	}
}

// checkSummer sees that occasions get their share of the crewed hours in summer.
func checkSummer(t *testing.T, store scheduling.Store, season scheduling.Season) {
	t.Helper()
	q := scheduling.Query{DistrictID: districtOf(t, store).ID, From: season.From.Starts(), Until: (season.To + 1).Starts()}
	shifts, _, err := store.Shifts().List(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	visits, _, err := store.Visits().List(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var crewed, atOccasions time.Duration
	for _, s := range shifts {
		if season.Summer.Covers(scheduling.DayOf(s.Starts)) {
			crewed += s.Ends.Sub(s.Starts)
		}
	}
	for _, v := range visits {
		if v.OccasionID != "" && season.Summer.Covers(scheduling.DayOf(v.Starts)) {
			atOccasions += v.Ends.Sub(v.Starts)
		}
	}
	share := int(1000 * atOccasions / crewed)
	t.Logf("%s of %s crewed hours in summer at occasions", atOccasions, crewed)
	if share < season.Summer.OccasionShare {
		t.Errorf("%d thousandths of the crewed hours in summer go to occasions, less than %d", share, season.Summer.OccasionShare)
	}
}

func TestLoadRefusesWhatIsNotEmpty(t *testing.T) {
	store := storagetest.Open(t, storagetest.SQLite(t), time.Now)
	ctx := scheduling.WithActor(t.Context(), scheduling.Actor{Name: "test"})
	if _, err := scheduling.NewRegisters(store).Districts.Create(ctx, scheduling.District{Slug: "a", Name: "A"}); err != nil {
		t.Fatal(err)
	}
	if err := Load(context.Background(), store.FollowUp(), calendar.NewHolidays(), time.Now()); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("got %v", err)
	}
}
