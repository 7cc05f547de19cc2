package api

import (
	"context"

	"poliskontor/scheduling"
)

const needsPath = "/api/v1/seasons/{id}/needs"

// HearingIn is how what citizens said weighs in a season.
type HearingIn struct {
	Off        bool `json:"off,omitempty" doc:"It does not weigh at all: only what the register of localities says does."`
	Attendance int  `json:"attendance" doc:"How many came, in hundredths of the usual weight: 0 to 300." example:"100"`
	Topics     int  `json:"topics" doc:"Topics that were raised, in the same way." example:"100"`
	Wishes     int  `json:"wishes" doc:"Wishes, in the same way." example:"100"`
	Actions    int  `json:"actions" doc:"Actions that wait for their answer, in the same way." example:"100"`
	Seen
}

// Hearing is how what citizens said weighs, as it is stored.
type Hearing struct {
	Version int `json:"version" doc:"Counts the writes; 0 for the usual weights, which are not stored."`
	HearingIn
}

// Needs is what each locality of a season needs, and why.
type Needs struct {
	Hearing Hearing `json:"hearing" doc:"How what citizens said weighs."`
	Items   []Need  `json:"items" doc:"The localities, by name."`
}

// Need is how a locality's waiting weighs, and why.
type Need struct {
	LocalityID Ref        `json:"localityId" doc:"The locality."`
	Need       int        `json:"need" doc:"In thousandths of the ordinary need." example:"1100"`
	Parts      []NeedPart `json:"parts" doc:"What makes it more or less than 1000."`
	Review     bool       `json:"review,omitempty" doc:"Nobody came to its last three visits: look at the stop, its place or its hours. It is planned as before."`
}

// NeedPart is what one source adds to a need.
type NeedPart struct {
	Source string `json:"source" enum:"population,exposed,attendance,wishes,topics,actions,planner" doc:"Where it comes from."`
	Value  int    `json:"value" doc:"What it adds, in thousandths." example:"45"`
	Of     int    `json:"of" doc:"What it is reckoned from: people, people at a visit on the mean, wishes, topics, actions, or the planner's factor in thousandths." example:"3"`
}

// weighing is a request to weigh what citizens said.
type weighing struct {
	ID      Ref    `path:"id" doc:"The season's ID."`
	IfMatch string `header:"If-Match" doc:"The version that you saw, in quotation marks; 0 for the usual weights." example:"\"3\""`
	Body    HearingIn
}

func showNeed(n scheduling.ReckonedNeed) Need {
	return Need{LocalityID: Ref(n.LocalityID), Need: n.Need, Review: n.Review, Parts: everything(n.Parts, func(p scheduling.NeedPart) NeedPart {
		return NeedPart{Source: string(p.Source), Value: p.Value, Of: p.Of}
	})}
}

func showHearing(h scheduling.Hearing) Hearing {
	return Hearing{Version: h.Version, HearingIn: HearingIn{Off: h.Off, Attendance: h.Attendance, Topics: h.Topics, Wishes: h.Wishes, Actions: h.Actions}}
}

func (a *api) getNeeds(ctx context.Context, in *byID) (*unversioned[Needs], error) {
	needs, err := a.Planning.Needs(ctx, scheduling.SeasonID(in.ID))
	if err != nil {
		return nil, err
	}
	return &unversioned[Needs]{Needs{Hearing: showHearing(needs.Hearing), Items: everything(needs.Reckoned, showNeed)}}, nil
}

func (a *api) weighNeeds(ctx context.Context, in *weighing) (*answer[Hearing], error) {
	version, err := versionOrNew(in.IfMatch, in.Body.seen())
	if err != nil {
		return nil, err
	}
	b := in.Body
	weighed, err := a.Planning.Weigh(ctx, scheduling.Hearing{SeasonID: scheduling.SeasonID(in.ID), Off: b.Off, Attendance: b.Attendance, Topics: b.Topics,
		Wishes: b.Wishes, Actions: b.Actions, Meta: scheduling.Meta{Version: version}})
	if err != nil {
		return nil, err
	}
	return &answer[Hearing]{ETag: etag(weighed.Version), Body: showHearing(weighed)}, nil
}
