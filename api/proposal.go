package api

import (
	"poliskontor/scheduling"
	"poliskontor/scheduling/planner"
)

// ProposalSummary is what the engine suggests for a season, in numbers.
type ProposalSummary struct {
	Meta
	DistrictID Ref      `json:"districtId" doc:"Its district."`
	SeasonID   Ref      `json:"seasonId" doc:"The season that it is for."`
	Made       Time     `json:"made" doc:"When the engine made it."`
	Lost       []Ref    `json:"lost,omitempty" doc:"The shifts that it does without, where it is a repair."`
	Taken      Time     `json:"taken,omitempty" doc:"When it was taken into the working schedule, if it was."`
	Score      Score    `json:"score" doc:"Its price; less is better, broken promises first."`
	Measures   Measures `json:"measures" doc:"What people would feel of it."`
}

// Proposal is what the engine suggests for a season. Nothing in it is public.
type Proposal struct {
	ProposalSummary
	Visits  []ProposedVisit `json:"visits" doc:"The visits; taking names them by their place here, from 0."`
	Dropped []Ref           `json:"dropped" doc:"Visits of the working schedule that it gives up."`
	Unkept  []Unkept        `json:"unkept" doc:"Promises that it cannot keep, and why."`
	Needs   []Need          `json:"needs" doc:"How localities weighed when it was made, and why."`
}

// ProposedVisit is one visit of a proposal.
type ProposedVisit struct {
	Kind       string          `json:"kind" enum:"new,kept,moved" doc:"How it differs from the working schedule."`
	VisitID    Ref             `json:"visitId,omitempty" doc:"The visit of the working schedule that it keeps or moves."`
	LocalityID Ref             `json:"localityId,omitempty" doc:"The locality that is visited."`
	OccasionID Ref             `json:"occasionId,omitempty" doc:"The event, if it is one."`
	SiteID     Ref             `json:"siteId" doc:"Where the office stands."`
	OfficeID   Ref             `json:"officeId" doc:"The office."`
	Starts     Time            `json:"starts" doc:"When it begins."`
	Ends       Time            `json:"ends" doc:"When it ends."`
	Reasons    []PlannedReason `json:"reasons" doc:"Why it is where it is."`
}

// PlannedReason is why a visit is where it is: a rule of the engine with its numbers.
type PlannedReason struct {
	Rule  string         `json:"rule" doc:"The rule's name." example:"travel"`
	Cost  int            `json:"cost" doc:"What it adds to the price; 0 where the rule only bounds."`
	Value map[string]int `json:"value,omitempty" doc:"The numbers that the rule compares, by its own names. Since and day count days from 1970-01-01."`
}

// Unkept is a promise that a proposal cannot keep.
type Unkept struct {
	LocalityID Ref     `json:"localityId,omitempty" doc:"The locality that it is made to."`
	OccasionID Ref     `json:"occasionId,omitempty" doc:"The event that is not attended."`
	Rule       string  `json:"rule" doc:"The rule's name." example:"maximumGap"`
	From       Date    `json:"from" doc:"The visit before the gap, or the first day of the span."`
	To         Date    `json:"to" doc:"The visit after the gap, or the last day of the span."`
	Value      int     `json:"value" doc:"What it is, by the rule."`
	Limit      int     `json:"limit" doc:"What it should be."`
	Causes     []Cause `json:"causes" doc:"What stood in the way, in days."`
}

// Cause is why a number of days could not be used.
type Cause struct {
	Verdict string `json:"verdict" doc:"What stands in the way." example:"blocked"`
	Rule    string `json:"rule,omitempty" doc:"Which rule, where the verdict is blocked."`
	Days    int    `json:"days" doc:"On how many days."`
}

// Score is the price of a plan by level.
type Score struct {
	Promise int `json:"promise" doc:"For broken promises."`
	Soft    int `json:"soft" doc:"For all else."`
}

// Measures are what people feel of a plan.
type Measures struct {
	Visits             int     `json:"visits" doc:"Visits to localities."`
	Delivered          int     `json:"delivered" doc:"Of these, to localities that are promised some."`
	Pledged            int     `json:"pledged" doc:"Visits that the promises come to."`
	GapMeanDays        float64 `json:"gapMeanDays" doc:"The mean interval between visits."`
	Gap95Days          int     `json:"gap95Days" doc:"The interval that 95 of 100 do not exceed."`
	GapMaxDays         int     `json:"gapMaxDays" doc:"The greatest interval."`
	UsualWeekday       int     `json:"usualWeekday" doc:"Visits on the locality's usual weekday, in thousandths."`
	OccasionsAttended  []int   `json:"occasionsAttended" doc:"Events attended, by priority from 1."`
	Occasions          []int   `json:"occasions" doc:"Events in all, by priority from 1."`
	OccasionHours      []int   `json:"occasionHours" doc:"The part of their hours that is attended, in thousandths, by priority from 1."`
	DrivingPerVisit    int     `json:"drivingPerVisit" doc:"Minutes of driving a visit."`
	UnusedMinutes      int     `json:"unusedMinutes" doc:"Minutes crewed and not used."`
	OvertimeMinutes    int     `json:"overtimeMinutes" doc:"Minutes of overtime."`
	SummerShare        int     `json:"summerShare" doc:"The share of the crewed summer hours at events, in thousandths."`
	ChangedSinceNotice int     `json:"changedSinceNotice" doc:"Announced visits that are moved or given up."`
}

func summarize(p scheduling.Proposal) ProposalSummary {
	return ProposalSummary{
		Meta: metaOf(p.ID, p.Meta), DistrictID: Ref(p.DistrictID), SeasonID: Ref(p.SeasonID),
		Made: timeOf(p.Made), Lost: refs(p.Lost), Taken: timeOf(p.Taken), Score: Score{Promise: p.Score.Promise, Soft: p.Score.Soft},
		Measures: showMeasures(p.Measures),
	}
}

func showMeasures(m planner.Measures) Measures {
	return Measures{
		Visits: m.Visits, Delivered: m.Delivered, Pledged: m.Pledged, GapMeanDays: m.GapMeanDays, Gap95Days: m.Gap95Days,
		GapMaxDays: m.GapMaxDays, UsualWeekday: m.UsualWeekday, OccasionsAttended: m.OccasionsAttended[1:],
		Occasions: m.Occasions[1:], OccasionHours: m.OccasionHours[1:], DrivingPerVisit: m.DrivingPerVisit, UnusedMinutes: m.UnusedMinutes,
		OvertimeMinutes: m.OvertimeMinutes, SummerShare: m.SummerShare, ChangedSinceNotice: m.ChangedSinceNotice,
	}
}

func showUnkept(list []scheduling.Unkept) []Unkept {
	shown := make([]Unkept, 0, len(list))
	for _, u := range list {
		shown = append(shown, Unkept{
			LocalityID: Ref(u.LocalityID), OccasionID: Ref(u.OccasionID), Rule: string(u.Rule),
			From: dateOf(u.From), To: dateOf(u.To), Value: u.Value, Limit: u.Limit, Causes: showCauses(u.Causes),
		})
	}
	return shown
}

func showProposal(p scheduling.Proposal) Proposal {
	shown := Proposal{
		ProposalSummary: summarize(p), Dropped: refs(p.Dropped),
		Visits: make([]ProposedVisit, 0, len(p.Visits)), Unkept: showUnkept(p.Unkept),
		Needs: everything(p.Needs, showNeed),
	}
	for _, v := range p.Visits {
		shown.Visits = append(shown.Visits, ProposedVisit{
			Kind: string(v.Kind), VisitID: Ref(v.VisitID), LocalityID: Ref(v.LocalityID), OccasionID: Ref(v.OccasionID),
			SiteID: Ref(v.SiteID), OfficeID: Ref(v.OfficeID), Starts: timeOf(v.Starts), Ends: timeOf(v.Ends),
			Reasons: showReasons(v.Reasons),
		})
	}
	return shown
}

func showReasons(reasons []planner.Reason) []PlannedReason {
	shown := make([]PlannedReason, 0, len(reasons))
	for _, r := range reasons {
		shown = append(shown, PlannedReason{Rule: string(r.Rule), Cost: r.Cost, Value: r.Value})
	}
	return shown
}

func showCauses(causes []planner.Cause) []Cause {
	shown := make([]Cause, 0, len(causes))
	for _, c := range causes {
		shown = append(shown, Cause{Verdict: string(c.Verdict), Rule: string(c.Rule), Days: c.Days})
	}
	return shown
}
