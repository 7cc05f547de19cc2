package api

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/situation"
)

// Situation is the lägesbild of a week, as you may see it.
type Situation struct {
	Week    string          `json:"week" doc:"The ISO week." example:"2026-W47"`
	From    Date            `json:"from" doc:"The first day that it is about, a Friday."`
	To      Date            `json:"to" doc:"The last day that it is about, a Thursday."`
	Ready   Time            `json:"ready" doc:"From when it can be released."`
	Due     bool            `json:"due" doc:"Whether that has passed."`
	Parts   []SituationPart `json:"parts" doc:"Your authority's, and the other's once it is released."`
	Waiting []string        `json:"waiting" doc:"The authorities whose part is not released yet." example:"[\"kommun\"]"`
}

// SituationPart is one authority's part.
type SituationPart struct {
	Owner      string              `json:"owner" enum:"police,kommun" doc:"Whose it is."`
	Version    int                 `json:"version" doc:"Counts the writes; 0 while nothing of it is stored."`
	Text       string              `json:"text,omitempty" doc:"What the authority says, about places and topics."`
	Frozen     Time                `json:"frozen,omitempty" doc:"Since when its figures stand."`
	Released   Time                `json:"released,omitempty" doc:"When it was released."`
	ReleasedBy string              `json:"releasedBy,omitempty" doc:"Who released it."`
	Rows       []SituationRow      `json:"rows" doc:"What was raised, most first."`
	Places     []SituationPlace    `json:"places" doc:"What happened at each locality."`
	Deeds      []SituationDeed     `json:"deeds" doc:"What was done beside visits at each locality."`
	Coming     []SituationComing   `json:"coming" doc:"From Friday to the Sunday of the week after."`
	Actions    SituationActionsSum `json:"actions" doc:"The authority's actions, in numbers."`
}

// SituationRow is how often a topic was raised at a place.
type SituationRow struct {
	LocalityID Ref    `json:"localityId,omitempty" doc:"The locality; left out for elsewhere."`
	Topic      string `json:"topic,omitempty" doc:"The topic; left out for none."`
	Notes      int    `json:"notes" doc:"Notes that raised it."`
	Wishes     int    `json:"wishes" doc:"Wishes about it."`
	SituationBefore
}

// SituationBefore is how often it was so before.
type SituationBefore struct {
	LastWeek       *int `json:"lastWeek,omitempty" doc:"How often in the week before; left out where nothing was counted then."`
	Sum4           int  `json:"sum4" doc:"How often in the four weeks before."`
	Weeks4         int  `json:"weeks4" doc:"Over how many of them it was counted."`
	Sum8           int  `json:"sum8" doc:"How often in the eight weeks before."`
	Weeks8         int  `json:"weeks8" doc:"Over how many of them it was counted."`
	SameWeekBefore *int `json:"sameWeekBefore,omitempty" doc:"How often in the same week of last year; left out where nothing was counted then."`
}

// SituationDeed is how often activities of a kind were carried out at a place.
type SituationDeed struct {
	LocalityID   Ref    `json:"localityId,omitempty" doc:"The locality; left out for the whole municipality."`
	Kind         string `json:"kind" enum:"safety_walk,watch_evening,theft_evening,traffic_control,fraud_prevention,survey,citizen_dialogue,forum_meeting,other" doc:"What was done."`
	Times        int    `json:"times" doc:"How often."`
	Participants int    `json:"participants" doc:"How many took part, where somebody counted; together."`
	SituationBefore
}

// SituationPlace is what happened at a locality.
type SituationPlace struct {
	LocalityID Ref `json:"localityId,omitempty" doc:"The locality; left out for an event."`
	Held       int `json:"held" doc:"Visits that were held."`
	Cancelled  int `json:"cancelled" doc:"Visits that were cancelled."`
	CutShort   int `json:"cutShort" doc:"Visits that were broken off."`
	Counted    int `json:"counted" doc:"Visits at which somebody counted who came."`
	Adults     int `json:"adults" doc:"Grown-ups, together."`
	Youths     int `json:"youths" doc:"Children and young people, together."`
	Seniors    int `json:"seniors" doc:"Elderly, where they were counted apart, together."`
}

// SituationComing is something of the days to come.
type SituationComing struct {
	Day        Date   `json:"day" doc:"When."`
	From       Clock  `json:"from,omitempty" doc:"From when; left out where there are no hours."`
	To         Clock  `json:"to,omitempty" doc:"Until when; left out where there are no hours."`
	Kind       string `json:"kind" enum:"visit,occasion,activity,action" doc:"What: a visit, an event, an activity, or an action that falls due."`
	Activity   string `json:"activity,omitempty" enum:"safety_walk,watch_evening,theft_evening,traffic_control,fraud_prevention,survey,citizen_dialogue,forum_meeting,other" doc:"Of which kind an activity is."`
	LocalityID Ref    `json:"localityId,omitempty" doc:"Where."`
	What       string `json:"what,omitempty" doc:"An event's name, what an activity is called, or an action's topic."`
	Role       string `json:"role,omitempty" doc:"Who answers for an action."`
}

// SituationActionsSum is how an authority's actions stand.
type SituationActionsSum struct {
	Open     int `json:"open" doc:"Those that wait."`
	Overdue  int `json:"overdue" doc:"Those of them that should have been answered."`
	Answered int `json:"answered" doc:"Those that were answered in the seven days."`
}

func showSituation(p situation.Picture) Situation {
	from, to := situation.Covered(p.Monday)
	return Situation{
		Week: situation.WeekName(p.Monday), From: dateOf(from), To: dateOf(to), Ready: timeOf(situation.Ready(p.Monday)), Due: p.Ready,
		Parts: everything(p.Parts, showSituationPart), Waiting: everything(p.Waiting, func(o scheduling.Owner) string { return string(o) }),
	}
}

func showSituationPart(p situation.Part) SituationPart {
	f := p.Figures
	return SituationPart{
		Owner: string(p.Owner), Version: p.Version, Text: p.Text, Frozen: timeOf(p.Frozen), Released: timeOf(p.Released), ReleasedBy: p.ReleasedBy,
		Rows: everything(f.Rows, func(r situation.Row) SituationRow {
			return SituationRow{LocalityID: Ref(r.LocalityID), Topic: r.Topic, Notes: r.Notes, Wishes: r.Wishes, SituationBefore: SituationBefore(r.Before)}
		}),
		Places: everything(f.Places, func(p situation.Place) SituationPlace {
			return SituationPlace{LocalityID: Ref(p.LocalityID), Held: p.Held, Cancelled: p.Cancelled, CutShort: p.CutShort,
				Counted: p.Counted, Adults: p.Adults, Youths: p.Youths, Seniors: p.Seniors}
		}),
		Deeds: everything(f.Deeds, func(d situation.Deed) SituationDeed {
			return SituationDeed{LocalityID: Ref(d.LocalityID), Kind: string(d.Kind), Times: d.Times, Participants: d.Participants, SituationBefore: SituationBefore(d.Before)}
		}),
		Coming: everything(f.Coming, func(c situation.Coming) SituationComing {
			shown := SituationComing{Day: dateOf(c.Day), Kind: string(c.Kind), Activity: string(c.Activity), LocalityID: Ref(c.LocalityID), What: c.What, Role: c.Role}
			if c.Timed() {
				shown.From, shown.To = clockOf(c.From), clockOf(c.To)
			}
			return shown
		}),
		Actions: SituationActionsSum{Open: f.Open, Overdue: f.Overdue, Answered: f.Answered},
	}
}

// SituationLinkIn is a link for a group.
type SituationLinkIn struct {
	DistrictID Ref    `json:"districtId" doc:"The district."`
	Name       string `json:"name" doc:"Of the group." example:"Lägesbildsgruppen"`
	Expires    Time   `json:"expires" doc:"When it ends: within a year."`
}

// SituationLink is a link without its address.
type SituationLink struct {
	Meta
	SituationLinkIn
}

// NewSituationLink is a link just made.
type NewSituationLink struct {
	SituationLink
	URL string `json:"url" doc:"Its address. It is shown once."`
}

func showSituationLink(l situation.Link) SituationLink {
	return SituationLink{Meta: metaOf(l.ID, l.Meta), SituationLinkIn: SituationLinkIn{DistrictID: Ref(l.DistrictID), Name: l.Name, Expires: timeOf(l.Expires)}}
}

func (a *api) listSituationLinks(ctx context.Context, in *DistrictFilter) (*listed[SituationLink], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	found, total, err := a.Situation.Links(ctx, q)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, found, total, showSituationLink), nil
}

func (a *api) makeSituationLink(ctx context.Context, in *creation[SituationLinkIn]) (*created[NewSituationLink], error) {
	secret, made, err := a.Situation.MakeLink(ctx, situation.Link{DistrictID: scheduling.DistrictID(in.Body.DistrictID), Name: in.Body.Name, Expires: in.Body.Expires.instant()})
	if err != nil {
		return nil, err
	}
	return &created[NewSituationLink]{Location: situationLinksPath + "/" + string(made.ID), ETag: etag(made.Version),
		Body: NewSituationLink{SituationLink: showSituationLink(made), URL: a.pageURL(sharedSituationPath + string(secret))}}, nil
}

func (a *api) getSituationLink(ctx context.Context, in *byID) (*answer[SituationLink], error) {
	link, err := a.Situation.Link(ctx, situation.LinkID(in.ID))
	if err != nil {
		return nil, err
	}
	return &answer[SituationLink]{ETag: etag(link.Version), Body: showSituationLink(link)}, nil
}

func (a *api) revokeSituationLink(ctx context.Context, in *removal) (*nothing, error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return nil, a.Situation.Revoke(ctx, situation.LinkID(in.ID), version)
}
