package dialogue

import (
	"poliskontor/scheduling"
	"poliskontor/scheduling/privacy"
)

// Codes of what is wrong with a note or an action.
const (
	CodeWrittenLater        scheduling.Code = "written_later"         // than now
	CodeNoteEarly           scheduling.Code = "note_early"            // the visit has not begun
	CodeTopicUnknown        scheduling.Code = "topic_unknown"         // not on the district's list
	CodeNothingAndSomething scheduling.Code = "nothing_and_something" // "nothing came up", and yet a topic or a text
	CodeNoteEmpty           scheduling.Code = "note_empty"
	CodePersonalNumber      scheduling.Code = "personal_number"
	CodeAnswerMissing       scheduling.Code = "answer_missing" // what is done has an answer
	CodeAnswered            scheduling.Code = "answered"       // it stays on record
)

// checkPersonal refuses a text with a personnummer or a samordningsnummer. The number is
// not repeated in the error, which may be logged.
func checkPersonal(flaws *scheduling.Flaws, field, text string) {
	for _, f := range privacy.Find(text) {
		if f.Kind.Blocked() {
			flaws.Check(false, field, CodePersonalNumber)
			return
		}
	}
}
