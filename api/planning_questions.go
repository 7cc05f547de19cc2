package api

import (
	"context"
	"errors"
	"strings"

	"poliskontor/scheduling"
)

// Assessment is the working schedule of a season, scored as a proposal is.
type Assessment struct {
	Score    Score        `json:"score" doc:"Its price; less is better, broken promises first."`
	Measures Measures     `json:"measures" doc:"What people would feel of it."`
	Unkept   []Unkept     `json:"unkept" doc:"Promises that it does not keep, and why."`
	Broken   []BrokenRule `json:"broken" doc:"Rules that it breaks and no proposal would."`
}

// BrokenRule is a rule that the working schedule breaks.
type BrokenRule struct {
	Rule    string         `json:"rule" doc:"The rule's name; see the planning words." example:"rest"`
	VisitID Ref            `json:"visitId" doc:"The visit that breaks it."`
	Value   map[string]int `json:"value,omitempty" doc:"The numbers that the rule compares, by its own names. Since and day count days from 1970-01-01."`
}

// whyNotIn asks about a locality and some days.
type whyNotIn struct {
	ID       Ref  `path:"id" doc:"The season's ID."`
	Locality Ref  `query:"locality" required:"true" doc:"The locality's ID."`
	From     Date `query:"from" required:"true" doc:"The first day."`
	To       Date `query:"to" required:"true" doc:"The last day; it is included."`
}

// DayAnswers say for each day why a locality is not visited.
type DayAnswers struct {
	Days []DayAnswer `json:"days" doc:"The days asked about that are left of the season."`
}

// DayAnswer says why a locality is not visited on a day.
type DayAnswer struct {
	Day       Date            `json:"day" doc:"The day."`
	Verdict   string          `json:"verdict" enum:"planned,notDue,blocked,full,displaces,worse,free" doc:"What stands in the way; see the planning words."`
	Rule      string          `json:"rule,omitempty" doc:"Which rule forbids it, where the verdict is blocked."`
	ShiftID   Ref             `json:"shiftId,omitempty" doc:"The shift that comes nearest."`
	Change    Score           `json:"change" doc:"What the schedule's price would change by; above 0 is worse."`
	Reasons   []PlannedReason `json:"reasons" doc:"What each rule would change by."`
	Displaced []Ref           `json:"displaced" doc:"The localities that would have to make room."`
	Clock     int             `json:"clock" doc:"How much of the interval has run since the visit before, in thousandths."`
}

// bestForIn asks about a shift.
type bestForIn struct {
	ID    Ref `path:"id" doc:"The season's ID."`
	Shift Ref `query:"shift" required:"true" doc:"The shift's ID."`
}

// Candidates are the localities that could be visited in a shift, best first.
type Candidates struct {
	Candidates []Candidate `json:"candidates" doc:"Best first."`
}

// Candidate is a locality that could be visited in a shift.
type Candidate struct {
	LocalityID Ref             `json:"localityId" doc:"The locality."`
	SiteID     Ref             `json:"siteId" doc:"Where the office would stand."`
	Starts     Time            `json:"starts" doc:"When the visit would begin."`
	Ends       Time            `json:"ends" doc:"When it would end."`
	Change     Score           `json:"change" doc:"What the schedule's price would change by; below 0 is better."`
	Reasons    []PlannedReason `json:"reasons" doc:"What each rule would change by."`
	Clock      int             `json:"clock" doc:"How much of the interval will have run, in thousandths."`
}

func (a *api) assessSchedule(ctx context.Context, in *byID) (*unversioned[Assessment], error) {
	found, err := a.Planning.Assess(ctx, scheduling.SeasonID(in.ID))
	if err != nil {
		return nil, err
	}
	shown := Assessment{
		Score: Score{Promise: found.Score.Promise, Soft: found.Score.Soft}, Measures: showMeasures(found.Measures),
		Unkept: showUnkept(found.Unkept), Broken: showBroken(found.Broken),
	}
	return &unversioned[Assessment]{shown}, nil
}

func showBroken(rules []scheduling.BrokenRule) []BrokenRule {
	shown := make([]BrokenRule, 0, len(rules))
	for _, b := range rules {
		shown = append(shown, BrokenRule{Rule: string(b.Rule), VisitID: Ref(b.VisitID), Value: b.Value})
	}
	return shown
}

func (a *api) whyNot(ctx context.Context, in *whyNotIn) (*unversioned[DayAnswers], error) {
	answers, err := a.Planning.WhyNot(ctx, scheduling.SeasonID(in.ID), scheduling.LocalityID(in.Locality), in.From.day(), in.To.day())
	if err != nil {
		return nil, ofQuery(err)
	}
	shown := DayAnswers{Days: make([]DayAnswer, 0, len(answers))}
	for _, d := range answers {
		shown.Days = append(shown.Days, DayAnswer{
			Day: dateOf(d.Day), Verdict: string(d.Verdict), Rule: string(d.Rule), ShiftID: Ref(d.ShiftID),
			Change: Score{Promise: d.Change.Promise, Soft: d.Change.Soft}, Reasons: showReasons(d.Reasons),
			Displaced: refs(d.Displaced), Clock: d.Clock,
		})
	}
	return &unversioned[DayAnswers]{shown}, nil
}

func (a *api) bestFor(ctx context.Context, in *bestForIn) (*unversioned[Candidates], error) {
	ranked, err := a.Planning.BestFor(ctx, scheduling.SeasonID(in.ID), scheduling.ShiftID(in.Shift))
	if err != nil {
		return nil, ofQuery(err)
	}
	shown := Candidates{Candidates: make([]Candidate, 0, len(ranked))}
	for _, c := range ranked {
		shown.Candidates = append(shown.Candidates, Candidate{
			LocalityID: Ref(c.LocalityID), SiteID: Ref(c.SiteID), Starts: timeOf(c.Starts), Ends: timeOf(c.Ends),
			Change: Score{Promise: c.Change.Promise, Soft: c.Change.Soft}, Reasons: showReasons(c.Reasons), Clock: c.Clock,
		})
	}
	return &unversioned[Candidates]{shown}, nil
}

// ofQuery places what the domain refuses in the query, where the request has it.
func ofQuery(err error) error {
	var refused *scheduling.Error
	if !errors.As(err, &refused) || refused.Kind != scheduling.Invalid {
		return err
	}
	f, _ := ofDomain(refused)
	for i := range f.faults {
		f.faults[i].location = "query." + strings.TrimPrefix(f.faults[i].location, "body.")
	}
	return f
}
