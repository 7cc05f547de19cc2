package api

import (
	"context"
	"fmt"
	"net/http"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
)

const activitiesPath = "/api/v1/activities"

// activityRoutes are about what is done for promises, and what counts toward what.
func (a *api) activityRoutes() {
	handle(a, accounts.Read, http.MethodGet, activitiesPath, "listActivities", a.listActivities)
	handle(a, accounts.EditActivities, http.MethodPost, activitiesPath, "createActivity", a.createActivity)
	handle(a, accounts.Read, http.MethodGet, activitiesPath+"/{id}", "getActivity", a.getActivity)
	handle(a, accounts.EditActivities, http.MethodPut, activitiesPath+"/{id}", "replaceActivity", a.replaceActivity)
	handle(a, accounts.EditActivities, http.MethodDelete, activitiesPath+"/{id}", "deleteActivity", a.deleteActivity)

	handle(a, accounts.Read, http.MethodGet, activitiesPath+"/{id}/counting", "getActivityCounting", a.getActivityCounting)
	handle(a, accounts.EditActivities, http.MethodPut, activitiesPath+"/{id}/counting", "correctActivityCounting", a.correctActivityCounting)
	handle(a, accounts.EditActivities, http.MethodDelete, activitiesPath+"/{id}/counting", "takeBackActivityCounting", a.takeBackActivityCounting)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/visits/{id}/counting", "getVisitCounting", a.getVisitCounting)
	handle(a, accounts.EditActivities, http.MethodPut, "/api/v1/visits/{id}/counting", "correctVisitCounting", a.correctVisitCounting)
	handle(a, accounts.EditActivities, http.MethodDelete, "/api/v1/visits/{id}/counting", "takeBackVisitCounting", a.takeBackVisitCounting)
}

// ActivityIn is an activity (aktivitet) as it is written.
type ActivityIn struct {
	DistrictID     Ref    `json:"districtId" doc:"Its district."`
	MunicipalityID Ref    `json:"municipalityId,omitempty" doc:"The municipality; left out for the whole district, and where the locality says it."`
	LocalityID     Ref    `json:"localityId,omitempty" doc:"The locality; left out for the whole municipality."`
	Place          string `json:"place,omitempty" doc:"Where exactly." example:"Parken vid dammen"`
	Kind           string `json:"kind" enum:"safety_walk,watch_evening,theft_evening,traffic_control,fraud_prevention,survey,citizen_dialogue,forum_meeting,other" doc:"What it is."`
	Step           string `json:"step,omitempty" enum:"preparation,walk,follow_up_walk" doc:"Which step of a safety walk it is; only one of those has it, and must."`
	WalkID         Ref    `json:"walkId,omitempty" doc:"The safety walk that it prepares or follows up."`
	Title          string `json:"title,omitempty" doc:"What it was called. A forum's meeting and what is of no other kind must have it." example:"Lokala Brå, november"`
	Owner          string `json:"owner,omitempty" enum:"police,kommun" doc:"Who answers for it and reports it; your own authority where left out. It stays."`
	Together       bool   `json:"together,omitempty" doc:"The other party took part."`
	Day            Date   `json:"day" doc:"On which day."`
	Starts         Clock  `json:"starts,omitempty" doc:"When it began; left out with ends where nobody knows."`
	Ends           Clock  `json:"ends,omitempty" doc:"When it ended."`
	Status         string `json:"status" enum:"planned,done,cancelled" doc:"What has become of it. Only what is done counts."`
	Participants   *int   `json:"participants,omitempty" doc:"How many took part; left out where nobody counted." example:"14"`
	Text           string `json:"text,omitempty" doc:"What was done, about places and never about who. A personnummer is refused."`
	Named          bool   `json:"named,omitempty" doc:"Citizens named the place. Always so where a wish or an action says who did."`
	WishID         Ref    `json:"wishId,omitempty" doc:"The wish that named it."`
	ActionID       Ref    `json:"actionId,omitempty" doc:"The action that asked for it."`
	Feedback       Date   `json:"feedback,omitempty" doc:"The day on which those who named the place were told what was seen; left out for not yet."`
	Reference      string `json:"reference,omitempty" doc:"By which you know it elsewhere; the same one is added once for each authority." example:"2026-117"`
	Seen
}

// Activity is an activity as it is stored.
type Activity struct {
	Meta
	ActivityIn
	Counts    []Toward `json:"counts,omitempty" doc:"What it counts toward once it is done."`
	Corrected bool     `json:"corrected,omitempty" doc:"Somebody has said so, instead of what is proposed."`
}

// ActivityFilter narrows activities.
type ActivityFilter struct {
	District     Ref    `query:"district" doc:"Only those of the district with this ID."`
	Municipality Ref    `query:"municipality" doc:"Only those in the municipality with this ID."`
	Locality     Ref    `query:"locality" doc:"Only those at the locality with this ID."`
	Kind         string `query:"kind" enum:"safety_walk,watch_evening,theft_evening,traffic_control,fraud_prevention,survey,citizen_dialogue,forum_meeting,other" doc:"Only those of this kind."`
	Owner        string `query:"owner" enum:"police,kommun" doc:"Only those of this side."`
	Status       string `query:"status" enum:"planned,done,cancelled" doc:"Only those that have come to this."`
	Walk         Ref    `query:"walk" doc:"Only those that prepare or follow up the safety walk with this ID."`
	Period
	Paging
}

func (in ActivityIn) activity() (followup.Activity, error) {
	a := followup.Activity{
		DistrictID: scheduling.DistrictID(in.DistrictID), MunicipalityID: scheduling.MunicipalityID(in.MunicipalityID),
		LocalityID: scheduling.LocalityID(in.LocalityID), Place: in.Place, Kind: followup.Kind(in.Kind), Step: followup.Step(in.Step),
		WalkID: scheduling.ActivityID(in.WalkID), Title: in.Title, Owner: scheduling.Owner(in.Owner), Together: in.Together, Day: in.Day.day(),
		Status: followup.Status(in.Status), Participants: in.Participants, Text: in.Text, Named: in.Named, WishID: scheduling.WishID(in.WishID),
		ActionID: dialogue.ActionID(in.ActionID), Feedback: in.Feedback.day(), Reference: in.Reference,
	}
	switch {
	case in.Starts == "" && in.Ends == "":
	case in.Starts == "":
		return a, invalid("body.starts", scheduling.CodeRequired)
	case in.Ends == "":
		return a, invalid("body.ends", scheduling.CodeRequired)
	default:
		a.Hours = &followup.Hours{From: in.Starts.minutes(), Until: in.Ends.minutes()}
	}
	return a, nil
}

func showActivity(a followup.Activity) Activity {
	in := ActivityIn{
		DistrictID: Ref(a.DistrictID), MunicipalityID: Ref(a.MunicipalityID), LocalityID: Ref(a.LocalityID), Place: a.Place, Kind: string(a.Kind),
		Step: string(a.Step), WalkID: Ref(a.WalkID), Title: a.Title, Owner: string(a.Owner), Together: a.Together, Day: dateOf(a.Day),
		Status: string(a.Status), Participants: a.Participants, Text: a.Text, Named: a.Named, WishID: Ref(a.WishID), ActionID: Ref(a.ActionID),
		Feedback: dateOf(a.Feedback), Reference: a.Reference,
	}
	if h := a.Hours; h != nil {
		in.Starts, in.Ends = clockOf(h.From), clockOf(h.Until)
	}
	return Activity{Meta: metaOf(a.ID, a.Meta), ActivityIn: in}
}

// counted shows activities with what each counts toward.
func (a *api) counted(ctx context.Context, activities []followup.Activity) ([]Activity, error) {
	districts, shown := map[scheduling.DistrictID][]int{}, make([]Activity, len(activities))
	for i, activity := range activities {
		districts[activity.DistrictID] = append(districts[activity.DistrictID], i)
	}
	for district, at := range districts {
		of := make([]followup.Activity, len(at))
		for n, i := range at {
			of[n] = activities[i]
		}
		countings, err := a.Activities.Countings(ctx, district, of)
		if err != nil {
			return nil, fmt.Errorf("count activities of district %s: %w", district, err)
		}
		for n, i := range at {
			shown[i] = showActivity(activities[i])
			shown[i].Counts, shown[i].Corrected = showTowards(countings[n].Counts), countings[n].Corrected()
		}
	}
	return shown, nil
}

func (a *api) listActivities(ctx context.Context, in *ActivityFilter) (*listed[Activity], error) {
	q := scheduling.Query{DistrictID: scheduling.DistrictID(in.District), MunicipalityID: scheduling.MunicipalityID(in.Municipality),
		LocalityID: scheduling.LocalityID(in.Locality), Kind: in.Kind, Owner: scheduling.Owner(in.Owner), ActivityID: scheduling.ActivityID(in.Walk)}
	if in.Status != "" {
		q.States = []scheduling.State{scheduling.State(in.Status)}
	}
	if err := in.narrow(&q.From, &q.Until); err != nil {
		return nil, err
	}
	found, total, err := a.Activities.List(ctx, in.Paging.query(q))
	if err != nil {
		return nil, err
	}
	shown, err := a.counted(ctx, found)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, shown, total, func(a Activity) Activity { return a }), nil
}

func (a *api) createActivity(ctx context.Context, in *creation[ActivityIn]) (*created[Activity], error) {
	activity, err := in.Body.activity()
	if err != nil {
		return nil, err
	}
	if activity, err = a.Activities.Add(ctx, activity); err != nil {
		return nil, err
	}
	shown, err := a.activityAnswer(ctx, activity, nil)
	if err != nil {
		return nil, err
	}
	return &created[Activity]{Location: activitiesPath + "/" + string(activity.ID), ETag: shown.ETag, Body: shown.Body}, nil
}

func (a *api) getActivity(ctx context.Context, in *byID) (*answer[Activity], error) {
	activity, err := a.Activities.Get(ctx, scheduling.ActivityID(in.ID))
	return a.activityAnswer(ctx, activity, err)
}

func (a *api) replaceActivity(ctx context.Context, in *replacement[ActivityIn]) (*answer[Activity], error) {
	version, err := versionSeen(in.IfMatch, in.Body.seen())
	if err != nil {
		return nil, err
	}
	next, err := in.Body.activity()
	if err != nil {
		return nil, err
	}
	next.ID, next.Version = scheduling.ActivityID(in.ID), version
	changed, err := a.Activities.Change(ctx, next)
	return a.activityAnswer(ctx, changed, err)
}

func (a *api) deleteActivity(ctx context.Context, in *removal) (*nothing, error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return nil, a.Activities.Remove(ctx, scheduling.ActivityID(in.ID), version)
}

func (a *api) activityAnswer(ctx context.Context, activity followup.Activity, err error) (*answer[Activity], error) {
	if err != nil {
		return nil, err
	}
	shown, err := a.counted(ctx, []followup.Activity{activity})
	if err != nil {
		return nil, err
	}
	return &answer[Activity]{ETag: etag(activity.Version), Body: shown[0]}, nil
}
