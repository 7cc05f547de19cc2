package situation

import "poliskontor/scheduling"

// Codes of what is wrong with a part or a link.
const (
	CodeNotReady     scheduling.Code = "situation_not_ready" // before Friday at seven
	CodeReleasedPart scheduling.Code = "situation_released"  // it is taken back before it is changed
	CodeLinkEnds     scheduling.Code = "situation_link_ends" // later than now, within a year
	CodeNoMonday     scheduling.Code = "situation_monday"    // a week is named by its Monday
)
