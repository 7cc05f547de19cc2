package dialogue

import (
	"slices"
	"time"

	"poliskontor/scheduling"
)

// ActionID identifies an [Action].
type ActionID string

// Status is what has become of an action.
type Status string

// The statuses.
const (
	Open    Status = "open"
	Done    Status = "done"
	Dropped Status = "dropped" // it will not be done, for which the answer says why
)

// Statuses lists the statuses.
var Statuses = []Status{Open, Done, Dropped}

// Action (åtgärd) is what one side is to do about what citizens said. Police and kommun
// both see it. What it says to citizens is its answer, once a summary is published.
type Action struct {
	ID         ActionID
	DistrictID scheduling.DistrictID
	LocalityID scheduling.LocalityID
	// Where it comes from: one of the three, or none of them.
	NoteID     NoteID
	WishID     scheduling.WishID
	ActivityID scheduling.ActivityID
	Topic      string // of the district's list; may be ""
	What       string // one line
	Owner      scheduling.Owner
	Role       string // who answers for it, by role: "kommunpolis"; never a name
	Due        scheduling.Day
	Status     Status
	Answer     string    // to citizens: what was done, or why not
	Ended      time.Time // when it was done or dropped; zero until then
	scheduling.Meta
}

// Overdue tells whether the action should have been done before a day and is not.
func (a Action) Overdue(today scheduling.Day) bool { return a.Status == Open && a.Due < today }

// MaxAnswer is how many characters an answer may have.
const MaxAnswer = 1000

// checked returns the action with its texts tidied, or an error of kind
// [scheduling.Invalid].
func (a Action) checked(topics []string) (Action, error) {
	var flaws scheduling.Flaws
	flaws.Check(a.LocalityID != "", "localityId", scheduling.CodeRequired)
	flaws.Check(a.WishID == "" || a.ActivityID == "", "activityId", CodeTwoSources)
	a.What = flaws.RequiredLine("what", a.What, scheduling.MaxTitle)
	flaws.Impersonal("what", a.What)
	flaws.Check(a.Owner == scheduling.Police || a.Owner == scheduling.Kommun, "owner", scheduling.CodeChoice, "allowed", "police, kommun")
	a.Role = flaws.RequiredLine("role", a.Role, scheduling.MaxName)
	flaws.Impersonal("role", a.Role)
	flaws.Check(a.Due != 0, "due", scheduling.CodeRequired)
	flaws.Check(a.Topic == "" || slices.Contains(topics, a.Topic), "topic", CodeTopicUnknown, "topic", a.Topic)
	flaws.Check(slices.Contains(Statuses, a.Status), "status", scheduling.CodeChoice, "allowed", "open, done, dropped")
	a.Answer = flaws.Text("answer", a.Answer, MaxAnswer)
	flaws.Impersonal("answer", a.Answer)
	flaws.Check(a.Status == Open || a.Answer != "", "answer", CodeAnswerMissing)
	return a, flaws.Err()
}
