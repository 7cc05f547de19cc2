package api

import (
	"context"
	"net/http"

	"poliskontor/accounts"
	"poliskontor/calendar/intake"
	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// activityIntakePath is where tables of activities are sent to; their files are larger
// than other bodies.
const activityIntakePath = activitiesPath + "/import"

func (a *api) activityIntakeRoutes() {
	handle(a, accounts.EditActivities, http.MethodPost, activityIntakePath, "importActivities", a.importActivities)
	handle(a, accounts.Read, http.MethodGet, activityIntakePath+"/template", "getActivityTemplate", a.getActivityTemplate)
}

// takingActivities is a request to take up a table of activities.
type takingActivities struct {
	District    Ref    `query:"district" required:"true" doc:"The ID of the district that they are in."`
	Dry         bool   `query:"dry" doc:"Only tell what would happen."`
	ContentType string `header:"Content-Type" doc:"multipart/form-data for a form with a file; else anything, since what the body is is seen by its content."`
	RawBody     []byte `contentType:"application/octet-stream"`
}

// templateAsked is a request for an empty table.
type templateAsked struct {
	Format string `query:"format" enum:"xlsx,csv" default:"xlsx" doc:"As a workbook, or as CSV."`
}

// ActivityRow is one line of a table with what becomes of it.
type ActivityRow struct {
	Line       int             `json:"line" doc:"Where it stands, from 1."`
	Intake     string          `json:"intake" enum:"new,changed,duplicate,problem" doc:"What becomes of it. A duplicate changes nothing."`
	Activity   *ActivityIn     `json:"activity,omitempty" doc:"The activity as it is once the line is taken up."`
	ActivityID Ref             `json:"activityId,omitempty" doc:"The activity that it has become, changes, or is already."`
	Field      string          `json:"field,omitempty" doc:"Of a problem: the field that it is about." example:"localityId"`
	Code       scheduling.Code `json:"code,omitempty" doc:"Of a problem: which, in one word that never changes." example:"place_unknown"`
	Message    string          `json:"message,omitempty" doc:"The same in the reader's language."`
}

func (a *api) importActivities(ctx context.Context, in *takingActivities) (*unversioned[Everything[ActivityRow]], error) {
	body, err := fileOf(in.ContentType, in.RawBody)
	if err != nil {
		return nil, err
	}
	entries, err := intake.ReadActivities(body)
	if err != nil {
		return nil, err
	}
	rows, err := a.Activities.Intake(ctx, scheduling.DistrictID(in.District), entries, in.Dry)
	if err != nil {
		return nil, err
	}
	return all(rows, func(r followup.Row) ActivityRow { return showActivityRow(ctx, r, in.Dry) }), nil
}

func showActivityRow(ctx context.Context, r followup.Row, dry bool) ActivityRow {
	shown := ActivityRow{Line: r.Line, Intake: string(r.Intake)}
	if r.Intake == followup.IsProblem {
		shown.Field, shown.Code, shown.Message = r.Field, r.Problem, requestFrom(ctx).language.sentence(r.Problem, r.Params)
		return shown
	}
	stored := showActivity(r.Stored).ActivityIn
	shown.Activity = &stored
	if r.Intake != followup.IsNew || !dry {
		shown.ActivityID = Ref(r.Stored.ID)
	}
	return shown
}

func (a *api) getActivityTemplate(_ context.Context, in *templateAsked) (*file, error) {
	if in.Format == "csv" {
		content, err := intake.ActivityTemplateCSV()
		if err != nil {
			return nil, err
		}
		return fileNamed("aktiviteter.csv", "text/csv; charset=utf-8", content), nil
	}
	content, err := intake.ActivityTemplateXLSX()
	if err != nil {
		return nil, err
	}
	return fileNamed("aktiviteter.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", content), nil
}
