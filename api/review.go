package api

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
)

// Review is how a pledge was kept in a time. Every figure is a list of the IDs that it
// counts.
type Review struct {
	PledgeID     Ref                 `json:"pledgeId" doc:"The pledge."`
	From         Date                `json:"from" doc:"The first day that is looked at: the pledge was in force then."`
	To           Date                `json:"to,omitempty" doc:"The last day; left out for a pledge without an end that is looked at without one."`
	At           Time                `json:"at" doc:"When it stood so."`
	Summer       ReviewSummer        `json:"summer" doc:"When commitments that leave out the summer do not bind."`
	Visits       VisitTally          `json:"visits" doc:"Visits to the localities themselves."`
	SummerVisits VisitTally          `json:"summerVisits" doc:"Those of them in the summer."`
	AtOccasions  VisitTally          `json:"atOccasions" doc:"Visits to events, which count toward no pledge."`
	Commitments  []CommitmentAccount `json:"commitments" doc:"How each commitment was kept, in the order of the articles."`
	Places       []PlaceAccount      `json:"places" doc:"How it went at each locality of the municipality."`
	Topics       []TopicAccount      `json:"topics" doc:"What came up at visits, the most first."`
	Actions      ActionTally         `json:"actions" doc:"The actions that were due in the time."`
	Outcomes     []VisitOutcome      `json:"outcomes" doc:"What became of every visit that a figure counts."`
	Activities   []ReviewActivity    `json:"activities" doc:"The activities in the time, whatever they count toward."`
	Due          []Action            `json:"due" doc:"The actions that were due in the time."`
}

// ReviewSummer is a summer of every year.
type ReviewSummer struct {
	From string `json:"from" doc:"Month and day of its first day." example:"06-01"`
	To   string `json:"to" doc:"Month and day of its last." example:"08-31"`
}

// VisitTally sorts visits by what became of them. Each that was announced is delivered,
// cancelled, unrecorded or coming.
type VisitTally struct {
	Announced    []Ref        `json:"announced" doc:"All that citizens were told of."`
	Delivered    []Ref        `json:"delivered" doc:"On record as having taken place, cut short or not."`
	Cancelled    []Ref        `json:"cancelled" doc:"Called off."`
	Unrecorded   []Ref        `json:"unrecorded" doc:"Over, and nobody has said whether they took place."`
	Coming       []Ref        `json:"coming" doc:"Not over yet."`
	Shortened    []Ref        `json:"shortened" doc:"Delivered, and shorter than first announced."`
	Moved        []Ref        `json:"moved" doc:"To another time or site than first announced."`
	Delayed      []Ref        `json:"delayed" doc:"Began later than announced."`
	WellAhead    []Ref        `json:"wellAhead" doc:"The time and site that held were announced at least 14 days before."`
	Counted      []Ref        `json:"counted" doc:"Where somebody counted who came."`
	Attendance   int          `json:"attendance" doc:"How many came to those."`
	MedianNotice int          `json:"medianNotice" doc:"How many days ahead half of the visits were announced, or more."`
	Reasons      []OffReasons `json:"reasons" doc:"Why visits were cancelled."`
}

// OffReasons is why visits were cancelled.
type OffReasons struct {
	Reason string `json:"reason" doc:"The public reason."`
	Visits []Ref  `json:"visits" doc:"The visits."`
}

// CommitmentAccount is how one commitment was kept.
type CommitmentAccount struct {
	CommitmentID Ref          `json:"commitmentId" doc:"The commitment."`
	Article      int          `json:"article" doc:"Its number."`
	Title        string       `json:"title" doc:"Its heading."`
	Standing     string       `json:"standing" enum:"kept,on_track,not_yet,partly,broken,unreported,no_number" doc:"How it goes: all is done; what is over was done; nothing is over yet; some of it was done; nothing was done in full; something is over and nothing is on record; the promise has no number."`
	Judged       int          `json:"judged" doc:"How many weeks, months, years or places can be told to be kept or not."`
	Met          int          `json:"met" doc:"How many of those were kept."`
	Stretches    []Stretch    `json:"stretches" doc:"The weeks, months or years for which a number is promised."`
	Places       []PlaceWaits `json:"places" doc:"How the places have waited, where a greatest gap is promised."`
	Done         []ReviewDeed `json:"done" doc:"What was done for it in the time."`
	Summer       []ReviewDeed `json:"summer" doc:"What of that was done in a summer in which the promise does not bind."`
	Visits       VisitTally   `json:"visits" doc:"The visits that count toward it."`
	SummerVisits VisitTally   `json:"summerVisits" doc:"Those of them in the summer."`
	Target       Target       `json:"target" doc:"How much is promised."`
	Indicator    string       `json:"indicator" doc:"What is counted." example:"visits"`
	Owner        string       `json:"owner" enum:"police,kommun,both,police_with_kommun" doc:"Which party answers for it."`
	Responsible  string       `json:"responsible,omitempty" doc:"Who answers for it within the parties, by role."`
}

// ReviewDeed is something that was done: a visit, an activity or a lägesbild.
type ReviewDeed struct {
	VisitID    Ref    `json:"visitId,omitempty" doc:"The visit, if it is one."`
	ActivityID Ref    `json:"activityId,omitempty" doc:"The activity, if it is one."`
	Picture    string `json:"pictureWeek,omitempty" doc:"The week whose lägesbild it is, if it is one." example:"2026-W47"`
	Day        Date   `json:"day" doc:"Its day; of a lägesbild the Friday on which it was ready."`
	LocalityID Ref    `json:"localityId,omitempty" doc:"Where; left out for the municipality as a whole."`
}

// Stretch is a time that a number is promised for.
type Stretch struct {
	From     Date         `json:"from" doc:"Its first day."`
	To       Date         `json:"to,omitempty" doc:"Its last day; left out where it has none."`
	Promised int          `json:"promised" doc:"At least so many."`
	Owed     bool         `json:"owed" doc:"Whether the promise binds then."`
	Progress string       `json:"progress" enum:"to_come,under_way,over" doc:"How far the time has come."`
	Met      bool         `json:"met" doc:"Whether what was promised is done."`
	Done     []ReviewDeed `json:"done" doc:"What was done."`
}

// PlaceWaits is how one place has waited.
type PlaceWaits struct {
	LocalityID Ref    `json:"localityId" doc:"The place."`
	Least      int    `json:"least" doc:"How few visits can keep the greatest gap on the days that have bound so far."`
	Delivered  []Ref  `json:"delivered" doc:"The visits that took place."`
	Longest    int    `json:"longest" doc:"The longest wait, in days on which the promise bound."`
	Waits      []Wait `json:"waits" doc:"From one visit to the next, oldest first."`
}

// Wait is from one visit to the next.
type Wait struct {
	From        Date `json:"from" doc:"The visit before, or the day before the pledge began to bind."`
	To          Date `json:"to" doc:"The next visit, or today, or the pledge's last day."`
	FromVisitID Ref  `json:"fromVisitId,omitempty" doc:"The visit that began it."`
	ToVisitID   Ref  `json:"toVisitId,omitempty" doc:"The visit that ended it."`
	Days        int  `json:"days" doc:"How many days of it the promise bound."`
	TooLong     bool `json:"tooLong" doc:"Whether it breaks the promise."`
}

// PlaceAccount is how it went at a locality.
type PlaceAccount struct {
	LocalityID   Ref            `json:"localityId" doc:"The locality."`
	Visits       VisitTally     `json:"visits" doc:"Visits to it, but for those to events."`
	SummerVisits VisitTally     `json:"summerVisits" doc:"Those of them in the summer."`
	Topics       []TopicAccount `json:"topics" doc:"What came up there."`
	Actions      ActionTally    `json:"actions" doc:"The actions there that were due in the time."`
}

// TopicAccount is at which visits something came up.
type TopicAccount struct {
	Topic  string        `json:"topic" doc:"Of the district's list." example:"Trafik"`
	Visits []Ref         `json:"visits" doc:"The visits at which it came up."`
	Months []MonthVisits `json:"months" doc:"The same by month, those in which it came up."`
}

// MonthVisits are visits of a month.
type MonthVisits struct {
	Month  Date  `json:"month" doc:"Its first day."`
	Visits []Ref `json:"visits" doc:"The visits."`
}

// ActionTally sorts actions by whether they were answered.
type ActionTally struct {
	InTime  []Ref `json:"inTime" doc:"Ended on the day that they were due on, or before."`
	Late    []Ref `json:"late" doc:"Ended after it."`
	Overdue []Ref `json:"overdue" doc:"Not ended, and the day has passed."`
	Waiting []Ref `json:"waiting" doc:"Not ended, and it has not."`
}

// VisitOutcome is what became of a visit.
type VisitOutcome struct {
	VisitID       Ref      `json:"visitId" doc:"The visit."`
	LocalityID    Ref      `json:"localityId" doc:"Where."`
	Occasion      bool     `json:"occasion" doc:"At an event."`
	Starts        Time     `json:"starts" doc:"As citizens were told last."`
	Ends          Time     `json:"ends" doc:"As citizens were told last."`
	Announced     Time     `json:"announced" doc:"When they were first told."`
	NoticeDays    int      `json:"noticeDays" doc:"How many days ahead they were told of the time and site that held."`
	State         string   `json:"state" enum:"announced,delayed,moved,cancelled,broken_off,held" doc:"What it has come to."`
	Reason        string   `json:"reason,omitempty" doc:"Why it was changed, as citizens were told."`
	Moved         bool     `json:"moved" doc:"To another time or site than first announced."`
	Delayed       bool     `json:"delayed" doc:"Began later than announced."`
	Shortened     bool     `json:"shortened" doc:"Shorter than first announced."`
	Attendance    *int     `json:"attendance,omitempty" doc:"How many came; left out where nobody counted."`
	Topics        []string `json:"topics" doc:"What came up."`
	CommitmentIDs []Ref    `json:"commitmentIds" doc:"What it counts toward."`
}

// ReviewActivity is an activity of the time.
type ReviewActivity struct {
	ActivityID    Ref    `json:"activityId" doc:"The activity."`
	Day           Date   `json:"day" doc:"Its day."`
	Kind          string `json:"kind" doc:"What it is." example:"safety_walk"`
	Step          string `json:"step,omitempty" doc:"Which step of a safety walk."`
	Title         string `json:"title,omitempty" doc:"What it was called."`
	Place         string `json:"place,omitempty" doc:"Where exactly."`
	LocalityID    Ref    `json:"localityId,omitempty" doc:"The locality."`
	Owner         string `json:"owner" enum:"police,kommun" doc:"Who answers for it."`
	Together      bool   `json:"together" doc:"The other party took part."`
	Status        string `json:"status" enum:"planned,done,cancelled" doc:"What has become of it."`
	Participants  *int   `json:"participants,omitempty" doc:"How many took part."`
	CommitmentIDs []Ref  `json:"commitmentIds" doc:"What it counts toward."`
}

// reviewOf asks for a review.
type reviewOf struct {
	ID Ref `path:"id" doc:"The pledge's ID."`
	Period
}

// span is the days that the period names, or this year.
func (p Period) span(now scheduling.Clock) followup.Span {
	year, _, _ := scheduling.DayOf(now()).Date()
	span := followup.Year(year)
	if p.From != "" {
		span.From = p.From.day()
	}
	if p.To != "" {
		span.To = p.To.day()
	}
	return span
}

func (a *api) getReview(ctx context.Context, in *reviewOf) (*unversioned[Review], error) {
	r, err := a.review(ctx, in.ID, in.Period)
	if err != nil {
		return nil, err
	}
	return &unversioned[Review]{showReview(r)}, nil
}

func showReview(r followup.Review) Review {
	shown := Review{
		PledgeID: Ref(r.Pledge.ID), From: dateOf(r.From), To: dateOf(r.To), At: timeOf(r.At),
		Summer: ReviewSummer{From: r.Summer.From.In(2000).String()[5:], To: r.Summer.To.In(2000).String()[5:]},
		Visits: showTally(r.Visits), SummerVisits: showTally(r.SummerVisits), AtOccasions: showTally(r.AtOccasions),
		Topics: showTopics(r.Topics), Actions: showActionTally(r.Actions), Commitments: showEach(r.Accounts, showCommitmentAccount),
		Outcomes: showEach(r.Outcomes, showOutcome), Due: showEach(r.Due, func(a dialogue.Action) Action { return showAction(a) }),
		Places: showEach(r.Places, func(p followup.PlaceReview) PlaceAccount {
			return PlaceAccount{LocalityID: Ref(p.LocalityID), Visits: showTally(p.Visits), SummerVisits: showTally(p.SummerVisits),
				Topics: showTopics(p.Topics), Actions: showActionTally(p.Actions)}
		}),
		Activities: showEach(r.Activities, func(a followup.Counted) ReviewActivity {
			return ReviewActivity{ActivityID: Ref(a.ID), Day: dateOf(a.Day), Kind: string(a.Kind), Step: string(a.Step), Title: a.Title, Place: a.Place,
				LocalityID: Ref(a.LocalityID), Owner: string(a.Owner), Together: a.Together, Status: string(a.Status), Participants: a.Participants,
				CommitmentIDs: refs(a.Toward)}
		}),
	}
	return shown
}

// showEach shows every one of a list, which is never null.
func showEach[T, S any](list []T, show func(T) S) []S {
	shown := make([]S, 0, len(list))
	for _, one := range list {
		shown = append(shown, show(one))
	}
	return shown
}

func showTally(t followup.Tally) VisitTally {
	return VisitTally{
		Announced: refs(t.Announced), Delivered: refs(t.Delivered), Cancelled: refs(t.Cancelled), Unrecorded: refs(t.Unrecorded), Coming: refs(t.Coming),
		Shortened: refs(t.Shortened), Moved: refs(t.Moved), Delayed: refs(t.Delayed), WellAhead: refs(t.WellAhead), Counted: refs(t.Counted),
		Attendance: t.Attendance, MedianNotice: t.MedianNotice,
		Reasons: showEach(t.Reasons, func(r followup.Reason) OffReasons { return OffReasons{r.Text, refs(r.Visits)} }),
	}
}

func showCommitmentAccount(a followup.Account) CommitmentAccount {
	c := a.Commitment
	return CommitmentAccount{
		CommitmentID: Ref(c.ID), Article: c.Article, Title: c.Title, Standing: string(a.Standing), Judged: a.Judged, Met: a.Met,
		Target: showTarget(c.Target), Indicator: string(c.Indicator), Owner: string(c.Owner), Responsible: c.Responsible,
		Done: showEach(a.Done, showDeed), Summer: showEach(a.Summer, showDeed), Visits: showTally(a.Visits), SummerVisits: showTally(a.SummerVisits),
		Stretches: showEach(a.Stretches, func(s followup.Stretch) Stretch {
			return Stretch{From: dateOf(s.From), To: dateOf(s.To), Promised: s.Promised, Owed: s.Owed, Progress: string(s.Progress), Met: s.Met(),
				Done: showEach(s.Done, showDeed)}
		}),
		Places: showEach(a.Places, func(p followup.PlaceWaits) PlaceWaits {
			return PlaceWaits{LocalityID: Ref(p.LocalityID), Least: p.Least, Delivered: refs(p.Delivered), Longest: p.Longest().Days, Waits: showEach(p.Waits, showWait)}
		}),
	}
}

func showWait(w followup.Wait) Wait {
	return Wait{From: dateOf(w.From), To: dateOf(w.To), FromVisitID: Ref(w.FromVisitID), ToVisitID: Ref(w.ToVisitID), Days: w.Days, TooLong: w.TooLong}
}

func showDeed(d followup.Deed) ReviewDeed {
	shown := ReviewDeed{VisitID: Ref(d.VisitID), ActivityID: Ref(d.ActivityID), Day: dateOf(d.Day), LocalityID: Ref(d.LocalityID)}
	if d.Picture != 0 {
		shown.Picture = situation.WeekName(d.Picture)
	}
	return shown
}

func showTopics(topics []followup.TopicReview) []TopicAccount {
	return showEach(topics, func(t followup.TopicReview) TopicAccount {
		return TopicAccount{Topic: t.Topic, Visits: refs(t.Visits), Months: showEach(t.Months, func(m followup.MonthVisits) MonthVisits {
			return MonthVisits{Month: dateOf(m.From), Visits: refs(m.Visits)}
		})}
	})
}

func showActionTally(a followup.ActionReview) ActionTally {
	return ActionTally{InTime: refs(a.InTime), Late: refs(a.Late), Overdue: refs(a.Overdue), Waiting: refs(a.Waiting)}
}

func showOutcome(o followup.Outcome) VisitOutcome {
	return VisitOutcome{
		VisitID: Ref(o.VisitID), LocalityID: Ref(o.LocalityID), Occasion: o.Occasion, Starts: timeOf(o.Starts), Ends: timeOf(o.Ends),
		Announced: timeOf(o.Announced), NoticeDays: o.NoticeDays(), State: string(o.State), Reason: o.Reason, Moved: o.Moved, Delayed: o.Delayed,
		Shortened: o.Shortened, Attendance: o.Attendance, Topics: append([]string{}, o.Topics...), CommitmentIDs: refs(o.Toward),
	}
}
