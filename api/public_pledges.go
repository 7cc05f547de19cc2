package api

import (
	"context"

	"poliskontor/api/site"
	"poliskontor/scheduling"
)

// PublicPledge is a signed pledge, or the agreement that frames pledges.
type PublicPledge struct {
	Slug          string             `json:"slug" doc:"Its part of addresses." example:"kristianstad-2027"`
	Kind          string             `json:"kind" enum:"pledge,agreement" doc:"A pledge to citizens or an agreement that frames pledges."`
	Title         string             `json:"title" doc:"Its title."`
	Reference     string             `json:"reference,omitempty" doc:"The reference number (diarienummer)."`
	Municipality  PublicName         `json:"municipality" doc:"The municipality that promises with the police."`
	Parties       []string           `json:"parties" doc:"Who promises."`
	Signed        Date               `json:"signed" doc:"When it was signed."`
	From          Date               `json:"from" doc:"The first day that it is valid."`
	To            Date               `json:"to,omitempty" doc:"The last day; until a new one is signed where left out."`
	Replaces      string             `json:"replaces,omitempty" doc:"The slug of the version before."`
	Frame         string             `json:"frame,omitempty" doc:"The slug of the agreement that it belongs to."`
	FollowUp      string             `json:"followUp,omitempty" doc:"How it is followed up."`
	FollowUpMonth int                `json:"followUpMonth,omitempty" doc:"The month of every year in which it is followed up, from 1." example:"12"`
	FollowUpForum string             `json:"followUpForum,omitempty" doc:"Where it is followed up." example:"Lokala Brå"`
	FollowUpBy    string             `json:"followUpBy,omitempty" doc:"Who sees to it that it is followed up, by role." example:"Kommunpolisen"`
	Demonstration bool               `json:"demonstration" doc:"Made up to show the system; nobody signed it."`
	Commitments   []PublicCommitment `json:"commitments" doc:"Its articles."`
	Kept          *PublicKept        `json:"kept,omitempty" doc:"How it is kept, as its page says; left out where that is not told: before it is in force, and when it has not been for 13 months."`
}

// PublicCommitment is one article of a pledge.
type PublicCommitment struct {
	ID          string                `json:"id" doc:"Its ID, which stays." example:"0198c6f4-0000-7000-8000-000000000000"`
	Article     int                   `json:"article" doc:"Its number, from 1."`
	Title       string                `json:"title" doc:"Its heading."`
	Text        string                `json:"text,omitempty" doc:"Its words."`
	Owner       string                `json:"owner" enum:"police,kommun,both,police_with_kommun" doc:"Which party answers for it."`
	Responsible string                `json:"responsible,omitempty" doc:"Who answers for it within the parties, by role." example:"Kommunpolisen"`
	Forum       string                `json:"forum,omitempty" doc:"Where it is dealt with." example:"Lägesbildsgruppen"`
	Due         Date                  `json:"due,omitempty" doc:"The last day to have it done, where that is not the pledge's own."`
	Indicator   string                `json:"indicator" doc:"What is counted to see whether it is kept." example:"visits"`
	Target      Target                `json:"target" doc:"How much is promised."`
	Season      string                `json:"season" enum:"year_round,outside_summer" doc:"When in the year it binds."`
	Kinds       []LocalityKind        `json:"localityKinds,omitempty" doc:"It is made to all localities of these kinds."`
	Localities  []PublicName          `json:"localities,omitempty" doc:"It is made to these localities."`
	Kept        *PublicCommitmentKept `json:"kept,omitempty" doc:"How it is kept in the year that the pledge is told of; left out where the pledge's is."`
}

// PublicPledgeFilter narrows the pledges.
type PublicPledgeFilter struct {
	Kommun []string `query:"kommun" doc:"Only of these municipalities, by slug, separated by commas." example:"kristianstad"`
	Paging
}

func (a *api) listPublicPledges(ctx context.Context, in *PublicPledgeFilter) (*publicList[PublicPledge], error) {
	s, err := a.snapshot()
	if err != nil {
		return nil, err
	}
	wanted := PlaceFilter{Kommun: in.Kommun}
	if err := wanted.check(s); err != nil {
		return nil, err
	}
	var found []site.Pledge
	for _, p := range s.Pledges {
		if wanted.selects(p.Municipality.Slug, "") {
			found = append(found, p)
		}
	}
	return publish(ctx, in.Paging, found, showPublicPledge), nil
}

func showPublicPledge(p site.Pledge) PublicPledge {
	shown := PublicPledge{
		Slug: p.Slug, Kind: string(p.Kind), Title: p.Title, Reference: p.Reference, Municipality: publicName(p.Municipality),
		Parties: append([]string{}, p.Parties...), Signed: dateOf(p.Signed), From: dateOf(p.From), To: dateOf(p.To),
		Replaces: p.Replaces, Frame: p.Frame, FollowUp: p.FollowUp,
		FollowUpMonth: int(p.FollowUpMonth), FollowUpForum: p.FollowUpForum, FollowUpBy: p.FollowUpBy, Demonstration: p.Demonstration,
		Commitments: make([]PublicCommitment, 0, len(p.Commitments)), Kept: showPublicKept(p.Kept),
	}
	for _, c := range p.Commitments {
		shown.Commitments = append(shown.Commitments, PublicCommitment{
			ID: string(c.ID), Article: c.Article, Title: c.Title, Text: c.Text, Owner: string(c.Owner), Responsible: c.Responsible,
			Forum: c.Forum, Due: dateOf(c.Due), Indicator: string(c.Indicator),
			Target: showTarget(c.Target), Season: string(c.Binds), Kinds: kindsOf(c.Kinds), Localities: publicNames(c.Localities), Kept: showCommitmentKept(c.Kept),
		})
	}
	return shown
}

func publicNames(names []scheduling.PublicName) []PublicName {
	shown := make([]PublicName, 0, len(names))
	for _, n := range names {
		shown = append(shown, publicName(n))
	}
	return shown
}
