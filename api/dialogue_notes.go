package api

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// Said is what a note says.
type Said struct {
	Nothing    bool        `json:"nothing,omitempty" doc:"Nothing came up: there is no topic and no text."`
	Attendance *Attendance `json:"attendance,omitempty" doc:"How many came; left out where nobody counted."`
	Topics     []string    `json:"topics,omitempty" maxItems:"50" doc:"What it was about, of the district's topics." example:"[\"Trafik\"]"`
	Text       string      `json:"text,omitempty" doc:"A few sentences, about places and topics and never about who. A personnummer is refused."`
}

// Attendance is how many came to a visit.
type Attendance struct {
	Adults  int `json:"adults" doc:"Grown-ups." example:"12"`
	Youths  int `json:"youths" doc:"Children and young people." example:"3"`
	Seniors int `json:"seniors,omitempty" doc:"Elderly, where they were counted apart."`
}

// NoteIn is a first note on a visit.
type NoteIn struct {
	ID       Ref         `json:"id,omitempty" doc:"An ID of your own (UUID), so that what is sent twice is stored once."`
	Written  Time        `json:"written" doc:"When it was written, by the device's clock."`
	Promised []PromiseIn `json:"promised,omitempty" maxItems:"20" doc:"What was promised there: each becomes an action."`
	Said
}

// PromiseIn is what was promised at a visit.
type PromiseIn struct {
	Topic string `json:"topic,omitempty" doc:"What it is about, of the district's topics."`
	What  string `json:"what" doc:"What is to be done, in one line." example:"Mäta farten förbi skolan"`
	Owner string `json:"owner" enum:"police,kommun" doc:"Who is to do it."`
	Role  string `json:"role" doc:"Who answers for it, by role and never by name." example:"Kommunpolis"`
	Due   Date   `json:"due" doc:"By when."`
}

// RevisionIn is what a note is to say from now on.
type RevisionIn struct {
	Said
	Seen
}

// Note is what an authority's crew wrote on a visit.
type Note struct {
	Meta
	VisitID    Ref    `json:"visitId" doc:"The visit."`
	LocalityID Ref    `json:"localityId" doc:"Its locality."`
	Owner      string `json:"owner" enum:"police,kommun" doc:"Whose it is: only they read it."`
	Purpose    string `json:"purpose" enum:"crime_prevention,public_task" doc:"What it may be used for: brottsdatalagen (2018:1177) for the police, GDPR article 6.1 e for the kommun."`
	Written    Time   `json:"written" doc:"When it was written, by the device's clock."`
	Said
}

// noting is a request to write a note.
type noting struct {
	ID   Ref `path:"id" doc:"The visit's ID."`
	Body NoteIn
}

func (s Said) into(n *dialogue.Note) {
	n.Nothing, n.Topics, n.Text = s.Nothing, s.Topics, s.Text
	if a := s.Attendance; a != nil {
		n.Attendance = &dialogue.Attendance{Adults: a.Adults, Youths: a.Youths, Seniors: a.Seniors}
	}
}

func showNote(n dialogue.Note) Note {
	shown := Note{
		Meta: metaOf(n.ID, n.Meta), VisitID: Ref(n.VisitID), LocalityID: Ref(n.LocalityID), Owner: string(n.Owner),
		Purpose: string(n.Purpose), Written: timeOf(n.Written), Said: Said{Nothing: n.Nothing, Topics: n.Topics, Text: n.Text},
	}
	if a := n.Attendance; a != nil {
		shown.Attendance = &Attendance{Adults: a.Adults, Youths: a.Youths, Seniors: a.Seniors}
	}
	return shown
}

func (a *api) listVisitNotes(ctx context.Context, in *byID) (*unversioned[Everything[Note]], error) {
	found, err := a.Dialogue.OfVisit(ctx, scheduling.VisitID(in.ID))
	if err != nil {
		return nil, err
	}
	return all(found, showNote), nil
}

func (a *api) writeNote(ctx context.Context, in *noting) (*created[Note], error) {
	n := dialogue.Note{ID: dialogue.NoteID(in.Body.ID), VisitID: scheduling.VisitID(in.ID), Written: in.Body.Written.instant()}
	in.Body.into(&n)
	promised := make([]dialogue.Action, len(in.Body.Promised))
	for i, p := range in.Body.Promised {
		promised[i] = dialogue.Action{Topic: p.Topic, What: p.What, Owner: scheduling.Owner(p.Owner), Role: p.Role, Due: p.Due.day()}
	}
	written, err := a.Dialogue.Write(ctx, n, promised)
	if err != nil {
		return nil, err
	}
	return &created[Note]{Location: "/api/v1/notes/" + string(written.ID), ETag: etag(written.Version), Body: showNote(written)}, nil
}

func (a *api) getNote(ctx context.Context, in *byID) (*answer[Note], error) {
	found, err := a.Dialogue.Note(ctx, dialogue.NoteID(in.ID))
	if err != nil {
		return nil, err
	}
	return &answer[Note]{ETag: etag(found.Version), Body: showNote(found)}, nil
}

func (a *api) reviseNote(ctx context.Context, in *replacement[RevisionIn]) (*answer[Note], error) {
	version, err := versionSeen(in.IfMatch, in.Body.seen())
	if err != nil {
		return nil, err
	}
	n := dialogue.Note{ID: dialogue.NoteID(in.ID), Meta: scheduling.Meta{Version: version}}
	in.Body.into(&n)
	revised, err := a.Dialogue.Revise(ctx, n)
	if err != nil {
		return nil, err
	}
	return &answer[Note]{ETag: etag(revised.Version), Body: showNote(revised)}, nil
}

// Brief is what a crew can know before it comes to a locality.
type Brief struct {
	Notes   []Note   `json:"notes" doc:"Your authority's on the last visits, newest first."`
	Actions []Action `json:"actions" doc:"Open ones, and those that ended since the oldest of the notes."`
}

func (a *api) getBrief(ctx context.Context, in *byID) (*unversioned[Brief], error) {
	found, err := a.Dialogue.Brief(ctx, scheduling.LocalityID(in.ID))
	if err != nil {
		return nil, err
	}
	brief := Brief{Notes: make([]Note, 0, len(found.Notes)), Actions: make([]Action, 0, len(found.Actions))}
	for _, n := range found.Notes {
		brief.Notes = append(brief.Notes, showNote(n))
	}
	for _, action := range found.Actions {
		brief.Actions = append(brief.Actions, showAction(action))
	}
	return &unversioned[Brief]{brief}, nil
}
