package site

import (
	"cmp"
	"context"
	"slices"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// Summary is what citizens of a place are told of what they said and what was done.
type Summary struct {
	ID       dialogue.SummaryID
	Owner    scheduling.Owner // whose words they are
	Topic    string
	From, To scheduling.Day // when it was said; To is included
	Said     string
	Done     string
	Actions  []SummaryAction
	Approved time.Time
}

// SummaryAction is what citizens see of an action.
type SummaryAction struct {
	Owner  scheduling.Owner
	Role   string // who answers for it
	Due    scheduling.Day
	Status dialogue.Status
	Answer string
}

// Told is what there is to read of one topic, what was said last first.
type Told struct {
	Topic     string
	Summaries []Summary
}

// addSummaries reads what is told, by place and topic. The topic that something was last
// said of stands first.
func (s *Snapshot) addSummaries(ctx context.Context, summaries dialogue.PublicSummaries) error {
	s.told = map[string][]Told{}
	if summaries == nil {
		return nil
	}
	published, err := summaries.Published(ctx)
	if err != nil {
		return err
	}
	slices.SortStableFunc(published, func(a, b dialogue.Published) int {
		return cmp.Or(cmp.Compare(b.To, a.To), b.Approved.Compare(a.Approved))
	})
	for _, p := range published {
		slug := s.slugs[p.LocalityID]
		topics := s.told[slug]
		at := slices.IndexFunc(topics, func(t Told) bool { return t.Topic == p.Topic })
		if at < 0 {
			at, topics = len(topics), append(topics, Told{Topic: p.Topic})
		}
		topics[at].Summaries = append(topics[at].Summaries, summaryOf(p))
		s.told[slug] = topics
	}
	return nil
}

func summaryOf(p dialogue.Published) Summary {
	public := Summary{ID: p.ID, Owner: p.Owner, Topic: p.Topic, From: p.From, To: p.To, Said: p.Said, Done: p.Done, Approved: p.Approved}
	for _, a := range p.Actions {
		public.Actions = append(public.Actions, SummaryAction{Owner: a.Owner, Role: a.Role, Due: a.Due, Status: a.Status, Answer: a.Answer})
	}
	return public
}

// ToldTo returns what the citizens of a place are told, by topic.
func (s *Snapshot) ToldTo(locality string) []Told { return s.told[locality] }
