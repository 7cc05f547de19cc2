package followup

import "poliskontor/scheduling"

// Codes of what is wrong with an activity or a correction.
const (
	CodeActivityAhead    scheduling.Code = "activity_ahead"     // what is done was not done tomorrow
	CodeStepMissing      scheduling.Code = "step_missing"       // a safety walk says which of its steps it is
	CodeStepOfOther      scheduling.Code = "step_of_other"      // nothing but a safety walk has steps
	CodeNotAWalk         scheduling.Code = "not_a_walk"         // what is prepared or followed up is a safety walk
	CodeFeedbackToNobody scheduling.Code = "feedback_to_nobody" // nobody named the place
	CodeCommitmentOff    scheduling.Code = "commitment_off"     // not signed, or not valid on that day
	CodeNeverInForce     scheduling.Code = "never_in_force"     // not signed, or replaced before it began
)
