package dialogue

import (
	"slices"
	"time"

	"poliskontor/scheduling"
)

// SummaryID identifies a [Summary].
type SummaryID string

// SummaryState is how far a summary has come.
type SummaryState string

// The states.
const (
	SummaryDraft     SummaryState = "draft"
	SummaryAwaiting  SummaryState = "awaiting" // a second person's approval
	SummaryPublished SummaryState = "published"
	SummaryWithdrawn SummaryState = "withdrawn" // for good; another is written anew
)

// SummaryStates lists the states.
var SummaryStates = []SummaryState{SummaryDraft, SummaryAwaiting, SummaryPublished, SummaryWithdrawn}

// Summary (publik sammanfattning) is what an authority tells citizens about what they
// said of a topic, and what was done about it: "Ni sa, vi gjorde". It is written apart,
// never made from a note. What is written here is internal; citizens read the
// [Edition] that a second person approved.
type Summary struct {
	ID         SummaryID
	DistrictID scheduling.DistrictID
	LocalityID scheduling.LocalityID
	Owner      scheduling.Owner // Police or Kommun: whose words they are
	Telling
	// Visits and Notes are what it comes from; nobody outside learns which.
	Visits []scheduling.VisitID
	Notes  []NoteID

	State      SummaryState
	AuthorID   string      // the account's that wrote it first
	EditorID   string      // the account's that last changed what it says
	Remark     string      // why it was sent back; internal
	ApproverID string      // the account's that approved it last
	Public     *Edition    // what citizens read now; nil for nothing
	Withdrawal *Withdrawal // nil until it is withdrawn
	scheduling.Meta
}

// Telling is what a summary says.
type Telling struct {
	Topic    string         // of the district's list
	From, To scheduling.Day // when it was said; To is included
	Said     string         // "Ni sa"
	Done     string         // "Vi gjorde"
	// Actions are shown with it as they were when the summary was last written or sent
	// for approval, so that what is approved is what was read.
	Actions []ShownAction
}

// ShownAction is what citizens may see of an [Action]: nothing of what it says inwards.
type ShownAction struct {
	ID     ActionID
	Owner  scheduling.Owner
	Role   string
	Due    scheduling.Day
	Status Status
	Answer string
}

// Edition is a summary as it was approved, and as it stays until the next approval.
type Edition struct {
	Telling
	Approved time.Time
}

// Withdrawal is the trace of a summary that was taken back.
type Withdrawal struct {
	ByID   string
	At     time.Time
	Reason string // internal
}

// Published is an edition as public pages need it.
type Published struct {
	ID         SummaryID
	LocalityID scheduling.LocalityID
	Owner      scheduling.Owner
	Edition
}

// The most that a summary may have: characters in each of its texts, and actions, visits
// and notes each.
const (
	MaxSummaryText  = 1500
	MaxRemark       = 500
	MaxSummaryLinks = 50
)

// checked returns the summary with its texts tidied, or an error of kind
// [scheduling.Invalid]. A draft may lack its texts.
func (s Summary) checked(topics []string, today scheduling.Day) (Summary, error) {
	var flaws scheduling.Flaws
	flaws.Check(s.Topic != "", "topic", scheduling.CodeRequired)
	flaws.Check(s.Topic == "" || slices.Contains(topics, s.Topic), "topic", CodeTopicUnknown, "topic", s.Topic)
	flaws.Check(s.From != 0, "from", scheduling.CodeRequired)
	flaws.Check(s.To != 0, "to", scheduling.CodeRequired)
	flaws.Check(s.From <= s.To, "to", scheduling.CodeEndBeforeStart)
	flaws.Check(s.To <= today, "to", CodeNotYet)
	s.Said = flaws.Text("said", s.Said, MaxSummaryText)
	s.Done = flaws.Text("done", s.Done, MaxSummaryText)
	flaws.Impersonal("said", s.Said)
	flaws.Impersonal("done", s.Done)
	if s.State != SummaryDraft {
		flaws.Check(s.Said != "", "said", scheduling.CodeRequired)
		flaws.Check(s.Done != "", "done", scheduling.CodeRequired)
	}
	flaws.Between("visits", len(s.Visits), 0, MaxSummaryLinks)
	flaws.Between("notes", len(s.Notes), 0, MaxSummaryLinks)
	flaws.Between("actions", len(s.Actions), 0, MaxSummaryLinks)
	return s, flaws.Err()
}

// checkedRemark returns an internal reason tidied, or an error of kind
// [scheduling.Invalid].
func checkedRemark(field, text string) (string, error) {
	var flaws scheduling.Flaws
	text = flaws.Text(field, text, MaxRemark)
	flaws.Check(text != "", field, scheduling.CodeRequired)
	flaws.Impersonal(field, text)
	return text, flaws.Err()
}

func shown(a Action) ShownAction {
	return ShownAction{ID: a.ID, Owner: a.Owner, Role: a.Role, Due: a.Due, Status: a.Status, Answer: a.Answer}
}
