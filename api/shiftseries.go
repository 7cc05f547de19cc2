package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// ShiftSeriesIn is the pattern that shifts are made from, as it is written.
type ShiftSeriesIn struct {
	DistrictID  Ref            `json:"districtId" doc:"The office's district."`
	OfficeID    Ref            `json:"officeId" doc:"The office."`
	Weekdays    []Weekday      `json:"weekdays" doc:"On which days of the week."`
	Starts      Clock          `json:"starts" doc:"When each shift begins." example:"09:00"`
	Ends        Clock          `json:"ends" doc:"When each ends; 24:00 and above are on the day after." example:"17:00"`
	Weeks       string         `json:"weeks" enum:"every,odd,even" doc:"In which weeks, by their ISO number. Odd weeks are not every second week: week 53 is followed by week 1."`
	Interval    int            `json:"interval,omitempty" minimum:"0" doc:"How many weeks from one to the next, counted from the first day's week; 1 where left out. Only with every." example:"2"`
	From        Date           `json:"from" doc:"The first day." example:"2027-01-11"`
	To          Date           `json:"to" doc:"The last day; it is included." example:"2027-06-18"`
	Except      []Date         `json:"except,omitempty" doc:"Days without one."`
	HolidaysOff []HolidayClass `json:"holidaysOff,omitempty" doc:"The classes of days that are left out."`
	Slots       int            `json:"slots,omitempty" doc:"The most visits in each; 0 for no limit but time." example:"2"`
	Crew        string         `json:"crew,omitempty" doc:"The team that works them; never public." example:"Lag A"`
	Note        string         `json:"note,omitempty" doc:"For those who plan; never public."`
	Seen
}

// HolidayClass is what a day in the Swedish calendar does to planning.
type HolidayClass string

// Schema describes the choice.
func (HolidayClass) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "What a day in the Swedish calendar does to planning.",
		Enum: []any{string(scheduling.HolidayBlocked), string(scheduling.HolidayWarn), string(scheduling.HolidayShortened), string(scheduling.HolidayBridge)}}
}

// ShiftSeries is a series as it is stored.
type ShiftSeries struct {
	Meta
	ShiftSeriesIn
}

// SeriesPlan is what a series makes, changes and removes.
type SeriesPlan struct {
	Series ShiftSeries   `json:"series" doc:"The series, as it is or would be."`
	Days   []SeriesDay   `json:"days" doc:"Each day that it falls on, or from which a shift goes."`
	Breaks []SeriesBreak `json:"breaks" doc:"Where odd or even weeks meet a week 53, and are not every second week."`
}

// SeriesDay is a day of a series with what becomes of it.
type SeriesDay struct {
	Day     Date   `json:"day" doc:"The day."`
	Starts  Time   `json:"starts" doc:"When the shift begins."`
	Ends    Time   `json:"ends" doc:"When it ends."`
	Becomes string `json:"becomes" enum:"new,kept,changed,removed,off,duplicate,overlap,in_use" doc:"What becomes of it. The last three stand in the way of all: the very shift is there, another is, or visits would be left without one."`
	Holiday string `json:"holiday,omitempty" doc:"The Swedish name of the holiday by which it is left out."`
	Away    bool   `json:"away,omitempty" doc:"The office is elsewhere that day."`
	Repeats bool   `json:"repeats,omitempty" doc:"In an odd week right after another: week 1 after week 53."`
}

// SeriesBreak is a turn of the year with a week 53.
type SeriesBreak struct {
	Year   int  `json:"year" doc:"The year that has a week 53." example:"2026"`
	Monday Date `json:"monday" doc:"The Monday of the week 1 that follows."`
}

type seriesCreation struct {
	Dry  bool `query:"dry" doc:"Only tell what would happen."`
	Body ShiftSeriesIn
}

type seriesChange struct {
	ID      Ref    `path:"id" doc:"Its ID."`
	IfMatch string `header:"If-Match" doc:"The version that you saw, in quotation marks." example:"\"3\""`
	From    Date   `query:"from" required:"true" doc:"The first day that is changed; what lies before stays as it is."`
	Dry     bool   `query:"dry" doc:"Only tell what would happen."`
	Body    ShiftSeriesIn
}

type seriesRemoval struct {
	ID      Ref    `path:"id" doc:"Its ID."`
	IfMatch string `header:"If-Match" doc:"The version that you saw, in quotation marks." example:"\"3\""`
	From    Date   `query:"from" required:"true" doc:"The first day whose shift goes."`
	Dry     bool   `query:"dry" doc:"Only tell what would happen."`
}

func (a *api) seriesRoutes() {
	const path = "/api/v1/shift-series"
	handle(a, accounts.Read, http.MethodGet, path, "listShiftSeries", a.listShiftSeries)
	handle(a, accounts.EditRegisters, http.MethodPost, path, "createShiftSeries", a.createShiftSeries)
	handle(a, accounts.Read, http.MethodGet, path+"/{id}", "getShiftSeries", a.getShiftSeries)
	handle(a, accounts.EditRegisters, http.MethodPut, path+"/{id}", "changeShiftSeries", a.changeShiftSeries)
	handle(a, accounts.EditRegisters, http.MethodDelete, path+"/{id}", "endShiftSeries", a.endShiftSeries)
}

func (a *api) listShiftSeries(ctx context.Context, in *OfficeFilter) (*listed[ShiftSeries], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	found, total, err := a.Patterns.List(ctx, q)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, found, total, showShiftSeries), nil
}

func (a *api) getShiftSeries(ctx context.Context, in *byID) (*answer[ShiftSeries], error) {
	found, err := a.Patterns.Get(ctx, scheduling.ShiftSeriesID(in.ID))
	if err != nil {
		return nil, err
	}
	return &answer[ShiftSeries]{ETag: etag(found.Version), Body: showShiftSeries(found)}, nil
}

func (a *api) createShiftSeries(ctx context.Context, in *seriesCreation) (*unversioned[SeriesPlan], error) {
	plan, err := a.Patterns.Create(ctx, in.Body.series(), in.Dry)
	return showPlan(plan, err)
}

func (a *api) changeShiftSeries(ctx context.Context, in *seriesChange) (*unversioned[SeriesPlan], error) {
	version, err := versionSeen(in.IfMatch, in.Body.seen())
	if err != nil {
		return nil, err
	}
	s := in.Body.series()
	s.ID, s.Version = scheduling.ShiftSeriesID(in.ID), version
	return showPlan(a.Patterns.Change(ctx, s, in.From.day(), in.Dry))
}

func (a *api) endShiftSeries(ctx context.Context, in *seriesRemoval) (*unversioned[SeriesPlan], error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return showPlan(a.Patterns.Remove(ctx, scheduling.ShiftSeriesID(in.ID), version, in.From.day(), in.Dry))
}

func (in ShiftSeriesIn) series() scheduling.ShiftSeries {
	s := scheduling.ShiftSeries{
		DistrictID: scheduling.DistrictID(in.DistrictID), OfficeID: scheduling.OfficeID(in.OfficeID), Weekdays: flagsOf(in.Weekdays),
		Opens: in.Starts.minutes(), Closes: in.Ends.minutes(), Weeks: scheduling.Weeks(in.Weeks), Interval: max(in.Interval, 1),
		From: in.From.day(), To: in.To.day(), Slots: in.Slots, Crew: in.Crew, Note: in.Note,
	}
	for _, day := range in.Except {
		s.Except = append(s.Except, day.day())
	}
	slices.Sort(s.Except)
	for _, class := range in.HolidaysOff {
		s.HolidaysOff = append(s.HolidaysOff, scheduling.HolidayClass(class))
	}
	return s
}

func showShiftSeries(s scheduling.ShiftSeries) ShiftSeries {
	in := ShiftSeriesIn{
		DistrictID: Ref(s.DistrictID), OfficeID: Ref(s.OfficeID), Weekdays: weekdaysOf(s.Weekdays), Starts: clockOf(s.Opens), Ends: clockOf(s.Closes),
		Weeks: string(s.Weeks), Interval: s.Interval, From: dateOf(s.From), To: dateOf(s.To), Slots: s.Slots, Crew: s.Crew, Note: s.Note,
	}
	for _, day := range s.Except {
		in.Except = append(in.Except, dateOf(day))
	}
	for _, class := range s.HolidaysOff {
		in.HolidaysOff = append(in.HolidaysOff, HolidayClass(class))
	}
	return ShiftSeries{Meta: metaOf(s.ID, s.Meta), ShiftSeriesIn: in}
}

func showPlan(plan scheduling.SeriesPlan, err error) (*unversioned[SeriesPlan], error) {
	if err != nil {
		return nil, err
	}
	shown := SeriesPlan{Series: showShiftSeries(plan.Series), Days: []SeriesDay{}, Breaks: []SeriesBreak{}}
	for _, d := range plan.Days {
		shown.Days = append(shown.Days, SeriesDay{Day: dateOf(d.Day), Starts: timeOf(d.Shift.Starts), Ends: timeOf(d.Shift.Ends),
			Becomes: string(d.Becomes), Holiday: d.Holiday.Name, Away: d.Away, Repeats: d.Repeats})
	}
	for _, b := range plan.Breaks {
		shown.Breaks = append(shown.Breaks, SeriesBreak{Year: b.Year, Monday: dateOf(b.Monday)})
	}
	return &unversioned[SeriesPlan]{Body: shown}, nil
}
