package api

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

const summariesPath = "/api/v1/summaries"

// TellingIn is what a summary says.
type TellingIn struct {
	Topic string `json:"topic" doc:"What it is about, of the district's topics." example:"Trafik"`
	From  Date   `json:"from" doc:"The first day on which it was said."`
	To    Date   `json:"to" doc:"The last day on which it was said."`
	Said  string `json:"said,omitempty" doc:"What citizens said, about places and topics and never about who. A personnummer is refused."`
	Done  string `json:"done,omitempty" doc:"What was done about it, or why nothing was."`
}

// SummaryIn is what citizens are to be told, and what it comes from.
type SummaryIn struct {
	LocalityID Ref   `json:"localityId" doc:"Where it was said."`
	Visits     []Ref `json:"visits,omitempty" maxItems:"50" doc:"The visits that it comes from; internal."`
	Notes      []Ref `json:"notes,omitempty" maxItems:"50" doc:"Your authority's notes that it comes from; internal."`
	Actions    []Ref `json:"actions,omitempty" maxItems:"50" doc:"The actions at the locality that are shown with it: whose they are, by when, how far, and their answer to citizens."`
	TellingIn
	Seen
}

// Summary is a summary of your authority with how far it has come.
type Summary struct {
	Meta
	DistrictID Ref           `json:"districtId" doc:"Its district."`
	Owner      string        `json:"owner" enum:"police,kommun" doc:"Whose words they are."`
	State      string        `json:"state" enum:"draft,awaiting,published,withdrawn" doc:"How far it has come."`
	Author     Who           `json:"author" doc:"Who wrote it first."`
	Editor     Who           `json:"editor" doc:"Who last changed what it says. Neither of the two approves it."`
	Approver   *Who          `json:"approver,omitempty" doc:"Who approved it last."`
	Approvers  []Who         `json:"approvers,omitzero" doc:"Who may approve it: your authority's others who have the permission here. Only where one draft, or one that waits for approval, is read by itself. Where it is empty, nobody may."`
	Remark     string        `json:"remark,omitempty" doc:"Why it was sent back."`
	Shown      []ShownAction `json:"shown" doc:"The actions as they were when it was last written or sent for approval: so they are published."`
	Warnings   []Warning     `json:"warnings" doc:"What whoever approves it confirms or masks."`
	Public     *Edition      `json:"public,omitempty" doc:"What citizens read now; left out for nothing."`
	Withdrawal *Withdrawal   `json:"withdrawal,omitempty" doc:"Who took it back, when and why."`
	SummaryIn
}

// Who is an account.
type Who struct {
	ID   Ref    `json:"id" doc:"Its ID."`
	Name string `json:"name,omitempty" doc:"Its name, where there is such an account."`
}

// ShownAction is what citizens see of an action.
type ShownAction struct {
	ID     Ref    `json:"id" doc:"The action's ID."`
	Owner  string `json:"owner" enum:"police,kommun" doc:"Who does it."`
	Role   string `json:"role" doc:"Who answers for it, by role." example:"Kommunpolis"`
	Due    Date   `json:"due" doc:"By when."`
	Status string `json:"status" enum:"open,done,dropped" doc:"What has become of it."`
	Answer string `json:"answer,omitempty" doc:"What was done, or why not."`
}

// Warning is a part of a text that may tell who somebody is.
type Warning struct {
	Field string `json:"field" doc:"Where it stands." example:"said"`
	Kind  string `json:"kind" enum:"personal_number,coordination_number,telephone,email,licence_plate,street_number" doc:"What it looks like."`
	Text  string `json:"text" doc:"The part, as it stands there."`
}

// Edition is a summary as it was approved.
type Edition struct {
	Shown    []ShownAction `json:"shown" doc:"The actions shown with it."`
	Approved Time          `json:"approved" doc:"When it was approved."`
	TellingIn
}

// Withdrawal is the trace of a summary that was taken back.
type Withdrawal struct {
	By     Who    `json:"by" doc:"Who took it back."`
	At     Time   `json:"at" doc:"When."`
	Reason string `json:"reason" doc:"Why; internal."`
}

// ApprovalIn is what an approver makes of a summary's warnings.
type ApprovalIn struct {
	Confirmed []string `json:"confirmed,omitempty" maxItems:"500" doc:"Parts of the text that may stay, as the warnings have them."`
	Masked    []string `json:"masked,omitempty" maxItems:"500" doc:"Parts of the text that citizens do not read."`
	Seen
}

// RemarkIn says why a summary is sent back.
type RemarkIn struct {
	Remark string `json:"remark" doc:"Why, to whoever wrote it." example:"Säg när farten mättes."`
	Seen
}

// WithdrawalIn says why a summary is taken back.
type WithdrawalIn struct {
	Reason string `json:"reason" doc:"Why; internal." example:"Gatan är fel."`
	Seen
}

// SummaryFilter narrows summaries.
type SummaryFilter struct {
	District Ref      `query:"district" doc:"Only those of the district with this ID."`
	Locality Ref      `query:"locality" doc:"Only those about the locality with this ID."`
	Topic    string   `query:"topic" doc:"Only those about this topic."`
	State    []string `query:"state" enum:"draft,awaiting,published,withdrawn" doc:"Only those in one of these states, separated by commas."`
	Period
	Paging
}

func (in SummaryIn) summary() dialogue.Summary {
	s := dialogue.Summary{
		LocalityID: scheduling.LocalityID(in.LocalityID), Visits: ids[scheduling.VisitID](in.Visits), Notes: ids[dialogue.NoteID](in.Notes),
		Telling: dialogue.Telling{Topic: in.Topic, From: in.From.day(), To: in.To.day(), Said: in.Said, Done: in.Done},
	}
	for _, id := range in.Actions {
		s.Actions = append(s.Actions, dialogue.ShownAction{ID: dialogue.ActionID(id)})
	}
	return s
}

func tellingOf(t dialogue.Telling) TellingIn {
	return TellingIn{Topic: t.Topic, From: dateOf(t.From), To: dateOf(t.To), Said: t.Said, Done: t.Done}
}

func shownActions(actions []dialogue.ShownAction) []ShownAction {
	shown := make([]ShownAction, 0, len(actions))
	for _, a := range actions {
		shown = append(shown, ShownAction{ID: Ref(a.ID), Owner: string(a.Owner), Role: a.Role, Due: dateOf(a.Due), Status: string(a.Status), Answer: a.Answer})
	}
	return shown
}

func (people names) showSummary(s dialogue.Summary) Summary {
	shown := Summary{
		Meta: metaOf(s.ID, s.Meta), DistrictID: Ref(s.DistrictID), Owner: string(s.Owner), State: string(s.State),
		Author: people.who(s.AuthorID), Editor: people.who(s.EditorID), Remark: s.Remark, Shown: shownActions(s.Actions), Warnings: []Warning{},
		SummaryIn: SummaryIn{LocalityID: Ref(s.LocalityID), Visits: refs(s.Visits), Notes: refs(s.Notes), TellingIn: tellingOf(s.Telling)},
	}
	for _, a := range s.Actions {
		shown.Actions = append(shown.Actions, Ref(a.ID))
	}
	for _, w := range s.Warnings() {
		shown.Warnings = append(shown.Warnings, Warning{Field: w.Field, Kind: string(w.Kind), Text: w.Text})
	}
	if s.ApproverID != "" {
		approver := people.who(s.ApproverID)
		shown.Approver = &approver
	}
	if e := s.Public; e != nil {
		shown.Public = &Edition{Shown: shownActions(e.Actions), Approved: timeOf(e.Approved), TellingIn: tellingOf(e.Telling)}
	}
	if w := s.Withdrawal; w != nil {
		shown.Withdrawal = &Withdrawal{By: people.who(w.ByID), At: timeOf(w.At), Reason: w.Reason}
	}
	return shown
}

func (a *api) listSummaries(ctx context.Context, in *SummaryFilter) (*listed[Summary], error) {
	q := scheduling.Query{DistrictID: scheduling.DistrictID(in.District), LocalityID: scheduling.LocalityID(in.Locality), Topic: in.Topic}
	for _, state := range in.State {
		q.States = append(q.States, scheduling.State(state))
	}
	if err := in.narrow(&q.From, &q.Until); err != nil {
		return nil, err
	}
	found, total, err := a.Summaries.List(ctx, in.Paging.query(q))
	if err != nil {
		return nil, err
	}
	people, err := a.namesIn(ctx, found...)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, found, total, people.showSummary), nil
}

func (a *api) getSummary(ctx context.Context, in *byID) (*answer[Summary], error) {
	s, err := a.Summaries.Get(ctx, dialogue.SummaryID(in.ID))
	return a.summaryAnswer(ctx, s, err)
}

func (a *api) summaryAnswer(ctx context.Context, s dialogue.Summary, err error) (*answer[Summary], error) {
	if err != nil {
		return nil, err
	}
	people, err := a.namesIn(ctx, s)
	if err != nil {
		return nil, err
	}
	shown := people.showSummary(s)
	if shown.Approvers, err = a.approversOf(ctx, s); err != nil {
		return nil, err
	}
	return &answer[Summary]{ETag: etag(s.Version), Body: shown}, nil
}
