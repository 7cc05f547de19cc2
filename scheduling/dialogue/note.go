package dialogue

import (
	"slices"
	"strconv"
	"time"

	"poliskontor/scheduling"
)

// NoteID identifies a [Note]. Whoever writes a note may choose it, so that one that is
// sent twice is stored once.
type NoteID string

// Purpose is what personal data in a note may be used for, by the law its owner is under.
type Purpose string

// The purposes.
const (
	CrimePrevention Purpose = "crime_prevention" // the police: brottsdatalagen 2 kap. 1 §
	PublicTask      Purpose = "public_task"      // the kommun: GDPR, article 6.1 e
)

func purposeOf(owner scheduling.Owner) Purpose {
	if owner == scheduling.Kommun {
		return PublicTask
	}
	return CrimePrevention
}

// Attendance is how many came to a visit.
type Attendance struct {
	Adults, Youths, Seniors int
}

// MostAttendance is how many of one sort can be counted.
const MostAttendance = 9999

// Note (dialoganteckning) is what one authority's crew wrote of one visit; there is one
// for each of both. It is internal.
type Note struct {
	ID         NoteID
	DistrictID scheduling.DistrictID
	VisitID    scheduling.VisitID
	LocalityID scheduling.LocalityID // the visit's, when it was written
	Owner      scheduling.Owner      // Police or Kommun
	Purpose    Purpose
	AuthorID   string    // the account's that wrote it first
	Written    time.Time // when it was first written, by the device's clock

	// Nothing tells that nothing came up; there is no topic and no text then.
	Nothing    bool
	Attendance *Attendance // nil where nobody counted
	Topics     []string    // of the district's list, in its order
	Text       string      // a few sentences, about places and topics
	scheduling.Meta
}

// MaxNoteText is how many characters a note may have: a few sentences.
const MaxNoteText = 2000

// checked returns the note with its texts tidied and its topics in the order of the
// district's list, or an error of kind [scheduling.Invalid].
func (n Note) checked(topics []string, now time.Time) (Note, error) {
	var flaws scheduling.Flaws
	flaws.Check(n.VisitID != "", "visitId", scheduling.CodeRequired)
	flaws.Check(!n.Written.IsZero(), "written", scheduling.CodeRequired)
	flaws.Check(!n.Written.After(now.Add(clockError)), "written", CodeWrittenLater)
	if a := n.Attendance; a != nil {
		flaws.Between("attendance.adults", a.Adults, 0, MostAttendance)
		flaws.Between("attendance.youths", a.Youths, 0, MostAttendance)
		flaws.Between("attendance.seniors", a.Seniors, 0, MostAttendance)
	}
	for i, topic := range n.Topics {
		flaws.Check(slices.Contains(topics, topic), field("topics", i), CodeTopicUnknown, "topic", topic)
	}
	n.Topics = slices.DeleteFunc(slices.Clone(topics), func(t string) bool { return !slices.Contains(n.Topics, t) })
	n.Text = flaws.Text("text", n.Text, MaxNoteText)
	flaws.Impersonal("text", n.Text)
	said := n.Text != "" || len(n.Topics) > 0
	flaws.Check(!n.Nothing || !said, "nothing", CodeNothingAndSomething)
	flaws.Check(n.Nothing || said || n.Attendance != nil, "text", CodeNoteEmpty)
	return n, flaws.Err()
}

// clockError is by how much a device's clock may be ahead.
const clockError = 10 * time.Minute

func field(name string, i int) string { return name + "[" + strconv.Itoa(i) + "]" }
