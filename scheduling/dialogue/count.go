package dialogue

import (
	"time"

	"poliskontor/scheduling"
)

// Count is what a note counts, without anything that it says: both authorities may see
// how many came and what it was about, while texts stay with their own.
type Count struct {
	NoteID     NoteID
	VisitID    scheduling.VisitID
	LocalityID scheduling.LocalityID
	Owner      scheduling.Owner
	Written    time.Time
	Nothing    bool // nothing came up
	Attendance *Attendance
	Topics     []string
}

// Total is how many came, of all sorts.
func (a Attendance) Total() int { return a.Adults + a.Youths + a.Seniors }
