package api

import (
	"context"
	"net/http"

	"poliskontor/accounts"
	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/scheduling/situation"
)

const (
	situationPath      = "/api/v1/districts/{id}/situations/{week}"
	situationLinksPath = "/api/v1/situation-links"
	// sharedSituationPath is where the page for a group is; a secret follows.
	sharedSituationPath = "/lagesbild/"
)

// situationRoutes are about the weekly lägesbild.
func (a *api) situationRoutes() {
	handle(a, accounts.ReadNotes, http.MethodGet, situationPath, "getSituation", a.getSituation)
	handle(a, accounts.ReadNotes, http.MethodGet, situationPath+"/xlsx", "getSituationAsWorkbook", a.getSituationAsWorkbook)
	handle(a, accounts.WriteNotes, http.MethodPut, situationPath, "writeSituation", a.writeSituation)
	handle(a, accounts.WriteNotes, http.MethodPost, situationPath+"/release", "releaseSituation", a.releaseSituation)
	handle(a, accounts.WriteNotes, http.MethodPost, situationPath+"/take-back", "takeBackSituation", a.takeBackSituation)

	handle(a, accounts.ShareSituation, http.MethodGet, situationLinksPath, "listSituationLinks", a.listSituationLinks)
	handle(a, accounts.ShareSituation, http.MethodPost, situationLinksPath, "makeSituationLink", a.makeSituationLink)
	handle(a, accounts.ShareSituation, http.MethodGet, situationLinksPath+"/{id}", "getSituationLink", a.getSituationLink)
	handle(a, accounts.ShareSituation, http.MethodDelete, situationLinksPath+"/{id}", "revokeSituationLink", a.revokeSituationLink)
}

// situationOperations word these operations.
var situationOperations = map[string]words{
	"getSituation":           {tag: tagDialogue, summary: "Read the lägesbild of a week", description: "What the seven days until Thursday said by place and topic, held against before, and what is coming: your authority's part, and the other's once it is released. It is ready on Friday at 7; until then its figures follow what comes in. That it was read is in the audit log."},
	"getSituationAsWorkbook": {tag: tagDialogue, summary: "Read the lägesbild of a week as a workbook", description: "The figures of the parts that you see (XLSX)."},
	"writeSituation":         {tag: tagDialogue, summary: "Say something in your part of a lägesbild", versioned: true, description: "In your authority's words, about places and topics. A personnummer is refused. Version 0 is for a part of which nothing is stored."},
	"releaseSituation":       {tag: tagDialogue, summary: "Release your part of a lägesbild", versioned: true, description: "To the other authority, and to whoever has a link. It can be taken back."},
	"takeBackSituation":      {tag: tagDialogue, summary: "Take back your part of a lägesbild", versioned: true, description: "The other authority and the links do not see it any more, and it can be changed."},
	"listSituationLinks":     {tag: tagDialogue, summary: "List links to the lägesbild", description: "Without their addresses, which nobody can show again."},
	"makeSituationLink":      {tag: tagDialogue, summary: "Make a link to the lägesbild", creates: true, description: "For a group whose members have no account: it opens released parts, and ends within a year. Its address is shown once."},
	"getSituationLink":       {tag: tagDialogue, summary: "Read a link to the lägesbild", description: "Without its address."},
	"revokeSituationLink":    {tag: tagDialogue, summary: "Revoke a link to the lägesbild", versioned: true, description: "It opens nothing any more, at once."},
}

// OfWeek names the lägesbild of a week.
type OfWeek struct {
	ID   Ref    `path:"id" doc:"The district's ID."`
	Week string `path:"week" pattern:"^[0-9]{4}-W[0-9]{2}$" doc:"The ISO week." example:"2026-W47"`
}

// parsed returns the week's Monday.
func (w OfWeek) parsed() (scheduling.Day, error) {
	monday, ok := situation.ParseWeek(w.Week)
	if !ok || monday < scheduling.NewDay(firstYear+2, 1, 1) || monday > scheduling.NewDay(lastYear-1, 1, 1) {
		return 0, invalid("path.week", situation.CodeNoMonday)
	}
	return monday, nil
}

// writingSituation is a request to say something in a part.
type writingSituation struct {
	OfWeek
	IfMatch string `header:"If-Match" doc:"The version that you saw, in quotation marks." example:"\"3\""`
	Body    SituationTextIn
}

// SituationTextIn is what a part is to say.
type SituationTextIn struct {
	Text string `json:"text" doc:"About places and topics, never about who."`
	Seen
}

// changingSituation is a request to release a part or take it back.
type changingSituation struct {
	OfWeek
	IfMatch string `header:"If-Match" doc:"The version that you saw, in quotation marks; 0 for a part of which nothing is stored." example:"\"3\""`
}

func (a *api) getSituation(ctx context.Context, in *OfWeek) (*unversioned[Situation], error) {
	monday, err := in.parsed()
	if err != nil {
		return nil, err
	}
	picture, err := a.Situation.Picture(ctx, scheduling.DistrictID(in.ID), monday)
	if err != nil {
		return nil, err
	}
	return &unversioned[Situation]{showSituation(picture)}, nil
}

func (a *api) getSituationAsWorkbook(ctx context.Context, in *OfWeek) (*file, error) {
	monday, err := in.parsed()
	if err != nil {
		return nil, err
	}
	district := scheduling.DistrictID(in.ID)
	picture, err := a.Situation.Picture(ctx, district, monday)
	if err != nil {
		return nil, err
	}
	places, err := a.Situation.Places(ctx, district)
	if err != nil {
		return nil, err
	}
	words := calendar.Swedish
	if requestFrom(ctx).language == english {
		words = calendar.English
	}
	book, err := calendar.SituationWorkbook(picture, places, words)
	if err != nil {
		return nil, err
	}
	return fileNamed("lagesbild-"+in.Week+".xlsx", calendar.Workbook.ContentType(), book), nil
}

func (a *api) writeSituation(ctx context.Context, in *writingSituation) (*answer[SituationPart], error) {
	monday, err := in.parsed()
	if err != nil {
		return nil, err
	}
	version, err := versionOrNew(in.IfMatch, in.Body.seen())
	if err != nil {
		return nil, err
	}
	return partAnswer(a.Situation.Write(ctx, scheduling.DistrictID(in.ID), monday, in.Body.Text, version))
}

func (a *api) releaseSituation(ctx context.Context, in *changingSituation) (*answer[SituationPart], error) {
	return in.change(ctx, a.Situation.Release)
}

func (a *api) takeBackSituation(ctx context.Context, in *changingSituation) (*answer[SituationPart], error) {
	return in.change(ctx, a.Situation.TakeBack)
}

func (in *changingSituation) change(ctx context.Context, do func(context.Context, scheduling.DistrictID, scheduling.Day, int) (situation.Part, error)) (*answer[SituationPart], error) {
	monday, err := in.parsed()
	if err != nil {
		return nil, err
	}
	version, err := versionOrNew(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return partAnswer(do(ctx, scheduling.DistrictID(in.ID), monday, version))
}

func partAnswer(part situation.Part, err error) (*answer[SituationPart], error) {
	if err != nil {
		return nil, err
	}
	return &answer[SituationPart]{ETag: etag(part.Version), Body: showSituationPart(part)}, nil
}

// versionOrNew is versionSeen where "0" stands for a part of which nothing is stored.
func versionOrNew(ifMatch string, inBody int) (int, error) {
	if ifMatch == etag(0) {
		return 0, nil
	}
	return versionSeen(ifMatch, inBody)
}
