package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strings"

	"poliskontor/calendar/intake"
	"poliskontor/scheduling"
)

// intakePath is where calendars are sent to; their files are larger than other bodies.
const intakePath = "/api/v1/occasions/import"

// taking is a request to take up somebody's calendar of events.
type taking struct {
	District    Ref    `query:"district" required:"true" doc:"The ID of the district whose occasions they become."`
	Dry         bool   `query:"dry" doc:"Only tell what would happen."`
	ContentType string `header:"Content-Type" doc:"multipart/form-data for a form with a file; else anything, since what the body is is seen by its content."`
	RawBody     []byte `contentType:"application/octet-stream"`
}

// takingFrom is a request to take up a calendar from its address.
type takingFrom struct {
	District Ref  `query:"district" required:"true" doc:"The ID of the district whose occasions they become."`
	Dry      bool `query:"dry" doc:"Only tell what would happen."`
	Body     AddressIn
}

// AddressIn is where a calendar is found.
type AddressIn struct {
	URL string `json:"url" maxLength:"2000" doc:"Its address: https, on the public internet." example:"https://kommunen.example/evenemang.ics"`
}

// OccasionRow is one line of a calendar with what becomes of it.
type OccasionRow struct {
	Line       int             `json:"line" doc:"Where it stands, from 1."`
	Intake     string          `json:"intake" enum:"new,changed,duplicate,doubtful,past,problem" doc:"What becomes of it. What is a duplicate or past changes nothing; what has changed, and what may be the same as an occasion under another name, is left for somebody to choose."`
	UID        string          `json:"uid,omitempty" doc:"By which its calendar knows it."`
	Heard      string          `json:"heard,omitempty" doc:"The fingerprint of what its calendar says; send it back with what is chosen." example:"3f6c0e5b8d9a4e17"`
	Name       string          `json:"name,omitempty" doc:"The event's name."`
	Place      string          `json:"place,omitempty" doc:"The place in the calendar's own words."`
	From       Date            `json:"from,omitempty" doc:"The first day."`
	To         Date            `json:"to,omitempty" doc:"The last day; it is included."`
	Opens      Clock           `json:"opens,omitempty" doc:"When it opens."`
	Closes     Clock           `json:"closes,omitempty" doc:"When it closes."`
	Visitors   int             `json:"visitors,omitempty" doc:"How many are expected a day."`
	Priority   int             `json:"priority,omitempty" doc:"1 must be attended, 2 should, 3 may: what the calendar says, else what stands, else 3."`
	There      *OccasionThere  `json:"there,omitempty" doc:"The occasion that it changes, or may be the same as."`
	OccasionID Ref             `json:"occasionId,omitempty" doc:"The occasion that it has become, or that is there already."`
	SiteID     Ref             `json:"siteId,omitempty" doc:"The site that its place means."`
	Code       scheduling.Code `json:"code,omitempty" doc:"Of a problem: which, in one word that never changes." example:"place_unknown"`
	Message    string          `json:"message,omitempty" doc:"The same in the reader's language."`
}

// OccasionThere is an occasion that a line is held against.
type OccasionThere struct {
	ID      Ref    `json:"id" doc:"Its ID."`
	Version int    `json:"version" doc:"Its version; send it back with what is chosen."`
	Name    string `json:"name" doc:"Its name."`
	From    Date   `json:"from" doc:"The first day."`
	To      Date   `json:"to" doc:"The last day; it is included."`
	Opens   Clock  `json:"opens" doc:"When it opens."`
	Closes  Clock  `json:"closes" doc:"When it closes."`
	SiteID  Ref    `json:"siteId" doc:"Where it is."`
}

func (a *api) importOccasions(ctx context.Context, in *taking) (*unversioned[Everything[OccasionRow]], error) {
	file, err := fileOf(in.ContentType, in.RawBody)
	if err != nil {
		return nil, err
	}
	return a.takeUp(ctx, in.District, in.Dry, file)
}

func (a *api) fetchOccasions(ctx context.Context, in *takingFrom) (*unversioned[Everything[OccasionRow]], error) {
	file, err := intake.Fetch(ctx, in.Body.URL)
	if err != nil {
		return nil, err
	}
	return a.takeUp(ctx, in.District, in.Dry, file)
}

func (a *api) takeUp(ctx context.Context, district Ref, dry bool, file []byte) (*unversioned[Everything[OccasionRow]], error) {
	entries, err := intake.Read(file, scheduling.DayOf(a.Clock()))
	if err != nil {
		return nil, err
	}
	rows, err := a.Intakes.Occasions(ctx, scheduling.DistrictID(district), entries, dry)
	if err != nil {
		return nil, err
	}
	return all(rows, func(r scheduling.OccasionRow) OccasionRow { return showOccasionRow(ctx, r, dry) }), nil
}

func showOccasionRow(ctx context.Context, r scheduling.OccasionRow, dry bool) OccasionRow {
	shown := OccasionRow{Line: r.Line, Intake: string(r.Intake), Name: r.Name, Place: r.Place, UID: r.UID, Heard: r.Occasion.Heard,
		Visitors: r.Occasion.Visitors, Priority: r.Occasion.Priority, SiteID: Ref(r.Occasion.SiteID), From: dateOf(r.From), To: dateOf(r.To)}
	if there := r.There; there != nil {
		shown.There = &OccasionThere{ID: Ref(there.ID), Version: there.Version, Name: there.Name, From: dateOf(there.From), To: dateOf(there.To),
			Opens: clockOf(there.Opens), Closes: clockOf(there.Closes), SiteID: Ref(there.SiteID)}
	}
	if r.Intake == scheduling.IntakeDuplicate || r.Intake == scheduling.IntakeNew && !dry {
		shown.OccasionID = Ref(r.Occasion.ID)
	}
	if r.Closes > 0 {
		shown.Opens, shown.Closes = clockOf(r.Opens), clockOf(r.Closes)
	}
	if r.Problem != "" {
		shown.Code, shown.Message = r.Problem, requestFrom(ctx).language.sentence(r.Problem, r.Params)
	}
	return shown
}

// fileOf takes the file out of a form; any other body is the file.
func fileOf(contentType string, body []byte) ([]byte, error) {
	kind, params, err := mime.ParseMediaType(contentType)
	if isForm := err == nil && strings.HasPrefix(kind, "multipart/"); !isForm {
		return body, nil
	}
	form := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for {
		part, err := form.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return nil, scheduling.InvalidField("file", scheduling.CodeRequired)
		case err != nil:
			return nil, scheduling.InvalidField("file", scheduling.CodeFileUnreadable)
		case part.FileName() == "" && part.FormName() != "file":
			continue
		}
		file, err := io.ReadAll(part)
		if err != nil {
			return nil, scheduling.InvalidField("file", scheduling.CodeFileUnreadable)
		}
		return file, nil
	}
}
