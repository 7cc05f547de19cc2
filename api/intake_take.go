package api

import (
	"context"

	"poliskontor/scheduling"
)

// takingOccasions is a request to take up what was chosen of a calendar.
type takingOccasions struct{ Body ChosenIn }

// ChosenIn is what somebody has chosen of a calendar.
type ChosenIn struct {
	DistrictID Ref         `json:"districtId" doc:"The district whose occasions they become."`
	CalendarID Ref         `json:"calendarId,omitempty" doc:"The event calendar that it came from, which notes that it was read."`
	Rows       []ChosenRow `json:"rows" minItems:"1" maxItems:"5000" doc:"What was chosen."`
}

// ChosenRow is one line that was chosen, as it is to be stored.
type ChosenRow struct {
	OccasionID Ref    `json:"occasionId,omitempty" doc:"The occasion to replace; a new one is added where left out."`
	Version    int    `json:"version,omitempty" minimum:"0" doc:"Its version that was seen."`
	UID        string `json:"uid,omitempty" doc:"As the import told it."`
	Heard      string `json:"heard,omitempty" doc:"As the import told it."`
	SiteID     Ref    `json:"siteId" doc:"Where the office stands at it."`
	Name       string `json:"name" doc:"Its name."`
	From       Date   `json:"from" doc:"The first day." example:"2027-07-10"`
	To         Date   `json:"to" doc:"The last day; it is included." example:"2027-07-11"`
	Opens      Clock  `json:"opens" doc:"When it opens."`
	Closes     Clock  `json:"closes" doc:"When it closes."`
	Priority   int    `json:"priority" doc:"1 must be attended, 2 should, 3 may."`
	Visitors   int    `json:"visitors,omitempty" doc:"How many are expected a day; 0 where unknown."`
}

// TakenRow is what became of a line that was chosen.
type TakenRow struct {
	Intake     string `json:"intake" enum:"new,changed,duplicate" doc:"Whether it was added, replaced, or left since it is there by now."`
	OccasionID Ref    `json:"occasionId" doc:"The occasion."`
}

func (a *api) takeOccasions(ctx context.Context, in *takingOccasions) (*unversioned[Everything[TakenRow]], error) {
	var chosen []scheduling.Occasion
	for _, r := range in.Body.Rows {
		chosen = append(chosen, r.occasion())
	}
	taken, err := a.Intakes.Take(ctx, scheduling.DistrictID(in.Body.DistrictID), chosen, scheduling.EventCalendarID(in.Body.CalendarID))
	if err != nil {
		return nil, err
	}
	return all(taken, func(t scheduling.OccasionTaken) TakenRow {
		return TakenRow{Intake: string(t.Intake), OccasionID: Ref(t.Occasion.ID)}
	}), nil
}

func (r ChosenRow) occasion() scheduling.Occasion {
	return scheduling.Occasion{
		ID: scheduling.OccasionID(r.OccasionID), SiteID: scheduling.SiteID(r.SiteID), UID: r.UID, Heard: r.Heard, Name: r.Name,
		From: r.From.day(), To: r.To.day(), Opens: r.Opens.minutes(), Closes: r.Closes.minutes(), Priority: r.Priority, Visitors: r.Visitors,
		Meta: scheduling.Meta{Version: r.Version},
	}
}
