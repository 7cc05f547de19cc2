package api

import (
	"context"

	"poliskontor/api/site"
)

// withdrawable is how long an answer may be reused that can be taken back: caches keep
// it, and ask each time whether it still holds.
const withdrawable = "public, no-cache"

// PublicSummary is what citizens of a place are told of what they said and what was done.
type PublicSummary struct {
	ID        string                `json:"id" doc:"Its ID, which stays." example:"0198c6f4-0000-7000-8000-000000000000"`
	Owner     string                `json:"owner" enum:"police,kommun" doc:"Whose words they are."`
	Topic     string                `json:"topic" doc:"What it is about." example:"Trafik"`
	From      Date                  `json:"from" doc:"The first day on which it was said."`
	To        Date                  `json:"to" doc:"The last day on which it was said."`
	Said      string                `json:"said" doc:"What citizens said."`
	Done      string                `json:"done" doc:"What was done about it, or why nothing was."`
	Actions   []PublicSummaryAction `json:"actions" doc:"What is being done, as it stood when this was published."`
	Published Time                  `json:"published" doc:"When it was published."`
}

// PublicSummaryAction is what citizens see of an action.
type PublicSummaryAction struct {
	Owner  string `json:"owner" enum:"police,kommun" doc:"Who does it."`
	Role   string `json:"role" doc:"Who answers for it, by role." example:"Kommunpolis"`
	Due    Date   `json:"due" doc:"By when."`
	Status string `json:"status" enum:"open,done,dropped" doc:"What has become of it."`
	Answer string `json:"answer,omitempty" doc:"What was done, or why not."`
}

func (a *api) listPublicSummaries(_ context.Context, in *bySlug) (*publicly[Everything[PublicSummary]], error) {
	s, locality, err := a.neighbourhood(in.Slug)
	if err != nil {
		return nil, err
	}
	found := []PublicSummary{}
	for _, topic := range s.ToldTo(locality.Slug) {
		for _, told := range topic.Summaries {
			found = append(found, showPublicSummary(told))
		}
	}
	return &publicly[Everything[PublicSummary]]{CacheControl: withdrawable, Body: Everything[PublicSummary]{Items: found}}, nil
}

func showPublicSummary(s site.Summary) PublicSummary {
	shown := PublicSummary{ID: string(s.ID), Owner: string(s.Owner), Topic: s.Topic, From: dateOf(s.From), To: dateOf(s.To),
		Said: s.Said, Done: s.Done, Actions: make([]PublicSummaryAction, 0, len(s.Actions)), Published: timeOf(s.Approved)}
	for _, a := range s.Actions {
		shown.Actions = append(shown.Actions, PublicSummaryAction{Owner: string(a.Owner), Role: a.Role, Due: dateOf(a.Due), Status: string(a.Status), Answer: a.Answer})
	}
	return shown
}
