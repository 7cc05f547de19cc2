package api

import (
	"context"

	"poliskontor/scheduling"
)

// Outlook is whether a season's promises can be kept with the shifts that there are.
type Outlook struct {
	Kept      bool       `json:"kept" doc:"All promises can be kept."`
	Certainty string     `json:"certainty" enum:"proven,guessed" doc:"Whether that is proven, or what a short search came to."`
	Whole     Room       `json:"whole" doc:"What the promises need of the whole season."`
	Weeks     []Room     `json:"weeks" doc:"The same by week, from the first day on."`
	Obstacles []Obstacle `json:"obstacles" doc:"What stands in the way, proven ones first."`
	Remedies  []Remedy   `json:"remedies" doc:"What would help, the best first."`
}

// Room is what the promises need in some days, and what the shifts hold.
type Room struct {
	From   Date `json:"from" doc:"The first day."`
	To     Date `json:"to" doc:"The last day; it is included."`
	Needed int  `json:"needed" doc:"What the promises aim at, in thousandths of stops."`
	Stops  int  `json:"stops" doc:"How many stops the shifts hold at most."`
}

// Obstacle is what stands in the way of promises.
type Obstacle struct {
	Kind       string `json:"kind" doc:"What it is; see the planning words." example:"stops"`
	Certainty  string `json:"certainty" enum:"proven,guessed" doc:"Whether it is proven."`
	Localities []Ref  `json:"localities" doc:"The localities that it concerns."`
	Occasions  []Ref  `json:"occasions" doc:"The events that it concerns."`
	From       Date   `json:"from" doc:"The first of the days that it is about."`
	To         Date   `json:"to" doc:"The last of them; it is included."`
	Needed     int    `json:"needed" doc:"What is asked for: stops, or minutes for the kinds minutes and summer."`
	Room       int    `json:"room" doc:"What there is."`
}

// Remedy is what would help to keep the promises.
type Remedy struct {
	Kind       string  `json:"kind" doc:"What is changed; see the planning words." example:"shift"`
	OfficeID   Ref     `json:"officeId,omitempty" doc:"The office that has one more shift a week."`
	Weekday    Weekday `json:"weekday,omitempty" doc:"On which day of the week."`
	Shifts     int     `json:"shifts,omitempty" doc:"How many shifts that would be in the season."`
	LocalityID Ref     `json:"localityId,omitempty" doc:"The locality with a longer interval."`
	AimDays    int     `json:"aimDays,omitempty" doc:"The interval, in days."`
	Kept       bool    `json:"kept" doc:"All promises can be kept then."`
	Certainty  string  `json:"certainty" enum:"proven,guessed" doc:"Whether that is proven."`
	Broken     int     `json:"broken" doc:"Promises that a short search could not keep then."`
}

// unversioned is an answer that is reckoned anew each time.
type unversioned[T any] struct{ Body T }

func (a *api) getOutlook(ctx context.Context, in *byID) (*unversioned[Outlook], error) {
	o, err := a.Planning.Outlook(ctx, scheduling.SeasonID(in.ID))
	if err != nil {
		return nil, err
	}
	return &unversioned[Outlook]{showOutlook(o)}, nil
}

func showOutlook(o scheduling.Outlook) Outlook {
	shown := Outlook{
		Kept: o.Kept, Certainty: string(o.Certainty), Whole: showRoom(o.Room), Weeks: make([]Room, 0, len(o.Weeks)),
		Obstacles: make([]Obstacle, 0, len(o.Obstacles)), Remedies: make([]Remedy, 0, len(o.Remedies)),
	}
	for _, week := range o.Weeks {
		shown.Weeks = append(shown.Weeks, showRoom(week))
	}
	for _, b := range o.Obstacles {
		shown.Obstacles = append(shown.Obstacles, Obstacle{
			Kind: string(b.Kind), Certainty: string(b.Certainty), Localities: refs(b.Localities), Occasions: refs(b.Occasions),
			From: dateOf(b.From), To: dateOf(b.To), Needed: b.Needed, Room: b.Room,
		})
	}
	for _, r := range o.Remedies {
		remedy := Remedy{
			Kind: string(r.Kind), OfficeID: Ref(r.OfficeID), Shifts: r.Shifts, LocalityID: Ref(r.LocalityID),
			Kept: r.Kept, Certainty: string(r.Certainty), Broken: r.Broken,
		}
		if r.OfficeID != "" {
			remedy.Weekday = weekdays[r.Weekday]
		} else {
			remedy.AimDays = r.AimDays
		}
		shown.Remedies = append(shown.Remedies, remedy)
	}
	return shown
}

func showRoom(r scheduling.Room) Room {
	return Room{From: dateOf(r.From), To: dateOf(r.To), Needed: r.Needed, Stops: r.Stops}
}
