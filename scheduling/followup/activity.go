package followup

import (
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// Kind is what sort of activity it is.
type Kind string

// The kinds.
const (
	SafetyWalk      Kind = "safety_walk"      // trygghetsvandring
	WatchEvening    Kind = "watch_evening"    // information or start-up meeting of Grannsamverkan
	TheftEvening    Kind = "theft_evening"    // information on theft protection
	TrafficControl  Kind = "traffic_control"  // trafikkontroll
	FraudPrevention Kind = "fraud_prevention" // against fraud that the elderly meet
	Survey          Kind = "survey"           // trygghetsmätning, citizen survey
	CitizenDialogue Kind = "citizen_dialogue" // medborgardialog without the office
	ForumMeeting    Kind = "forum_meeting"    // of lokala Brå or a steering group
	Other           Kind = "other"
)

// Kinds lists the kinds.
var Kinds = []Kind{SafetyWalk, WatchEvening, TheftEvening, TrafficControl, FraudPrevention, Survey, CitizenDialogue, ForumMeeting, Other}

// Step is one of the three steps of a safety walk.
type Step string

// The steps.
const (
	Preparation  Step = "preparation"
	Walk         Step = "walk"
	FollowUpWalk Step = "follow_up_walk" // to see what has been done since
)

// Steps lists the steps in their order.
var Steps = []Step{Preparation, Walk, FollowUpWalk}

// Status is what has become of an activity.
type Status string

// The statuses.
const (
	Planned   Status = "planned"
	Done      Status = "done"
	Cancelled Status = "cancelled"
)

// Statuses lists the statuses.
var Statuses = []Status{Planned, Done, Cancelled}

// Hours are when on its day an activity was, in minutes after midnight.
type Hours struct{ From, Until int }

// Activity (aktivitet) is something done for a commitment that is no visit. Both parties
// read it, and only its owner changes it.
type Activity struct {
	ID         scheduling.ActivityID
	DistrictID scheduling.DistrictID
	// MunicipalityID is empty for one in the whole district, LocalityID for one in the
	// whole municipality.
	MunicipalityID scheduling.MunicipalityID
	LocalityID     scheduling.LocalityID
	Place          string // where exactly
	Kind           Kind
	Step           Step                  // of a safety walk only
	WalkID         scheduling.ActivityID // the walk that this prepares or follows up, if it is stored
	Title          string                // what it was called; may be empty where the kind says enough
	Owner          scheduling.Owner      // Police or Kommun: who answers for it and reports it
	Together       bool                  // the other party took part
	Day            scheduling.Day
	Hours          *Hours // nil where unknown
	Status         Status
	Participants   *int   // nil where nobody counted
	Text           string // what was done, about places and never about who
	// Named tells that citizens named the place. Who did can be a wish or an action, which
	// may be gone one day while the fact remains.
	Named    bool
	WishID   scheduling.WishID
	ActionID dialogue.ActionID
	Feedback scheduling.Day // when those who named it were told; zero for not yet
	// Reference is by which its owner knows it elsewhere, so that it is taken up once.
	Reference string
	scheduling.Meta
}

// The most that an activity holds.
const (
	MaxActivityText  = 1000
	MaxReference     = 64
	MostParticipants = 100_000
)

// ChangeableBy tells whether people of an authority may change the activity.
func (a Activity) ChangeableBy(authority scheduling.Owner) bool {
	return authority == "" || authority == a.Owner
}

// checked returns the activity with its texts tidied, or an error of kind
// [scheduling.Invalid].
func (a Activity) checked(today scheduling.Day) (Activity, error) {
	var flaws scheduling.Flaws
	flaws.Check(a.DistrictID != "", "districtId", scheduling.CodeRequired)
	scheduling.Choice(&flaws, "kind", a.Kind, Kinds...)
	switch {
	case a.Kind != SafetyWalk:
		flaws.Check(a.Step == "", "step", CodeStepOfOther)
		flaws.Check(a.WalkID == "", "walkId", CodeNotAWalk)
	case a.Step == "":
		flaws.Check(false, "step", CodeStepMissing)
	default:
		scheduling.Choice(&flaws, "step", a.Step, Steps...)
		flaws.Check(a.WalkID == "" || a.Step != Walk && a.WalkID != a.ID, "walkId", CodeNotAWalk)
	}
	scheduling.Choice(&flaws, "owner", a.Owner, scheduling.Police, scheduling.Kommun)
	scheduling.Choice(&flaws, "status", a.Status, Statuses...)
	flaws.Check(!a.Day.IsZero(), "day", scheduling.CodeRequired)
	flaws.Check(a.Status != Done || a.Day <= today, "status", CodeActivityAhead)
	if h := a.Hours; h != nil {
		flaws.Between("starts", h.From, 0, 24*60-1)
		flaws.Between("ends", h.Until, 1, 30*60)
		flaws.Check(h.From < h.Until, "ends", scheduling.CodeEndBeforeStart)
	}
	if a.Participants != nil {
		flaws.Between("participants", *a.Participants, 0, MostParticipants)
	}
	a.Place = flaws.Line("place", a.Place, scheduling.MaxName)
	a.Title = flaws.Line("title", a.Title, scheduling.MaxTitle)
	flaws.Check(a.Title != "" || a.Kind != Other && a.Kind != ForumMeeting, "title", scheduling.CodeRequired)
	a.Text = flaws.Text("text", a.Text, MaxActivityText)
	a.Reference = flaws.Line("reference", a.Reference, MaxReference)
	flaws.Impersonal("place", a.Place)
	flaws.Impersonal("title", a.Title)
	flaws.Impersonal("text", a.Text)
	flaws.Impersonal("reference", a.Reference)
	a.Named = a.Named || a.WishID != "" || a.ActionID != ""
	if !a.Feedback.IsZero() {
		flaws.Check(a.Named, "feedback", CodeFeedbackToNobody)
		flaws.Check(a.Feedback <= today, "feedback", CodeActivityAhead)
	}
	return a, flaws.Err()
}
