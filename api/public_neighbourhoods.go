package api

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"poliskontor/api/site"
	"poliskontor/calendar"
	"poliskontor/scheduling"
)

// A neighbourhood is a locality in the shape that data.police.uk gives its own, so that
// programs which read that one can read this one. Names and forms are theirs; times have
// their offset, which theirs leave out.

// PublicNeighbourhood is a locality.
type PublicNeighbourhood struct {
	ID   string `json:"id" doc:"The locality's slug." example:"ahus"`
	Name string `json:"name" doc:"Its name." example:"Åhus"`
}

// NeighbourhoodEvent is a coming visit.
type NeighbourhoodEvent struct {
	Title       string              `json:"title" doc:"What it is called, with what has become of it first, such as INSTÄLLT for cancelled."`
	Description string              `json:"description" doc:"What has changed and why, what one can do there, how to get there."`
	Address     string              `json:"address" doc:"Where the office stands."`
	Type        string              `json:"type" enum:"contact-point" doc:"Always a place to meet the police."`
	Starts      Time                `json:"start_date" doc:"When it begins."`
	Ends        Time                `json:"end_date" doc:"When it ends."`
	Contact     NeighbourhoodAccess `json:"contact_details" doc:"Where there is more."`
}

// NeighbourhoodAccess is where there is more about a visit.
type NeighbourhoodAccess struct {
	Web string `json:"web" doc:"The visit's page."`
}

// NeighbourhoodPriority is a commitment that is made to the locality.
type NeighbourhoodPriority struct {
	Issue      string `json:"issue" doc:"What is promised."`
	IssueDate  Date   `json:"issue-date" doc:"When the pledge was signed."`
	Action     string `json:"action,omitempty" doc:"What has been done for it, where that is on record."`
	ActionDate Date   `json:"action-date,omitempty" doc:"When it was last done."`
}

type bySlug struct {
	Slug Ref `path:"slug" doc:"The locality's slug." example:"ahus"`
}

// publicWords is a public answer in the reader's language.
type publicWords[T any] struct {
	CacheControl    string `header:"Cache-Control" doc:"How long the answer may be reused."`
	ContentLanguage string `header:"Content-Language" doc:"The language of its words."`
	Vary            string `header:"Vary" doc:"What the answer depends on."`
	Body            T
}

func word[T any](ctx context.Context, body T) *publicWords[T] {
	return &publicWords[T]{CacheControl: publicCache, ContentLanguage: string(requestFrom(ctx).language), Vary: "Accept-Language", Body: body}
}

func (a *api) listNeighbourhoods(context.Context, *struct{}) (*publicly[[]PublicNeighbourhood], error) {
	s, err := a.snapshot()
	if err != nil {
		return nil, err
	}
	found := make([]PublicNeighbourhood, 0, len(s.Localities))
	for _, l := range s.Localities {
		found = append(found, PublicNeighbourhood{ID: l.Slug, Name: l.Name})
	}
	return &publicly[[]PublicNeighbourhood]{CacheControl: publicCache, Body: found}, nil
}

// neighbourhood returns a locality with what is public at present.
func (a *api) neighbourhood(slug Ref) (*site.Snapshot, site.Locality, error) {
	s, err := a.snapshot()
	if err != nil {
		return nil, site.Locality{}, err
	}
	locality, found := s.Locality(string(slug))
	if !found {
		return nil, site.Locality{}, &failure{code: scheduling.CodeNotFound}
	}
	return s, locality, nil
}

func (a *api) listNeighbourhoodEvents(ctx context.Context, in *bySlug) (*publicWords[[]NeighbourhoodEvent], error) {
	s, locality, err := a.neighbourhood(in.Slug)
	if err != nil {
		return nil, err
	}
	events := []NeighbourhoodEvent{}
	for _, v := range s.VisitsTo(locality.Slug) {
		if !v.Ends.After(a.Clock()) {
			continue
		}
		page := a.pageURL("/besok/" + string(v.ID))
		title, address, text := calendar.Words(v, calendar.Language(requestFrom(ctx).language), page)
		events = append(events, NeighbourhoodEvent{Title: title, Description: text, Address: address, Type: "contact-point",
			Starts: timeOf(v.Starts), Ends: timeOf(v.Ends), Contact: NeighbourhoodAccess{Web: page}})
	}
	return word(ctx, events), nil
}

func (a *api) listNeighbourhoodPriorities(ctx context.Context, in *bySlug) (*publicWords[[]NeighbourhoodPriority], error) {
	s, locality, err := a.neighbourhood(in.Slug)
	if err != nil {
		return nil, err
	}
	today := scheduling.DayOf(a.Clock())
	priorities := []NeighbourhoodPriority{}
	for _, pledge := range s.Pledges {
		if pledge.Municipality.Slug != locality.Municipality.Slug || today < pledge.From || !pledge.To.IsZero() && today > pledge.To {
			continue
		}
		for _, c := range pledge.Commitments {
			if !promisedTo(c, locality) {
				continue
			}
			priority := NeighbourhoodPriority{Issue: strings.Trim(c.Title+". "+c.Text, ". ") + ".", IssueDate: dateOf(pledge.Signed)}
			if c.Indicator == scheduling.Visits {
				priority.Action, priority.ActionDate = delivered(s, locality, pledge.From, requestFrom(ctx).language)
			}
			priorities = append(priorities, priority)
		}
	}
	return word(ctx, priorities), nil
}

// promisedTo tells whether a commitment is made to a locality; one without a scope is
// made to the whole municipality.
func promisedTo(c site.Commitment, l site.Locality) bool {
	if len(c.Kinds) == 0 && len(c.Localities) == 0 {
		return true
	}
	return slices.Contains(c.Kinds, l.Kind) ||
		slices.ContainsFunc(c.Localities, func(n scheduling.PublicName) bool { return n.Slug == l.Slug })
}

// delivered says how many visits are on record as held since a day, and when the last
// one was; nothing where there is none.
func delivered(s *site.Snapshot, l site.Locality, since scheduling.Day, in language) (action string, last Date) {
	held := 0
	for _, v := range s.VisitsTo(l.Slug) {
		if day := scheduling.DayOf(v.Starts); v.Held && day >= since {
			held++
			last = dateOf(day)
		}
	}
	if held == 0 {
		return "", ""
	}
	return strings.ReplaceAll(catalogues[in].Values["visits held"], "{n}", strconv.Itoa(held)), last
}
