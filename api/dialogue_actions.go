package api

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// ActionIn is what one side is to do about what citizens said.
type ActionIn struct {
	LocalityID Ref    `json:"localityId" doc:"Where."`
	Status     string `json:"status,omitempty" enum:"open,done,dropped" doc:"What has become of it; open where left out."`
	Answer     string `json:"answer,omitempty" doc:"To citizens: what was done, or why not."`
	WishID     Ref    `json:"wishId,omitempty" doc:"The wish that it comes from; it stays when the action is replaced."`
	ActivityID Ref    `json:"activityId,omitempty" doc:"The activity that it comes from; it stays when the action is replaced."`
	PromiseIn
	Seen
}

// Action is an action as it is stored.
type Action struct {
	Meta
	NoteID Ref  `json:"noteId,omitempty" doc:"The note that it comes from."`
	Ended  Time `json:"ended,omitempty" doc:"When it was done or dropped."`
	ActionIn
}

// ActionFilter narrows actions.
type ActionFilter struct {
	District     Ref    `query:"district" doc:"Only those of the district with this ID."`
	Locality     Ref    `query:"locality" doc:"Only those at the locality with this ID."`
	Owner        string `query:"owner" enum:"police,kommun" doc:"Only those of this side."`
	Status       string `query:"status" enum:"open,done,dropped" doc:"Only those that have come to this."`
	Topic        string `query:"topic" doc:"Only those about this topic."`
	Overdue      bool   `query:"overdue" doc:"Only those that are open and were due before today."`
	Municipality Ref    `query:"municipality" doc:"Only those in the municipality with this ID."`
	Period
	Paging
}

func (in ActionIn) action() dialogue.Action {
	status := dialogue.Status(in.Status)
	if status == "" {
		status = dialogue.Open
	}
	return dialogue.Action{
		LocalityID: scheduling.LocalityID(in.LocalityID), WishID: scheduling.WishID(in.WishID), ActivityID: scheduling.ActivityID(in.ActivityID), Status: status, Answer: in.Answer, Topic: in.Topic, What: in.What,
		Owner: scheduling.Owner(in.Owner), Role: in.Role, Due: in.Due.day(),
	}
}

func showAction(a dialogue.Action) Action {
	return Action{
		Meta: metaOf(a.ID, a.Meta), NoteID: Ref(a.NoteID), Ended: timeOf(a.Ended),
		ActionIn: ActionIn{
			LocalityID: Ref(a.LocalityID), WishID: Ref(a.WishID), ActivityID: Ref(a.ActivityID), Status: string(a.Status), Answer: a.Answer,
			PromiseIn: PromiseIn{Topic: a.Topic, What: a.What, Owner: string(a.Owner), Role: a.Role, Due: dateOf(a.Due)},
		},
	}
}

func (a *api) listActions(ctx context.Context, in *ActionFilter) (*listed[Action], error) {
	q := scheduling.Query{DistrictID: scheduling.DistrictID(in.District), MunicipalityID: scheduling.MunicipalityID(in.Municipality),
		LocalityID: scheduling.LocalityID(in.Locality), Owner: scheduling.Owner(in.Owner), Topic: in.Topic}
	if in.Status != "" {
		q.States = []scheduling.State{scheduling.State(in.Status)}
	}
	if err := in.narrow(&q.From, &q.Until); err != nil {
		return nil, err
	}
	if in.Overdue {
		q.States = []scheduling.State{scheduling.State(dialogue.Open)}
		if today := scheduling.DayOf(a.Clock()).Starts(); q.Until.IsZero() || today.Before(q.Until) {
			q.Until = today
		}
	}
	found, total, err := a.Dialogue.Actions(ctx, in.Paging.query(q))
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, found, total, showAction), nil
}

func (a *api) createAction(ctx context.Context, in *creation[ActionIn]) (*created[Action], error) {
	added, err := a.Dialogue.Add(ctx, in.Body.action())
	if err != nil {
		return nil, err
	}
	return &created[Action]{Location: actionsPath + "/" + string(added.ID), ETag: etag(added.Version), Body: showAction(added)}, nil
}

func (a *api) getAction(ctx context.Context, in *byID) (*answer[Action], error) {
	return actionAnswer(a.Dialogue.Action(ctx, dialogue.ActionID(in.ID)))
}

func (a *api) replaceAction(ctx context.Context, in *replacement[ActionIn]) (*answer[Action], error) {
	version, err := versionSeen(in.IfMatch, in.Body.seen())
	if err != nil {
		return nil, err
	}
	next := in.Body.action()
	next.ID, next.Version = dialogue.ActionID(in.ID), version
	return actionAnswer(a.Dialogue.Change(ctx, next))
}

func (a *api) deleteAction(ctx context.Context, in *removal) (*nothing, error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return nil, a.Dialogue.Remove(ctx, dialogue.ActionID(in.ID), version)
}

func actionAnswer(action dialogue.Action, err error) (*answer[Action], error) {
	if err != nil {
		return nil, err
	}
	return &answer[Action]{ETag: etag(action.Version), Body: showAction(action)}, nil
}
