package scheduling

import (
	"context"
	"fmt"

	"poliskontor/scheduling/planner"
)

// Outlook (utsikt) says, before any plan, whether a season's promises can be kept with
// the shifts that there are.
type Outlook struct {
	Kept      bool
	Certainty planner.Certainty // of Kept
	Room                        // of the whole season
	Weeks     []Room
	Obstacles []Obstacle
	Remedies  []Remedy
}

// Room compares what the promises need in some days with what the shifts hold.
type Room struct {
	From, To Day // both included
	Needed   int // thousandths of stops
	Stops    int
}

// Obstacle is what stands in the way of promises.
type Obstacle struct {
	Kind       planner.ObstacleKind
	Certainty  planner.Certainty
	Localities []LocalityID
	Occasions  []OccasionID
	From, To   Day // both included
	Needed     int // stops, or minutes where the kind counts them
	Room       int
}

// Remedy is what would help to keep the promises.
type Remedy struct {
	Kind       planner.RemedyKind
	OfficeID   OfficeID   // of one more shift a week
	Weekday    int        // Monday 0
	Shifts     int        // how many that would be in the season
	LocalityID LocalityID // of a longer interval
	AimDays    int
	Kept       bool
	Certainty  planner.Certainty
	Broken     int // promises that a short search then could not keep
}

// Outlook tells whether what is left of a season can keep its promises, what stands in
// the way and what would help. It takes up to some seconds; when ctx ends early, what
// is known by then is told. The error's kind is [NotFound], or [Refused] where the
// season is over.
func (p *Planning) Outlook(ctx context.Context, id SeasonID) (Outlook, error) {
	season, err := p.store.Seasons().Get(ctx, id)
	if err != nil {
		return Outlook{}, err
	}
	a, err := p.assemble(ctx, season)
	if err != nil {
		return Outlook{}, err
	}
	found, err := planner.Feasibility(ctx, &a.problem)
	if err != nil {
		return Outlook{}, fmt.Errorf("outlook of season %s: %w", id, err)
	}
	return a.outlook(found), nil
}

func (a *assembly) outlook(found *planner.Outlook) Outlook {
	o := Outlook{Kept: found.Kept, Certainty: found.Certainty, Room: a.room(found.Whole)}
	for _, week := range found.Weeks {
		o.Weeks = append(o.Weeks, a.room(week))
	}
	for _, obstacle := range found.Obstacles {
		told := Obstacle{Kind: obstacle.Kind, Certainty: obstacle.Certainty, Needed: obstacle.Needed, Room: obstacle.Room}
		told.From, told.To = a.days(obstacle.Span)
		for _, place := range obstacle.Places {
			told.Localities = append(told.Localities, a.places[place].ID)
		}
		for _, occasion := range obstacle.Occasions {
			told.Occasions = append(told.Occasions, a.occasions[occasion].ID)
		}
		o.Obstacles = append(o.Obstacles, told)
	}
	for _, locality := range a.unsited {
		o.Kept, o.Certainty = false, planner.Proven
		o.Obstacles = append(o.Obstacles, Obstacle{
			Kind: ObstacleNoSite, Certainty: planner.Proven, Localities: []LocalityID{locality.ID},
			From: a.start, To: a.start + Day(a.problem.Days-1), Needed: 1,
		})
	}
	for _, remedy := range found.Remedies {
		told := Remedy{
			Kind: remedy.Kind, Weekday: remedy.Weekday, Shifts: remedy.Shifts, AimDays: remedy.Period,
			Kept: remedy.Kept && len(a.unsited) == 0, Certainty: remedy.Certainty, Broken: remedy.Breaches + len(a.unsited),
		}
		if remedy.Kind == planner.RemedyInterval {
			told.LocalityID = a.places[remedy.Place].ID
		} else {
			told.OfficeID = a.offices[remedy.Office].ID
		}
		o.Remedies = append(o.Remedies, told)
	}
	return o
}

// ObstacleNoSite stands in the way of a promise to a locality where the office has no
// site to stand at.
const ObstacleNoSite planner.ObstacleKind = "noSite"

func (a *assembly) room(density planner.Density) Room {
	r := Room{Needed: density.Needed, Stops: density.Room}
	r.From, r.To = a.days(density.Span)
	return r
}

// days are the first and the last day of a span.
func (a *assembly) days(span planner.Span) (from, to Day) {
	return a.start + Day(span.From), a.start + Day(span.To-1)
}
