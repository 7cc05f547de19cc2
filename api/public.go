package api

import (
	"context"
	"slices"

	"poliskontor/api/site"
	"poliskontor/scheduling"
)

// What is under /api/v1/public answers from the site's snapshot alone, so that it
// shows what the pages show, and stays up without the database. Its types hold
// nothing that is not public.

// publicCache is how long a public answer may be reused, as for the pages.
const publicCache = "public, max-age=60"

// publicly is a public answer about one thing.
type publicly[T any] struct {
	CacheControl string `header:"Cache-Control" doc:"How long the answer may be reused."`
	Body         T
}

// publicList is a public list.
type publicList[T any] struct {
	CacheControl string `header:"Cache-Control" doc:"How long the answer may be reused."`
	Link         string `header:"Link" doc:"The next and the previous part, where there are any (rel next and prev)."`
	Body         List[T]
}

// snapshot returns what is public at present.
func (a *api) snapshot() (*site.Snapshot, error) {
	if s := a.Site.Snapshot(); s != nil {
		return s, nil
	}
	return nil, &failure{code: codeUnavailable}
}

func publish[T, Out any](ctx context.Context, page Paging, things []T, show func(T) Out) *publicList[Out] {
	part := cut(ctx, page, things, show)
	return &publicList[Out]{CacheControl: publicCache, Link: part.Link, Body: part.Body}
}

// PlaceFilter narrows to municipalities and localities by the slugs of their pages.
type PlaceFilter struct {
	Kommun []string `query:"kommun" doc:"Only in these municipalities, by slug, separated by commas." example:"kristianstad"`
	Ort    []string `query:"ort" doc:"Only at these localities, by slug, separated by commas." example:"ahus"`
}

// check refuses slugs that name nothing, since an empty list would look like no visits.
func (f PlaceFilter) check(s *site.Snapshot) error {
	for _, slug := range f.Kommun {
		if _, found := s.Municipality(slug); !found {
			return invalid("query.kommun", scheduling.CodeUnknown)
		}
	}
	for _, slug := range f.Ort {
		if _, found := s.Locality(slug); !found {
			return invalid("query.ort", scheduling.CodeUnknown)
		}
	}
	return nil
}

func (f PlaceFilter) selects(kommun, ort string) bool {
	return (len(f.Kommun) == 0 || slices.Contains(f.Kommun, kommun)) && (len(f.Ort) == 0 || slices.Contains(f.Ort, ort))
}

// PublicName is a municipality or a locality as its pages name it.
type PublicName struct {
	Slug string `json:"slug" doc:"Its part of addresses." example:"ahus"`
	Name string `json:"name" doc:"Its name." example:"Åhus"`
}

func publicName(n scheduling.PublicName) PublicName { return PublicName{Slug: n.Slug, Name: n.Name} }
