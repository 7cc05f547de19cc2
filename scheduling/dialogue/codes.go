package dialogue

import "poliskontor/scheduling"

// Codes of what is wrong with a note, an action or a summary.
const (
	CodeWrittenLater        scheduling.Code = "written_later"         // than now
	CodeNoteEarly           scheduling.Code = "note_early"            // the visit has not begun
	CodeTopicUnknown        scheduling.Code = "topic_unknown"         // not on the district's list
	CodeNothingAndSomething scheduling.Code = "nothing_and_something" // "nothing came up", and yet a topic or a text
	CodeNoteEmpty           scheduling.Code = "note_empty"
	CodeAnswerMissing       scheduling.Code = "answer_missing" // what is done has an answer
	CodeTwoSources          scheduling.Code = "two_sources"    // a wish and an activity
	CodeAnswered            scheduling.Code = "answered"       // it stays on record

	CodeNotYet             scheduling.Code = "not_yet"              // a day that has not been
	CodeUnsettled          scheduling.Code = "unsettled"            // neither confirmed nor masked
	CodeOwnSummary         scheduling.Code = "own_summary"          // a second person approves it
	CodeSummaryNotAwaiting scheduling.Code = "summary_not_awaiting" // nobody has sent it for approval
	CodeSummaryNotPublic   scheduling.Code = "summary_not_public"
	CodeSummaryWasPublic   scheduling.Code = "summary_was_public" // it stays on record
	CodeSummaryWithdrawn   scheduling.Code = "summary_withdrawn"
)
