package api

import (
	"time"

	"github.com/danielgtaylor/huma/v2"

	"poliskontor/scheduling"
)

// PledgeIn is a pledge (medborgarlöfte) or the agreement that frames it, as it is written.
type PledgeIn struct {
	DistrictID     Ref            `json:"districtId" doc:"The district whose police promise."`
	MunicipalityID Ref            `json:"municipalityId" doc:"The municipality that promises with them."`
	Slug           string         `json:"slug" doc:"Its part of public addresses: a to z, digits and hyphens." example:"kristianstad-2027"`
	Kind           string         `json:"kind" enum:"pledge,agreement" doc:"A pledge to citizens or an agreement that frames pledges."`
	Title          string         `json:"title" doc:"Its title." example:"Medborgarlöfte 2027"`
	Reference      string         `json:"reference,omitempty" doc:"The reference number (diarienummer)." example:"A 000.000/2027"`
	Parties        []string       `json:"parties,omitempty" doc:"Who promises."`
	Signed         Date           `json:"signed,omitempty" doc:"When it was signed; a draft where left out. Once signed it never changes."`
	From           Date           `json:"from" doc:"The first day that it is valid." example:"2027-01-01"`
	To             Date           `json:"to,omitempty" doc:"The last day; until a new one is signed where left out." example:"2027-12-31"`
	ReplacesID     Ref            `json:"replacesId,omitempty" doc:"The version before."`
	FrameID        Ref            `json:"frameId,omitempty" doc:"The agreement that it belongs to."`
	FollowUp       string         `json:"followUp,omitempty" doc:"How it is followed up."`
	FollowUpMonth  int            `json:"followUpMonth,omitempty" minimum:"0" maximum:"12" doc:"The month of every year in which it is followed up, from 1; 0 where none is agreed." example:"12"`
	FollowUpForum  string         `json:"followUpForum,omitempty" doc:"Where it is followed up." example:"Lokala Brå"`
	FollowUpBy     string         `json:"followUpBy,omitempty" doc:"Who sees to it that it is followed up, by role." example:"Kommunpolisen"`
	Demonstration  bool           `json:"demonstration,omitempty" doc:"Made up to show the system; nobody signed it."`
	Commitments    []CommitmentIn `json:"commitments" doc:"Its articles."`
	Seen
}

// CommitmentIn is one article of a pledge.
type CommitmentIn struct {
	ID          Ref    `json:"id,omitempty" doc:"Its ID; a new one is made where left out. Name it when replacing, so that it stays the same article."`
	Article     int    `json:"article" doc:"Its number, from 1." example:"1"`
	Title       string `json:"title" doc:"Its heading."`
	Text        string `json:"text,omitempty" doc:"Its words."`
	Owner       string `json:"owner" enum:"police,kommun,both,police_with_kommun" doc:"Which party answers for it."`
	Responsible string `json:"responsible,omitempty" doc:"Who answers for it within the parties, by role and never by name." example:"Kommunpolisen"`
	Forum       string `json:"forum,omitempty" doc:"Where it is dealt with." example:"Lägesbildsgruppen"`
	Due         Date   `json:"due,omitempty" doc:"The last day to have it done, where that is not the pledge's own." example:"2027-06-30"`
	Indicator   string `json:"indicator" enum:"visits,dialogues,safety_walks,information,watch_meetings,traffic_controls,surveys,situation_pictures,forum_meetings,reports,measures" doc:"What is counted to see whether it is kept."`
	Target      Target `json:"target,omitzero" doc:"How much is promised."`
	Binds       string `json:"binds" enum:"year_round,outside_summer" doc:"When in the year it binds."`
	Scope       Scope  `json:"scope,omitzero" doc:"Which localities it is made to; the municipality as a whole where left out."`
}

// Target is how much is promised: a number per period, a greatest gap, both or neither.
type Target struct {
	Count      int    `json:"count,omitempty" doc:"At least so many." example:"2"`
	Per        string `json:"per,omitempty" enum:"week,month,year,validity" doc:"What the number is counted over."`
	Every      int    `json:"every,omitempty" minimum:"0" maximum:"60" doc:"Over so many of these: 2 for every second year. One where left out." example:"1"`
	AimDays    int    `json:"aimDays,omitempty" doc:"The interval between visits that planning aims at, in days." example:"21"`
	MaxGapDays int    `json:"maxGapDays,omitempty" doc:"The greatest interval that keeps the promise, in days." example:"28"`
}

// Scope is which localities a commitment is made to.
type Scope struct {
	Kinds      []LocalityKind `json:"kinds,omitempty" doc:"All localities of these kinds."`
	Localities []Ref          `json:"localities,omitempty" doc:"These localities, by ID."`
}

// LocalityKind is what a locality is to the pledge.
type LocalityKind string

// Schema describes the choice.
func (LocalityKind) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "What a locality is to the pledge.",
		Enum: []any{string(scheduling.Basort), string(scheduling.Tatort), string(scheduling.Stadsdel), string(scheduling.Centralort)}}
}

// Pledge is a pledge as it is stored.
type Pledge struct {
	Meta
	PledgeIn
}

func (in PledgeIn) thing() scheduling.Pledge {
	p := scheduling.Pledge{
		DistrictID: scheduling.DistrictID(in.DistrictID), MunicipalityID: scheduling.MunicipalityID(in.MunicipalityID),
		Slug: in.Slug, Kind: scheduling.PledgeKind(in.Kind), Title: in.Title, Reference: in.Reference, Parties: in.Parties,
		Signed: in.Signed.day(), From: in.From.day(), To: in.To.day(), ReplacesID: scheduling.PledgeID(in.ReplacesID),
		FrameID: scheduling.PledgeID(in.FrameID), FollowUp: in.FollowUp,
		FollowUpMonth: time.Month(in.FollowUpMonth), FollowUpForum: in.FollowUpForum, FollowUpBy: in.FollowUpBy, Demonstration: in.Demonstration,
	}
	for _, c := range in.Commitments {
		p.Commitments = append(p.Commitments, c.commitment())
	}
	return p
}

func (in CommitmentIn) commitment() scheduling.Commitment {
	c := scheduling.Commitment{
		ID: scheduling.CommitmentID(in.ID), Article: in.Article, Title: in.Title, Text: in.Text,
		Owner: scheduling.Owner(in.Owner), Responsible: in.Responsible, Forum: in.Forum, Due: in.Due.day(),
		Indicator: scheduling.Indicator(in.Indicator), Binds: scheduling.Binding(in.Binds),
		Target: scheduling.Target{
			Count: in.Target.Count, Per: scheduling.Period(in.Target.Per), Every: in.Target.Every,
			AimDays: in.Target.AimDays, MaxGapDays: in.Target.MaxGapDays,
		},
		Scope: scheduling.Scope{Localities: ids[scheduling.LocalityID](in.Scope.Localities)},
	}
	for _, kind := range in.Scope.Kinds {
		c.Scope.Kinds = append(c.Scope.Kinds, scheduling.LocalityKind(kind))
	}
	return c
}

func showPledge(p scheduling.Pledge) Pledge {
	in := PledgeIn{
		DistrictID: Ref(p.DistrictID), MunicipalityID: Ref(p.MunicipalityID), Slug: p.Slug, Kind: string(p.Kind),
		Title: p.Title, Reference: p.Reference, Parties: p.Parties, Signed: dateOf(p.Signed), From: dateOf(p.From),
		To: dateOf(p.To), ReplacesID: Ref(p.ReplacesID), FrameID: Ref(p.FrameID), FollowUp: p.FollowUp,
		FollowUpMonth: int(p.FollowUpMonth), FollowUpForum: p.FollowUpForum, FollowUpBy: p.FollowUpBy, Demonstration: p.Demonstration, Commitments: []CommitmentIn{},
	}
	for _, c := range p.Commitments {
		in.Commitments = append(in.Commitments, showCommitment(c))
	}
	return Pledge{Meta: metaOf(p.ID, p.Meta), PledgeIn: in}
}

func showCommitment(c scheduling.Commitment) CommitmentIn {
	return CommitmentIn{
		ID: Ref(c.ID), Article: c.Article, Title: c.Title, Text: c.Text, Owner: string(c.Owner),
		Responsible: c.Responsible, Forum: c.Forum, Due: dateOf(c.Due), Indicator: string(c.Indicator), Target: showTarget(c.Target), Binds: string(c.Binds),
		Scope: Scope{Kinds: kindsOf(c.Scope.Kinds), Localities: refs(c.Scope.Localities)},
	}
}

func showTarget(t scheduling.Target) Target {
	return Target{Count: t.Count, Per: string(t.Per), Every: t.Every, AimDays: t.AimDays, MaxGapDays: t.MaxGapDays}
}

func kindsOf(kinds []scheduling.LocalityKind) []LocalityKind {
	found := make([]LocalityKind, 0, len(kinds))
	for _, kind := range kinds {
		found = append(found, LocalityKind(kind))
	}
	return found
}

func (a *api) pledges() things[scheduling.Pledge, scheduling.PledgeID, PledgeIn, Pledge, MunicipalityFilter] {
	return things[scheduling.Pledge, scheduling.PledgeID, PledgeIn, Pledge, MunicipalityFilter]{
		register: a.Registers.Pledges, show: showPledge,
		identify: func(p *scheduling.Pledge, id scheduling.PledgeID, version int) { p.ID, p.Version = id, version },
		// What is signed is everyone's to read at once.
		written: func(p scheduling.Pledge) {
			if !p.Signed.IsZero() {
				a.refresh("pledge", string(p.ID))
			}
		},
	}
}
