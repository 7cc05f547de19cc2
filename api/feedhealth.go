package api

import (
	"cmp"
	"context"
	"slices"

	"poliskontor/scheduling"
	"poliskontor/scheduling/fetching"
)

// FeedHealth tells whether calendars fetch the public feeds. It is about programs, and knows
// nobody.
type FeedHealth struct {
	At         Time           `json:"at" doc:"When it stood so."`
	Since      Date           `json:"since" doc:"The first of the seven days that week counts, of which today is the last."`
	LastChange Time           `json:"lastChange,omitempty" doc:"When something that citizens see was last released; left out where that is before the seven days."`
	Total      FeedFigures    `json:"total" doc:"All of it."`
	Families   []FamilyHealth `json:"families" doc:"By family of program, the one that fetched most first; those that never fetched are left out."`
	Kinds      []KindHealth   `json:"kinds" doc:"By kind of feed; those that were never fetched are left out."`
}

// FeedFigures are about some fetches. Those that a cache has answered are not among them.
type FeedFigures struct {
	LastFetched Time `json:"lastFetched,omitempty" doc:"When one of the feeds was last fetched, if that is known: within 400 days."`
	Today       int  `json:"today" doc:"Fetches since midnight."`
	Week        int  `json:"week" doc:"Fetches in the seven days."`
	Unchanged   int  `json:"unchanged" doc:"Those of week by programs that had what there is already (304)."`
	Copies      int  `json:"copies" doc:"Feeds that were fetched in the seven days, each once for every family that did; families that do not come back by themselves (browser, script) are left out."`
	Behind      int  `json:"behind" doc:"Those of copies that no program of the family has fetched since the feed last changed."`
}

// FamilyHealth is how a family of programs fetches.
type FamilyHealth struct {
	Family string `json:"family" enum:"apple,google,microsoft,thunderbird,nextcloud,icsx5,other_calendar,browser,script,unknown" doc:"The family, by what the programs say that they are."`
	FeedFigures
}

// KindHealth is how feeds of a kind are fetched.
type KindHealth struct {
	Kind string `json:"kind" enum:"all,municipality,locality,selection" doc:"All visits, those in a kommun, those to a place, or any other choice. All and selection are of every district on the server."`
	FeedFigures
}

func (a *api) getFeedHealth(ctx context.Context, in *byID) (*unversioned[FeedHealth], error) {
	health, err := a.Fetches.Health(ctx, scheduling.DistrictID(in.ID))
	if err != nil {
		return nil, err
	}
	shown := FeedHealth{At: timeOf(a.Clock()), Since: dateOf(health.Since), LastChange: timeOf(health.LastChange), Total: showFeedFigures(health.Total),
		Families: []FamilyHealth{}, Kinds: []KindHealth{}}
	for _, family := range fetching.Families {
		if figures, found := health.Families[family]; found {
			shown.Families = append(shown.Families, FamilyHealth{string(family), showFeedFigures(figures)})
		}
	}
	slices.SortStableFunc(shown.Families, func(a, b FamilyHealth) int { return cmp.Compare(b.Week, a.Week) })
	for _, kind := range fetching.Kinds {
		if figures, found := health.Kinds[kind]; found {
			shown.Kinds = append(shown.Kinds, KindHealth{string(kind), showFeedFigures(figures)})
		}
	}
	return &unversioned[FeedHealth]{shown}, nil
}

func showFeedFigures(f fetching.Figures) FeedFigures {
	return FeedFigures{LastFetched: timeOf(f.Last), Today: f.Today, Week: f.Week, Unchanged: f.Unchanged, Copies: f.Copies, Behind: f.Behind}
}
